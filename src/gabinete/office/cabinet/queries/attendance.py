"""Reads of who was in the room, for the papers."""

from gabinete.office.cabinet.models import Attendance, CabinetSession, Quality

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


def _precedence(line: Attendance) -> tuple[bool, bool, int, str, int]:
    seat = line.seat
    if seat is None:
        return (True, True, 0, line.name, line.pk)
    return (False, not seat.is_chair, seat.order, seat.unit.acronym, line.pk)
