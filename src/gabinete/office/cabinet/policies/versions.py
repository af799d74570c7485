"""Who reads which version of the minutes, who observes it, and who resolves what was observed.

Whoever runs the session reads every version; everybody else who may know of the session, those that were circulated.
"""

from datetime import date

from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, Observation, Seat
from gabinete.office.cabinet.policies.points import seats_held
from gabinete.office.cabinet.policies.sessions import (
    may_manage_bodies,
    may_manage_session,
    may_view_session,
    visible_sessions,
)


def visible_versions(actor: Actor) -> QuerySet[MinutesVersion]:
    """Return the versions this person may read."""
    seen = Q(circulated_at__isnull=False)
    if may_manage_bodies(actor):
        seen |= Q(session__reserve__lte=actor.office_clearance)
    return MinutesVersion.objects.filter(seen, session__in=visible_sessions(actor))


def may_view_version(actor: Actor, version: MinutesVersion) -> bool:
    """Return whether this person may read a version."""
    if not may_view_session(actor, version.session):
        return False
    return version.circulated_at is not None or may_manage_session(actor, version.session)


def visible_observations(actor: Actor) -> QuerySet[Observation]:
    """Return the observations this person may read: those of the versions they read.

    A member reads what the others observed: the table answers to itself.
    """
    return Observation.objects.filter(minutes__in=visible_versions(actor))


def seats_to_observe(actor: Actor, session: CabinetSession, today: date) -> QuerySet[Seat]:
    """Return the seats of the body for which this person observes its minutes; none without the permission."""
    held = seats_held(actor, today).filter(body=session.body_id)
    return held if actor.may(Permission.OBSERVE_MINUTES) else held.none()


def may_observe(actor: Actor, version: MinutesVersion, today: date) -> bool:
    """Return whether this person may observe a version, its term aside."""
    if version.circulated_at is None or not may_view_version(actor, version):
        return False
    return seats_to_observe(actor, version.session, today).exists()
