"""From somebody's old tracker to matters: a preview with what is wrong in each row; writing is for ``actions``."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.db import connection

from gabinete.kernel.folio import recognised
from gabinete.kernel.terms import Term
from gabinete.kernel.words import folded
from gabinete.office.followup.exchange.cells import date_in, term_in, text_in
from gabinete.office.followup.exchange.tables import SourceRow, Table
from gabinete.office.followup.exchange.units import Units
from gabinete.office.followup.models import MatterKind, OriginKind
from gabinete.office.followup.orders import NewMatter, Origin

_KINDS = {
    "acuerdo": MatterKind.AGREEMENT,
    "instruccion": MatterKind.INSTRUCTION,
    "compromiso": MatterKind.COMMITMENT,
    "encargo": MatterKind.ERRAND,
}
_ORIGINS = {
    "sesion": OriginKind.SESSION,
    "gira": OriginKind.TOUR,
    "reunion": OriginKind.MEETING,
    "plan": OriginKind.PLAN,
    "programa": OriginKind.PLAN,
    "publico": OriginKind.PUBLIC,
}
_PRIORITIES = {"alta": 1, "1": 1, "normal": 2, "media": 2, "2": 2, "baja": 3, "3": 3}
_FOLIO_LENGTH = 40
_A_FOLIO = re.compile(r"(?=.*\d)(?=.*[^\W\d])")
"""Letters and digits; numbers alone only number the rows."""
_FILES = UUID("3f0c6a52-6d0f-4d0e-9a52-0d8a4f4c7a11")
"""Space of names of the marks of rows."""
_SHOWN = 60
# One array, not a placeholder for each: there may be a quarter of a million.
_FOLIOS = "SELECT folio FROM followup_matter WHERE folio = ANY(%s)"
_MARKS = "SELECT once FROM followup_logentry WHERE once = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a row takes when the file does not say.

    Attributes:
        issued_on: day of the order; also the day on which units are looked up.
        lead: acronym of the agency; empty makes its absence an error.
        means: means of verification; empty makes its absence an error.
        source: name of the file, kept as the origin of the rows that tell none.
        mark: what tells this file from any other, so that none of its rows is taken twice; empty marks nothing.
    """

    issued_on: date
    lead: str = ""
    means: str = ""
    kind: str = MatterKind.AGREEMENT
    source: str = ""
    calendar_code: str = "sonora"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of the preview.

    Attributes:
        number: in the file, from 1.
        new: the matter it would become; ``None`` when something is wrong.
        errors: what is wrong, in Spanish.
        warnings: what deserves a look.
    """

    number: int
    new: NewMatter | None
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; nothing is written yet."""

    table: Table
    rows: tuple[ImportRow, ...]

    @property
    def orders(self) -> list[NewMatter]:
        """Return the matters of the rows in order, those with errors left out."""
        return [row.new for row in self.rows if row.new is not None]

    @property
    def failed(self) -> list[ImportRow]:
        """Return the rows that cannot be imported."""
        return [row for row in self.rows if row.errors]


@dataclass(slots=True)
class _Remarks:
    """What is to be said of one row."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who answers for a duty, in the words of a cell."""

    unit_ids: tuple[int, ...]
    error: str = ""
    warning: str = ""


class _Kept(dict[Any, Any]):
    """What was worked out of each distinct cell; tables repeat themselves."""

    def __init__(self, work_out: Callable[[Any], Any]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, cell: Any) -> Any:
        found = self[cell] = self._work_out(cell)
        return found


def preview(table: Table, defaults: Defaults) -> ImportPreview:
    """Return what each row would become, with its errors: a few queries, whatever the number of rows."""
    reader = _Reader(table, defaults)
    folios = [_folio(row) for row in table.rows]
    repeated = _repeated(folios, [reader.mark(row.number) for row in table.rows])
    rows = []
    for row, folio, once_more in zip(table.rows, folios, repeated, strict=True):
        remarks = _Remarks()
        if once_more:
            remarks.errors.append(f"El folio {folio} ya existe o se repite en el archivo.")
        rows.append(reader.row(row, folio, remarks))
    return ImportPreview(table, tuple(rows))


def _folio(row: SourceRow) -> str:
    """Return the folio a row brings; a number alone is only a running number."""
    said = text_in(row.cells.get("folio", ""))
    if not _A_FOLIO.match(said):
        return ""
    return recognised(said) or said.upper()


def _repeated(folios: Sequence[str], marks: Sequence[UUID | None]) -> list[bool]:
    """Return which folios somebody has, rows that this same file registered before left out."""
    taken = _existing(_FOLIOS, [folio for folio in folios if folio])
    suspects = [mark for folio, mark in zip(folios, marks, strict=True) if mark and folio in taken]
    before = _existing(_MARKS, suspects)
    seen: set[str] = set()
    answers = []
    for folio, mark in zip(folios, marks, strict=True):
        answers.append(bool(folio) and (folio in seen or (folio in taken and mark not in before)))
        seen.add(folio)
    return answers


def _existing(statement: str, values: list[Any]) -> set[Any]:
    if not values:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(statement, [values])
        return {value for (value,) in cursor.fetchall()}


