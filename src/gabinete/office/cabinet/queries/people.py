"""The people around a session: who may be named on a restricted point, who is told of what happens to its points."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.access.people import OFFICE_ROLES, UNIT_ROLES
from gabinete.foundation.access.permissions import ROLE_CLEARANCE
from gabinete.foundation.access.queries import in_force
from gabinete.foundation.accounts.models import User
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet.models import AgendaItem, CabinetSession


def possible_readers(session: CabinetSession, today: date) -> list[tuple[int, str]]:
    """Return who may be named on a restricted point of a session, as (key, «Name · post»), by name.

    They are those who may know of the session: an agency's people, of the units that sit in the body.
    """
    office = [role for role in OFFICE_ROLES if ROLE_CLEARANCE[role] >= session.reserve]
    holding = Q(role__in=office)
    if session.reserve <= Reserve.INTERNAL:
        holding |= Q(role__in=_unit_roles(session), unit__in=session.body.seats.values("unit_id"))
    grants = Grant.objects.filter(in_force(today)).filter(holding)
    people = User.objects.filter(is_active=True, pk__in=grants.values("user_id")).order_by("name", "pk")
    return [
        (pk, f"{name} · {title}" if title else name)
        for pk, name, title in people.values_list("pk", "name", "title")
    ]


def members_to_tell(session: CabinetSession, today: date, point: AgendaItem | None = None) -> set[int]:
    """Return the heads and liaisons of the units that sit in the body; of a restricted point, only those it names."""
    units = list(session.body.seats.values_list("unit_id", flat=True))
    told = people_of_units(units, today)
    if point is not None and point.is_restricted:
        told &= set(point.readers.values_list("pk", flat=True))
    return told


def people_of_units(unit_ids: Collection[int], today: date) -> set[int]:
    """Return the heads and liaisons of some units on a day."""
    grants = Grant.objects.filter(in_force(today), role__in=UNIT_ROLES, unit_id__in=list(unit_ids))
    return set(grants.values_list("user_id", flat=True))


def _unit_roles(session: CabinetSession) -> list[Role]:
    return [role for role in UNIT_ROLES if ROLE_CLEARANCE[role] >= session.reserve]
