"""The session as it happens: opened, point after point, concluded."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.actions.attendance import fill_absences
from gabinete.office.cabinet.actions.entries import (
    Mark,
    Result,
    conflict,
    entered,
    point_of,
    point_to_write,
    require_writing,
    same_as_seen,
)
from gabinete.office.cabinet.actions.locks import move
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, Minutes, Outcome
from gabinete.office.cabinet.policies.room import may_write_point
from gabinete.office.cabinet.states import SESSION_FLOW, Situation

TEXT_LIMIT = 20_000
"""Characters of the notes or the resolution of a point."""
REASON_LIMIT = 400
TEXTS = {"notes": "las notas de este punto", "resolution": "la resolución de este punto"}


def open_session(actor: Actor, session_id: int, mark: Mark) -> Result:
    """Open the session: there is quorum.

    Raises:
        IllegalMove: why it cannot be opened; without quorum, how many lack.
    """
    return entered(actor, session_id, "open", mark, lambda session: _open(actor, session, "open", mark))


def open_without_quorum(actor: Actor, session_id: int, reason: str, mark: Mark) -> Result:
    """Open the session although too few came; the reason stays in its record.

    Raises:
        BadInput: no reason given.
        IllegalMove.
    """
    why = _reason(reason, "por qué se instala sin quórum")

    def write(session: CabinetSession) -> None:
        session.opened_without_quorum = why
        _open(actor, session, "open_without_quorum", mark)

    return entered(actor, session_id, "open_without_quorum", mark, write, reason=why)


def record_no_quorum(actor: Actor, session_id: int, mark: Mark) -> Result:
    """Write the record that there was no quorum: the session is not held, and may be postponed.

    Raises:
        IllegalMove.
    """

    def write(session: CabinetSession) -> None:
        fill_absences(session)
        session.door_key = ""
        move(session, "record_no_quorum")

    return entered(actor, session_id, "record_no_quorum", mark, write)


def conclude(actor: Actor, session_id: int, mark: Mark) -> Result:
    """End the session; who never came is put down as absent, and the clock of the current point stops."""

    def write(session: CabinetSession) -> None:
        moment = mark.at(session.opened_at)
        _stop_current(session, moment)
        fill_absences(session)
        session.current_point, session.held_at = None, moment
        # The wall goes on: from now on it says only that the session ended.
        session.door_key = ""
        session.floor_requests.filter(ended_at__isnull=True).update(ended_at=moment)
        move(session, "conclude")

    return entered(actor, session_id, "conclude", mark, write)


def resume(actor: Actor, session_id: int, reason: str, mark: Mark) -> Result:
    """Open again a session that was concluded, with a reason.

    Raises:
        BadInput: no reason given.
        IllegalMove.
    """
    why = _reason(reason, "por qué se reanuda")

    def write(session: CabinetSession) -> None:
        session.held_at = None
        move(session, "resume")

    return entered(actor, session_id, "resume", mark, write, reason=why)


def start_point(actor: Actor, session_id: int, point_id: int, mark: Mark) -> Result:
    """Begin a point, or take it up again; the one before ends its time.

    Of a restricted point, whoever runs the session may touch the clock and nothing else.
    """

    def write(session: CabinetSession) -> None:
        SESSION_FLOW.require("note", session.state, Situation())
        point, moment = point_of(session, point_id), mark.at(session.opened_at)
        if session.current_point_id != point.pk:
            _stop_current(session, moment)
        point.started_at, point.ended_at = point.started_at or moment, None
        point.save(update_fields=["started_at", "ended_at"])
        session.current_point = point
        session.save(update_fields=["current_point"])

    return entered(actor, session_id, "start_point", mark, write)


def finish_point(actor: Actor, session_id: int, point_id: int, mark: Mark) -> Result:
    """End the time of a point; nothing is being dealt with until another begins."""

    def write(session: CabinetSession) -> None:
        SESSION_FLOW.require("note", session.state, Situation())
        if session.current_point_id == point_of(session, point_id).pk:
            _stop_current(session, mark.at(session.opened_at))
            session.current_point = None
            session.save(update_fields=["current_point"])

    return entered(actor, session_id, "finish_point", mark, write)


def set_outcome(actor: Actor, session_id: int, point_id: int, outcome: str, seen: str, mark: Mark) -> Result:
    """Say what became of a point; an empty outcome takes it back.

    Args:
        seen: the outcome the screen showed.

    Raises:
        BadInput: no such outcome.
        Stale: somebody else said something different meanwhile.
    """
    if outcome and outcome not in Outcome.values:
        raise BadInput("point.outcome", "Elija el resultado de la lista. No se cambió nada.")

    def write(session: CabinetSession) -> Result:
        require_writing(session)
        point = point_to_write(actor, session, point_id)
        now = point.outcome
        same_as_seen(now, seen, outcome, lambda: conflict(actor, point, "set_outcome", now, "otro resultado"))
        point.outcome = outcome
        _save(point, "outcome")
        return {"text": outcome, "point": point.pk}

    return entered(actor, session_id, "set_outcome", mark, write)


def write_text(
    actor: Actor, session_id: int, point_id: int, given: tuple[str, str, str], mark: Mark
) -> Result:
    """Write the notes or the resolution of a point.

    Args:
        given: ``notes`` or ``resolution``, the text, and the one it was written over.

    Raises:
        Stale: somebody wrote another meanwhile; nothing is written over, and theirs comes in ``data["current"]``.
        BadInput.
    """
    name, text, seen = given
    if name not in TEXTS or len(text) > TEXT_LIMIT:
        raise BadInput(
            "point.text",
            f"El texto de un punto admite {TEXT_LIMIT:,} caracteres. No se guardó; lo que escribió sigue en su pantalla.",
        )
    clean = rules.clean_text(text)

    def write(session: CabinetSession) -> Result:
        require_writing(session)
        point = point_to_write(actor, session, point_id)
        now, verb = getattr(point, name), f"write_{name}"
        same_as_seen(
            now, rules.clean_text(seen), clean, lambda: conflict(actor, point, verb, now, TEXTS[name])
        )
        setattr(point, name, clean)
        _save(point, name)
        return {"text": clean, "point": point.pk}

    return entered(actor, session_id, f"write_{name}", mark, write)


def defer_rest(actor: Actor, session_id: int, mark: Mark) -> Result:
    """Put down as deferred every point that has no outcome; they go to the next session.

    A restricted one that was dealt with waits for what those it names will say of it.
    """

    def write(session: CabinetSession) -> Result:
        require_writing(session)
        left = AgendaItem.objects.select_for_update(of=("self",)).filter(session=session, outcome="")
        points = [point for point in left if point.started_at is None or _may_write(actor, session, point)]
        for point in points:
            point.outcome = Outcome.DEFERRED
            _save(point, "outcome")
        return {"deferred": len(points)}

    return entered(actor, session_id, "defer_rest", mark, write)


def room_minutes(actor: Actor, session: CabinetSession, now: datetime) -> Minutes:
    """Return the minutes that gather what is agreed in the room, locked; begun when there are none in review."""
    minutes = (
        Minutes.objects.select_for_update(of=("self",))
        .filter(session=session, from_room=True, confirmed_at__isnull=True)
        .first()
    )
    minutes = minutes or Minutes.objects.create(
        session=session, from_room=True, text="", uploaded_at=now, uploaded_by_id=actor.user_id
    )
    minutes.session = session
    return minutes


def _open(actor: Actor, session: CabinetSession, name: str, mark: Mark) -> Result:
    day = datetime.combine(session.held_on, datetime.min.time(), OFFICE_ZONE)
    session.opened_at = mark.at(day if mark.now >= day else None)
    move(session, name)
    room_minutes(actor, session, mark.now)
    return {}


def _may_write(actor: Actor, session: CabinetSession, point: AgendaItem) -> bool:
    point.session = session
    return may_write_point(actor, point)


def _stop_current(session: CabinetSession, moment: datetime) -> None:
    point = session.current_point
    if point is not None and point.ended_at is None and point.started_at is not None:
        point.ended_at = max(moment, point.started_at)
        point.save(update_fields=["ended_at"])


def _save(point: AgendaItem, field: str) -> None:
    point.version += 1
    point.save(update_fields=[field, "version"])


def _reason(text: str, what: str) -> str:
    why = rules.clean_line(text, REASON_LIMIT, "Motivo")
    if not why:
        raise BadInput("room.no_reason", f"Escriba {what}. No se cambió nada.")
    return why
