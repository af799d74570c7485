"""From a file to rows of cells: CSV in any usual encoding, and spreadsheets measured before they are opened."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from gabinete.foundation.documents.packages import UNPACKED_LIMIT, package_kind
from gabinete.kernel.errors import BadInput

MAX_BYTES = 60 * 1024 * 1024
MAX_ROWS = 250_000
MAX_CELLS = 12_000_000
"""Places between the first cell and the last one: a reader makes room for all of them, empty or not."""
_PACKED, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PIECE = 1 << 20
_LONGEST_CELL = 1_000_000
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,9})[\"']")
_OVERLAP = 64
"""Bytes of a piece that are read again with the next one, so that no mark is missed where they were cut."""

Cells = list[Any]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, or of a CSV.

    Attributes:
        notes: what the reader should know, in Spanish.
    """

    rows: list[Cells]
    notes: tuple[str, ...] = ()


def grids_of(content: bytes, name: str) -> list[Grid]:
    """Return the sheets of a file; a formula counts by the value it had when the file was saved.

    Raises:
        BadInput: empty, beyond 60 MB or 250,000 rows, encrypted, damaged, or it would swell when opened.
    """
    if not content.strip():
        raise refused("está vacío")
    if len(content) > MAX_BYTES:
        raise refused(f"pasa de {MAX_BYTES // 1024 // 1024} MB; divídalo en partes")
    if content.startswith(_PACKED):
        _measure(content, name)
    grids = _sheets(content) if content.startswith((_PACKED, _COMPOUND)) else [_csv(content)]
    if any(len(grid.rows) > MAX_ROWS for grid in grids):
        raise refused(f"tiene más de {MAX_ROWS:,} renglones; divídalo en partes")
    return grids


def refused(why: str) -> BadInput:
    """Return the refusal of a file, with its reason."""
    return BadInput("import.unreadable", f"El archivo no se pudo usar: {why}. No se importó nada.")


def _measure(content: bytes, name: str) -> None:
    """Refuse what swells when opened, by what it really holds and not by what it says of itself."""
    file = io.BytesIO(content)
    package_kind(file, name)
    left = UNPACKED_LIMIT
    try:
        with zipfile.ZipFile(file) as package:
            for entry in package.infolist():
                left -= _unpacked(package, entry, left)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise _damaged() from error


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> int:
    """Return how many bytes a part of a package holds, its cells counted."""
    entry.file_size = most + 2 * _PIECE  # what it claims would cut the reading short
    held, last_row, last_column, tail = 0, 0, 0, b""
    is_sheet = entry.filename.startswith("xl/worksheets/")
    with package.open(entry) as part:
        while piece := part.read(_PIECE):
            held += len(piece)
            if held > most:
                raise refused("se expande a un tamaño que no es razonable")
            if is_sheet:
                for letters, number in set(_PLACE.findall(tail + piece)):
                    last_row = max(last_row, int(number))
                    last_column = max(last_column, _column(letters))
                tail = piece[-_OVERLAP:]
    if last_row * last_column > MAX_CELLS:
        raise refused("tiene celdas demasiado lejos unas de otras; copie la tabla a un archivo nuevo")
    return held


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def _sheets(content: bytes) -> list[Grid]:
    """Return the sheets with merged cells filled in."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - slow import

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_filled(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except BadInput:
        raise
    except Exception as error:  # the reader of workbooks has an exception for each kind of damage
        raise _damaged() from error


def _filled(sheet: Any) -> Grid:
    if sheet.total_height > MAX_ROWS:
        raise refused(f"tiene más de {MAX_ROWS:,} renglones; divídalo en partes")
    rows: list[Cells] = sheet.to_python(skip_empty_area=False)
    merged: Sequence[Any] = sheet.merged_cell_ranges or ()
    for (top, left), (bottom, right) in merged:
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = rows[top][left]
    return Grid(rows, ("Las celdas combinadas se leyeron como repetidas.",) if merged else ())


def _csv(content: bytes) -> Grid:
    text, notes = _decoded(content)
    if "\0" in text:
        raise refused("no es texto ni una hoja de cálculo")
    first = text[:20_000].splitlines()[:20]
    delimiter = max(",;\t|", key=lambda mark: sum(line.count(mark) for line in first))
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines: Iterator[list[str]] = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return Grid(list(islice(lines, MAX_ROWS + 1)), notes)
    except csv.Error as error:
        raise refused("no se pudo leer como tabla") from error


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a CSV, and a note when it was not Unicode."""
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8-sig"
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError:
        note = "El archivo no estaba en UTF-8; se leyó como Latin-1."
        return content.decode("cp1252", errors="replace"), (note,)


def _damaged() -> BadInput:
    return refused("está dañado, protegido con contraseña o no es una hoja de cálculo")
