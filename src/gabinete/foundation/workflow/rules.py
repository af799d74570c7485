"""What may enter a calendar and how a version of it is told from another; no database here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.words import listed, plain_date, short_date

MAX_RANGE_DAYS = 120
MAX_TEXT = 240
FIRST_YEAR, LAST_YEAR = 2000, 2100
_SATURDAY = 5


class DayKind(StrEnum):
    """Why a day does not count."""

    REST = "rest"
    SUSPENSION = "suspension"
    EXTRAORDINARY = "extraordinary"

    @property
    def spanish(self) -> str:
        """Return the words shown to people."""
        return {
            "rest": "descanso",
            "suspension": "suspensión de labores",
            "extraordinary": "cierre extraordinario",
        }[self]


class Confidence(StrEnum):
    """Whether the day was read in an official text."""

    VERIFIED = "verified"
    TO_CONFIRM = "to_confirm"

    @property
    def spanish(self) -> str:
        """Return the words shown to people."""
        return {"verified": "verificado", "to_confirm": "por confirmar"}[self]


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day that somebody wants to close.

    Args:
        date: between the years 2000 and 2100.
        name: what the explanation of a term will say, in Spanish.
        kind: rest, suspension or extraordinary.
        source: law, gazette or agreement that closes it.
        confidence: read in that source, or still to be confirmed.

    Raises:
        BadInput: when the name or the source is missing or too long, or the year is not credible.
    """

    date: date
    name: str
    kind: DayKind
    source: str
    confidence: Confidence

    def __post_init__(self) -> None:
        said = short_date(self.date)
        if not FIRST_YEAR <= self.date.year <= LAST_YEAR:
            raise BadInput(
                "calendar.year", f"{said}: el año va de {FIRST_YEAR} a {LAST_YEAR}. No se guardó nada."
            )
        for word, text in (("nombre", self.name), ("fuente", self.source)):
            if not text.strip() or len(text) > MAX_TEXT:
                raise BadInput(
                    "calendar.text",
                    f"{said}: escriba el {word} del día, en {MAX_TEXT} letras o menos. No se guardó nada."
                    if word == "nombre"
                    else f"{said}: escriba la fuente del día, en {MAX_TEXT} letras o menos. No se guardó nada.",
                )


def day_range(first: date, last: date) -> list[date]:
    """Return the Mondays to Fridays of a period, both ends included.

    Raises:
        BadInput: when it ends before it begins, lasts over 120 days, or has only weekends.
    """
    length = (last - first).days + 1
    days = [first + timedelta(days=i) for i in range(min(length, MAX_RANGE_DAYS))]
    workdays = [day for day in days if day.weekday() < _SATURDAY]
    if length > MAX_RANGE_DAYS or not workdays:
        raise BadInput(
            "calendar.range",
            f"El periodo del {short_date(first)} al {short_date(last)} no se puede cerrar: debe terminar después de "
            f"empezar, tener algún día de lunes a viernes y no pasar de {MAX_RANGE_DAYS} días. No se guardó nada.",
        )
    return workdays


def shown_name(name: str, confidence: str) -> str:
    """Return what the explanation of a term says of a closed day; doubt is said aloud."""
    doubt = f" ({Confidence.TO_CONFIRM.spanish})" if confidence == Confidence.TO_CONFIRM else ""
    return f"{name}{doubt}"


def fingerprint_of(closed: Iterable[tuple[date, str]]) -> str:
    """Return the SHA-256 of the closed days of a version, whatever order they come in."""
    lines = sorted(f"{day.isoformat()}\t{name}" for day, name in closed)
    return sha256("\n".join(lines).encode()).hexdigest()


def check_addition(days: Sequence[NewDay], closed: Collection[date]) -> None:
    """Refuse an addition that adds nothing, or closes a day twice.

    Raises:
        RuleBroken: naming the days.
    """
    if not days:
        raise RuleBroken(
            "calendar.empty",
            "No se indicó ningún día. El calendario sigue igual; escriba al menos una fecha.",
        )
    dates = [day.date for day in days]
    twice = sorted({day for day in dates if day in closed or dates.count(day) > 1})
    if twice:
        raise RuleBroken(
            "calendar.twice",
            f"Ya estaba cerrado o se repite: {_said(twice)}. El calendario sigue igual; quite esas fechas y vuelva a guardar.",
            dates=[day.isoformat() for day in twice],
        )


def check_withdrawal(dates: Sequence[date], closed: Collection[date]) -> None:
    """Refuse to reopen nothing, or a day that is not closed.

    Raises:
        RuleBroken: naming the days.
    """
    if not dates:
        raise RuleBroken(
            "calendar.empty", "No se indicó ningún día. El calendario sigue igual; elija al menos una fecha."
        )
    unknown = sorted(set(dates) - set(closed))
    if unknown:
        raise RuleBroken(
            "calendar.not_closed",
            f"No está en la lista de días inhábiles: {_said(unknown)}. El calendario sigue igual; actualice la página.",
            dates=[day.isoformat() for day in unknown],
        )


def check_reason(reason: str) -> str:
    """Return the reason of a change, trimmed.

    Raises:
        RuleBroken: when it is missing or too long.
    """
    told = reason.strip()
    if not told or len(told) > MAX_TEXT:
        raise RuleBroken(
            "calendar.reason",
            f"Escriba el motivo del cambio, en {MAX_TEXT} letras o menos. El calendario sigue igual.",
        )
    return told


def _said(days: Sequence[date]) -> str:
    """Return the first days of a list in words, and how many more there are."""
    shown = [plain_date(day) for day in days[:5]]
    more = [f"{len(days) - 5} más"] if len(days) > len(shown) else []
    return listed([*shown, *more])
