"""The way into the room, on the page of the session."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet.models import CabinetSession


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return nothing beyond the session itself."""
    return {}
