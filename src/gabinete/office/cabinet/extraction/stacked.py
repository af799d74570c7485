"""Tables copied cell by cell, each on its own line («No. / Acuerdo / Responsable / Fecha / 1 / Elaborar…»)."""

import re
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.columns import Cell, columns_of, piped
from gabinete.office.cabinet.extraction.folding import fold

_NUMBER_HEADER = re.compile(r"(?:no|num|numero|n[°º]|#)\W*$")
_NUMBER = re.compile(r"(\d{1,3})[.)]?$")
_MOST_COLUMNS = 7
_LONGEST_HEADER = 45


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int


def as_flat_rows(clean: str, origin: list[int]) -> tuple[str, list[int]]:
    """Return the text with each table copied cell by cell written as rows of ``|``.

    Args:
        clean: the text.
        origin: for each of its characters, the offset in the text as given; kept for each one that stays.
    """
    lines = _lines(clean)
    for number, line in enumerate(lines):
        if not _NUMBER_HEADER.match(fold(line.text)):
            continue
        header = _header(lines[number + 1 : number + _MOST_COLUMNS])
        rows = _rows(lines[number + 1 + len(header) :], len(header)) if header else []
        if rows:
            start, end = line.start, rows[-1][-1].start + len(rows[-1][-1].text)
            table = [piped([_cell(line), *[_cell(cell) for cell in header]], origin)]
            what = columns_of([fold(cell.text) for cell in header])["what"]
            table += [piped(_columns(row, len(header), what), origin) for row in rows]
            text = clean[:start] + "".join(piece for piece, _ in table) + clean[end:]
            places = origin[:start] + [place for _, more in table for place in more] + origin[end:]
            return text, places
    return clean, origin


def _lines(clean: str) -> list[_Line]:
    found: list[_Line] = []
    offset = 0
    for raw in clean.split("\n"):
        if raw.strip():
            found.append(_Line(raw.strip(), offset + len(raw) - len(raw.lstrip())))
        offset += len(raw) + 1
    return found


def _header(lines: list[_Line]) -> list[_Line]:
    """Return the lines that name the columns, before the first row's number; none when it is no such table."""
    for count, line in enumerate(lines):
        if line.text in {"1", "1.", "01"}:
            names = [fold(one.text) for one in lines[:count]]
            known = columns_of(names) if all(len(name) < _LONGEST_HEADER for name in names) else {}
            return lines[:count] if known and count > 1 else []
    return []


def _rows(lines: list[_Line], width: int) -> list[list[_Line]]:
    """Return the lines of each row, its number first; the last one takes as many as it has columns."""
    rows: list[list[_Line]] = []
    for line in lines:
        hit = _NUMBER.match(line.text)
        if hit and int(hit[1]) == len(rows) + 1 and (not rows or len(rows[-1]) > width):
            rows.append([line])
        elif rows:
            rows[-1].append(line)
    if rows:
        rows[-1] = rows[-1][: width + 1]
    return rows if rows and all(len(row) > width for row in rows) else []


def _columns(row: list[_Line], width: int, what: int) -> list[list[Cell]]:
    """Return a row by columns; lines beyond one a column belong to what is to be done."""
    surplus = len(row) - 1 - width
    taken = [1] * width
    taken[what] += surplus
    columns, at = [_cell(row[0])], 1
    for count in taken:
        columns.append([cell for line in row[at : at + count] for cell in _cell(line)])
        at += count
    return columns


def _cell(line: _Line) -> list[Cell]:
    return [Cell(line.text, 0, line.start)]
