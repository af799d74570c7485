"""The short lists that filters and forms choose from, kept in the process for half a minute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import holders_of
from gabinete.foundation.org.models import UnitKind
from gabinete.foundation.org.queries import units_not_ended
from gabinete.office.strategy import queries as plan

Pairs = list[tuple[str, str]]
SECONDS = 30
_MONITORS = (Role.ANALYST, Role.SECRETARY, Role.CHIEF)


@dataclass
class _Sources:
    """What packages above tell this one, which may not import them."""

    bodies: Callable[[Actor], Pairs]


_sources = _Sources(bodies=lambda _actor: [])


def bodies_come_from(source: Callable[[Actor], Pairs]) -> None:
    """Say who knows the cabinets, as (code, name); for ``apps.ready()`` of a package above."""
    _sources.bodies = source


def bodies(actor: Actor) -> Pairs:
    """Return the cabinets somebody may know of, as (code, name)."""
    return _kept(f"bodies:{actor.user_id}", lambda: _sources.bodies(actor))


def axis_keys() -> list[tuple[int, str]]:
    """Return the axes of the plan as (key, «code · name»)."""
    return [(axis.pk, f"{axis.code} · {axis.name}") for axis in plan.axes()]


def units(today: date) -> Pairs:
    """Return the units of the administration in force on a day, as (acronym, «acronym · name»)."""

    def read() -> Pairs:
        found = units_not_ended(today).exclude(kind=UnitKind.EXTERNAL).values_list("acronym", "name")
        return [(acronym, f"{acronym} · {name}") for acronym, name in found]

    return _kept(f"units:{today}", read)


def unit_keys(today: date) -> list[tuple[int, str]]:
    """Return the units to which something may be given, as (key, «acronym · name»); outside ones too."""
    found = units_not_ended(today).values_list("pk", "acronym", "name")
    return [(pk, f"{acronym} · {name}") for pk, acronym, name in found]


def axes() -> Pairs:
    """Return the axes of the plan, as (code, «code · name»)."""

    def read() -> Pairs:
        return [(axis.code, f"{axis.code} · {axis.name}") for axis in plan.axes()]

    return _kept("axes", read)


def monitors(today: date) -> Pairs:
    """Return the people of the office who may follow a matter, as (key, name)."""

    def read() -> Pairs:
        found = {user.pk: user.name for role in _MONITORS for user in holders_of(role, today)}
        return sorted(((str(pk), name) for pk, name in found.items()), key=lambda pair: pair[1])

    return _kept(f"monitors:{today}", read)


def _kept(key: str, read: Callable[[], Pairs]) -> Pairs:
    cache, place = caches["process"], f"followup.lookups.{key}"
    found: Pairs | None = cache.get(place)
    if found is None:
        found = read()
        cache.set(place, found, SECONDS)
    return found
