"""Reads of the directory: who exists on a day, who took over whose duties."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from gabinete.foundation.org.models import Unit, UnitAlias, UnitSuccession
from gabinete.kernel.errors import NotFound

_INHERITED = """
WITH RECURSIVE inherited (id) AS (
    SELECT unnest(%(units)s::bigint[])
    UNION
    SELECT s.predecessor_id FROM org_unitsuccession s JOIN inherited i ON i.id = s.successor_id
    WHERE s.since IS NULL OR s.since <= %(today)s
)
SELECT id FROM inherited
"""


def _succeeded(today: date) -> Exists:
    effective = Q(since__isnull=True) | Q(since__lte=today)
    return Exists(UnitSuccession.objects.filter(effective, predecessor=OuterRef("pk")))


def units_in_force(today: date) -> QuerySet[Unit]:
    """Return the units that exist on a day: begun, not ended, and with nobody in their place; by acronym."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=today)
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    return Unit.objects.filter(begun & lasting).exclude(_succeeded(today)).order_by("acronym")


def units_not_ended(today: date) -> QuerySet[Unit]:
    """Return the units that have not ended, those with somebody in their place too: what they had may still be looked for."""
    return Unit.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))


def acronyms() -> dict[int, str]:
    """Return the acronym of every unit there is or was, by its key."""
    return dict(Unit.objects.values_list("pk", "acronym"))


def past_units(today: date) -> QuerySet[Unit]:
    """Return the units that existed and no longer do, by acronym."""
    ended = Q(valid_until__lt=today) | Q(_succeeded(today))
    return Unit.objects.filter(ended).order_by("acronym")


def unit_choices(today: date) -> list[tuple[int, str]]:
    """Return the units in force as the choices of a field."""
    return [
        (pk, f"{acronym} · {name}")
        for pk, acronym, name in units_in_force(today).values_list("pk", "acronym", "name")
    ]


def found_units(words: str, today: date, *, past: bool = False) -> QuerySet[Unit]:
    """Return the units in force (or past) whose acronym, name, sector or other names contain the words, accents apart."""
    units = past_units(today) if past else units_in_force(today)
    for word in words.split():
        aliases = UnitAlias.objects.filter(unit=OuterRef("pk"), text__unaccent__icontains=word)
        units = units.filter(
            Q(acronym__icontains=word)
            | Q(name__unaccent__icontains=word)
            | Q(sector__unaccent__icontains=word)
            | Exists(aliases)
        )
    return units.select_related("parent")


def unit_by_acronym(acronym: str) -> Unit:
    """Return a unit, in force or not, by its acronym in any case.

    Raises:
        NotFound: when there is none.
    """
    unit = Unit.objects.select_related("parent").filter(acronym__iexact=acronym.strip()).first()
    if unit is None:
        raise NotFound(
            "org.no_such_unit",
            f"En el directorio no hay una unidad «{acronym}». Búsquela por su nombre o por otra sigla.",
        )
    return unit


def successors_of(unit: Unit) -> QuerySet[UnitSuccession]:
    """Return who took the unit's place."""
    return unit.successions.select_related("successor").order_by("successor__acronym")


def predecessors_of(unit: Unit) -> QuerySet[UnitSuccession]:
    """Return whose place the unit took."""
    return unit.inheritances.select_related("predecessor").order_by("predecessor__acronym")


def children_of(unit: Unit, today: date) -> QuerySet[Unit]:
    """Return the units in force that the unit coordinates."""
    return units_in_force(today).filter(parent=unit)


def with_inherited(unit_ids: Iterable[int], today: date) -> frozenset[int]:
    """Return the units together with those whose duties they inherited, however far back."""
    with connection.cursor() as cursor:
        cursor.execute(_INHERITED, {"units": list(unit_ids), "today": today})
        return frozenset(row[0] for row in cursor.fetchall())


def current_unit(unit: Unit, today: date) -> Unit:
    """Return the unit that answers for this one on a day: itself, or the end of its line of successors."""
    seen: set[int] = set()
    while unit.pk not in seen:
        seen.add(unit.pk)
        effective = Q(since__isnull=True) | Q(since__lte=today)
        next_one = unit.successions.filter(effective).select_related("successor").order_by("id").first()
        if next_one is None:
            break
        unit = next_one.successor
    return unit
