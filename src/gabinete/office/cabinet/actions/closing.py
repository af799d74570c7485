"""Closing the file of a session."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet.actions.locks import move, session_to_change
from gabinete.office.cabinet.models import CabinetSession


def close_session(actor: Actor, session_id: int, version: int, now: datetime) -> CabinetSession:
    """Close the file of a session whose minutes are signed.

    Raises:
        NotAllowed, NotFound, Stale.
        IllegalMove: with every reason: points without outcome, agreements not registered or not notified.
    """
    with act(actor.user_id, "cabinet.close_session", at=now):
        session = session_to_change(actor, session_id, version)
        session.closed_at = now
        move(session, "close")
    return session
