"""The room as its screens show it: who is there, where the session is, what each point has gathered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from gabinete.foundation.access.people import Actor
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet.models import (
    AgendaItem,
    AgreementDraft,
    Attendance,
    CabinetSession,
    FloorRequest,
    Invitation,
    MemberPosition,
    Minutes,
    Presence,
    Quality,
    Seat,
    Vote,
)
from gabinete.office.cabinet.queries.membership import SeatNames, names_at
from gabinete.office.cabinet.queries.minutes import DraftCard
from gabinete.office.cabinet.queries.quorum import QuorumNow, quorum_with
from gabinete.office.cabinet.rules.room import Pace, Tally, Timed, pace_of, tally
from gabinete.office.followup.rules import OFFICE_CALENDAR

SEATED = frozenset({Quality.HOLDER, Quality.ALTERNATE})


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat on the list.

    Attributes:
        line: what is written of it; None: nobody has come nor excused themselves yet.
        inside: since when who occupies it is in the room; None: they are not.
        expected: what its invitation answers, or None.
    """

    seat: Seat
    names: SeatNames
    line: Attendance | None
    inside: datetime | None
    expected: Invitation | None

    @property
    def counts(self) -> bool:
        """Return whether it counts for the quorum at this moment."""
        return self.inside is not None and self.line is not None and self.line.quality in SEATED


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A guest on the list; ``inside`` as in a seat."""

    line: Attendance
    inside: datetime | None


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point in the room.

    Attributes:
        readable: whether the reader may know more of it than its number.
        stances: what members said of it before, as (stance, how many, acronyms).
    """

    point: AgendaItem
    readable: bool
    current: bool
    cards: Sequence[DraftCard] = ()
    ballots: dict[int, str] = field(default_factory=dict)
    tally: Tally | None = None
    stances: Sequence[tuple[str, int, str]] = ()

    @property
    def settled(self) -> bool:
        """Return whether it has an outcome."""
        return bool(self.point.outcome)

    def spent(self, now: datetime) -> timedelta:
        """Return how long it has taken."""
        if self.point.started_at is None:
            return timedelta(0)
        return (self.point.ended_at or now) - self.point.started_at


@dataclass(frozen=True, slots=True)
class Room:
    """A session in its room, at a moment.

    Attributes:
        captured: how many agreements wait to be registered, among those the reader may read.
    """

    session: CabinetSession
    now: datetime
    seats: Sequence[SeatLine]
    guests: Sequence[GuestLine]
    points: Sequence[PointLine]
    floor: Sequence[FloorRequest]
    quorum: QuorumNow
    pace: Pace

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
        """Return how many agreements wait to be registered."""
        return sum(card.draft.matter_id is None for line in self.points for card in line.cards)

    @property
    def unsettled(self) -> int:
        """Return how many points have no outcome."""
        return sum(not line.settled for line in self.points)

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


def room_of(session: CabinetSession, now: datetime, actor: Actor | None) -> Room:
    """Return the room of a session.

    Args:
        session: with its body.
        actor: who reads; None is whoever stands before the wall, to whom restricted points say nothing.
    """
    seats, guests = _people(session, now)
    present = {line.seat.pk for line in seats if line.counts}
    presiding = {line.seat.pk: line.seat.is_chair for line in seats}
    points = _points(session, now, actor, present)
    timed = [
        Timed(line.point.minutes, line.point.started_at, line.point.ended_at, line.settled) for line in points
    ]
    floor = session.floor_requests.filter(ended_at__isnull=True).select_related("seat__unit")
    return Room(
        session,
        now,
        seats,
        guests,
        points,
        list(floor),
        quorum_with(session, presiding, present),
        pace_of(timed, now),
    )


def _people(session: CabinetSession, now: datetime) -> tuple[list[SeatLine], list[GuestLine]]:
    inside = Prefetch("presences", Presence.objects.filter(left_at__isnull=True), to_attr="inside_now")
    lines = list(session.attendance.prefetch_related(inside).order_by("pk"))
    by_seat = {line.seat_id: line for line in lines if line.seat_id}
    seats = list(session.body.seats.select_related("unit").order_by("-is_chair", "order", "unit__acronym"))
    names = names_at(session, seats, now.astimezone(OFFICE_ZONE).date())
    invited = {one.seat_id: one for one in session.invitations.filter(seat__isnull=False)}
    seated = [
        SeatLine(
            seat, names[seat.pk], by_seat.get(seat.pk), _since(by_seat.get(seat.pk)), invited.get(seat.pk)
        )
        for seat in seats
    ]
    return seated, [GuestLine(line, _since(line)) for line in lines if not line.seat_id]


def _since(line: Attendance | None) -> datetime | None:
    stays: list[Presence] = getattr(line, "inside_now", [])
    return stays[0].arrived_at if stays else None


def _points(
    session: CabinetSession, now: datetime, actor: Actor | None, present: set[int]
) -> list[PointLine]:
    points = list(session.agenda.select_related("proposer").order_by("position"))
    hidden = {point.pk for point in points if point.is_restricted}
    if hidden and actor is not None:
        named = AgendaItem.readers.through.objects.filter(agendaitem__in=hidden, user_id=actor.user_id)
        hidden -= set(named.values_list("agendaitem_id", flat=True))
    seen = [point.pk for point in points if point.pk not in hidden]
    cards, ballots, stances = _cards(session, seen, now), _ballots(session, seen), _stances(session, seen)
    chair = session.body.seats.filter(is_chair=True).values_list("pk", flat=True).first() if ballots else None
    return [
        PointLine(
            point,
            point.pk not in hidden,
            point.pk == session.current_point_id,
            cards.get(point.pk, ()),
            ballots.get(point.pk, {}),
            tally(ballots[point.pk], present, chair) if point.pk in ballots else None,
            stances.get(point.pk, ()),
        )
        for point in points
    ]


def _cards(session: CabinetSession, seen: Sequence[int], now: datetime) -> dict[int, list[DraftCard]]:
    drafts = (
        AgreementDraft.objects.filter(point__in=seen, minutes__session=session, dropped=False)
        .select_related("lead", "matter", "minutes")
        .prefetch_related("co_responsible")
        .order_by("minutes_id", "position")
    )
    found: dict[int, list[DraftCard]] = defaultdict(list)
    today, days = now.astimezone(OFFICE_ZONE).date(), calendar(OFFICE_CALENDAR)
    for draft in drafts:
        found[draft.point_id or 0].append(DraftCard(draft, session, today, days))
    return found


def _ballots(session: CabinetSession, seen: Sequence[int]) -> dict[int, dict[int, str]]:
    if not session.body.votes:
        return {}
    found: dict[int, dict[int, str]] = {pk: {} for pk in seen}
    for point, seat, ballot in Vote.objects.filter(point__in=seen).values_list(
        "point_id", "seat_id", "ballot"
    ):
        found[point][seat] = ballot
    return found


def _stances(session: CabinetSession, seen: Sequence[int]) -> dict[int, list[tuple[str, int, str]]]:
    taken = MemberPosition.objects.filter(Q(point__in=seen), point__session=session).select_related(
        "seat__unit"
    )
    grouped: dict[tuple[int, str], list[str]] = defaultdict(list)
    for position in taken.order_by("seat__unit__acronym"):
        grouped[position.point_id, position.stance].append(position.seat.unit.acronym)
    found: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for (point, stance), acronyms in grouped.items():
        found[point].append((stance, len(acronyms), ", ".join(acronyms)))
    return found
