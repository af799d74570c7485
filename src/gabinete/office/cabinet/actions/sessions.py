"""Preparing sessions: number, date and place, order of the day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.calls import meeting_of, tell_of_change
from gabinete.office.cabinet.actions.locks import move, one_at_a_time, save_session, session_to_change
from gabinete.office.cabinet.actions.planning import next_number
from gabinete.office.cabinet.actions.recurring import insert_recurring
from gabinete.office.cabinet.models import Body, CabinetSession, Modality
from gabinete.office.cabinet.states import SESSION_FLOW, Situation

MAX_MINUTES = 600


@dataclass(frozen=True, slots=True)
class SessionGiven:
    """A session as written in its form; its number is not among it.

    Attributes:
        place: room or link; empty, a new session takes the usual one of its body.
        length_minutes: 5 to 600; None keeps what it had, and a new session takes what its body usually lasts.
    """

    held_on: date
    starts_at: time | None = None
    place: str = ""
    modality: str = Modality.IN_PERSON
    extraordinary: bool = False
    next_session_on: date | None = None
    reserve: int = Reserve.INTERNAL
    length_minutes: int | None = None


def create_session(
    actor: Actor, body_id: int, given: SessionGiven, now: datetime, once: UUID | None = None
) -> CabinetSession:
    """Register a session under the next number of its body and year.

    Numbers are given under a lock of the body and never reused, not even those of cancelled sessions.

    Args:
        once: mark of the form; sent twice it registers one session.

    Raises:
        NotAllowed, BadInput.
        RuleBroken: the body no longer meets.
    """
    policies.require(policies.may_create_session(actor, given.reserve), "registrar sesiones")
    with act(actor.user_id, "cabinet.create_session", at=now):
        one_at_a_time(once)
        if once and (first := CabinetSession.objects.select_related("body").filter(once=once).first()):
            return first
        body = Body.objects.select_for_update().filter(pk=body_id).first()
        if body is None:
            raise policies.unknown("un gabinete")
        if not body.is_active:
            raise RuleBroken(
                "body.inactive", f"{body.name} ya no sesiona. No se registró nada; elija otro gabinete."
            )
        session = CabinetSession(
            body=body,
            year=given.held_on.year,
            number=next_number(body, given.held_on.year),
            length_minutes=body.session_minutes,
            created_by_id=actor.user_id,
            once=once,
        )
        _filled(session, given)
        session.place = session.place or body.usual_place
        session.save()
        insert_recurring(session)
    return session


def edit_session(
    actor: Actor, session_id: int, version: int, given: SessionGiven, now: datetime
) -> CabinetSession:
    """Change date, place and character of a session that has not been held; who was already convened is told.

    Raises:
        IllegalMove: its minutes are in already.
        RuleBroken: the date would take it to another year, whose numbers are others.
    """
    with act(actor.user_id, "cabinet.edit_session", at=now):
        session = session_to_change(actor, session_id, version)
        policies.require(policies.may_create_session(actor, given.reserve), "dar ese grado de reserva")
        before = meeting_of(session)
        if given.held_on.year not in {session.year, session.held_on.year}:
            raise RuleBroken(
                "session.year",
                f"La sesión lleva el número {session.number} de {session.year}; no puede pasar a otro año. "
                "No se cambió nada; cancélela y registre otra.",
            )
        _filled(session, given)
        move(session, "edit")
        tell_of_change(session, before, now)
    return session


def set_next_session(
    actor: Actor, session_id: int, version: int | None, next_on: date | None, now: datetime
) -> CabinetSession:
    """Fix when the body meets again: the term of what is due «antes de la próxima sesión».

    Raises:
        IllegalMove: its minutes are signed, or its agreements registered; they say when it was to be.
        BadInput: it is not after this one.
    """
    with act(actor.user_id, "cabinet.set_next_session", at=now):
        session = session_to_change(actor, session_id, version)
        SESSION_FLOW.require("set_next", session.state, Situation())
        session.next_session_on = _after(next_on, session.held_on)
        save_session(session)
    return session


def _filled(session: CabinetSession, given: SessionGiven) -> None:
    if given.modality not in Modality.values:
        raise BadInput(
            "session.modality", "Elija si la sesión es presencial, remota o mixta. No se guardó nada."
        )
    session.held_on, session.starts_at, session.modality = given.held_on, given.starts_at, given.modality
    session.place = rules.clean_line(given.place, 240, "Lugar o liga")
    session.extraordinary, session.reserve = given.extraordinary, given.reserve
    if given.length_minutes is not None and not 5 <= given.length_minutes <= MAX_MINUTES:  # noqa: PLR2004
        raise BadInput(
            "session.length", f"La sesión dura de 5 a {MAX_MINUTES} minutos. No se guardó nada; corríjalo."
        )
    session.length_minutes = given.length_minutes or session.length_minutes
    session.next_session_on = _after(given.next_session_on, given.held_on)


def _after(next_on: date | None, held_on: date) -> date | None:
    if next_on is not None and next_on <= held_on:
        raise BadInput(
            "session.next_before",
            "La próxima sesión debe ser posterior a esta. No se guardó nada; revise las fechas.",
        )
    return next_on
