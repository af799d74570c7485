"""Tables of agreements: «No. | Acuerdo | Responsable | Fecha», and records of labelled lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.actors import bare
from gabinete.office.cabinet.extraction.clauses import action_at
from gabinete.office.cabinet.extraction.columns import columns_of
from gabinete.office.cabinet.extraction.dues import Due, find_dues, shifted
from gabinete.office.cabinet.extraction.frames import from_frames
from gabinete.office.cabinet.extraction.futures import from_futures
from gabinete.office.cabinet.extraction.items import kind_of
from gabinete.office.cabinet.extraction.layout import Block
from gabinete.office.cabinet.extraction.reading import COMMITMENT, Candidate, Document
from gabinete.office.cabinet.extraction.sections import Section, heading_section

_SPACED = re.compile(r"\S(?:(?! {3}).)*")
_DONE = re.compile(
    r"(?<!no )(?<!sin )\b(?:cumplid[oa]|concluid[oa]|atendid[oa]|terminad[oa]|realizad[oa]|cerrad[oa]|cancelad[oa]|sin efectos?|100 ?%)\b"
)
_PUT_OFF = re.compile(r"\b(?:reprogram|ampli|prorrog|difier|pospon|nueva fecha|pospus)")
_NO_DATE = re.compile(r"\W*(?:por definir|pendiente|sin fecha|n/?a|s/?f|no aplica)?\W*$")
RECORD = re.compile(
    r"^\W*(?:descripcion (?:del?|de la) )?(?:actividad|accion|acuerdo|compromiso|tarea|instruccion|asignacion|actividad a realizar|descripcion)\s*(?:(?:no\.?|num\.?|n[°º.]+|#)?\s*\d{1,3})?\s*[:=]\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int


def from_tables(document: Document, blocks: list[Block]) -> Iterator[Candidate]:
    """Yield the rows of the tables of agreements of a document."""
    columns: dict[str, int] = {}
    previous: Block | None = None
    for block in blocks:
        if block.kind != "row":
            columns = {}
        else:
            cells = _cells(document.clean, block)
            header = _header(document.folded, cells)
            if header:
                columns = header
            elif columns and cells:
                yield from _row(document, block, cells, columns)
            elif previous is not None and previous.kind != "row":
                columns = {}
        previous = block


def _cells(clean: str, block: Block) -> list[_Cell]:
    """Return the cells of a row; rules of Markdown give none."""
    cells = []
    body = clean[block.start : block.end]
    if not re.search(r"[^\s|:+=\-\t]", body):
        return []
    if not re.search(r"[|\t]", body):  # columns of a PDF, set apart by spaces
        return [_Cell(block.start + hit.start(), block.start + hit.end()) for hit in _SPACED.finditer(body)]
    start = block.start + (1 if body.startswith("|") else 0)
    for piece in re.split(r"[|\t]", clean[start : block.end].removesuffix("|")):
        stripped = piece.strip()
        offset = start + len(piece) - len(piece.lstrip())
        cells.append(_Cell(offset, offset + len(stripped)))
        start += len(piece) + 1
    return cells


def cells_of(document: Document, block: Block) -> list[tuple[int, int]]:
    """Return the offsets of the cells of a row."""
    return [(cell.start, cell.end) for cell in _cells(document.clean, block)]


def _header(folded: str, cells: list[_Cell]) -> dict[str, int]:
    """Return which column is which, when a row is the header of a table of agreements."""
    return columns_of([folded[cell.start : cell.end] for cell in cells])


def _row(
    document: Document, block: Block, cells: list[_Cell], columns: dict[str, int]
) -> Iterator[Candidate]:
    what = _cell(cells, columns, "what")
    what = _unnumbered(document.clean, what) if what else None
    if what is None or what.end - what.start < 6 or _is_done(document, cells, columns, block):  # noqa: PLR2004
        return
    candidate = _told_in_cell(document, what, kind_of(document, block))
    candidate.quote = (
        (what.start, max(cell.end for cell in cells)) if len(cells) > 1 else (what.start, what.end)
    )
    who, when = _cell(cells, columns, "who"), _cell(cells, columns, "when")
    if who and who.end > who.start and document.clean[who.start : who.end].strip(" -–—"):
        candidate.who = [bare(document.clean[who.start : who.end])]
    if when and when.end > when.start:
        candidate.dues = _dues_of_cell(document, when)
    candidate.dues = candidate.dues or _dues_put_off(document, what, cells)
    yield candidate


def _dues_put_off(document: Document, what: _Cell, cells: list[_Cell]) -> list[Due]:
    """Return the new date a remark gives («Se reprograma para el 26 de septiembre»)."""
    for cell in cells:
        if cell.start > what.start and _PUT_OFF.search(document.folded[cell.start : cell.end]):
            return [due for due in _dues_of_cell(document, cell) if due.day]
    return []


def _unnumbered(clean: str, cell: _Cell) -> _Cell:
    """Return a cell without the number its agreement has in the same column («1. Levantamiento…»)."""
    hit = re.compile(
        r"(?:\d{1,3}(?:[.)]|(?:\.\d{1,2})+[.)]?)|[A-Z]{1,5}[-.]?\d{1,3}[.:)]?|\d{1,3}/\d{1,4})\s+"
    ).match(clean, cell.start, cell.end)
    return _Cell(hit.end(), cell.end) if hit else cell


def _told_in_cell(document: Document, what: _Cell, kind: str) -> Candidate:
    """Return the candidate of a cell, its performative verb read through if it has one."""
    for reader in (from_frames, from_futures):
        for found in reader(document, what.start, what.end):
            if found.confidence >= 0.4:  # noqa: PLR2004
                found.confidence, found.listed = 0.88, True
                return found
    action = action_at(document.clean, what.start, what.end, accents=document.accents)
    return Candidate(
        kind,
        0.88 if action else 0.66,
        (what.start, what.end),
        what.start,
        what.end,
        action,
        listed=True,
        family="row",
    )


def _dues_of_cell(document: Document, cell: _Cell) -> list[Due]:
    dues = [
        shifted(due, cell.start) for due in find_dues(document.folded[cell.start : cell.end], document.moment)
    ]
    strong = [Due(due.start, due.end, due.day, due.term, 3) for due in dues]
    if _NO_DATE.match(document.folded[cell.start : cell.end]):
        return []
    return strong or [Due(cell.start, cell.end, None, None, 1)]


def _cell(cells: list[_Cell], columns: dict[str, int], name: str) -> _Cell | None:
    number = columns.get(name)
    return cells[number] if number is not None and number < len(cells) else None


def _is_done(document: Document, cells: list[_Cell], columns: dict[str, int], block: Block) -> bool:
    """Return whether a row tells of something finished, or stands in a table of past agreements."""
    state = _cell(cells, columns, "state")
    if state and _DONE.search(document.folded[state.start : state.end]):
        return True
    past = block.section is Section.PAST or block.lead is Section.PAST
    return past and not state


def from_record(document: Document, block: Block) -> Candidate | None:
    """Return the candidate a labelled line opens («Actividad: Compartir el manual…»)."""
    hit = RECORD.match(document.folded[block.start : block.end])
    if hit is None or heading_section(document.folded[block.start : block.end][:60]) is Section.PAST:
        return None
    start = block.start + hit.end()
    action = action_at(document.clean, start, block.end, accents=document.accents)
    described = re.match(r"descripcion(?! del? )", document.folded[block.start : block.end]) is not None
    if action is None and (described or block.section is not Section.AGREED):
        return None
    return Candidate(
        COMMITMENT,
        0.8 if action else 0.55,
        (start, block.end),
        start,
        block.end,
        action,
        listed=True,
        family="record",
    )
