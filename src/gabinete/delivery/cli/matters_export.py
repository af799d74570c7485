"""``matters export``: the list as CSV or as a spreadsheet, safe to open. Loaded once Django is ready."""

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from gabinete.delivery.cli.matters_reading import rows
from gabinete.kernel.errors import BadInput
from gabinete.office.followup.queries import Filters, MatterRow

HEADINGS = (
    "Folio", "Síntesis", "Clase", "Estado", "Responsable", "Dependencia", "Emisión", "Vence", "Cierre", "Semáforo",
    "Avance reportado", "Avance aceptado", "Prórrogas", "Gabinete",
)  # fmt: skip
# A spreadsheet would run a cell that begins so; an apostrophe makes it text (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write(username: str, filters: Filters, out: Path) -> int:
    """Write the matters in one piece, with a progress line, and return how many.

    Raises:
        BadInput: the extension is neither ``.csv`` nor ``.xlsx``, or the file cannot be written.
    """
    writers = {".csv": _csv, ".xlsx": _xlsx}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise BadInput(
            "matters.export", f"No se sabe escribir «{out.suffix}». Use .csv o .xlsx; no se hizo nada."
        )
    draft = out.with_name(f".{out.stem}.{os.getpid()}{out.suffix}")
    try:
        count = writer(draft, _counted(rows(username, filters, None)))
        draft.replace(out)
    except OSError as error:
        raise BadInput(
            "matters.export", f"No se pudo escribir «{out}» ({error.strerror}). No quedó nada a medias."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return count


def _counted(found: Iterable[MatterRow]) -> Iterator[tuple[str, ...]]:
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} asuntos"), TimeElapsedColumn())
    with Progress(*columns, transient=True, disable=None) as progress:
        task = progress.add_task("export", total=None)
        for row in found:
            yield tuple(_safe(value) for value in _values(row))
            progress.advance(task)


def _values(row: MatterRow) -> tuple[object, ...]:
    return (
        row.folio, row.title, row.kind_label, row.state_label, row.lead, row.lead_name, row.issued_on, row.due or "",
        row.closed_on or "", row.light.name.spanish, row.reported_text, row.accepted_text, row.extension_count, row.body,
    )  # fmt: skip


def _safe(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _csv(path: Path, lines: Iterator[tuple[str, ...]]) -> int:
    count = 0
    with path.open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:  # the mark lets spreadsheets see that it is UTF-8
        sheet = csv.writer(file)
        sheet.writerow(HEADINGS)
        for count, line in enumerate(lines, start=1):  # noqa: B007 - the last number is the count
            sheet.writerow(line)
    return count


def _xlsx(path: Path, lines: Iterator[tuple[str, ...]]) -> int:
    count = 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Asuntos")
        sheet.write_row(0, 0, HEADINGS, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 1)
        for count, line in enumerate(lines, start=1):
            sheet.write_row(count, 0, line)
    return count
