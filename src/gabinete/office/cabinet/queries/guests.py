"""Reads of those called without a seat."""

from django.db.models import Exists, OuterRef, QuerySet

from gabinete.office.cabinet.models import AgendaItem, Attendance, CabinetSession, Invitation
from gabinete.office.cabinet.queries.invited import current


def guests_of(session: CabinetSession) -> QuerySet[Invitation]:
    """Return the guests a session calls, in the order in which they were invited; ``came``: they are on the list."""
    came = Exists(Attendance.objects.filter(invitation=OuterRef("pk")))
    rows = current(session.invitations.filter(seat__isnull=True)).select_related("guest_point")
    return rows.annotate(came=came).order_by("pk")


def points_for_guests(session: CabinetSession) -> list[tuple[int, str]]:
    """Return the points for which somebody may be invited: none that is restricted."""
    points: QuerySet[AgendaItem] = session.agenda.filter(is_restricted=False).order_by("position")
    return [(point.pk, f"{point.position}. {point.title}") for point in points]
