"""Calendars to follow: the sessions somebody sees, as events. Restricted sessions are not in them: they travel in the open."""

from datetime import date, datetime, timedelta

from gabinete.foundation.access.people import Actor
from gabinete.foundation.invitations.calendars import published
from gabinete.kernel.clock import day_of
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.calling import event_of
from gabinete.office.cabinet.models import Body, CabinetSession
from gabinete.office.cabinet.printing import address_of

PAST = timedelta(days=180)
MOST = 500
"""Sessions in one, the nearest to today kept."""


def sessions_calendar(actor: Actor, body: Body | None, now: datetime) -> bytes:
    """Return the calendar of the sessions this person sees, from half a year ago on.

    Args:
        body: only its sessions; None is every body.
    """
    today = day_of(now)
    events = [event_of(session, now, address_of(session)) for session in _sessions(actor, body, today)]
    return published(events, body.name if body else "Sesiones de gabinete")


def _sessions(actor: Actor, body: Body | None, today: date) -> list[CabinetSession]:
    seen = policies.visible_sessions(actor).filter(held_on__gte=today - PAST, reserve__lt=Reserve.RESTRICTED)
    chosen = seen.filter(body=body) if body else seen
    newest = chosen.select_related("body").prefetch_related("agenda").order_by("-held_on", "-pk")[:MOST]
    return list(reversed(newest))
