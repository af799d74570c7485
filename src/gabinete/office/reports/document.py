"""The situation report as a document tree: words and figures, no printer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gabinete.foundation.rendering.tree import (
    Bar,
    BarPart,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    FigureCell,
    FigureRow,
    Heading,
    LightWord,
    Paragraph,
    Table,
)
from gabinete.kernel.clock import OFFICE_ZONE, day_of
from gabinete.kernel.confidence import confidence_label
from gabinete.kernel.figures import Coverage, Figure, Ledger, format_percent
from gabinete.kernel.standing import LightName
from gabinete.kernel.words import plain_date, plural, short_date
from gabinete.office.followup.states import MATTER_FLOW
from gabinete.office.reports.gathering import Situation
from gabinete.office.reports.rules import MatterAsOf, Tally
from gabinete.office.reports.selections import LIGHTS

ORGANISATION = "Jefatura de la Oficina del Ejecutivo"
SOURCE = "Gabinete, registro sellado"
BAR_ORDER: tuple[LightWord, ...] = ("on_time", "soon", "overdue", "silent")
PLURAL_LIGHTS = {LightName.OVERDUE: "vencidos"}
PAPER_ROWS = 250
"""Matters of one list on paper; the spreadsheet has them all."""
MANY, PAPER_ROWS_OF_MANY = 2_000, 60
"""Above so many matters a list on paper is a sample: each row of tagged PDF takes some 120 KB to compose."""
CHANGE_ROWS = 40
BARS = 15
CHANGE_WORDS = (
    ("new", "nuevos", "nuevo"),
    ("concluded", "concluidos con prueba", "concluido con prueba"),
    ("ended_otherwise", "cerrados sin cumplimiento", "cerrado sin cumplimiento"),
    ("fell_overdue", "recién vencidos", "recién vencido"),
    ("went_silent", "dejaron de reportar", "dejó de reportar"),
    ("extended", "con prórroga concedida", "con prórroga concedida"),
    ("reopened", "reabiertos", "reabierto"),
)


@dataclass
class Writer:
    """Writes one report and remembers which matters stand behind each figure."""

    it: Situation
    base: str
    ledger: Ledger = field(default_factory=Ledger)
    selections: dict[str, str] = field(default_factory=dict)

    def figure(
        self,
        label: str,
        selection: str,
        value: int | Decimal | None,
        unit: str = "",
        coverage: Coverage | None = None,
    ) -> FigureCell:
        """Print a figure: it enters the ledger with the selection of matters behind it."""
        number = len(self.ledger) + 1
        record = f"{self.base}cifras/F-{number:03}/"
        printed = Figure(value, unit, label, SOURCE, self.it.day, record, coverage)
        ref = self.ledger.add(printed)
        self.selections[ref] = selection
        note = f"cobertura {coverage.spanish}" if coverage else ""
        return FigureCell(printed.spanish, label, ref, note)

    def ref_of(self, selection: str, label: str, total: int) -> str:
        """Return the figure already printed for a selection; else enter it in the ledger."""
        known = next((ref for ref, name in self.selections.items() if name == selection), "")
        return known or self.figure(label.lower(), selection, total).ref

    def count(self, label: str, selection: str, note: str = "") -> FigureCell:
        """Print how many matters a selection holds."""
        cell = self.figure(label, selection, self.it.counts[selection])
        return FigureCell(cell.value, cell.label, cell.ref, note)


def write(it: Situation, address: str) -> tuple[Document, Writer]:
    """Return the document and the writer that knows its figures.

    Args:
        it: the situation at the cut.
        address: absolute address of the report on screen, with a slash at the end.
    """
    writer = Writer(it, address)
    blocks = _everything(writer) if len(it.lines) else _nothing(it)
    cut = it.report.cut.astimezone(OFFICE_ZONE)
    document = Document(
        title="Informe de situación",
        subtitle=f"{it.scope_name} · corte al {plain_date(cut.date())}, {cut:%H:%M}",
        reference=it.report.reference,
        made_at=it.report.cut,
        address=address,
        organisation=ORGANISATION,
        blocks=blocks,
        ledger=[(ref, f.spanish, f.label, f.footnote, f.record) for ref, f in writer.ledger],
        seal=it.report.seal,
    )
    return document, writer


def _everything(writer: Writer) -> list[Block]:
    """Return the report in its order; figures enter the ledger as they are printed."""
    summary = _summary(writer, writer.it.total)
    return [*summary, *_changes(writer), *_by_unit(writer), *_lists(writer), *_notes(writer.it)]


def _nothing(it: Situation) -> list[Block]:
    """Return what is said of a scope that held no matter: a sentence, not a wall of zeros."""
    return [
        Paragraph(f"Al {plain_date(it.day)} no había ningún asunto en este alcance.", "lead"),
        Paragraph(
            "Revise la fecha del corte y el alcance; si son los que quería, este informe hace constar que no había asuntos."
        ),
        *(_notes(it) if it.left_out else []),
    ]


def _summary(writer: Writer, total: Tally) -> list[Block]:
    """Return the sentence on top and the figures of the whole."""
    late, quiet = total.by_light.get(LightName.OVERDUE, 0), total.by_light.get(LightName.SILENT, 0)
    lead = (
        f"De {plural(total.open, 'asunto vigente', 'asuntos vigentes')}, {late:,} {'está vencido' if late == 1 else 'están vencidos'} "
        f"y {quiet:,} {'no tiene' if quiet == 1 else 'no tienen'} reporte vigente."
    )
    still = writer.count("vigentes", "open")
    lights = [writer.count(_light_label(name), f"light:{name}") for name in LIGHTS]
    fresh = writer.figure("con reporte vigente", "fresh", total.coverage.n, "", total.coverage)
    progress = writer.figure(
        "avance aceptado, promedio", "accepted", total.progress.value, "%", total.progress.coverage
    )
    ends = [
        writer.count("concluidos y verificados", "concluded"),
        writer.count("concluidos parcialmente", "partial"),
        writer.count("cerrados sin cumplimiento", "otherwise"),
    ]
    return [
        Paragraph(lead, "lead"),
        FigureRow([still, *lights]),
        FigureRow([fresh, progress, *ends]),
    ]


def _light_label(name: LightName) -> str:
    """Return the word of a light as a label."""
    return PLURAL_LIGHTS.get(name, name.spanish.lower())


def _changes(writer: Writer) -> list[Block]:
    """Return what changed since the report it is compared with."""
    since = day_of(writer.it.report.compared_to)
    cells = [writer.count(label, f"change:{name}") for name, label, _ in CHANGE_WORDS]
    moved = any(cell.value != "0" for cell in cells)
    sentence = (
        f"Desde el corte del {plain_date(since)}:"
        if moved
        else f"Nada cambió desde el corte del {plain_date(since)}."
    )
    rows = [
        [
            Cell(matter.folio, href=_href(writer.base, matter)),
            Cell(matter.title),
            Cell(writer.it.units.get(matter.lead_id, "—")),
            Cell(one),
        ]
        for name, _, one in CHANGE_WORDS
        for matter in writer.it.firsts[f"change:{name}"][:CHANGE_ROWS]
    ]
    blocks: list[Block] = [
        Heading("Qué cambió"),
        Paragraph(sentence),
        FigureRow(cells[:4]),
        FigureRow(cells[4:]),
    ]
    if rows:
        columns = [
            Column("Folio", 2.0),
            Column("Asunto", 4),
            Column("Responsable", 1.1),
            Column("Cambio", 1.6),
        ]
        blocks.append(
            Table(f"Cambios desde el {short_date(since)}, hasta {CHANGE_ROWS} de cada clase.", columns, rows)
        )
    return blocks


def _by_unit(writer: Writer) -> list[Block]:
    """Return the chart and table by lead agency, those with most late first."""
    tallies = writer.it.by_unit
    if not tallies:
        return []
    ranked = sorted(
        tallies, key=lambda u: (-tallies[u].by_light.get(LightName.OVERDUE, 0), -tallies[u].open, u)
    )
    names = writer.it.units
    first = names.get(ranked[0], "—")
    late = tallies[ranked[0]].by_light.get(LightName.OVERDUE, 0)
    sentence = (
        f"{first} concentra más asuntos vencidos ({late:,})."
        if late
        else "Ninguna dependencia tiene asuntos vencidos."
    )
    bars = [
        Bar(
            names.get(u, "—"),
            [BarPart(light, tallies[u].by_light.get(LightName(light), 0)) for light in BAR_ORDER],
        )
        for u in ranked[:BARS]
    ]
    rows = [_unit_row(names.get(u, "—"), tallies[u]) for u in ranked]
    columns = [Column("Dependencia", 1.6), Column("Vigentes", 1, numeric=True)]
    columns += [Column(LightName(light).spanish, 1, numeric=True) for light in BAR_ORDER]
    columns += [Column("Cobertura", 1.1, numeric=True), Column("Avance aceptado", 1.4, numeric=True)]
    return [
        Heading("Por dependencia responsable"),
        Chart(sentence, bars, Table("Asuntos vigentes por dependencia.", columns, rows)),
    ]


def _unit_row(name: str, total: Tally) -> list[Cell]:
    """Return the row of one agency."""
    lights = [Cell(f"{total.by_light.get(LightName(light), 0):,}") for light in BAR_ORDER]
    progress = format_percent(total.progress.value)
    return [Cell(name), Cell(f"{total.open:,}"), *lights, Cell(total.coverage.spanish), Cell(progress)]


def _lists(writer: Writer) -> list[Block]:
    """Return the lists by standing, the worst first; long ones are cut on paper and whole in the spreadsheet."""
    blocks: list[Block] = []
    most = PAPER_ROWS if len(writer.it.lines) <= MANY else PAPER_ROWS_OF_MANY
    for title, selection in (
        ("Lo que puede fallar", "may_fail"),
        *((name.spanish, f"light:{name}") for name in LIGHTS),
    ):
        total = writer.it.counts[selection]
        if not total:
            continue
        rows = [matter_row(writer.base, writer.it.units, m) for m in writer.it.firsts[selection][:most]]
        caption = f"{plural(total, 'asunto', 'asuntos')}, por término."
        if len(rows) < total:
            caption += f" Aquí los primeros {len(rows):,}; la hoja de cálculo los trae todos."
        ref = writer.ref_of(selection, title, total)
        blocks += [Heading(title), Table(caption, MATTER_COLUMNS, rows, ref=ref, total=total)]
    return blocks


MATTER_COLUMNS: Sequence[Column] = (
    Column("Folio", 2.0),
    Column("Asunto", 3.6),
    Column("Responsable", 1.1),
    Column("Estado", 1.2),
    Column("Vence", 1.1),
    Column("Situación", 1.2),
    Column("Avance aceptado", 0.9, numeric=True),
    Column("Confianza", 0.9),
)


def matter_row(base: str, units: Mapping[int, str], matter: MatterAsOf) -> list[Cell]:
    """Return the line of one matter; «sin reporte» is said, never 0.

    Args:
        base: absolute address of the report.
        units: unit key → acronym.
    """
    return [
        Cell(matter.folio, href=_href(base, matter)),
        Cell(matter.title),
        Cell(units.get(matter.lead_id, "—")),
        Cell(MATTER_FLOW.states[matter.state].label),
        Cell(short_date(matter.due) if matter.due else "sin plazo"),
        Cell(matter.light.name.spanish, light=matter.light.name.value),
        Cell(format_percent(matter.accepted_percent)),
        Cell(confidence_label(matter.confidence)),
    ]


def _href(base: str, matter: MatterAsOf) -> str:
    """Return the absolute address of a matter."""
    return f"{base.split('/informes/', maxsplit=1)[0]}/asuntos/{matter.id}/"


def _notes(it: Situation) -> list[Block]:
    """Return what the reader must know to read the numbers rightly."""
    notes = [
        "«Sin reporte» es un valor propio: no cuenta como cero ni entra en ningún promedio. La cobertura dice cuántos reportaron de cuántos debían.",
        "Un asunto se cuenta como concluido solo con el medio de verificación comprometido y la verificación de otra unidad.",
    ]
    if it.left_out:
        notes.append(
            f"No se incluyen {plural(it.left_out, 'asunto', 'asuntos')} con un grado de reserva superior al de este informe."
        )
    return [Heading("Cómo leer este informe", 2), *(Paragraph(note, "note") for note in notes)]
