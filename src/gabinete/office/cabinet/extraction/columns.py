"""Tables whose columns are only set apart by spaces, rebuilt as rows of ``|`` cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.folding import fold

COLUMNS = {
    "what": re.compile(r"^(?:descripcion (?:del?|de la) )?(?:acuerdos?|actividad(?:es)?|tareas?|accion(?:es)?|compromisos?(?! para)|instruccion(?:es)?|asignacion o tarea|asignacion|descripcion|asunto|pendientes?|que|hitos?|productos?|acuerdo/decision|acuerdo / compromiso|acuerdos y compromisos)\b"),
    "who": re.compile(r"^(?:areas? |dependencias? |unidad(?:es)? |institucion(?:es)? )?(?:responsables?|resp\b|lo hace|quien(?:es)?|encargad[oa]s?|dependencias?|areas?|instituci\w+|unidad(?:es)?|asignado|ejecutor)\b"),
    "when": re.compile(r"^(?:fecha|plazo|termino|vencimiento|cuando|entrega|compromiso para|limite|cierre|fin|conclusion|inicio y (?:fin|termino))\b"),
    "state": re.compile(r"^(?:estatus|status|estado|avances?|situacion|cumplimiento|seguimiento|%)\b"),
}  # fmt: skip
"""What the header of each column says, folded."""
_END_DATE = re.compile(r"\b(?:termino|fin|final|conclusion|entrega|compromiso|limite|vencimiento|cierre)\b")
_LONGEST_HEADER = 70
_LABEL_LENGTH = 60
_GAP = re.compile(r"\S+(?: \S+)*")
_LABELLED = re.compile(r"[A-ZÁÉÍÓÚÑ][^:]{2,40}:(?:\s|$)")
_NUMBERED = re.compile(r"^(?:[A-Z]{0,4}[-.]?\d{1,3}(?:[./-]\d+)*[.)]?|[a-z]\))(?:\s|$)")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a cell: its words, where they stand in their line and in the text."""

    text: str
    at: int
    start: int

    @property
    def end(self) -> int:
        """Return where it ends in its line."""
        return self.at + len(self.text)


@dataclass(frozen=True, slots=True)
class _Line:
    cells: list[Cell]
    start: int
    end: int
    empty: bool


def columns_of(names: Sequence[str]) -> dict[str, int]:
    """Return which column is which, by their folded headers; empty when it is no table of agreements.

    Of several dates, the one on which the task ends is the due date, never the one on which it starts.
    """
    found: dict[str, int] = {}
    if any(":" in name[:_LABEL_LENGTH] for name in names):
        return found  # «Descripción   : …» is a record, not a header
    for number, raw in enumerate(names):
        name = re.sub(r"(?<=[a-z])-\s+", "", raw).strip(" *.:")
        starts_only = "inicio" in name and not _END_DATE.search(name)
        if len(name) > _LONGEST_HEADER or starts_only:
            continue
        kind = next((kind for kind, pattern in COLUMNS.items() if pattern.match(name)), None)
        ends = kind == "when" and _END_DATE.search(name) and number != found.get("what")
        if kind and (kind not in found or ends):
            found[kind] = number
    complete = "what" in found and ("who" in found or "when" in found or len(names) <= _FEWEST)
    return found if complete else {}


def as_piped_rows(clean: str, origin: list[int]) -> tuple[str, list[int]]:
    """Return the text with each table of agreements set apart by spaces as rows of ``|``, cells made whole.

    Args:
        clean: the text.
        origin: for each of its characters, the offset in the text as given; kept for each one that stays.
    """
    lines = list(_lines(clean))
    pieces: list[tuple[str, list[int]]] = []
    index = position = 0
    while index < len(lines):
        table, after = _table_at(lines, index)
        if not table:
            index += 1
            continue
        start, end = lines[index].start, lines[after - 1].end
        pieces.append((clean[position:start], origin[position:start]))
        pieces += [piped(row, origin) for row in table]
        position, index = end, after
    if not pieces:
        return clean, origin
    pieces.append((clean[position:], origin[position:]))
    return "".join(text for text, _ in pieces), [place for _, places in pieces for place in places]


