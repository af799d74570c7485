"""Tables that people send: CSV of any encoding, or a workbook, with titles, double headings and merged cells."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

from python_calamine import CalamineWorkbook

from gabinete.kernel.errors import BadInput

HEADING_ROWS = 12
"""Rows from the top in which the headings are looked for."""
BIGGEST_FILE = 60 * 1024 * 1024
MOST_ROWS = 250_000
Cell = str | date | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data.

    Attributes:
        number: as the person sees it in their program, from 1.
        cells: known column → what the cell holds, trimmed; empty cells are left out.
    """

    number: int
    cells: Mapping[str, str | date]


def read_table(path: Path, names: Mapping[str, Sequence[str]], required: Sequence[str]) -> list[Row]:
    """Return the rows of a table, with its columns recognised by their headings.

    Headings are compared without accents, capitals or signs. Two rows of headings are joined when the second completes
    the first. A formula counts by the value it had when the file was saved.

    Args:
        path: ``.csv``, ``.xlsx``, ``.xls`` or ``.ods``.
        names: column → headings it may have.
        required: columns without which the table is of no use.

    Raises:
        BadInput: not a table, too big, or without the headings; the message says which are missing.
    """
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise BadInput(
                "table.too_big", f"«{path.name}» pesa más de 60 MB. No se leyó; divídalo en partes."
            )
        lines = list(_lines(path))
    except OSError as error:
        raise BadInput(
            "table.unreadable", f"No se pudo abrir «{path}» ({error.strerror}). No se hizo nada."
        ) from error
    if len(lines) > MOST_ROWS:
        raise BadInput(
            "table.too_long", f"«{path.name}» tiene más de {MOST_ROWS:,} renglones. No se leyó; divídalo."
        )
    start, columns = _find_headings(lines, names, required)
    rows = (Row(number, _cells(line, columns)) for number, line in enumerate(lines[start:], start=start + 1))
    return [row for row in rows if row.cells]


def folded(text: object) -> str:
    """Return a heading without accents, capitals, signs or spare spaces."""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower()
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def _lines(path: Path) -> Iterator[Sequence[Cell]]:
    if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        text = _decoded(path.read_bytes())
        first = text[:8192]
        delimiter = max(";,\t|", key=first.count)
        yield from csv.reader(io.StringIO(text), delimiter=delimiter)
        return
    try:
        book = CalamineWorkbook.from_path(path)
        sheet = next(name for name in book.sheet_names if book.get_sheet_by_name(name).height)
        yield from book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)  # type: ignore[misc]
    except OSError:
        raise
    except Exception as error:  # the reader of workbooks has an exception for each kind of damage
        message = f"«{path.name}» no es una hoja de cálculo que se pueda leer. No se hizo nada; guárdela como .xlsx o .csv."
        raise BadInput("table.damaged", message) from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16", "utf-8-sig", "cp1252"):
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _find_headings(
    lines: Sequence[Sequence[Cell]], names: Mapping[str, Sequence[str]], required: Sequence[str]
) -> tuple[int, dict[int, str]]:
    """Return the first row of data and which column is what."""
    known = {folded(heading): column for column, headings in names.items() for heading in headings}
    best: tuple[int, dict[int, str]] = (0, {})
    for index, line in enumerate(lines[:HEADING_ROWS]):
        following = lines[index + 1] if index + 1 < len(lines) else ()
        alone = _recognised([folded(cell or "") for cell in line], known)
        both = zip_longest(line, following, fillvalue="")
        joined = _recognised(
            [folded(f"{upper or ''} {lower or ''}") for upper, lower in both], known
        ) | _recognised([folded(cell or "") for cell in following], known)
        doubled = {**joined, **alone} if alone else {}
        for length, columns in ((1, alone), (2, doubled)):
            if len(columns) > len(best[1]):
                best = (index + length, columns)
    missing = [names[column][0] for column in required if column not in best[1].values()]
    if missing:
        raise BadInput(
            "table.headings",
            f"Faltan estas columnas: {', '.join(missing)}. No se hizo nada; revise los encabezados de la tabla.",
        )
    return best


def _recognised(headings: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for position, heading in enumerate(headings):
        column = known.get(heading)
        if column and column not in found.values():
            found[position] = column
    return found


def _cells(line: Sequence[Cell], columns: Mapping[int, str]) -> dict[str, str | date]:
    cells: dict[str, str | date] = {}
    for position, column in columns.items():
        value = line[position] if position < len(line) else None
        if isinstance(value, datetime):
            value = value.date()
        elif isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, date):
            cells[column] = value
        elif value is not None and (text := " ".join(str(value).split())):
            cells[column] = text
    return cells
