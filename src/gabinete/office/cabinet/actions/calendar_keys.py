"""The addresses by which a calendar program follows the sessions: each person asks for theirs, and may revoke it."""

import secrets
from datetime import datetime

from django.db.models import QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import CalendarKey
from gabinete.office.cabinet.rules.call_keys import fingerprint

_BYTES = 24


def make_calendar_key(actor: Actor, body_id: int | None, now: datetime) -> str:
    """Return a new key to follow the sessions one sees, all or of one body; the one before stops working.

    It is shown this once: only its digest is kept.

    Args:
        body_id: None is every body.

    Raises:
        NotAllowed: they read no sessions.
        NotFound: they may not know of that body.
    """
    policies.require(actor.may(Permission.VIEW_SESSIONS), "seguir el calendario de las sesiones")
    if body_id is not None and not policies.visible_bodies(actor).filter(pk=body_id).exists():
        raise policies.unknown("un gabinete")
    key = secrets.token_urlsafe(_BYTES)
    with act(actor.user_id, "cabinet.make_calendar_key", at=now):
        # Asked twice at once, the second waits for the first and takes its place.
        User.objects.select_for_update(no_key=True).get(pk=actor.user_id)
        _of(actor.user_id, body_id).update(revoked_at=now)
        CalendarKey.objects.create(key=fingerprint(key), user_id=actor.user_id, body_id=body_id, made_at=now)
    return key


def revoke_calendar_key(actor: Actor, key_id: int, now: datetime) -> None:
    """Stop a calendar of one's own; programs that follow it find nothing from then on.

    Raises:
        NotFound: it is not theirs, or was revoked already.
    """
    with act(actor.user_id, "cabinet.revoke_calendar_key", at=now):
        mine = CalendarKey.objects.filter(pk=key_id, user_id=actor.user_id, revoked_at__isnull=True)
        if not mine.update(revoked_at=now):
            raise policies.unknown("una liga de calendario suya")


def _of(user_id: int, body_id: int | None) -> QuerySet[CalendarKey]:
    same = CalendarKey.objects.select_for_update().filter(user_id=user_id, revoked_at__isnull=True)
    return same.filter(body_id=body_id) if body_id else same.filter(body__isnull=True)
