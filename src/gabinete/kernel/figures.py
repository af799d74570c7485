"""Figures: every number that is shown to a person, with where it came from.

A figure without a report is «sin reporte»: never 0, never averaged, always counted in the coverage.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gabinete.kernel.words import short_date

Number = int | Decimal
NO_REPORT = "sin reporte"
NBSP = "\u00a0"
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those who should have reported did.

    Args:
        n: how many did, from 0.
        of: how many should have, at least n.

    Raises:
        ValueError: when n is not between 0 and of.
    """

    n: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.n <= self.of:
            raise ValueError(f"coverage {self.n}/{self.of}")

    @property
    def spanish(self) -> str:
        """Return it as it is printed beside a figure, e.g. «18/24»."""
        return f"{self.n:,}/{self.of:,}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its origin.

    Args:
        value: whole or decimal, never a float; ``None`` is «sin reporte».
        unit: what it counts, in Spanish as printed after the number; ``"%"`` for shares; may be empty.
        label: what the number says, in Spanish.
        source: who says so.
        cut: date to which it is true.
        record: address or reference of the record behind it.
        coverage: n of N, when it summarises reports.

    Raises:
        TypeError: when the value is a float or a boolean.
        ValueError: when it is not finite, or label, source or record is missing.
    """

    value: Number | None
    unit: str
    label: str
    source: str
    cut: date
    record: str
    coverage: Coverage | None = None

    def __post_init__(self) -> None:
        if isinstance(self.value, (float, bool)):
            raise TypeError("a figure is int, Decimal or None")
        if isinstance(self.value, Decimal) and not self.value.is_finite():
            raise ValueError("a figure is a finite number")
        if not (self.label and self.source and self.record):
            raise ValueError("a figure wants label, source and record")

    @property
    def spanish(self) -> str:
        """Return the figure as it is printed, e.g. «1,234.5 km», «90 %» or «sin reporte»."""
        return format_quantity(self.value, self.unit)

    @property
    def footnote(self) -> str:
        """Return where it came from, in one line."""
        covered = f" Cobertura {self.coverage.spanish}." if self.coverage else ""
        return f"{self.source}; corte al {short_date(self.cut)}.{covered}"

    def as_data(self) -> dict[str, Any]:
        """Return the figure as plain JSON data; decimals as text so that no digit is lost."""
        return {
            "value": None if self.value is None else str(self.value),
            "decimal": isinstance(self.value, Decimal),
            "unit": self.unit,
            "label": self.label,
            "source": self.source,
            "cut": self.cut.isoformat(),
            "record": self.record,
            "coverage": [self.coverage.n, self.coverage.of] if self.coverage else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Figure":
        """Return the figure that :meth:`as_data` wrote."""
        raw = data["value"]
        value: Number | None = None if raw is None else (Decimal(raw) if data["decimal"] else int(raw))
        coverage = Coverage(*data["coverage"]) if data["coverage"] else None
        cut = date.fromisoformat(data["cut"])
        return cls(value, data["unit"], data["label"], data["source"], cut, data["record"], coverage)


@dataclass(frozen=True, slots=True)
class Average:
    """A mean with its coverage; ``value`` is ``None`` when nobody reported."""

    value: Decimal | None
    coverage: Coverage


def average(values: Iterable[Number | None], places: int = 1) -> Average:
    """Return the mean of those who reported, and how many they are.

    Args:
        values: one for each who should report; ``None`` for who did not.
        places: decimals kept, half away from zero.

    Example:
        >>> average([90, None, 60])
        Average(value=Decimal('75.0'), coverage=Coverage(n=2, of=3))
    """
    every = list(values)
    told = [Decimal(value) for value in every if value is not None]
    mean = rounded(sum(told, Decimal(0)) / len(told), places) if told else None
    return Average(mean, Coverage(len(told), len(every)))


def rounded(value: Number, places: int) -> Decimal:
    """Return the value with so many decimals, half away from zero (as people round)."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_number(value: Number | None) -> str:
    """Return a number as Mexico writes it, comma for thousands and point for decimals.

    Example:
        >>> format_number(1234567), format_number(Decimal("1234.50")), format_number(None)
        ('1,234,567', '1,234.50', 'sin reporte')
    """
    if value is None:
        return NO_REPORT
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def format_quantity(value: Number | None, unit: str) -> str:
    """Return a number with its unit, held together by a space that does not break."""
    if value is None or not unit:
        return format_number(value)
    return f"{format_number(value)}{NBSP}{unit}"


def format_percent(value: Number | None) -> str:
    """Return a percent, e.g. «90 %»; «sin reporte» for ``None``."""
    return format_quantity(value, PERCENT)


class Ledger:
    """The figures that a document printed, each with an identifier of its own.

    The same figure printed twice keeps its identifier; identifiers follow the order of first printing, so
    the same document over the same data always has the same ones.

    Example:
        >>> ledger = Ledger()
        >>> late = Figure(12, "asuntos", "Vencidos", "Gabinete", date(2026, 11, 22), "/asuntos/?plazo=vencido")
        >>> ledger.add(late), ledger.add(late), len(ledger)
        ('F-001', 'F-001', 1)
    """

    def __init__(self) -> None:
        self._ids: dict[Figure, str] = {}

    def add(self, figure: Figure) -> str:
        """Return the identifier under which the figure is printed, giving it one if it is new."""
        return self._ids.setdefault(figure, f"F-{len(self._ids) + 1:03}")

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[tuple[str, Figure]]:
        return ((identifier, figure) for figure, identifier in self._ids.items())

    def as_data(self) -> list[dict[str, Any]]:
        """Return what was printed as plain JSON data, in order."""
        return [{"id": identifier, **figure.as_data()} for identifier, figure in self]

    @classmethod
    def from_data(cls, rows: Iterable[Mapping[str, Any]]) -> "Ledger":
        """Return the ledger that :meth:`as_data` wrote, with its identifiers."""
        ledger = cls()
        ledger._ids.update((Figure.from_data(row), str(row["id"])) for row in rows)
        return ledger

    def changed_since(self, printed: "Ledger") -> list[tuple[str, Figure, Figure]]:
        """Return the figures of an older printing whose value is another now.

        Args:
            printed: the older ledger; figures are matched by record, label and unit.

        Returns:
            Identifier in the older printing, figure then, figure now; those gone are left out.
        """
        fresh = {(figure.record, figure.label, figure.unit): figure for _, figure in self}
        changes = []
        for identifier, old in printed:
            new = fresh.get((old.record, old.label, old.unit))
            if new is not None and new.value != old.value:
                changes.append((identifier, old, new))
        return changes
