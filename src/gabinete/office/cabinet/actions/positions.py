"""What members say of the points before the session."""

from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.locks import locked_sessions
from gabinete.office.cabinet.actions.point_locks import stale
from gabinete.office.cabinet.models import (
    AgendaBlock,
    AgendaItem,
    MemberPosition,
    Seat,
    Stance,
)
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.states import SESSION_FLOW, Situation

TEXT_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class PositionGiven:
    """A position as it was sent.

    Attributes:
        text: compulsory with remarks and with an objection.
        version: of the position it takes the place of; 0 when there was none on screen.
    """

    seat_id: int
    stance: str
    text: str = ""
    version: int = 0


def take_position(actor: Actor, point_id: int, given: PositionGiven, now: datetime) -> MemberPosition:
    """Say what a seat thinks of a point, until the session opens; said again, the last one counts.

    Positions stay when the session moves to another date, and stop counting when the point itself changes.

    Raises:
        NotFound: they may not read the point, or the seat is not of this body.
        NotAllowed: they do not speak for the seat.
        IllegalMove: the session was not called yet, or it already opened.
        BadInput: remarks or an objection without a word.
        Stale: somebody else of the same unit changed it since.
    """
    with act(actor.user_id, "cabinet.take_position", at=now):
        point = _held(actor, point_id)
        seat = Seat.objects.filter(pk=given.seat_id, body=point.session.body_id).first()
        if seat is None:
            raise policies.unknown("un asiento de este gabinete")
        today = day_of(now)
        policies.require(
            rights.may_take_position(actor, point, seat, today), "tomar posición por ese asiento"
        )
        SESSION_FLOW.require("take_position", point.session.state, Situation())
        _require_open(point)
        return _said(actor, point, given, now)


def _held(actor: Actor, point_id: int) -> AgendaItem:
    """Return a point they may read as it stands once its session is held: the room must not settle it meanwhile."""
    sessions = locked_sessions()
    session = sessions.filter(agenda=point_id).first()
    point = AgendaItem.objects.filter(pk=point_id, session=session).first() if session else None
    if session is None or point is None:
        raise policies.unknown("un punto")
    point.session = session
    if not policies.may_view_point(actor, point):
        raise policies.unknown("un punto")
    return point


def _require_open(point: AgendaItem) -> None:
    if point.outcome:
        raise RuleBroken(
            "position.settled",
            f"El punto {point.position} ya tiene resultado y no admite posiciones. No se guardó nada.",
        )
    if point.block != AgendaBlock.OWN:
        raise RuleBroken(
            "position.usual",
            f"El punto {point.position} abre o cierra la sesión y no lleva posiciones. No se guardó nada.",
        )


def _is_old(position: MemberPosition, point: AgendaItem) -> bool:
    return point.changed_at is not None and position.taken_at < point.changed_at


def _is_same(position: MemberPosition, given: PositionGiven, text: str, actor: Actor) -> bool:
    """Return whether this is what the same person has just said, over the version they saw."""
    just_said = position.version == given.version + 1 and position.taken_by_id == actor.user_id
    return just_said and (position.stance, position.text) == (given.stance, text)


def _said(actor: Actor, point: AgendaItem, given: PositionGiven, now: datetime) -> MemberPosition:
    text = rules.clean_text(given.text)
    if given.stance not in Stance.values or len(text) > TEXT_LIMIT:
        raise BadInput(
            "position.stance",
            f"Elija una posición; el texto admite {TEXT_LIMIT} caracteres. No se guardó nada; corríjalo.",
        )
    if given.stance in {Stance.REMARKS, Stance.OBJECTS} and not text:
        raise BadInput(
            "position.no_text",
            "Escriba sus observaciones o por qué objeta. No se guardó nada; complételo y envíe de nuevo.",
        )
    position = MemberPosition.objects.select_for_update().filter(point=point, seat=given.seat_id).first()
    if position and _is_same(position, given, text, actor) and not _is_old(position, point):
        return position  # the same button pressed twice
    if (position.version if position else 0) != given.version:
        raise stale(position.version if position else 0, "la posición de este asiento")
    if position is None:
        position = MemberPosition(point=point, seat_id=given.seat_id, version=0)
    position.stance, position.text = given.stance, text
    position.taken_at, position.taken_by_id = now, actor.user_id
    position.version += 1
    position.save()
    return position
