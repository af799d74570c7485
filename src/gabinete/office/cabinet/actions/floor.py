"""Asking for the floor from one's own screen, and giving it."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import NotAllowed
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.actions.entries import Mark, Result, announce, entered
from gabinete.office.cabinet.actions.locks import locked_sessions
from gabinete.office.cabinet.models import CabinetSession, FloorRequest
from gabinete.office.cabinet.policies.room import may_ask_floor
from gabinete.office.cabinet.states import SESSION_FLOW, Situation


def ask_floor(actor: Actor, session_id: int, seat_id: int, now: datetime) -> FloorRequest:
    """Ask for the floor for a seat one speaks for; asked twice it waits once.

    Raises:
        NotFound, NotAllowed.
        IllegalMove: the session is not open.
    """
    with act(actor.user_id, "cabinet.ask_floor", at=now):
        session = _session_of_member(actor, session_id, seat_id, now)
        SESSION_FLOW.require("note", session.state, Situation())
        waiting = FloorRequest.objects.filter(session=session, seat_id=seat_id, ended_at__isnull=True).first()
        if waiting is not None:
            return waiting
        asked = FloorRequest.objects.create(
            session=session,
            seat_id=seat_id,
            point=session.current_point,
            asked_at=now,
            asked_by_id=actor.user_id,
        )
        announce(session)
    return asked


def withdraw_floor(actor: Actor, session_id: int, seat_id: int, now: datetime) -> None:
    """Take the request of a seat back; without one nothing changes."""
    with act(actor.user_id, "cabinet.withdraw_floor", at=now):
        session = _session_of_member(actor, session_id, seat_id, now)
        waiting = FloorRequest.objects.filter(session=session, seat_id=seat_id, ended_at__isnull=True)
        if waiting.update(ended_at=now):
            announce(session)


def give_floor(actor: Actor, session_id: int, request_id: int, mark: Mark) -> Result:
    """Give the floor to whoever asked for it: the request ends."""

    def write(session: CabinetSession) -> None:
        FloorRequest.objects.filter(pk=request_id, session=session, ended_at__isnull=True).update(
            ended_at=mark.now
        )

    return entered(actor, session_id, "give_floor", mark, write)


def _session_of_member(actor: Actor, session_id: int, seat_id: int, now: datetime) -> CabinetSession:
    session = locked_sessions().filter(pk=session_id).first()
    if session is None or not policies.may_view_session(actor, session):
        raise policies.unknown("una sesión")
    today = day_of(now)
    theirs = policies.seats_held(actor, today).filter(pk=seat_id, body_id=session.body_id).exists()
    if not (theirs and may_ask_floor(actor, session, today)):
        raise NotAllowed(
            "floor.not_theirs",
            "Pide la voz quien habla por un asiento de este gabinete. No se cambió nada.",
        )
    return session
