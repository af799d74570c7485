"""Rows as a spreadsheet, streamed: memory does not grow with the number of rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

Value = str | int | Decimal | date | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a workbook.

    Attributes:
        name: at most 31 characters.
        columns: (title, width in characters).
        rows: each as long as the columns; ``None`` is left empty, never written as 0.
    """

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value]]
    note: str = ""


def clean_text(text: str) -> str:
    """Return the text so that no program that opens a CSV takes it for a formula.

    Source: OWASP, CSV Injection.
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def workbook(
    pages: Sequence[Page],
    out: IO[bytes] | Path,
    *,
    title: str,
    made_at: datetime,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write the pages to a file, row by row.

    Args:
        out: an open binary file or a path.
        made_at: moment of issue, the creation date inside the file.
        progress: called with the number of rows written so far, every thousand rows.
    """
    import xlsxwriter  # slow import  # noqa: PLC0415

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(str(out) if isinstance(out, Path) else out, options)
    book.set_properties({"title": title, "created": made_at.astimezone(UTC).replace(tzinfo=None)})
    written = 0
    for page in pages:
        written = _write_page(book, page, written, progress)
    book.close()


def _write_page(book: Any, page: Page, written: int, progress: Callable[[int], None] | None) -> int:
    """Write one page and return the number of rows written so far in the whole workbook."""
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(page.name[:31])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    top = 2 if page.note else 0
    if page.note:
        sheet.write_string(0, 0, page.note)
    for index, (name, width) in enumerate(page.columns):
        sheet.set_column(index, index, width)
        sheet.write_string(top, index, name, bold)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    for line, row in enumerate(page.rows, top + 1):
        _write_row(sheet, line, row, day)
        written += 1
        if progress and written % 1000 == 0:
            progress(written)
    return written


def _write_row(sheet: Any, line: int, row: Sequence[Value], day: Any) -> None:
    """Write one row with the type of each value."""
    for column, value in enumerate(row):
        match value:
            case None:
                continue
            case str():
                sheet.write_string(line, column, value)
            case date():
                sheet.write_datetime(line, column, datetime.combine(value, time.min), day)
            case _:
                sheet.write_number(line, column, value)
