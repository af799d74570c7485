"""Lists as files, clean of formulas."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO

from gabinete.foundation.access.people import Actor
from gabinete.office.followup.queries.filters import Filters
from gabinete.office.followup.queries.lists import matters_matching
from gabinete.office.followup.queries.rows import MatterRow, rows_of

HEADINGS = (
    "Folio", "Clase", "Síntesis", "Responsable", "Estado", "Situación", "Explicación", "Emisión", "Vence",
    "Avance reportado", "Avance aceptado", "Confianza", "Prórrogas", "Gabinete", "Da seguimiento", "Cierre", "Reserva",
)  # fmt: skip
CHUNK = 2000
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def export_rows(actor: Actor, filters: Filters, today: date) -> Iterator[tuple[str, ...]]:
    """Yield the headings and then every matter of a list that this person sees, by folio, in chunks."""
    yield HEADINGS
    matching = matters_matching(actor, filters, today).order_by("id")
    last = 0
    while rows := rows_of(matching.filter(id__gt=last)[:CHUNK], today):
        yield from (tuple(clean(cell) for cell in _cells(row)) for row in rows)
        last = rows[-1].id


def clean(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Example:
        >>> clean("=1+1"), clean("Oficio 12"), clean(" @hoy")
        ("'=1+1", 'Oficio 12', "' @hoy")
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_DANGEROUS) or cell.startswith(_DANGEROUS) else cell


def write_csv(rows: Iterable[tuple[str, ...]], file: IO[str]) -> int:
    """Write the rows as CSV with the mark that makes Excel read UTF-8, and return how many matters there were."""
    file.write("\ufeff")
    writer = csv.writer(file)
    count = -1
    for count, row in enumerate(rows):  # noqa: B007 - the last index is the number of matters
        writer.writerow(row)
    return max(count, 0)


def write_xlsx(rows: Iterable[tuple[str, ...]], file: IO[bytes]) -> int:
    """Write the rows as a spreadsheet of plain text cells with a fixed header, and return how many matters there were."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow import

    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Asuntos")
    heading = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 1, 16)
    sheet.set_column(2, 2, 60)
    sheet.set_column(3, len(HEADINGS) - 1, 18)
    count = -1
    for count, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(count, column, cell, heading if count == 0 else None)
    book.close()
    return max(count, 0)


def _cells(row: MatterRow) -> tuple[str, ...]:
    return (
        row.folio, row.kind_label, row.title, row.lead, row.state_label, row.light.name.spanish, row.light.sentence,
        row.issued_on.isoformat(), row.due.isoformat() if row.due else "", row.reported_text, row.accepted_text,
        row.confidence_label, str(row.extension_count), row.body, row.monitor,
        row.closed_on.isoformat() if row.closed_on else "", row.reserve_label,
    )  # fmt: skip
