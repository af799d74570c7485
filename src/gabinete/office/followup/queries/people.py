"""The people around a matter: who in the office follows it, and whom to call in its agency."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.access.permissions import ROLE_CLEARANCE
from gabinete.foundation.access.queries import in_force, users_who_hold
from gabinete.foundation.accounts.models import User
from gabinete.office.followup.models import Matter

MONITOR_ROLES = (Role.ANALYST, Role.SECRETARY, Role.CHIEF)
"""Who of the office may be charged with following a matter."""

_ENOUGH = 200
"""Open matters of an agency that are looked at, by term: more would say nothing new of who follows it."""
_FOLLOWED = """
SELECT l.lead, m.monitor_id, count(*) FROM unnest(%(leads)s::bigint[]) AS l (lead) CROSS JOIN LATERAL (
    SELECT monitor_id FROM followup_matter WHERE closed_on IS NULL AND lead_id = l.lead
    ORDER BY due_order, id LIMIT %(enough)s) m
GROUP BY l.lead, m.monitor_id
"""


@dataclass(frozen=True, slots=True)
class Monitor:
    """Somebody who would follow a matter, and why it would be them.

    Attributes:
        known: how many open matters of the same agency they follow already.
    """

    id: int
    name: str
    known: int


def possible_monitors(today: date, reserve: int) -> list[tuple[int, str]]:
    """Return who may follow matters of a degree of reserve, as (key, name), by name."""
    cleared = [role for role in MONITOR_ROLES if ROLE_CLEARANCE[role] >= reserve]
    holding = Grant.objects.filter(in_force(today), role__in=cleared).values("user_id")
    people = User.objects.filter(is_active=True, pk__in=holding).order_by("name", "pk")
    return list(people.values_list("pk", "name"))


def monitors_by_rule(
    lead_ids: Iterable[int], office_unit_ids: Collection[int], today: date, reserve: int
) -> dict[int, Monitor]:
    """Return by agency the analyst who would follow its next matter, in two queries; three when one has nobody.

    The one who follows most open matters of the agency; where nobody does, the least loaded of the unit of the
    technical secretary, or of all when that unit has none. Agencies are left out when no analyst may read the
    degree of reserve.
    """
    leads = sorted(set(lead_ids))
    if not leads or ROLE_CLEARANCE[Role.ANALYST] < reserve:
        return {}
    grants = Grant.objects.filter(in_force(today), role=Role.ANALYST, user__is_active=True)
    analysts = list(grants.values_list("user_id", "user__name", "unit_id"))
    names = {pk: name for pk, name, _unit in analysts}
    if not names:
        return {}
    own = {pk for pk, _name, unit in analysts if unit in office_unit_ids} or set(names)
    known = _known(names, leads)
    followed = {lead for lead, _who in known}
    load = _load(own) if followed < set(leads) else Counter()
    found = {}
    for lead in leads:
        who = _best(lead, names, own, known, load)
        found[lead] = Monitor(who, names[who], known[lead, who])
        load[who] += 1
    return found


def liaisons_of(unit_id: int, today: date) -> list[User]:
    """Return the liaisons of an agency on a day, or of those that inherited its duties, by name (one query)."""
    return users_who_hold(Role.LIAISON, today, unit_id)


def _known(analysts: Collection[int], leads: Collection[int]) -> Counter[tuple[int, int]]:
    """Return how many open matters of some agencies each analyst follows, by (agency, analyst)."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOWED, {"leads": list(leads), "enough": _ENOUGH})
        return Counter({(lead, who): n for lead, who, n in cursor.fetchall() if who in analysts})


def _load(analysts: Collection[int]) -> Counter[int]:
    """Return how many open matters each analyst follows in all."""
    followed = Matter.objects.filter(closed_on__isnull=True, monitor__in=list(analysts)).order_by()
    return Counter(dict(followed.values_list("monitor_id").annotate(n=Count("pk"))))


def _best(
    lead: int, names: dict[int, str], own: set[int], known: Counter[tuple[int, int]], load: Counter[int]
) -> int:
    knowing = [who for who in names if known[lead, who]]
    if knowing:
        return min(knowing, key=lambda who: (-known[lead, who], load[who], names[who], who))
    return min(own, key=lambda who: (load[who], names[who], who))
