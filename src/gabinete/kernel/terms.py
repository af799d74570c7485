"""Terms (plazos) and their count, day by day.

The result of a count carries its own explanation as data, so that a screen, a letter and a judge see the
same lines. Numbers of days that a law fixes are not here: they are parameters of whoever asks.

Source: LFPA 28–29: the count starts the day after the notice, business days skip the closed ones, months run
date to date, and a last day (or a fixed date) that is closed moves to the next business day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gabinete.kernel.days import ONE_DAY, DayCalendar
from gabinete.kernel.errors import BadInput
from gabinete.kernel.words import (
    business_days_count,
    plain_date,
    plural,
    short_date,
    spanish_date,
    weekday_name,
)

MAX_COUNT = 3660
"""The longest term that can be counted, in its own unit: ten years of days."""


class TermUnit(StrEnum):
    """What a term is counted in."""

    BUSINESS = "business"
    CALENDAR = "calendar"
    MONTHS = "months"
    FIXED = "fixed"
    NONE = "none"


class MonthEnd(StrEnum):
    """What to do when the month of arrival has no such day (31 January plus a month)."""

    LAST_DAY = "last_day"
    """The last day of that month: the habit of the office."""
    NEXT_MONTH = "next_month"
    """The first business day of the following month: LFPA 29, first paragraph, where that law governs."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long somebody has.

    Args:
        n: count in the unit, 1 to 3,660; 0 when the unit is FIXED or NONE.
        unit: business days, calendar days, months, a fixed date, or none at all.
        on: the date, when the unit is FIXED.

    Raises:
        BadInput: when the three do not fit together.
    """

    n: int
    unit: TermUnit
    on: date | None = None

    def __post_init__(self) -> None:
        counted = self.unit not in {TermUnit.FIXED, TermUnit.NONE}
        if counted != (1 <= self.n <= MAX_COUNT) or (not counted and self.n != 0):
            raise BadInput(
                "term.count",
                f"Un plazo de {self.n} no se puede contar: va de 1 a {MAX_COUNT:,}. No se cambió nada; corrija el número.",
                n=self.n,
            )
        if (self.on is not None) != (self.unit is TermUnit.FIXED):
            raise BadInput(
                "term.date",
                "Una fecha fija lleva fecha y los demás plazos no la llevan. No se cambió nada; revise el tipo de plazo.",
            )

    @classmethod
    def business(cls, n: int) -> "Term":
        """Return a term of n business days."""
        return cls(n, TermUnit.BUSINESS)

    @classmethod
    def calendar(cls, n: int) -> "Term":
        """Return a term of n calendar days."""
        return cls(n, TermUnit.CALENDAR)

    @classmethod
    def months(cls, n: int) -> "Term":
        """Return a term of n months, date to date."""
        return cls(n, TermUnit.MONTHS)

    @classmethod
    def fixed(cls, on: date) -> "Term":
        """Return a term that ends on a date."""
        return cls(0, TermUnit.FIXED, on)

    @classmethod
    def none(cls) -> "Term":
        """Return the absence of a term: nothing falls due."""
        return cls(0, TermUnit.NONE)

    @property
    def spanish(self) -> str:
        """Return the term as the office says it.

        Example:
            >>> Term.business(15).spanish, Term.months(1).spanish, Term.fixed(date(2026, 12, 18)).spanish
            ('15 días hábiles', '1 mes', 'a más tardar el 18 de diciembre de 2026')
        """
        if self.on is not None:
            return f"a más tardar el {plain_date(self.on)}"
        said = {
            TermUnit.BUSINESS: business_days_count(self.n),
            TermUnit.CALENDAR: plural(self.n, "día natural", "días naturales"),
            TermUnit.MONTHS: plural(self.n, "mes", "meses"),
        }
        return said.get(self.unit, "sin plazo")


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of the explanation.

    Attributes:
        date: the day the line speaks of.
        counted: whether it is one of the n of the term.
        number: which one, from 1; ``None`` when it is not counted.
        reason: why it is or is not counted, in Spanish.
    """

    date: date
    counted: bool
    number: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The end of a count and how it was reached.

    Attributes:
        term: what was counted.
        start: day of the notice, never counted.
        due: last day to fulfil; ``None`` only when there is no term.
        explanation: one line a day (one a month, for months), in order.
        calendar_name: under which calendar.
        calendar_version: and which version of it.
    """

    term: Term
    start: date
    due: date | None
    explanation: tuple[DayLine, ...]
    calendar_name: str
    calendar_version: int

    @property
    def sentence(self) -> str:
        """Return the whole count in one sentence."""
        under = f"{self.calendar_name}, versión {self.calendar_version}"
        if self.due is None:
            return "Sin plazo: el asunto no vence."
        if self.term.unit is TermUnit.FIXED:
            return f"Fecha fija: vence el {spanish_date(self.due)} ({under})."
        return (
            f"{self.term.spanish} desde el día siguiente al {spanish_date(self.start)}: "
            f"vence el {spanish_date(self.due)} ({under})."
        )


def count(term: Term, start: date, calendar: DayCalendar, month_end: MonthEnd = MonthEnd.LAST_DAY) -> Counted:
    """Return when a term that was notified on a day ends, and why.

    Args:
        term: how long.
        start: day of the notice; the count begins the day after.
        calendar: which days are business days.
        month_end: only for months whose last month has no such day.

    Raises:
        BadInput: when the count runs past the year 9999.

    Example:
        >>> weekends = DayCalendar("Solo fines de semana", 1, {})
        >>> counted = count(Term.calendar(2), date(2026, 11, 20), weekends)
        >>> for line in counted.explanation:
        ...     print(line.date, line.number, line.reason)
        2026-11-20 None Día de la notificación: el plazo corre desde el siguiente.
        2026-11-21 1 Día 1 (sábado).
        2026-11-22 2 Día 2 (domingo).
        2026-11-23 None El último día es inhábil (domingo): el plazo pasa al siguiente día hábil.
    """
    try:
        due, lines = _lines(term, start, calendar, month_end)
    except (OverflowError, ValueError) as error:
        raise BadInput(
            "term.too_far",
            f"El plazo contado desde el {short_date(start)} sale del calendario. No se cambió nada; revise la fecha.",
        ) from error
    return Counted(term, start, due, tuple(lines), calendar.name, calendar.version)


def _lines(
    term: Term, start: date, calendar: DayCalendar, month_end: MonthEnd
) -> tuple[date | None, list[DayLine]]:
    """Return the due date and the lines, by unit."""
    notice = DayLine(
        start, counted=False, number=None, reason="Día de la notificación: el plazo corre desde el siguiente."
    )
    if term.unit is TermUnit.NONE:
        return None, []
    if term.on is not None:
        fixed = DayLine(term.on, counted=False, number=None, reason="Fecha fijada.")
        return _settled(term.on, [fixed], calendar)
    if term.unit is TermUnit.BUSINESS:
        lines = _business_lines(term.n, start, calendar)
        return lines[-1].date, [notice, *lines]
    if term.unit is TermUnit.CALENDAR:
        lines = [_calendar_line(start, number) for number in range(1, term.n + 1)]
    else:
        lines = [_month_line(start, number, month_end) for number in range(1, term.n + 1)]
    return _settled(lines[-1].date, [notice, *lines], calendar)


def _business_lines(n: int, start: date, calendar: DayCalendar) -> list[DayLine]:
    """Return a line for each day until n business days have been counted."""
    lines: list[DayLine] = []
    day, number = start, 0
    while number < n:
        day += ONE_DAY
        why = calendar.why_closed(day)
        if why is None:
            number += 1
            lines.append(DayLine(day, counted=True, number=number, reason=f"Día hábil {number}."))
        else:
            lines.append(DayLine(day, counted=False, number=None, reason=f"Inhábil: {why}."))
    return lines


def _calendar_line(start: date, number: int) -> DayLine:
    day = start + ONE_DAY * number
    return DayLine(day, counted=True, number=number, reason=f"Día {number} ({weekday_name(day)}).")


def _month_line(start: date, number: int, month_end: MonthEnd) -> DayLine:
    day = months_after(start, number, month_end)
    same = "mismo día del mes" if day.day == start.day else f"el mes no tiene día {start.day}"
    return DayLine(day, counted=True, number=number, reason=f"Mes {number}: {same}.")


def _settled(last: date, lines: list[DayLine], calendar: DayCalendar) -> tuple[date, list[DayLine]]:
    """Return the last day moved to a business day, with a line for each day it moved over."""
    day = last
    while (why := calendar.why_closed(day)) is not None:
        reason = (
            f"El último día es inhábil ({why}): el plazo pasa al siguiente día hábil."
            if day == last
            else f"También es inhábil ({why}): pasa al siguiente."
        )
        day += ONE_DAY
        lines.append(DayLine(day, counted=False, number=None, reason=reason))
    return day, lines


def months_after(start: date, months: int, month_end: MonthEnd = MonthEnd.LAST_DAY) -> date:
    """Return the same day number some months later.

    Args:
        start: day of departure.
        months: 0 or more.
        month_end: what to do when that month is too short.

    Example:
        >>> months_after(date(2028, 1, 31), 1)
        datetime.date(2028, 2, 29)
        >>> months_after(date(2027, 1, 31), 1, MonthEnd.NEXT_MONTH)
        datetime.date(2027, 3, 1)
    """
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    length = monthrange(year, month0 + 1)[1]
    if start.day <= length:
        return date(year, month0 + 1, start.day)
    last = date(year, month0 + 1, length)
    return last if month_end is MonthEnd.LAST_DAY else last + ONE_DAY
