"""Who prepares the points, who says what of them before the session, and who reads it.

Positions are said to whoever runs the session and to whoever presides it; each seat's own people see theirs. The rest
of the table hears them in the session, where they may change: shown before, they would only draw others after them.
An opinion is asked of a unit, not of a member: it may have no seat, so being asked is what lets it read the point.
"""

from datetime import date

from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.office.cabinet.models import (
    AgendaItem,
    CabinetSession,
    MemberPosition,
    Opinion,
    PointFile,
    Seat,
)
from gabinete.office.cabinet.policies.points import may_view_point, seats_held, visible_points
from gabinete.office.cabinet.policies.sessions import may_manage_session, visible_sessions


def may_edit_point(actor: Actor, point: AgendaItem) -> bool:
    """Return whether they write a point: they run its session and, when it is restricted, it names them."""
    return may_manage_session(actor, point.session) and may_view_point(actor, point)


def may_take_position(actor: Actor, point: AgendaItem, seat: Seat, today: date) -> bool:
    """Return whether they say what a seat thinks of a point: they speak for it and may read the point."""
    return (
        actor.may(Permission.TAKE_POSITION)
        and seat.body_id == point.session.body_id
        and may_view_point(actor, point)
        and seats_held(actor, today).filter(pk=seat.pk).exists()
    )


def may_view_all_positions(actor: Actor, session: CabinetSession, today: date) -> bool:
    """Return whether they read what every seat said: they run the session or preside it."""
    if may_manage_session(actor, session):
        return True
    presides = seats_held(actor, today).filter(body=session.body_id, is_chair=True)
    return visible_sessions(actor).filter(pk=session.pk).exists() and presides.exists()


def visible_positions(actor: Actor, session: CabinetSession, today: date) -> QuerySet[MemberPosition]:
    """Return what they may read of what was said before a session, of the points they may read."""
    said = MemberPosition.objects.filter(point__session=session, point__in=visible_points(actor))
    if may_view_all_positions(actor, session, today):
        return said
    return said.filter(seat__in=seats_held(actor, today))


def visible_opinions(actor: Actor) -> QuerySet[Opinion]:
    """Return the opinions they may read: of the points they may read, and those asked of their units."""
    return Opinion.objects.filter(Q(point__in=visible_points(actor)) | _asked_of(actor)).distinct()


def may_view_opinion(actor: Actor, opinion: Opinion) -> bool:
    """Return whether they may read an opinion and the point it is about."""
    return may_view_point(actor, opinion.point) or _is_asked(actor, opinion)


def may_answer_opinion(actor: Actor, opinion: Opinion) -> bool:
    """Return whether they answer for the unit that was asked."""
    return actor.may(Permission.GIVE_OPINION) and _is_asked(actor, opinion)


def opinions_to_give(actor: Actor) -> QuerySet[Opinion]:
    """Return the opinions asked of their units, answered or not."""
    if not actor.may(Permission.GIVE_OPINION):
        return Opinion.objects.none()
    return Opinion.objects.filter(_asked_of(actor)).distinct()


def visible_files(actor: Actor) -> QuerySet[PointFile]:
    """Return the papers they may open: of the points they may read, and of those they give an opinion on."""
    asked = opinions_to_give(actor).values("point_id")
    return PointFile.objects.filter(Q(point__in=visible_points(actor)) | Q(point__in=asked)).distinct()


def _asked_of(actor: Actor) -> Q:
    named = Q(point__is_restricted=False) | Q(point__readers=actor.user_id)
    return named & Q(
        unit_id__in=sorted(actor.unit_ids), point__session__reserve__lte=int(actor.unit_clearance)
    )


def _is_asked(actor: Actor, opinion: Opinion) -> bool:
    point = opinion.point
    if opinion.unit_id not in actor.unit_ids or point.session.reserve > actor.unit_clearance:
        return False
    return not point.is_restricted or point.readers.filter(pk=actor.user_id).exists()
