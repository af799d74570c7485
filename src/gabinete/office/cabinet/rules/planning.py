"""When a body meets through the year, and which meetings overlap. Pure."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gabinete.kernel.days import DayCalendar

WEEKS, MONTH_DAY, MONTH_WEEKDAY = "weeks", "month_day", "month_weekday"
LATER, EARLIER, SKIP = "later", "earlier", "skip"
LAST = 5
"""The last one of the month, as ``nth``."""
MAX_SESSIONS = 60
"""More than a year of weekly sessions."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a body meets.

    Attributes:
        kind: every so many ``weeks`` on a weekday; on a ``month_day``; or on the nth weekday of the month
            (``month_weekday``).
        every: weeks or months between one and the next, 1 or more.
        weekday: 0 is Monday; read by the first and the last kind.
        day: of the month, 1 to 31; a month without it uses its last day.
        nth: 1 to 4, or ``LAST``.
        if_closed: on a non-business day it meets ``later`` or ``earlier``, on the nearest business day, or does not
            meet (``skip``).
    """

    kind: str
    every: int = 1
    weekday: int = 0
    day: int = 1
    nth: int = 1
    if_closed: str = LATER


@dataclass(frozen=True, slots=True)
class Slated:
    """A day on which a body would meet.

    Attributes:
        nominal: what the rhythm says.
        day: what is left after the calendar.
        why: why the nominal day does not serve, in Spanish; empty when it does.
        taken: the body already has a session that day.
    """

    nominal: date
    day: date
    why: str = ""
    taken: bool = False


def slated(
    rhythm: Rhythm, first: date, last: date, calendar: DayCalendar, taken: Collection[date] = ()
) -> list[Slated]:
    """Return the business days on which a body meets from one day to another, both included, in order, none twice.

    Args:
        rhythm: how often.
        first: first day that can be.
        last: last day that can be.
        calendar: which days are not worked.
        taken: days on which it already has an ordinary session; they come marked.
    """
    found: dict[date, Slated] = {}
    for nominal in _nominal(rhythm, first, last):
        why = calendar.why_closed(nominal) or ""
        day = _open_day(nominal, rhythm.if_closed, calendar) if why else nominal
        if day is not None and first <= day <= last and day not in found:
            found[day] = Slated(nominal, day, why, taken=day in taken)
    return [found[day] for day in sorted(found)][:MAX_SESSIONS]


def _open_day(day: date, if_closed: str, calendar: DayCalendar) -> date | None:
    if if_closed == SKIP:
        return None
    if if_closed == LATER:
        return calendar.next_business(day)
    while not calendar.is_business(day):
        day -= _ONE_DAY
    return day


def _nominal(rhythm: Rhythm, first: date, last: date) -> Iterator[date]:
    if rhythm.kind == WEEKS:
        day = first + timedelta(days=(rhythm.weekday - first.weekday()) % 7)
        while day <= last:
            yield day
            day += timedelta(weeks=max(1, rhythm.every))
        return
    month = first.year * 12 + first.month - 1
    while date(month // 12, month % 12 + 1, 1) <= last:
        day = _day_of_month(rhythm, month // 12, month % 12 + 1)
        if first <= day <= last:
            yield day
        month += max(1, rhythm.every)


def _day_of_month(rhythm: Rhythm, year: int, month: int) -> date:
    length = monthrange(year, month)[1]
    if rhythm.kind == MONTH_DAY:
        return date(year, month, min(rhythm.day, length))
    if rhythm.nth >= LAST:
        end = date(year, month, length)
        return end - timedelta(days=(end.weekday() - rhythm.weekday) % 7)
    begin = date(year, month, 1)
    return begin + timedelta(days=(rhythm.weekday - begin.weekday()) % 7, weeks=rhythm.nth - 1)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when something lasts; without an hour, some moment of its day.

    Attributes:
        minutes: how long, 1 or more.
    """

    day: date
    starts_at: time | None
    minutes: int

    @property
    def start(self) -> datetime:
        """Return when it begins, at midnight when its hour is not known."""
        return datetime.combine(self.day, self.starts_at or time(0))

    @property
    def end(self) -> datetime:
        """Return when it ends."""
        return self.start + timedelta(minutes=max(1, self.minutes))


def overlap(one: Span, other: Span) -> bool | None:
    """Return whether two spans overlap; None when they might: the same day, and an hour is missing.

    One that begins when the other ends does not overlap it.

    Example:
        >>> a, b = Span(date(2026, 12, 3), time(10), 120), Span(date(2026, 12, 3), time(12), 60)
        >>> overlap(a, b), overlap(a, Span(date(2026, 12, 3), time(11, 59), 60))
        (False, True)
    """
    if one.starts_at is None or other.starts_at is None:
        return None if one.day == other.day else False
    return one.start < other.end and other.start < one.end
