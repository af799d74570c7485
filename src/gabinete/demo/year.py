"""The sessions of the coming year, as each cabinet meets; two of them on the same morning, so that the clash is seen."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from gabinete.demo.bodies import RHYTHMS, Rhythm
from gabinete.demo.sittings import PLACES
from gabinete.demo.stage import Stage
from gabinete.demo.world import World
from gabinete.office.cabinet.actions.planning import PlanGiven, plan_sessions

MONTHS = 12
REST_DAYS = 20
"""No cabinet meets again so soon after today or after its session of these days."""
HOURS = {"GL": time(10, 0), "GE-SEG": time(11, 0)}
"""When each meets; the two of here overlap on the day they share."""


def plan(stage: Stage, bodies: dict[str, int], days: dict[str, list[date]]) -> None:
    """Register the ordinary sessions of every cabinet.

    Args:
        days: code → when it meets, as ``days_ahead`` gives them.
    """
    now = stage.world.now - timedelta(hours=2)
    secretary = stage.actor("secretaria", now)
    for code, when in days.items():
        given = PlanGiven(when, HOURS.get(code, time(12, 0)), PLACES[len(code) % len(PLACES)])
        plan_sessions(secretary, bodies[code], given, now)


def days_ahead(world: World, shared: date) -> dict[str, list[date]]:
    """Return when each cabinet meets in the months that come, by code.

    Args:
        shared: day on which those of ``HOURS`` meet first, one over the other.
    """
    after = max(shared, world.today) + timedelta(days=REST_DAYS)
    found = {it.code: [day for day in _ahead(world, it) if day > after] for it in RHYTHMS}
    for code in HOURS:
        found[code].insert(0, shared)
    return found


def _ahead(world: World, rhythm: Rhythm) -> Iterator[date]:
    """Yield the days on which a cabinet meets in the months that come."""
    first = world.today.year * 12 + world.today.month - 1
    for month in range(first, first + MONTHS + 1):
        if month % rhythm.every == rhythm.phase % rhythm.every:
            yield world.calendar.next_business(date(month // 12, month % 12 + 1, rhythm.day))
