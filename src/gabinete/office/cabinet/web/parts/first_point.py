"""The first point, on the page of its session: its first lines and how many there are of each kind."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.first_point import first_point_of

SHOWN = 3


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return the first point, and its first lines apart."""
    point = first_point_of(actor, session, now)
    return {
        "first_point": point,
        "first_lines": point.lines[:SHOWN] if point else (),
        "proposes": actor.is_office,
    }