class _Reader:
    """Understands rows."""

    def __init__(self, table: Table, defaults: Defaults) -> None:
        self.defaults = defaults
        self.units = Units(defaults.issued_on)
        self.days = _Kept(date_in)
        self.terms = _Kept(partial(term_in, heading=table.columns.get("due", "")))
        self.folded = _Kept(folded)
        self.parties = _Kept(self._parties)
        self.origins = _Kept(self._origin)
        self._usual = self.units.named(defaults.lead)[:1] if defaults.lead else ()

    def mark(self, number: int) -> UUID | None:
        """Return what tells a row of this file from any other of any file."""
        return uuid5(_FILES, f"{self.defaults.mark}:{number}") if self.defaults.mark else None

    def row(self, source: SourceRow, folio: str, remarks: _Remarks) -> ImportRow:
        """Return the row of the preview."""
        cells = {column: text_in(value) for column, value in source.cells.items()}
        parties: _Parties = self.parties[cells.get("responsible") or source.section]
        issued = self._issued(source.cells, remarks)
        term = self._term(source.cells, issued, remarks)
        kind = self._kind(cells, remarks)
        _remark(remarks.errors, _missing(cells, self.defaults), parties.error)
        if len(folio) > _FOLIO_LENGTH:
            remarks.errors.append(f"El folio pasa de {_FOLIO_LENGTH} letras.")
        _remark(remarks.warnings, parties.warning)
        new = None
        if not remarks.errors:
            new = NewMatter(
                folio=folio,
                kind=kind,
                text=cells.get("text") or cells["title"],
                title=cells.get("title", ""),
                issued_on=issued,
                lead_id=parties.unit_ids[0],
                co_ids=parties.unit_ids[1:],
                means=cells.get("means") or self.defaults.means,
                term=term,
                term_text="" if isinstance(source.cells.get("due"), date) else cells.get("due", ""),
                origin=self.origins[cells.get("origin", ""), cells.get("ordered_by", "")],
                priority=self._priority(cells, remarks),
                calendar_code=self.defaults.calendar_code,
                once=self.mark(source.number),
            )
        return ImportRow(source.number, new, tuple(remarks.errors), tuple(remarks.warnings))

    def _issued(self, cells: dict[str, Any], remarks: _Remarks) -> date:
        if "issued" not in cells:
            return self.defaults.issued_on
        found: date | None = self.days[cells["issued"]]
        if found is None:
            remarks.errors.append(f"No se entiende la fecha «{text_in(cells['issued'])[:_SHOWN]}».")
        return found or self.defaults.issued_on

    def _term(self, cells: dict[str, Any], issued: date, remarks: _Remarks) -> Term:
        if "due" not in cells:
            return Term.none()
        found: Term | None = self.terms[cells["due"]]
        if found is None:
            remarks.errors.append(
                f"No se entiende el plazo «{text_in(cells['due'])[:_SHOWN]}»: escriba una fecha, «15 días hábiles», "
                "«30 días naturales», «2 meses» o «sin plazo»."
            )
        elif found.on and found.on < issued:
            remarks.warnings.append("El término es anterior a la emisión.")
        return found or Term.none()

    def _kind(self, cells: dict[str, str], remarks: _Remarks) -> str:
        if "kind" not in cells:
            return self.defaults.kind
        kind = _KINDS.get(self.folded[cells["kind"]])
        if kind is None:
            remarks.errors.append(
                f"No existe la clase «{cells['kind'][:_SHOWN]}»: acuerdo, instrucción, compromiso o encargo."
            )
        return kind or self.defaults.kind

    def _priority(self, cells: dict[str, str], remarks: _Remarks) -> int:
        said = cells.get("priority", "normal")
        priority = _PRIORITIES.get(self.folded[said])
        if priority is None:
            remarks.warnings.append(f"No se entiende la prioridad «{said[:_SHOWN]}»; queda normal.")
        return priority or _PRIORITIES["normal"]

    def _parties(self, said: str) -> _Parties:
        found = self.units.named(said) if said else ()
        shown = [self.units.acronyms[pk] for pk in found]
        if len(found) > 1:
            others = ", ".join(shown[1:])
            return _Parties(
                found, warning=f"Nombra a varias unidades: responsable {shown[0]}; corresponsables {others}."
            )
        if found:
            return _Parties(found)
        if not self._usual:
            what = f": «{said[:_SHOWN]}»" if said else ""
            return _Parties((), error=f"No se reconoce a la responsable{what}.")
        usual = self.units.acronyms[self._usual[0]]
        odd = f"«{said[:_SHOWN]}» no está en el directorio; queda responsable {usual}." if said else ""
        return _Parties(self._usual, warning=odd)

    def _origin(self, said: tuple[str, str]) -> Origin:
        label, ordered_by = said
        words = folded(label).split()
        kind = next((_ORIGINS[word] for word in words if word in _ORIGINS), OriginKind.LETTER)
        return Origin(kind, label or f"Importado de {self.defaults.source}", ordered_by=ordered_by)


def _missing(cells: dict[str, str], defaults: Defaults) -> str:
    """Return what a row lacks that nothing can replace."""
    lacking = [] if cells.get("text") or cells.get("title") else ["el texto"]
    if not (cells.get("means") or defaults.means):
        lacking.append("el medio de verificación")
    return f"Falta {' y '.join(lacking)}." if lacking else ""


def _remark(said: list[str], *more: str) -> None:
    said.extend(text for text in more if text)
