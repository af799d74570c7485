"""The way into the room, on the page of the session."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import day_of
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import CabinetSession, Minutes
from gabinete.office.cabinet.queries.quorum import quorum_now
from gabinete.office.cabinet.states import CALLED, FROZEN, HELD, OPEN

IN_ROOM = frozenset({CALLED, FROZEN, OPEN, HELD})


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return whether the session has a room now, for whom it is their seat, and its quorum once open."""
    has_room = session.state in IN_ROOM
    today = day_of(now)
    return {
        "has_room": has_room,
        "sits_here": has_room and policies.sits_in(actor, session.body_id, today),
        "quorum": quorum_now(session) if session.state == OPEN else None,
        "captured": _captured(session) if session.state == HELD else None,
    }


def _captured(session: CabinetSession) -> Minutes | None:
    """Return the minutes whose agreements, captured in the room, are not matters yet."""
    waiting = session.minutes.filter(from_room=True, confirmed_at__isnull=True, drafts__dropped=False)
    return waiting.first()
