"""The sessions of a month or a year as a calendar that says which days are not worked."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gabinete.foundation.access.people import Actor
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.words import MONTHS, spanish_date
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.sessions import name_of
from gabinete.office.cabinet.states import CANCELLED, LABELS

_MONDAY_FIRST = Calendar(0)
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A session as it stands on its day.

    Attributes:
        hour: «10:30»; empty while it is not fixed.
        label: all of it in words, for whoever does not see the mark.
    """

    session: CabinetSession
    hour: str
    name: str
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar.

    Attributes:
        outside: it belongs to the month before or after.
        closed: why it is not worked, in Spanish; empty when it is. Weekends say nothing.
        is_weekend: Saturday or Sunday.
    """

    day: date
    outside: bool
    closed: str
    is_weekend: bool
    is_today: bool
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Month:
    """A month, week by week from Monday."""

    first: date
    name: str
    weeks: Sequence[Sequence[Cell]]
    marks: Sequence[Mark]


def year_of(
    actor: Actor, year: int, days: DayCalendar, today: date, body_id: int | None = None
) -> list[Month]:
    """Return the twelve months of a year with the sessions this person may know of; one query."""
    marks = _marks(actor, date(year, 1, 1), date(year, DECEMBER, 31), body_id)
    return [_month(date(year, month, 1), days, today, marks) for month in range(1, DECEMBER + 1)]


def month_of(actor: Actor, first: date, days: DayCalendar, today: date, body_id: int | None = None) -> Month:
    """Return the month that begins on a day with the sessions this person may know of; one query."""
    first = first.replace(day=1)
    return _month(first, days, today, _marks(actor, first, after(first) - timedelta(days=1), body_id))


def after(first: date) -> date:
    """Return the first day of the following month."""
    return date(first.year + first.month // DECEMBER, first.month % DECEMBER + 1, 1)


def before(first: date) -> date:
    """Return the first day of the previous month."""
    return (first.replace(day=1) - timedelta(days=1)).replace(day=1)


def days_taken(body_id: int, first: date, last: date) -> set[date]:
    """Return the days on which a body already has an ordinary session."""
    sessions = CabinetSession.objects.filter(
        body_id=body_id, held_on__range=(first, last), extraordinary=False
    )
    return set(sessions.exclude(state=CANCELLED).values_list("held_on", flat=True))


def _marks(actor: Actor, first: date, last: date, body_id: int | None) -> list[Mark]:
    sessions = policies.visible_sessions(actor).filter(held_on__range=(first, last)).select_related("body")
    if body_id:
        sessions = sessions.filter(body_id=body_id)
    return [_mark(session) for session in sessions.order_by("held_on", "starts_at", "pk")]


def _mark(session: CabinetSession) -> Mark:
    hour = f"{session.starts_at:%H:%M}" if session.starts_at else ""
    name, state = name_of(session), LABELS[session.state]
    when = f"{spanish_date(session.held_on)}{f', {hour}' if hour else ''}"
    return Mark(session, hour, name, state, f"{when}: {name}, {session.body.name}, {state.lower()}")


def _month(first: date, days: DayCalendar, today: date, marks: Iterable[Mark]) -> Month:
    mine = [
        mark
        for mark in marks
        if (mark.session.held_on.year, mark.session.held_on.month) == (first.year, first.month)
    ]
    on: dict[date, list[Mark]] = {}
    for mark in mine:
        on.setdefault(mark.session.held_on, []).append(mark)
    weeks = [
        [_cell(day, first, days, today, on.get(day, ())) for day in week]
        for week in _MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    ]
    return Month(first, MONTHS[first.month - 1], weeks, mine)


def _cell(day: date, first: date, days: DayCalendar, today: date, marks: Sequence[Mark]) -> Cell:
    return Cell(
        day,
        outside=day.month != first.month,
        closed=days.closed.get(day, ""),
        is_weekend=day.weekday() >= 5,  # noqa: PLR2004 - Saturday
        is_today=day == today,
        marks=marks,
    )
