"""The room as its screens show it: who is there, where the session is, what each point has gathered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Flag, auto

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import OFFICE_ZONE, day_of
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, FloorRequest, Invitation, Minutes
from gabinete.office.cabinet.queries.consent import block_of, fresh_of
from gabinete.office.cabinet.queries.opinions import why_not_presented
from gabinete.office.cabinet.queries.quorum import QuorumNow, quorum_with
from gabinete.office.cabinet.queries.room_people import (
    GuestLine,
    SeatLine,
    occupied,
    people_by_seat,
    people_of,
)
from gabinete.office.cabinet.queries.room_points import (
    PointLine,
    Said,
    ballots_of,
    cards_of,
    points_read,
    said_of,
    stances_of,
)
from gabinete.office.cabinet.rules.room import Pace, Timed, pace_of, tally
from gabinete.office.cabinet.states import AHEAD, OPEN, SESSION_FLOW, Situation


class Shows(Flag):
    """What a screen shows of the room, so that nothing else is read for it."""

    LIST = auto()
    """Each seat, each guest and who asks for the floor; without it, only how many are present."""
    SAID = auto()
    """What members said of the points before, and which of them go without objection."""
    VOTES = auto()
    EVERY_POINT = auto()
    """What every point gathered; without it, only the one being dealt with."""


SECRETARY = Shows.LIST | Shows.SAID | Shows.VOTES | Shows.EVERY_POINT
TABLET = Shows.EVERY_POINT
WALL = Shows.VOTES


@dataclass(frozen=True, slots=True)
class Room:
    """A session in its room, at a moment.

    Attributes:
        seats, guests, floor: empty where the screen does not show them.
        awaited: guests who were called and are not on the list; empty likewise.
        consent: the points that can be taken at once because nobody objects.
    """

    session: CabinetSession
    now: datetime
    seats: Sequence[SeatLine]
    guests: Sequence[GuestLine]
    awaited: Sequence[Invitation]
    points: Sequence[PointLine]
    floor: Sequence[FloorRequest]
    quorum: QuorumNow
    pace: Pace
    consent: Sequence[AgendaItem]

    @property
    def day(self) -> date:
        """Return the office's day."""
        return day_of(self.now)

    @property
    def current(self) -> PointLine | None:
        """Return the point being dealt with."""
        return next((line for line in self.points if line.current), None)

    @property
    def following(self) -> PointLine | None:
        """Return the first point, after the current one, that has not been settled."""
        at = self.current.point.position if self.current else 0
        left = [line for line in self.points if not line.settled and not line.current]
        return next((line for line in left if line.point.position > at), None)

    @property
    def captured(self) -> int:
        """Return how many agreements wait to be registered, among those the reader may read."""
        return sum(card.draft.matter_id is None for line in self.points for card in line.cards)

    @property
    def unsettled(self) -> int:
        """Return how many points have no outcome."""
        return sum(not line.settled for line in self.points)

    @property
    def why_not_opened(self) -> list[str]:
        """Return why the session cannot be opened; empty when it can."""
        lacks = self.quorum.lacks if self.session.state in AHEAD else ""
        situation = Situation(has_agenda=bool(self.points), quorum_lacks=lacks)
        return list(SESSION_FLOW.reasons_closed("open", self.session.state, situation))

    def point(self, pk: int) -> PointLine | None:
        """Return a point by its key."""
        return next((line for line in self.points if line.point.pk == pk), None)


def revision_of(session_id: int) -> str | None:
    """Return what changes when anything the screens show changes; None: there is no such session (one query)."""
    told = (
        Minutes.objects.filter(session=OuterRef("pk"), from_room=True).order_by("-pk").values("version")[:1]
    )
    rows = CabinetSession.objects.filter(pk=session_id).annotate(told=Coalesce(Subquery(told), 0))
    row = rows.values_list("version", "room_revision", "told").first()
    return None if row is None else "-".join(map(str, row))


def room_of(session: CabinetSession, now: datetime, actor: Actor | None, shows: Shows = SECRETARY) -> Room:
    """Return the room of a session: fourteen queries at most for whoever runs it, five for those who look on.

    Args:
        session: with its body.
        actor: who reads; None is whoever stands before the wall, to whom restricted points say nothing.
    """
    seats, guests, awaited = people_of(session, now) if Shows.LIST in shows else ([], [], [])
    there = people_by_seat(seats) if Shows.LIST in shows else occupied(session)
    read = points_read(session, actor)
    readable = {point.pk for point, may_read in read if may_read}
    said = said_of(readable) if Shows.SAID in shows else []
    points = _lines(session, now, read, there, said, shows)
    timed = [
        Timed(line.point.minutes, line.point.started_at, line.point.ended_at, line.settled) for line in points
    ]
    asking = session.floor_requests.filter(ended_at__isnull=True).select_related("seat__unit")
    presiding = {seat: presides for seat, (presides, _present) in there.items()}
    return Room(
        session,
        now,
        seats,
        guests,
        awaited,
        points,
        list(asking) if Shows.LIST in shows else [],
        quorum_with(session, presiding, _present(there)),
        pace_of(timed, now),
        _consent(session, now, points, presiding, said) if Shows.SAID in shows else [],
    )


def _present(there: dict[int, tuple[bool, bool]]) -> set[int]:
    return {seat for seat, (_presides, present) in there.items() if present}


def _lines(
    session: CabinetSession,
    now: datetime,
    read: Sequence[tuple[AgendaItem, bool]],
    there: dict[int, tuple[bool, bool]],
    said: Sequence[Said],
    shows: Shows,
) -> list[PointLine]:
    current = session.current_point_id
    every = Shows.EVERY_POINT in shows
    told = [point.pk for point, may_read in read if may_read and (every or point.pk == current)]
    cards = cards_of(session, told, now) if told else {}
    ballots = ballots_of(session, told) if told and Shows.VOTES in shows else {}
    stances, present = stances_of(said), _present(there)
    chair = next((seat for seat, (presides, _there) in there.items() if presides), None)
    return [
        PointLine(
            point,
            may_read,
            point.pk == current,
            cards.get(point.pk, ()),
            ballots.get(point.pk, {}),
            tally(ballots[point.pk], present, chair) if point.pk in ballots else None,
            stances.get(point.pk, ()),
        )
        for point, may_read in read
    ]


def _consent(
    session: CabinetSession,
    now: datetime,
    points: Sequence[PointLine],
    seats: dict[int, bool],
    said: Sequence[Said],
) -> list[AgendaItem]:
    if session.state != OPEN:
        return []
    own = [line.point for line in points if not line.point.is_restricted]
    stopped = why_not_presented(session, now.astimezone(OFFICE_ZONE).date())
    return block_of(own, frozenset(seats), fresh_of(own, said), stopped).taken
