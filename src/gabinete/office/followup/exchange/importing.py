"""From somebody's old tracker to matters: a preview with what is wrong in each row; writing is for ``actions``."""

from dataclasses import dataclass
from datetime import date

from gabinete.foundation.org.directory import Directory
from gabinete.foundation.org.models import Unit
from gabinete.kernel.folio import recognised
from gabinete.kernel.terms import Term
from gabinete.office.followup.exchange.tables import SourceRow, Table, date_in, fold, text_in
from gabinete.office.followup.models import Matter, MatterKind, OriginKind
from gabinete.office.followup.orders import NewMatter, Origin

_KINDS = {
    "acuerdo": "agreement",
    "instruccion": "instruction",
    "compromiso": "commitment",
    "encargo": "errand",
}
_PRIORITIES = {"alta": 1, "1": 1, "normal": 2, "media": 2, "2": 2, "baja": 3, "3": 3}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a row takes when the file does not say.

    Attributes:
        lead: acronym of the agency; empty makes its absence an error.
        means: means of verification; empty makes its absence an error.
        source: name of the file, kept as the origin.
    """

    issued_on: date
    lead: str = ""
    means: str = ""
    kind: str = MatterKind.COMMITMENT
    source: str = ""
    calendar_code: str = "sonora"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of the preview.

    Attributes:
        number: in the file.
        new: the matter it would become; ``None`` when something is wrong.
        errors: what is wrong, in Spanish.
        warnings: what deserves a look.
    """

    number: int
    text: str
    lead: str
    due: date | None
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


def preview(table: Table, defaults: Defaults) -> ImportPreview:
    """Return what each row would become, with its errors: three queries, whatever the number of rows."""
    units = dict(Unit.objects.values_list("acronym", "pk"))
    folios = {_folio(row) for row in table.rows} - {""}
    taken = set(Matter.objects.filter(folio__in=folios).values_list("folio", flat=True))
    seen: set[str] = set()
    rows = []
    for row in table.rows:
        reading = _Reading(row, defaults, units)
        folio = _folio(row)
        if folio and folio in taken | seen:
            reading.errors.append(f"El folio {folio} ya existe o se repite en el archivo.")
        seen.add(folio)
        rows.append(reading.row(folio))
    return ImportPreview(table, tuple(rows))


def _folio(row: SourceRow) -> str:
    """Return the folio a row brings, when it is one of the office; anything else is only a running number."""
    return recognised(text_in(row.cells.get("folio", ""))) or ""


class _Reading:
    """One row being understood."""

    def __init__(self, row: SourceRow, defaults: Defaults, units: dict[str, int]) -> None:
        self.source, self.defaults, self.units = row, defaults, units
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def row(self, folio: str) -> ImportRow:
        """Return the row of the preview."""
        text = self._text("text") or self._text("title")
        due, issued = self._date("due"), self._date("issued") or self.defaults.issued_on
        lead = self._lead()
        means = self._text("means") or self.defaults.means
        if not text:
            self.errors.append("Falta el texto.")
        if not means:
            self.errors.append("Falta el medio de verificación.")
        if due and due < issued:
            self.warnings.append("El término es anterior a la emisión.")
        new = None
        if not self.errors:
            new = self._order(folio, text, lead, means, issued, due)
        return ImportRow(self.source.number, text, lead, due, new, tuple(self.errors), tuple(self.warnings))

    def _order(
        self, folio: str, text: str, lead: str, means: str, issued: date, due: date | None
    ) -> NewMatter:
        said = self._text("responsible") or self.source.section
        return NewMatter(
            folio=folio,
            kind=_KINDS.get(fold(self._text("kind")), self.defaults.kind),
            text=text,
            title=self._text("title"),
            issued_on=issued,
            lead_id=self.units[lead],
            means=means[:400],
            term=Term.fixed(due) if due else Term.none(),
            term_text=self._text("due")[:240],
            origin=Origin(
                OriginKind.PLAN, f"Importado de {self.defaults.source}"[:240], ordered_by=said[:200]
            ),
            priority=_PRIORITIES.get(fold(self._text("priority")), 2),
            calendar_code=self.defaults.calendar_code,
        )

    def _lead(self) -> str:
        said = self._text("responsible") or self.source.section
        named = [m.acronym for m in Directory.load().match(said)] if said else []
        if said.upper() in self.units:
            named = [said.upper()]
        known = [acronym for acronym in named if acronym in self.units]
        if len(known) > 1:
            self.warnings.append(f"Nombra a varias unidades; queda responsable {known[0]}.")
        if known:
            return known[0]
        if self.defaults.lead in self.units:
            if said:
                self.warnings.append(
                    f"«{said[:60]}» no está en el directorio; queda responsable {self.defaults.lead}."
                )
            return self.defaults.lead
        self.errors.append(f"No se reconoce a la responsable{f': «{said[:60]}»' if said else ''}.")
        return ""

    def _date(self, column: str) -> date | None:
        raw = self.source.cells.get(column)
        if raw is None:
            return None
        found = date_in(raw)
        if found is None:
            self.errors.append(f"No se entiende la fecha «{text_in(raw)[:40]}».")
        return found

    def _text(self, column: str) -> str:
        return text_in(self.source.cells.get(column, ""))
