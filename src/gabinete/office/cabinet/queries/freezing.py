"""Which orders of the day close by themselves, and when."""

from datetime import date, timedelta

from gabinete.kernel.days import DayCalendar
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.rules.freezing import freeze_day
from gabinete.office.cabinet.states import CALLED

_AHEAD = timedelta(days=120)
"""How far ahead sessions are looked at: no body closes its order of the day earlier than that."""


def closing_day(session: CabinetSession, calendar: DayCalendar) -> date | None:
    """Return the day on which the order of the day of a session closes by itself; None when it is closed by hand."""
    days = session.body.freeze_days
    return None if days is None else freeze_day(session.held_on, days, calendar)


def sessions_to_freeze(today: date) -> list[int]:
    """Return the called sessions that may have to close their order of the day, by key; their day is asked later."""
    called = CabinetSession.objects.filter(
        state=CALLED, body__freeze_days__isnull=False, held_on__lte=today + _AHEAD
    )
    return list(called.order_by("held_on", "pk").values_list("pk", flat=True))
