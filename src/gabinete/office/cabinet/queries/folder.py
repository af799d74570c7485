"""Reads of a member's folder: papers with their versions, what their seats said, what everybody said."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.office.cabinet import policies, states
from gabinete.office.cabinet.models import (
    AgendaBlock,
    AgendaItem,
    CabinetSession,
    MemberPosition,
    PointFile,
    Seat,
)
from gabinete.office.cabinet.policies import agenda as rights

TAKES_POSITIONS = frozenset({states.CALLED, states.FROZEN, states.POSTPONED})


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a point: its last version, and the ones it took the place of, newest first."""

    last: PointFile
    before: tuple[PointFile, ...]


@dataclass(frozen=True, slots=True)
class SeatSaid:
    """What a seat said of a point.

    Attributes:
        said: None when it said nothing.
        is_old: it was said before the point, or a paper of it, changed: it counts no more.
        is_mine: whoever asks speaks for the seat and may still say something.
    """

    point: AgendaItem
    seat: Seat
    said: MemberPosition | None
    is_old: bool = False
    is_mine: bool = False


def papers_of(point_ids: Collection[int]) -> dict[int, list[Paper]]:
    """Return the papers of some points the reader may open, by point and title, in one query."""
    versions: dict[tuple[int, str], list[PointFile]] = defaultdict(list)
    files = PointFile.objects.filter(point__in=list(point_ids)).select_related("document", "added_by")
    for one in files.order_by("point_id", "title", "-number"):
        versions[one.point_id, one.title].append(one)
    found: dict[int, list[Paper]] = defaultdict(list)
    for (point_id, _title), (last, *before) in versions.items():
        found[point_id].append(Paper(last, tuple(before)))
    return dict(found)


def my_seats(actor: Actor, session: CabinetSession, today: date) -> list[Seat]:
    """Return the seats of the body that this person speaks for."""
    if not actor.may(Permission.TAKE_POSITION):
        return []
    seats = policies.seats_held(actor, today).filter(body=session.body_id).select_related("unit")
    return list(seats.order_by("order", "unit__acronym"))


def said_by(
    actor: Actor, session: CabinetSession, points: Sequence[AgendaItem], seats: Sequence[Seat], today: date
) -> dict[int, list[SeatSaid]]:
    """Return what some seats said of some points, by point, as far as this person may read it.

    Args:
        points: that they may read.
        seats: in the order wanted.
    """
    read = rights.visible_positions(actor, session, today).filter(seat__in=seats).select_related("taken_by")
    said = {(one.point_id, one.seat_id): one for one in read}
    mine = {seat.pk for seat in my_seats(actor, session, today)} if _takes(session) else set()
    return {
        point.pk: [
            SeatSaid(
                point,
                seat,
                found := said.get((point.pk, seat.pk)),
                is_old=_is_old(point, found),
                is_mine=seat.pk in mine and point.block == AgendaBlock.OWN and not point.outcome,
            )
            for seat in seats
        ]
        for point in points
    }


def points_to_say(actor: Actor, session: CabinetSession, points: Sequence[AgendaItem], today: date) -> int:
    """Return on how many points one's seats still have to take a position, or to take it again.

    Args:
        points: that they may read.
    """
    seats = my_seats(actor, session, today) if _takes(session) else []
    if not seats:
        return 0
    said = said_by(actor, session, points, seats, today)
    return sum(row.is_mine and (row.said is None or row.is_old) for rows in said.values() for row in rows)


def positions_of_point(actor: Actor, point: AgendaItem, today: date) -> list[SeatSaid]:
    """Return what the seats this person may read said of one point; silent seats only when they may say something."""
    if point.block != AgendaBlock.OWN:
        return []
    session = point.session
    everybody = rights.may_view_all_positions(actor, session, today)
    seats = seats_in_order(session) if everybody else my_seats(actor, session, today)
    rows = said_by(actor, session, [point], seats, today)[point.pk]
    return [row for row in rows if row.said is not None or row.is_mine]


def seats_in_order(session: CabinetSession) -> list[Seat]:
    """Return the seats of the body of a session in order of protocol."""
    return list(session.body.seats.select_related("unit").order_by("order", "unit__acronym"))


def _takes(session: CabinetSession) -> bool:
    return session.state in TAKES_POSITIONS


def _is_old(point: AgendaItem, said: MemberPosition | None) -> bool:
    return said is not None and point.changed_at is not None and said.taken_at < point.changed_at
