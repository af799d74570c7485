"""A document as data: written once, printed as PDF, Word or spreadsheet with the same numbers.

A block says *what* it is; how it looks is the printer's affair. Text is plain: no markup of any printer is
understood, so nothing a person typed can become an instruction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

LightWord = Literal["on_time", "soon", "overdue", "silent", "done"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document; level 1 begins a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``tone`` is ``lead`` for the sentence on top, ``note`` for small print, ``strong`` for what decides."""

    text: str
    tone: Literal["body", "lead", "note", "strong"] = "body"


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts, each a label with its value."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Where people sign: name and post of each, in order."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure as printed: its identifier leads to the ledger at the end.

    Attributes:
        value: already formatted, e.g. «412» or «sin reporte».
        ref: identifier in the ledger, e.g. «F-003».
        note: coverage or comparison in a few words; may be empty.
    """

    value: str
    label: str
    ref: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures side by side."""

    cells: Sequence[FigureCell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` is its part of the width."""

    title: str
    share: float = 1.0
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, and a light when it speaks of the deadline, and an address when it leads somewhere."""

    text: str
    light: LightWord | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the sentence that says what it holds.

    Attributes:
        ref: figure that counts its rows, when there is one: on screen it opens them all.
        total: rows there are in all, here or not; 0 when they are all here.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    ref: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class BarPart:
    """One stretch of a bar."""

    light: LightWord
    value: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar made of stretches."""

    label: str
    parts: Sequence[BarPart]

    @property
    def total(self) -> int:
        """Return the length of the whole bar."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: the sentence on top says what it shows, the table underneath gives the numbers."""

    sentence: str
    bars: Sequence[Bar]
    table: Table


Block = Heading | Paragraph | Facts | FigureRow | Table | Chart | Signatures
Form = Literal["report", "act"]
"""How it is dressed: a report of figures, or an official paper of a body."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Attributes:
        reference: what the reader quotes to find it again, e.g. «INF/2026/0012».
        made_at: printed moment of issue; also the date inside the file, so that equal data give equal bytes.
        address: where the QR leads.
        seal: root of the audit chain at that moment (hexadecimal); empty when none exists yet.
        ledger: every figure printed: (identifier, value, label, source, address).
        form: how it is dressed.
    """

    title: str
    subtitle: str
    reference: str
    made_at: datetime
    address: str
    organisation: str
    blocks: Sequence[Block] = field(default_factory=tuple)
    ledger: Sequence[tuple[str, str, str, str, str]] = field(default_factory=tuple)
    seal: str = ""
    form: Form = "report"


LIGHT_WORDS: dict[LightWord, str] = {
    "on_time": "En tiempo",
    "soon": "Por vencer",
    "overdue": "Vencido",
    "silent": "Sin reporte",
    "done": "Concluido",
}
LIGHT_INK: dict[LightWord, str] = {
    "on_time": "#1e6b45",
    "soon": "#c98a12",
    "overdue": "#a3261f",
    "silent": "#a8b0bf",
    "done": "#2c4a7c",
}
LIGHT_SHAPES: dict[LightWord, str] = {"on_time": "●", "soon": "▲", "overdue": "■", "silent": "○", "done": "✓"}
