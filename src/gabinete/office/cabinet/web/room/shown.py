"""What every screen of the room is given besides its own."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet import queries
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.room import Room
from gabinete.office.cabinet.queries.room_points import PointLine
from gabinete.office.cabinet.states import LABELS
from gabinete.office.cabinet.web.room.pulse import pulse_token


def hour(moment: datetime | None) -> str:
    """Return «10:52» in the office's zone; empty without a moment."""
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M}" if moment else ""


def instant(moment: datetime | None) -> int | str:
    """Return a moment as the browser counts it, in milliseconds; empty without one."""
    return round(moment.timestamp() * 1000) if moment else ""


def minutes_of(line: PointLine, now: datetime) -> int:
    """Return the whole minutes a point has taken."""
    return int(line.spent(now).total_seconds() // 60)


def context_of(session: CabinetSession, room: Room, *, wall: bool = False) -> dict[str, Any]:
    """Return what the layout and the parts of any screen of the room use."""
    return {
        "session": session,
        "name": queries.name_of(session),
        "state_label": LABELS[session.state],
        "room": room,
        "hour": hour,
        "instant": instant,
        "minutes_of": minutes_of,
        "token": pulse_token(session, wall=wall),
        "marks": _marks(),
    }


def _marks() -> Iterator[str]:
    """Yield a mark for each form of the page, so that each is taken once."""
    while True:
        yield str(uuid4())
