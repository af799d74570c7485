"""The minutes and the matters born from them, on the page of their session."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet import queries, states
from gabinete.office.cabinet.models import CabinetSession


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return the minutes, those in review, and the matters."""
    minutes = queries.minutes_of_session(actor, session)
    return {
        "minutes": minutes,
        "in_review": next((one for one in minutes if one.confirmed_at is None), None),
        "matters": queries.matters_of_session(actor, session, now.astimezone(OFFICE_ZONE).date()),
        "takes_minutes": session.state in states.AHEAD | {states.RECORDED},
    }
