"""Who somebody is towards the system today: one query, inherited units included."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.access.people import UNIT_ROLES, Actor, actor_with
from gabinete.foundation.accounts.models import User

_ALLOWED = """
WITH RECURSIVE held AS (
    SELECT role, unit_id FROM access_grant
    WHERE user_id = %(user)s AND since <= %(today)s AND (until IS NULL OR until >= %(today)s)
), own (role, unit_id) AS (
    SELECT role, unit_id FROM held WHERE unit_id IS NOT NULL
    UNION
    SELECT own.role, s.predecessor_id
    FROM own JOIN org_unitsuccession s ON s.successor_id = own.unit_id
    WHERE own.role = ANY(%(unit_roles)s) AND (s.since IS NULL OR s.since <= %(today)s)
)
SELECT u.*,
    ARRAY(SELECT DISTINCT role FROM held) AS allowed_roles,
    ARRAY(SELECT DISTINCT unit_id FROM own WHERE role = ANY(%(unit_roles)s)) AS allowed_unit_ids,
    ARRAY(SELECT DISTINCT unit_id FROM own) AS allowed_home_ids,
    %(today)s::date AS allowed_on
FROM accounts_user u WHERE u.id = %(user)s
"""


def allowed_user(user_id: int, today: date) -> User | None:
    """Return the person with what they are allowed on a day read along, in one query; None when there is no such person.

    ``actor_of`` needs no further query for a person read here.
    """
    values = {"user": user_id, "today": today, "unit_roles": sorted(role.value for role in UNIT_ROLES)}
    found: Iterable[User] = User.objects.raw(_ALLOWED, values)
    return next(iter(found), None)


def actor_of(user: User, today: date) -> Actor:
    """Return the person as an actor: the roles in force on a day and the units they reach.

    A unit role reaches the units whose duties its unit inherited, however far back. People whose account is closed
    keep their name and lose every role.
    """
    known: User | None = user
    if getattr(user, "allowed_on", None) != today:
        known = allowed_user(user.pk, today)
    if known is None or not known.is_active:
        return actor_with(user.pk, user.name, frozenset(), frozenset(), frozenset())
    read: Any = known  # the columns of the query are attributes that the model does not declare
    return actor_with(
        known.pk,
        known.name,
        frozenset(Role(role) for role in read.allowed_roles),
        frozenset(read.allowed_unit_ids),
        frozenset(read.allowed_home_ids),
    )


def in_force(today: date) -> Q:
    """Return the condition «this grant counts on that day», both ends included."""
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def grants_of(user: User) -> QuerySet[Grant]:
    """Return everything the person has ever been granted, newest first."""
    return Grant.objects.filter(user=user).select_related("unit").order_by("-since", "-id")


def person_of_grant(grant_id: int) -> int | None:
    """Return who was granted something, by key; ``None`` when there is no such grant."""
    return Grant.objects.filter(pk=grant_id).values_list("user_id", flat=True).first()


def with_roles(people: QuerySet[User], today: date) -> QuerySet[User]:
    """Return the same people with what they hold on a day in ``held``, one query for all of them."""
    current = Grant.objects.filter(in_force(today)).select_related("unit")
    return people.prefetch_related(Prefetch("grants", current, to_attr="held"))


def holders_of(role: Role, today: date, unit_id: int | None = None) -> QuerySet[User]:
    """Return the active people who hold a role on a day, in one unit or anywhere, by name."""
    grants = Grant.objects.filter(in_force(today), role=role)
    if unit_id is not None:
        grants = grants.filter(unit_id=unit_id)
    return User.objects.filter(is_active=True, pk__in=grants.values("user_id")).order_by("name")


_HOLDING = """
WITH RECURSIVE heirs (unit_id) AS (
    SELECT unnest(%(units)s::bigint[])
    UNION
    SELECT s.successor_id FROM heirs JOIN org_unitsuccession s ON s.predecessor_id = heirs.unit_id
    WHERE s.since IS NULL OR s.since <= %(today)s
)
SELECT DISTINCT {columns} FROM access_grant g JOIN accounts_user u ON u.id = g.user_id
WHERE g.role = ANY(%(roles)s) AND u.is_active AND g.since <= %(today)s AND (g.until IS NULL OR g.until >= %(today)s)
  AND (%(anywhere)s OR g.unit_id IN (SELECT unit_id FROM heirs))
