"""Reading other people's tables: CSV in any usual encoding, spreadsheets with titles, merged cells and two headers."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gabinete.kernel.errors import BadInput
from gabinete.kernel.words import MONTHS

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_ROWS = 20_000
HEADER_WITHIN = 15
"""The header is looked for among this many first rows; trackers begin with titles and logos."""

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
}
_ALIAS_OF = {word: column for column, words in _ALIASES.items() for word in words.split()}
_ORDER = ("means", "due", "folio", "responsible", "kind", "priority", "title", "text", "issued")
"""Which meaning wins when a heading has words of several: «fecha límite» is a term before it is a date."""
_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ].*)?")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_WORDED = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})o?(?: de |[ /.-])([a-z]{3,10})\.?(?: del? |[ /.-])(\d{4}|\d{2})"
)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table.

    Attributes:
        number: as the person sees it in the file, from 1.
        cells: value of each column that was understood.
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
    """Return the table of a CSV or spreadsheet file.

    Raises:
        BadInput: empty, too big, encrypted or damaged; or no row looks like a header with the text of the matters.
    """
    if not content.strip():
        raise _refused("está vacío")
    if len(content) > MAX_BYTES:
        raise _refused(f"pasa de {MAX_BYTES // 1024 // 1024} MB; divídalo en partes")
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        return _first_with_header(_sheets(content), name)
    rows, note = _csv_rows(content)
    return _table(rows, (note,) if note else ())


def date_in(value: Any) -> date | None:
    """Return the date a cell holds, whether it is a date, a number of Excel or a text in Spanish; ``None`` when none.

    Example:
        >>> date_in("18 de diciembre de 2026"), date_in("18/12/26"), date_in(46374.0), date_in("pronto")
        (datetime.date(2026, 12, 18), datetime.date(2026, 12, 18), datetime.date(2026, 12, 18), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _EPOCH + timedelta(days=int(value)) if int(value) in _SERIALS else None
    return _date_in_text(fold(str(value)))


def fold(text: str) -> str:
    """Return a text in lower case, without accents nor repeated spaces."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def text_in(value: Any) -> str:
    """Return a cell as text: whole numbers without decimals, dates in ISO, control marks out."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        value = value.isoformat()
    return "".join(
        c for c in str(value) if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"}
    ).strip()


def _date_in_text(text: str) -> date | None:
    if hit := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in hit.groups())
    elif hit := _SLASHED.fullmatch(text):
        day, month, year = (int(part) for part in hit.groups())
    elif (hit := _WORDED.fullmatch(text)) and (number := _month(hit[2])):
        day, month, year = int(hit[1]), number, int(hit[3])
    else:
        return None
    try:
        return date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004 - «26» is 2026
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return next((n for n, name in enumerate(MONTHS, start=1) if name.startswith(word[:3])), None)


def _sheets(content: bytes) -> list[tuple[list[list[Any]], bool]]:
    """Return the rows of each sheet with merged cells filled in, and whether there were any."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - slow import

    try:
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                    raise _refused("se expande a un tamaño que no es razonable")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [
            _filled(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or [])
            for sheet in sheets
        ]
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise _refused("está dañado, protegido con contraseña o no es una hoja de cálculo") from error


def _filled(rows: list[list[Any]], merged: Sequence[Any]) -> tuple[list[list[Any]], bool]:
    for (top, left), (bottom, right) in merged:
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = rows[top][left]
    return rows, bool(merged)


def _first_with_header(sheets: list[tuple[list[list[Any]], bool]], name: str) -> Table:
    refused: BadInput | None = None
    for rows, merged in sheets:
        try:
            return _table(rows, ("Las celdas combinadas se leyeron como repetidas.",) if merged else ())
        except BadInput as error:
            refused = refused or error
    raise refused or _refused(f"«{name[:60]}» no tiene hojas")


def _csv_rows(content: bytes) -> tuple[list[list[Any]], str]:
    """Return the rows of a CSV and a note when it was not UTF-8."""
    try:
        text, note = content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        text, note = (
            content.decode("cp1252", errors="replace"),
            "El archivo no estaba en UTF-8; se leyó como Latin-1.",
        )
    if "\0" in text:
        raise _refused("no es texto")
    lines = text.splitlines()[:20]
    delimiter = max(",;\t|", key=lambda mark: sum(line.count(mark) for line in lines))
    csv.field_size_limit(1_000_000)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)], note
    except csv.Error as error:
        raise _refused("no se pudo leer como tabla") from error


def _table(rows: list[list[Any]], notes: tuple[str, ...]) -> Table:
    if len(rows) > MAX_ROWS:
        raise _refused(f"tiene más de {MAX_ROWS:,} renglones; divídalo en partes")
    found = max(
        range(min(len(rows), HEADER_WITHIN)), key=lambda n: (len(_columns(rows[n])), -n), default=None
    )
    known = {} if found is None else _columns(_headings(rows, found))
    if found is None or "text" not in known:
        raise BadInput(
            "import.no_header",
            "No se encontró el renglón de encabezados: hace falta una columna como «Acuerdo», «Compromiso» o «Descripción». "
            "No se importó nada; ponga ese nombre a la columna con el texto.",
        )
    headings = _headings(rows, found)
    understood = {column: text_in(headings[place]) for column, place in known.items()}
    others = tuple(
        text_in(h) for place, h in enumerate(headings) if text_in(h) and place not in known.values()
    )
    return Table(understood, others, tuple(_source_rows(rows, found + 1, known)), notes)


def _headings(rows: list[list[Any]], found: int) -> list[str]:
    """Return the headings of a row; those it leaves blank or repeats take words of the row above."""
    own = [text_in(cell) for cell in rows[found]]
    above = [text_in(cell) for cell in rows[found - 1]] if found else []
    above += [""] * (len(own) - len(above))
    return [
        f"{high} {low}".strip() if high and (not low or own.count(low) > 1) else low
        for low, high in zip(own, above, strict=False)
    ]


def _columns(headings: Sequence[Any]) -> dict[str, int]:
    """Return the place of each column that is understood; the first heading of a meaning wins."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        words = re.findall(r"[a-z]+", fold(str(heading)))
        meanings = {_ALIAS_OF[word] for word in words if word in _ALIAS_OF} if len(words) <= 6 else set()  # noqa: PLR2004
        for column in _ORDER:
            if column in meanings:
                places.setdefault(column, place)
                break
    return places


def _source_rows(rows: list[list[Any]], start: int, known: dict[str, int]) -> list[SourceRow]:
    """Return the rows under the header; a row with nothing but text is a heading when the table has other columns."""
    told, section = [], ""
    for number, row in enumerate(rows[start:], start=start + 1):
        cells = {c: row[place] for c, place in known.items() if place < len(row) and text_in(row[place])}
        if not cells:
            continue
        if set(cells) == {"text"} and len(known) > 1 and "responsible" not in known:
            section = text_in(cells["text"])
        elif "text" in cells or len(cells) > 1:
            told.append(SourceRow(number, cells, section))
    return told


def _refused(why: str) -> BadInput:
    return BadInput("import.unreadable", f"El archivo no se pudo usar: {why}. No se importó nada.")
