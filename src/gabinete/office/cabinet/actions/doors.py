"""The two links that need no account: the door, where members put themselves on the list, and the wall."""

import secrets
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet.actions.attendance import PRESENT, SeatTaken, put_down
from gabinete.office.cabinet.actions.entries import Mark, announce, entered
from gabinete.office.cabinet.actions.locks import locked_sessions
from gabinete.office.cabinet.models import Attendance, CabinetSession, Modality
from gabinete.office.cabinet.policies.refusals import unknown
from gabinete.office.cabinet.rules.call_keys import fingerprint
from gabinete.office.cabinet.states import AHEAD, HELD, OPEN, SESSION_FLOW, Situation

ON_WALL = AHEAD | {OPEN, HELD}
"""A session that was held stays on the wall, which then says only that it ended, until its minutes go out."""


def open_door(actor: Actor, session_id: int, mark: Mark) -> str:
    """Open the door and return its key, which is not kept; the key before, if any, no longer opens."""
    return _new_key(actor, session_id, mark, "door_key", "open_door")


def close_door(actor: Actor, session_id: int, mark: Mark) -> None:
    """Close the door; its key no longer opens."""
    _forget_key(actor, session_id, mark, "door_key", "close_door")


def open_wall(actor: Actor, session_id: int, mark: Mark) -> str:
    """Make a link for the projector and return its key, which is not kept; the one before no longer opens."""
    return _new_key(actor, session_id, mark, "wall_key", "open_wall")


def close_wall(actor: Actor, session_id: int, mark: Mark) -> None:
    """Withdraw the projector's link."""
    _forget_key(actor, session_id, mark, "wall_key", "close_wall")


def session_at_door(key: str) -> CabinetSession:
    """Return the session whose door a key opens.

    Raises:
        NotFound: the door is closed, or the key changed.
    """
    session = _with_key("door_key", key)
    if session is None or SESSION_FLOW.reasons_closed("take_attendance", session.state, Situation()):
        raise unknown("una entrada abierta")
    return session


def session_on_wall(key: str) -> CabinetSession:
    """Return the session that a projector's link follows.

    Raises:
        NotFound.
    """
    session = _with_key("wall_key", key)
    if session is None or session.state not in ON_WALL:
        raise unknown("una sesión en pantalla")
    return session


def enter_by_door(key: str, given: SeatTaken, now: datetime) -> Attendance:
    """Put oneself on the list at the door, once; the technical secretary can undo it.

    Raises:
        NotFound: the door is closed.
        BadInput: no name.
        RuleBroken: somebody is on the list for that seat already.
    """
    with act(SYSTEM_ACTOR, "cabinet.enter_by_door", at=now, reason="Registro en la entrada con el código QR"):
        found = session_at_door(key)
        session = locked_sessions().get(pk=found.pk)
        SESSION_FLOW.require("take_attendance", session.state, Situation())
        if given.quality not in PRESENT or not given.name.strip():
            raise BadInput("door.name", "Escriba su nombre y elija su asiento. No se registró nada.")
        line = Attendance.objects.filter(session=session, seat_id=given.seat_id).first()
        if line is not None and line.quality in PRESENT:
            if line.name.casefold() == " ".join(given.name.split()).casefold():
                return line
            raise RuleBroken(
                "door.taken",
                "Ese asiento ya está registrado. No se cambió nada; si no fue usted, avise a la secretaría técnica.",
            )
        taken = SeatTaken(
            given.seat_id,
            given.quality,
            Modality.IN_PERSON,
            given.name,
            given.title,
            line.quality if line else "",
        )
        line = put_down(session, taken, now, by_door=True)
        announce(session)
    return line


def _new_key(actor: Actor, session_id: int, mark: Mark, column: str, verb: str) -> str:
    key = secrets.token_urlsafe(18)

    def write(session: CabinetSession) -> None:
        SESSION_FLOW.require("take_attendance", session.state, Situation())
        setattr(session, column, fingerprint(key))
        session.save(update_fields=[column])

    entered(actor, session_id, verb, Mark(mark.now), write)
    return key


def _forget_key(actor: Actor, session_id: int, mark: Mark, column: str, verb: str) -> None:
    def write(session: CabinetSession) -> None:
        setattr(session, column, "")
        session.save(update_fields=[column])

    entered(actor, session_id, verb, mark, write)


def _with_key(column: str, key: str) -> CabinetSession | None:
    sessions = CabinetSession.objects.select_related("body", "current_point")
    return sessions.filter(**{column: fingerprint(key)}).first()