"""


def people_who_hold(roles: Iterable[Role], today: date, units: Iterable[int] | None = None) -> set[int]:
    """Return the active people who hold one of the roles on a day: anywhere, or in units and their heirs (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDING.format(columns="g.user_id"), _holding(roles, today, units))
        return {pk for (pk,) in cursor.fetchall()}


def users_who_hold(role: Role, today: date, unit_id: int) -> list[User]:
    """Return the people of :func:`people_who_hold` in one unit and its heirs, by name, with what names them (one query)."""
    asked = _HOLDING.format(columns="u.id, u.name, u.email, u.title") + "ORDER BY u.name"
    return list(User.objects.raw(asked, _holding([role], today, [unit_id])))


_AT = """
WITH RECURSIVE heirs (root, unit_id) AS (
    SELECT u, u FROM unnest(%(units)s::bigint[]) AS u
    UNION
    SELECT heirs.root, s.successor_id FROM heirs JOIN org_unitsuccession s ON s.predecessor_id = heirs.unit_id
    WHERE s.since IS NULL OR s.since <= %(today)s
)
SELECT DISTINCT h.root, u.id, u.name, g.role FROM heirs h
JOIN access_grant g ON g.unit_id = h.unit_id JOIN accounts_user u ON u.id = g.user_id
WHERE g.role = ANY(%(roles)s) AND u.is_active AND g.since <= %(today)s AND (g.until IS NULL OR g.until >= %(today)s)
ORDER BY u.name
"""


def people_by_unit(
    roles: Iterable[Role], today: date, units: Iterable[int]
) -> dict[int, list[tuple[int, str, Role]]]:
    """Return the active people who hold one of the roles at each unit or its heirs, as (key, name, role), by name.

    One query for any number of units; those with nobody are left out.
    """
    found: dict[int, list[tuple[int, str, Role]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_AT, _holding(roles, today, units))
        for unit_id, user_id, name, role in cursor.fetchall():
            found.setdefault(unit_id, []).append((user_id, name, Role(role)))
    return found


def _holding(roles: Iterable[Role], today: date, units: Iterable[int] | None) -> dict[str, Any]:
    return {
        "roles": [role.value for role in roles],
        "today": today,
        "units": sorted(set(units or ())),
        "anywhere": units is None,
    }


def grants_at(unit_id: int, today: date) -> QuerySet[Grant]:
    """Return who serves at a unit on a day, heads first, with the person read along."""
    here = Grant.objects.filter(in_force(today), unit_id=unit_id, user__is_active=True).select_related("user")
    return here.order_by("-role", "user__name")


def found_people(words: str) -> QuerySet[User]:
    """Return the accounts whose name, username or title contain all the words, accents apart; closed ones last."""
    people = User.objects.order_by("-is_active", "name")
    for word in words.split():
        people = people.filter(
            Q(name__unaccent__icontains=word)
            | Q(username__icontains=word)
            | Q(title__unaccent__icontains=word)
        )
    return people


def possible_holders(apart: int, also: int | None = None) -> list[tuple[int, str]]:
    """Return the open accounts that may be linked to a post, as (key, «Name · post»), by name.

    Args:
        apart: whoever asks; nobody links themselves.
        also: an account that is linked already, offered whatever it is.
    """
    people = User.objects.filter(Q(is_active=True) & ~Q(pk=apart) | Q(pk=also or 0)).order_by("name", "pk")
    return [
        (pk, f"{name} · {title}" if title else name)
        for pk, name, title in people.values_list("pk", "name", "title")
    ]
