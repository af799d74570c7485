"""Reads of who was in the room, for the papers."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from gabinete.foundation.org.models import Holder
from gabinete.office.cabinet.models import Attendance, CabinetSession, Quality, Seat

PRESENT = (Quality.HOLDER, Quality.ALTERNATE)
"""The qualities that make a member present."""


def attendance_of(session: CabinetSession) -> list[Attendance]:
    """Return the attendance list with seats and presences: members by precedence, then guests."""
    lines = session.attendance.select_related("seat__unit").prefetch_related(
        "presences__arrived_in", "presences__left_in"
    )
    return sorted(lines, key=_precedence)


def attending_members(session: CabinetSession) -> list[Attendance]:
    """Return the members who were present, by precedence."""
    return [line for line in attendance_of(session) if line.seat_id and line.quality in PRESENT]


def names_of_seats(seats: Sequence[Seat], on: date) -> dict[int, str]:
    """Return who held the post of each seat on a day, by seat; seats without a post in the directory are left out."""
    by_position = {seat.position_id: seat.pk for seat in seats if seat.position_id}
    in_force = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    holders = Holder.objects.filter(in_force, position_id__in=list(by_position)).order_by("since", "pk")
    return {by_position[holder.position_id]: holder.name for holder in holders}


def _precedence(line: Attendance) -> tuple[bool, bool, int, str, int]:
    seat = line.seat
    if seat is None:
        return (True, True, 0, line.name, line.pk)
    return (False, not seat.is_chair, seat.order, seat.unit.acronym, line.pk)
