"""Who is in the room, and whether they are enough."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet.models import Attendance, CabinetSession, Presence, Quality
from gabinete.office.cabinet.queries.membership import quorum_of
from gabinete.office.cabinet.rules.quorum import quorum_lacks, second_call_at


@dataclass(frozen=True, slots=True)
class QuorumNow:
    """The quorum as it stands.

    Attributes:
        lacks: why there is none, in Spanish; empty when there is.
        second_call_at: from when the second call proceeds; None: the body has none, or it has no hour.
    """

    seats: int
    present: int
    needed: int
    lacks: str
    rule: str
    second_call_at: datetime | None

    @property
    def is_met(self) -> bool:
        """Return whether there is quorum."""
        return not self.lacks


def present_seats(session: CabinetSession) -> set[int]:
    """Return the seats occupied at this moment by their titular or their alternate."""
    inside = Presence.objects.filter(attendance=OuterRef("pk"), left_at__isnull=True)
    lines = Attendance.objects.filter(
        Exists(inside), session=session, quality__in=(Quality.HOLDER, Quality.ALTERNATE), seat__isnull=False
    )
    return {seat_id for seat_id in lines.values_list("seat_id", flat=True) if seat_id}


def quorum_now(session: CabinetSession) -> QuorumNow:
    """Return the quorum of a session at this moment, from its body's rule (two queries)."""
    seats = dict(session.body.seats.values_list("pk", "is_chair"))
    return quorum_with(session, seats, present_seats(session))


def quorum_with(session: CabinetSession, seats: dict[int, bool], present: set[int]) -> QuorumNow:
    """Return the quorum with these seats (key → presides) and these of them occupied."""
    rule = quorum_of(session.body)
    chair = next((pk for pk, presides in seats.items() if presides), None)
    there = present & set(seats)
    second = session.second_call
    lacks = quorum_lacks(
        rule,
        len(seats),
        len(there),
        chair_present=None if chair is None else chair in there,
        second_call=second,
    )
    called = None
    if session.starts_at is not None:
        called = second_call_at(rule, datetime.combine(session.held_on, session.starts_at, OFFICE_ZONE))
    needed = 1 if second else rule.needed(len(seats))
    return QuorumNow(len(seats), len(there), needed, lacks, rule.in_words(), called)
