"""``matters export``: the list as CSV or as a spreadsheet, safe to open. Loaded once Django is ready."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from gabinete.delivery.cli.matters_reading import rows
from gabinete.delivery.cli.progress import counting
from gabinete.foundation.rendering.sheet import Page, Value, clean_text, workbook
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput
from gabinete.office.followup.queries import Filters, MatterRow

COLUMNS = (
    ("Folio", 16), ("Síntesis", 60), ("Clase", 14), ("Estado", 18), ("Responsable", 14), ("Dependencia", 40),
    ("Emisión", 12), ("Vence", 12), ("Cierre", 12), ("Semáforo", 12), ("Avance reportado", 16), ("Avance aceptado", 16),
    ("Prórrogas", 10), ("Gabinete", 12),
)  # fmt: skip
Line = tuple[Value, ...]


def write(username: str, filters: Filters, out: Path) -> int:
    """Write the matters in one piece, with a progress line, and return how many.

    Raises:
        BadInput: the extension is neither ``.csv`` nor ``.xlsx``, or the file cannot be written.
    """
    writers: dict[str, Callable[[Path, Iterable[Line]], None]] = {".csv": _csv, ".xlsx": _xlsx}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise BadInput(
            "matters.export", f"No se sabe escribir «{out.suffix}». Use .csv o .xlsx; no se hizo nada."
        )
    draft = out.with_name(f".{out.stem}.{os.getpid()}{out.suffix}")
    written = [0]
    try:
        with counting("Asuntos") as progress:
            writer(draft, _lines(rows(username, filters, None), written, progress))
        draft.replace(out)
    except OSError as error:
        message = f"No se pudo escribir «{out}» ({error.strerror}). No quedó nada a medias."
        raise BadInput("matters.export", message) from error
    finally:
        draft.unlink(missing_ok=True)
    return written[0]


def _lines(found: Iterable[MatterRow], written: list[int], progress: Callable[[int], None]) -> Iterator[Line]:
    for row in found:
        written[0] += 1
        progress(written[0])
        yield (
            row.folio, row.title, row.kind_label, row.state_label, row.lead, row.lead_name, row.issued_on, row.due,
            row.closed_on, row.light.name.spanish, row.reported_text, row.accepted_text, row.extension_count, row.body,
        )  # fmt: skip


def _csv(path: Path, lines: Iterable[Line]) -> None:
    with path.open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:  # the mark lets spreadsheets see that it is UTF-8
        sheet = csv.writer(file)
        sheet.writerow(title for title, _ in COLUMNS)
        for line in lines:
            sheet.writerow("" if value is None else clean_text(str(value)) for value in line)


def _xlsx(path: Path, lines: Iterable[Line]) -> None:
    workbook([Page("Asuntos", COLUMNS, lines)], path, title="Asuntos", made_at=clock.now())
