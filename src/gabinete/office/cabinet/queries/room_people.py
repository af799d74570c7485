"""Who is in the room: each seat with who occupies it, and the guests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet.models import Attendance, CabinetSession, Invitation, Presence, Quality, Seat
from gabinete.office.cabinet.queries.membership import SeatNames, names_at

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


def people_of(
    session: CabinetSession, now: datetime
) -> tuple[list[SeatLine], list[GuestLine], list[Invitation]]:
    """Return the seats of a session, in order, its guests, and those called who have not come: five queries at most."""
    lines = list(_lines(session))
    by_seat = {line.seat_id: line for line in lines if line.seat_id}
    seats = list(session.body.seats.select_related("unit").order_by("-is_chair", "order", "unit__acronym"))
    names = names_at(session, seats, now.astimezone(OFFICE_ZONE).date())
    called = list(session.invitations.filter(withdrawn_at__isnull=True).order_by("pk"))
    invited = {one.seat_id: one for one in called}
    came = {line.invitation_id for line in lines}
    seated = [
        SeatLine(
            seat, names[seat.pk], by_seat.get(seat.pk), _since(by_seat.get(seat.pk)), invited.get(seat.pk)
        )
        for seat in seats
    ]
    awaited = [one for one in called if one.seat_id is None and one.pk not in came]
    return seated, [GuestLine(line, _since(line)) for line in lines if not line.seat_id], awaited


def occupied(session: CabinetSession) -> dict[int, tuple[bool, bool]]:
    """Return, of each seat by its key, whether it presides and whether somebody occupies it now (one query)."""
    inside = Presence.objects.filter(attendance=OuterRef("pk"), left_at__isnull=True)
    there = Attendance.objects.filter(
        Exists(inside), session=session, quality__in=SEATED, seat=OuterRef("pk")
    )
    rows = session.body.seats.values_list("pk", "is_chair", Exists(there))
    return {pk: (presides, present) for pk, presides, present in rows}


def people_by_seat(seats: Sequence[SeatLine]) -> dict[int, tuple[bool, bool]]:
    """Return the same as :func:`occupied` of seats already read."""
    return {line.seat.pk: (line.seat.is_chair, line.counts) for line in seats}


def free_seats(session: CabinetSession) -> list[tuple[int, str]]:
    """Return the seats nobody has been put down for, as the choices of a field."""
    taken = Attendance.objects.filter(session=session, quality__in=SEATED).values("seat_id")
    free = session.body.seats.exclude(pk__in=taken).select_related("unit").order_by("order", "unit__name")
    return [(seat.pk, f"{seat.unit.name} · {seat.titular}") for seat in free]


def line_on_list(session: CabinetSession, pk: int) -> Attendance | None:
    """Return a line of the list of a session with its seat, or None."""
    return Attendance.objects.filter(pk=pk, session=session).select_related("seat__unit").first()


def _lines(session: CabinetSession) -> QuerySet[Attendance]:
    """Return the list of a session, each line with ``inside``: since when they are in the room."""
    stay = FilteredRelation("presences", condition=Q(presences__left_at__isnull=True))
    return session.attendance.annotate(stay=stay).annotate(inside=F("stay__arrived_at")).order_by("pk")


def _since(line: Attendance | None) -> datetime | None:
    return getattr(line, "inside", None)
