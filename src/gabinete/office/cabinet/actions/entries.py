"""Writing down in the room: each entry once, under the session's lock, seen by every screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import Stale
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.actions.locks import session_to_change
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, RoomEntry
from gabinete.office.cabinet.policies.room import may_write_point
from gabinete.office.cabinet.rules.room import happened_at
from gabinete.office.cabinet.states import SESSION_FLOW, Situation

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """What every entry carries.

    Attributes:
        now: when it arrived, by the office's clock.
        once: mark the screen gave it; sent twice it is written once. None: not sent by a screen that keeps.
        age: how long the screen kept it before sending.
    """

    now: datetime
    once: UUID | None = None
    age: timedelta = timedelta(0)

    def at(self, since: datetime | None = None) -> datetime:
        """Return when it happened, never before ``since``."""
        return happened_at(self.now, self.age, since)


def entered(
    actor: Actor,
    session_id: int,
    verb: str,
    mark: Mark,
    write: Callable[[CabinetSession], Result | None],
    *,
    reason: str = "",
) -> Result:
    """Write an entry in the room and return with what it was answered.

    The session is locked, so that two screens write one after the other. An entry already taken is not written again:
    it answers what it answered.

    Args:
        verb: without its package; also the kind of the entry.

    Raises:
        NotAllowed, NotFound.
    """
    with act(actor.user_id, f"cabinet.{verb}", at=mark.now, reason=reason):
        session = session_to_change(actor, session_id, None)
        if mark.once and (first := RoomEntry.objects.filter(session=session, once=mark.once).first()):
            return dict(first.result)
        result = write(session) or {}
        announce(session)
        if mark.once:
            RoomEntry.objects.create(
                session=session, once=mark.once, kind=verb[:24], result=result, made_at=mark.now,
                made_by_id=actor.user_id,
            )  # fmt: skip
    return result


def announce(session: CabinetSession) -> None:
    """Let every screen of a locked session know that something changed."""
    session.room_revision += 1
    session.save(update_fields=["room_revision"])


def require_writing(session: CabinetSession) -> None:
    """Go on only while the session is open, or concluded and being completed.

    Raises:
        IllegalMove.
    """
    name = "complete" if session.state == "held" else "note"
    SESSION_FLOW.require(name, session.state, Situation())


def point_to_write(actor: Actor, session: CabinetSession, point_id: int) -> AgendaItem:
    """Return a point of a locked session, for somebody who may write on it.

    Raises:
        NotFound: it is not of this session, or it is restricted and does not name them.
    """
    point = point_of(session, point_id)
    if not may_write_point(actor, point):
        raise policies.unknown("un punto")
    return point


def point_of(session: CabinetSession, point_id: int) -> AgendaItem:
    """Return a point of a locked session, whatever its restriction: only its clock may be touched.

    Raises:
        NotFound.
    """
    point = AgendaItem.objects.select_for_update(of=("self",)).filter(pk=point_id, session=session).first()
    if point is None:
        raise policies.unknown("un punto")
    point.session = session
    return point


def same_as_seen(current: str, seen: str, mine: str, refused: Callable[[], Stale]) -> None:
    """Go on when nobody changed a text since it was seen, or changed it to the very same.

    Args:
        refused: what to say when somebody did; asked only then.

    Raises:
        Stale: with what is there now in ``data["current"]``; nothing was written over.
    """
    if current not in {seen, mine}:
        raise refused()


def conflict(actor: Actor, point: AgendaItem, verb: str, current: str, what: str) -> Stale:
    """Return the refusal to write over something, saying whether it was oneself, in another tab, who wrote it.

    Args:
        verb: of the entry that writes it, whose answer carries the point and what was written.
        current: what is there now.
        what: it, in Spanish.
    """
    entries = RoomEntry.objects.filter(session=point.session_id, kind=verb[:24], result__point=point.pk)
    last = entries.order_by("-pk").first()
    own = last is not None and last.made_by_id == actor.user_id and last.result.get("text") == current
    said = (
        f"Usted escribió {what} en otra pestaña, o antes de cargar esta."
        if own
        else f"Otra persona escribió {what} mientras usted lo hacía."
    )
    return Stale(
        "room.conflict",
        f"{said} No se guardó lo de ahora ni se perdió: compare los dos y decida.",
        current=current,
    )
