"""What each person should be reminded of in the morning: what is late, what soon will be, and what nobody reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import holders_of
from gabinete.foundation.accounts.models import User
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.standing import soon_limit
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.filters import OPEN, Horizon
from gabinete.office.followup.queries.worklists import work_list_condition

LISTED = 8
"""How many matters of each part are named; the rest are counted."""
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One matter of a reminder.

    Attributes:
        reserve: from restricted on, only its folio is written.
    """

    folio: str
    title: str
    reserve: int
    due: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """Matters of which the same is said.

    Attributes:
        key: overdue, soon or silent, for an agency; fallen_silent, for who monitors.
        count: how many there are, up to ``COUNTED``.
        lines: the first of them by term.
    """

    key: str
    count: int
    lines: tuple[Line, ...]


def people_to_remind(today: date) -> list[User]:
    """Return the liaisons and analysts of a day, by name."""
    found = {user.pk: user for role in (Role.LIAISON, Role.ANALYST) for user in holders_of(role, today)}
    return sorted(found.values(), key=lambda user: (user.name, user.pk))


def parts_for(actor: Actor, today: date, calendar: DayCalendar, soon_days: int) -> list[Part]:
    """Return what somebody should be reminded of on a business day; empty parts are left out.

    Args:
        soon_days: a term so many business days away or nearer is about to fall due.
    """
    found = (
        Part(key, len(rows), tuple(Line(*row) for row in rows[:LISTED]))
        for key, condition in _conditions(actor, today, calendar, soon_days)
        if (rows := _rows(actor, condition))
    )
    return list(found)


def _conditions(actor: Actor, today: date, calendar: DayCalendar, soon_days: int) -> Iterator[tuple[str, Q]]:
    if Role.LIAISON in actor.roles:
        at = Horizon(today, soon_limit(today, calendar, soon_days))
        late = work_list_condition("vencidos", actor, at)
        soon = work_list_condition("por-vencer", actor, at)
        yield "overdue", late
        yield "soon", soon
        # What is already said to be late or nearly so is not said again.
        yield "silent", work_list_condition("sin-reporte", actor, at) & ~late & ~soon
    if Role.ANALYST in actor.roles:
        mine = Q(monitor=actor.user_id) | Q(monitor__isnull=True)
        since = previous_business_day(today, calendar)
        yield "fallen_silent", OPEN & mine & Q(silent_from__gt=since, silent_from__lte=today)


def previous_business_day(today: date, calendar: DayCalendar) -> date:
    """Return the last business day before a day.

    Example:
        >>> previous_business_day(date(2026, 11, 23), DayCalendar("Solo fines de semana", 1, {}))
        datetime.date(2026, 11, 20)
    """
    day = date.fromordinal(today.toordinal() - 1)
    while not calendar.is_business(day):
        day = date.fromordinal(day.toordinal() - 1)
    return day


def _rows(actor: Actor, condition: Q) -> list[tuple[str, str, int, date | None]]:
    matters = visible_matters(actor).filter(condition).order_by("due_order", "pk")
    return list(matters.values_list("folio", "title", "reserve", "due")[:COUNTED])
