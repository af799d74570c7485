"""Which row holds the headings, what each column means, and the rows under them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gabinete.kernel.errors import BadInput
from gabinete.kernel.words import folded
from gabinete.office.followup.exchange.cells import text_in
from gabinete.office.followup.exchange.files import Cells, Grid, grids_of, refused

HEADER_WITHIN = 15
"""The header is looked for among this many first rows; trackers begin with titles and logos."""
LONGEST_HEADING = 6
LONGEST_GROUP = 3
"""Words of a heading; of one that stands over several columns. Longer ones are titles or instructions."""

_ALIASES = {
    "folio": "folio no num numero clave id consecutivo",
    "text": "acuerdo instruccion compromiso propuesta tarea descripcion asunto texto actividad accion encargo problema",
    "title": "titulo sintesis tema resumen",
    "responsible": "responsable responsables dependencia dependencias unidad area institucion secretaria entidad",
    "due": "termino vence vencimiento limite plazo entrega",
    "issued": "inicio emision fecha sesion",
    "means": "verificacion evidencia entregable producto medio",
    "kind": "tipo clase",
    "priority": "prioridad",
    "ordered_by": "ordena instruye",
    "origin": "origen procedencia",
}
_ALIAS_OF = {word: column for column, words in _ALIASES.items() for word in words.split()}
_ORDER = (
    "means", "ordered_by", "due", "folio", "responsible", "kind", "priority", "title", "text", "issued", "origin",
)  # fmt: skip
"""Which meaning wins when a heading has words of several: «fecha límite» is a term before it is a date."""
_WHOLE = {
    "fecha compromiso": "due",
    "fecha de compromiso": "due",
    "fecha del acuerdo": "issued",
    "fecha de acuerdo": "issued",
    "fecha de la instruccion": "issued",
    "se dara por cumplido con": "means",
}
"""Headings whose words would mislead."""
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table.

    Attributes:
        number: as the person sees it in the file, from 1.
        cells: value of each column that was understood; empty ones are left out.
        section: text of the heading row above it; empty when there is none.
    """

    number: int
    cells: dict[str, Any]
    section: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read.

    Attributes:
        columns: heading in the file of each column understood.
        ignored: headings that were not.
        notes: what the reader should know, in Spanish.
    """

    columns: dict[str, str]
    ignored: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    notes: tuple[str, ...]


def read_table(content: bytes, name: str) -> Table:
    """Return the table of a CSV or spreadsheet file: of its first sheet with headings.

    Raises:
        BadInput: empty, too big, encrypted or damaged; or no row looks like a header with the text of the matters.
    """
    refusal: BadInput | None = None
    for grid in grids_of(content, name):
        try:
            return _table(grid)
        except BadInput as error:
            refusal = refusal or error
    raise refusal or refused(f"«{name[:60]}» no tiene hojas")


def _table(grid: Grid) -> Table:
    rows = grid.rows
    top = [_headings(rows, n) for n in range(min(len(rows), HEADER_WITHIN))]
    found = max(range(len(top)), key=lambda n: (len(_columns(top[n])), -n), default=None)
    known = {} if found is None else _columns(top[found])
    if found is None or "text" not in known:
        raise BadInput(
            "import.no_header",
            "No se encontró el renglón de encabezados: hace falta una columna como «Acuerdo», «Compromiso» o «Descripción». "
            "No se importó nada; ponga ese nombre a la columna con el texto.",
        )
    headings = top[found]
    understood = {column: headings[place] for column, place in known.items()}
    others = tuple(h for place, h in enumerate(headings) if h and place not in known.values())
    return Table(understood, others, tuple(_source_rows(rows, found + 1, known)), grid.notes)


def _headings(rows: Sequence[Cells], found: int) -> list[str]:
    """Return the headings of a row; those it leaves blank or repeats take words of the row above."""
    own = [text_in(cell) for cell in rows[found]]
    above = [text_in(cell) for cell in rows[found - 1]] if found else []
    groups = set(above) - {""}
    if len(groups) == 1 and len("".join(groups).split()) > LONGEST_GROUP:
        above = []  # the title of the sheet
    above += [""] * (len(own) - len(above))
    return [
        f"{high} {low}".strip() if high and (not low or own.count(low) > 1) else low
        for low, high in zip(own, above, strict=False)
    ]


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Return the place of each column that is understood; the first heading of a meaning wins."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if column := _meaning(heading):
            places.setdefault(column, place)
    return places


def _meaning(heading: str) -> str:
    words = _WORD.findall(folded(heading))
    if whole := _WHOLE.get(" ".join(words)):
        return whole
    meanings = {_ALIAS_OF[word] for word in words if word in _ALIAS_OF}
    if len(words) > LONGEST_HEADING or not meanings:
        return ""
    return next(column for column in _ORDER if column in meanings)


def _source_rows(rows: Sequence[Cells], start: int, known: dict[str, int]) -> Iterator[SourceRow]:
    """Yield the rows under the header; a row with nothing but text is a heading when the table has other columns."""
    section = ""
    places = tuple(known.items())
    heads_sections = len(known) > 1 and "responsible" not in known
    for number, row in enumerate(rows[start:], start=start + 1):
        width = len(row)
        cells = {c: row[at] for c, at in places if at < width and row[at] != "" and text_in(row[at])}
        if not cells:
            continue
        if heads_sections and len(cells) == 1 and "text" in cells:
            section = text_in(cells["text"])
        elif "text" in cells or len(cells) > 1:
            yield SourceRow(number, cells, section)