def _lines(clean: str) -> Iterator[_Line]:
    offset = 0
    for raw in clean.splitlines(keepends=True):
        body = raw.rstrip()
        piped = "|" in body or "\t" in body
        ruled = not re.search(r"[^\s=_.\-–—+]", body)
        cells = (
            []
            if piped or ruled
            else [Cell(hit[0], hit.start(), offset + hit.start()) for hit in _GAP.finditer(body)]
        )
        yield _Line(cells, offset, offset + len(body), ruled)
        offset += len(raw)


def _table_at(lines: list[_Line], index: int) -> tuple[list[list[list[Cell]]], int]:
    """Return the rows of the table that begins at a line, header first, and the line after it; none when none does."""
    head = lines[index].cells
    known = columns_of([fold(cell.text) for cell in head])
    if len(head) < _FEWEST or not {"who", "when"} & known.keys():
        return [], index
    columns = [[cell] for cell in head]
    at = index + 1
    while at < len(lines) and _is_more_header(lines[at].cells, head):
        _add(columns, head, lines[at].cells)
        at += 1
    rows = [columns]
    if not columns_of([fold(" ".join(cell.text for cell in column)) for column in columns]):
        return [], index
    while at < len(lines):
        at_next = _next_line(lines, at, head)
        if at_next is None:
            break
        at = at_next
        if _opens_row(lines[at].cells, rows, head):
            rows.append([[] for _ in head])
        elif len(rows) == 1:
            break
        _add(rows[-1], head, lines[at].cells)
        at += 1
    return (rows, at) if len(rows) > 1 else ([], index)


def _is_more_header(cells: list[Cell], head: list[Cell]) -> bool:
    told = [cell for cell in cells if cell.text[0].islower() and not re.search(r"\d", cell.text)]
    lone = len(cells) == 1 and cells[0].text.isupper() and len(cells[0].text) < _LABEL_LENGTH
    return (len(cells) >= _FEWEST and len(told) == len(cells)) or (
        lone and any(_touch(cells[0], one) for one in head[1:])
    )


def _next_line(lines: list[_Line], at: int, head: list[Cell]) -> int | None:
    """Return the next line of the table, a blank one stepped over before a full row; ``None`` at its end."""
    blank = lines[at].start == lines[at].end
    while at < len(lines) and lines[at].empty:
        at += 1
    if at >= len(lines) or not lines[at].cells:
        return None
    cells = lines[at].cells
    if blank and (len(cells) < _FEWEST or len(cells) < len(head) - 1):
        return None
    crosses = len(cells) == 1 and any(cells[0].at < one.at < cells[0].end for one in head)
    labelled = len(cells) == 1 and _LABELLED.match(cells[0].text)
    return None if crosses or labelled else at


def _opens_row(cells: list[Cell], rows: list[list[list[Cell]]], head: list[Cell]) -> bool:
    """Return whether a line begins a row instead of going on with the cells of the one before."""
    taken = {_column(cell, head) for cell in cells}
    if 0 not in taken or len(cells) < _FEWEST:
        return False
    if len(rows) > 1 and rows[-1][0] and cells[0].at > rows[-1][0][0].at + 1:
        return False
    if len(rows) > 1 and rows[1][0] and _NUMBERED.match(rows[1][0][0].text):
        return bool(_NUMBERED.match(cells[0].text))
    return len(rows) == 1 or len(cells) >= len(head) - 1


def _column(cell: Cell, head: list[Cell]) -> int:
    """Return under which header a cell stands: the one it overlaps most, or else the nearest."""
    return max(
        range(len(head)),
        key=lambda n: (
            min(cell.end, head[n].end) - max(cell.at, head[n].at) if _touch(cell, head[n]) else 0,
            -abs(cell.at - head[n].at),
        ),
    )


def _touch(cell: Cell, header: Cell) -> bool:
    return cell.at < header.end and header.at < cell.end


def _add(row: list[list[Cell]], head: list[Cell], cells: list[Cell]) -> None:
    for cell in cells:
        row[_column(cell, head)].append(cell)


def piped(row: list[list[Cell]], origin: list[int]) -> tuple[str, list[int]]:
    """Return a row written with ``|`` and where each character came from."""
    text = ""
    places: list[int] = []
    last = origin[next(cell.start for column in row for cell in column)]
    for column in row:
        text, places = text + "| ", [*places, last, last]
        for cell in column:
            text += cell.text + " "
            places += origin[cell.start : cell.start + len(cell.text)]
            last = places[-1]
            places.append(last)
    return text + "|\n", [*places, last, last]
