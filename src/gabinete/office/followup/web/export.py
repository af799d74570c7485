"""A list of matters as a spreadsheet: the same filters as the screen, written to disk row by row."""

import tempfile
from collections.abc import Iterator

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.rendering.sheet import Page, Value, workbook
from gabinete.kernel import clock
from gabinete.office.followup.queries.filters import Filters
from gabinete.office.followup.queries.lists import matter_page

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BATCH = 200
MOST_ROWS = 20_000
"""More than this is for the command line, which shows its progress."""
IN_MEMORY = 2_000_000
COLUMNS = (
    ("Folio", 16), ("Síntesis", 60), ("Clase", 14), ("Estado", 22), ("Responsable", 14), ("Dependencia", 40),
    ("Emisión", 12), ("Vence", 12), ("Cierre", 12), ("Semáforo", 12), ("Explicación", 50), ("Avance reportado", 16),
    ("Avance aceptado", 16), ("Confianza", 14), ("Prórrogas", 10), ("Da seguimiento", 24),
)  # fmt: skip


@require_safe
def export_matters(request: HttpRequest) -> FileResponse:
    """Give the list as a spreadsheet; what nobody reported says so, and is never 0."""
    actor, now = actor_in(request), clock.now()
    require(actor, Permission.VIEW_MATTERS)
    filters = Filters.from_params(request.GET)
    # Django's response closes the file once it has been sent.
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    note = f"Corte: {now.isoformat(timespec='minutes')}. Hasta {MOST_ROWS:,} renglones."
    workbook([Page("Asuntos", COLUMNS, _lines(actor, filters), note)], file, title="Asuntos", made_at=now)
    file.seek(0)
    name = f"asuntos-{now:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPE)


def _lines(actor: Actor, filters: Filters) -> Iterator[tuple[Value, ...]]:
    after, written = "", 0
    while written < MOST_ROWS:
        page = matter_page(actor, filters, clock.today(), after=after, size=BATCH)
        for row in page.rows:
            yield (
                row.folio, row.title, row.kind_label, row.state_label, row.lead, row.lead_name, row.issued_on, row.due,
                row.closed_on, row.light.name.spanish, row.light.sentence, row.reported_text, row.accepted_text,
                row.confidence_label, row.extension_count, row.monitor,
            )  # fmt: skip
        written += len(page.rows)
        if not page.after:
            return
        after = page.after
