"""Rows of ``|`` tables whose cells were wrapped over several lines, made whole again."""

import re
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.columns import Cell, piped

_RULE = re.compile(r"[\s|:+=\-–—]*$")
_FEWEST = 2
_OPENS = re.compile(r"\s*\|?\s*(?:\d{1,3}|[A-Z]{1,4}-?\d{1,3})[.)]?\s*\|")


@dataclass(slots=True)
class _Row:
    start: int
    end: int
    columns: list[list[Cell]]
    lines: int = 1


def as_whole_rows(clean: str, origin: list[int]) -> tuple[str, list[int]]:
    """Return the text with each wrapped row of a ``|`` table written in one line.

    A line goes on with the row above when its first cell is empty, or when both together have as many bars
    as the first row of the table.

    Args:
        clean: the text.
        origin: for each of its characters, the offset in the text as given; kept for each one that stays.
    """
    pieces: list[tuple[str, list[int]]] = []
    position = 0
    for row in _rows(clean):
        if row.lines > 1 and any(row.columns):
            pieces.append((clean[position : row.start], origin[position : row.start]))
            pieces.append(piped(row.columns, origin))
            position = min(row.end + 1, len(clean))
    if not pieces:
        return clean, origin
    pieces.append((clean[position:], origin[position:]))
    return "".join(text for text, _ in pieces), [place for _, places in pieces for place in places]


def _rows(clean: str) -> list[_Row]:
    rows: list[_Row] = []
    width = offset = 0
    for line in clean.split("\n"):
        bars = line.count("|")
        if bars == 0:
            width = width if line.strip() and _RULE.match(line) else 0
        elif bars >= _FEWEST or width:
            cells = _cells(line, offset)
            if not width:
                width = len(cells)
                rows.append(_Row(offset, offset + len(line), cells))
            elif not _RULE.match(line):
                _add(rows, _Row(offset, offset + len(line), cells), width, opens=bool(_OPENS.match(line)))
        offset += len(line) + 1
    return rows


def _add(rows: list[_Row], row: _Row, width: int, *, opens: bool) -> None:
    """Join a line to the row it goes on with, or take it as a new one."""
    last = rows[-1]
    whole = len(last.columns) == len(row.columns) == width
    if whole and not row.columns[0] and any(row.columns[1:]):
        for column, more in zip(last.columns, row.columns, strict=True):
            column.extend(more)
    elif not opens and len(last.columns) < width and len(last.columns) + len(row.columns) - 1 <= width:
        last.columns[-1] += row.columns[0]
        last.columns += row.columns[1:]
    else:
        rows.append(row)
        return
    last.end, last.lines = row.end, last.lines + 1


def _cells(line: str, offset: int) -> list[list[Cell]]:
    """Return the words of each cell of a line, none for an empty one."""
    body = line.rstrip()
    opening = len(body) - len(body.lstrip())
    opening += body.startswith("|", opening)
    inside = body[opening:].removesuffix("|")
    found: list[list[Cell]] = []
    for text in inside.split("|"):
        lead = len(text) - len(text.lstrip())
        word = text.strip()
        found.append([Cell(word, opening + lead, offset + opening + lead)] if word else [])
        opening += len(text) + 1
    return found
