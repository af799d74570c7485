"""Who sees and runs what of the sessions: the role's permission and, always, the scope.

The office reads every session up to its clearance. An agency reads the sessions of the bodies where it has a seat,
up to internal reserve; never minutes under review, which say what others were told.
"""

from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet.models import AgendaItem, AgreementDraft, Body, CabinetSession, Minutes, Seat


def visible_bodies(actor: Actor) -> QuerySet[Body]:
    """Return the bodies this person may know of."""
    if not actor.may(Permission.VIEW_SESSIONS):
        return Body.objects.none()
    if actor.is_office:
        return Body.objects.all()
    return Body.objects.filter(pk__in=_seats(actor))


def visible_sessions(actor: Actor) -> QuerySet[CabinetSession]:
    """Return the sessions this person may know of."""
    if not actor.may(Permission.VIEW_SESSIONS):
        return CabinetSession.objects.none()
    seen = Q(pk__in=())
    if actor.is_office:
        seen |= Q(reserve__lte=actor.office_clearance)
    if actor.unit_ids:
        seen |= Q(body__in=_seats(actor), reserve__lte=_agency_clearance(actor))
    return CabinetSession.objects.filter(seen)


def may_view_session(actor: Actor, session: CabinetSession) -> bool:
    """Return whether this person may know that the session exists."""
    if not actor.may(Permission.VIEW_SESSIONS):
        return False
    if actor.is_office and session.reserve <= actor.office_clearance:
        return True
    if session.reserve > _agency_clearance(actor) or not actor.unit_ids:
        return False
    return Seat.objects.filter(body_id=session.body_id, unit_id__in=actor.unit_ids).exists()


def visible_minutes(actor: Actor) -> QuerySet[Minutes]:
    """Return the minutes this person may read: the office's, by its clearance."""
    if not (actor.is_office and actor.may(Permission.VIEW_SESSIONS)):
        return Minutes.objects.none()
    return Minutes.objects.filter(session__reserve__lte=actor.office_clearance)


def may_view_minutes(actor: Actor, minutes: Minutes) -> bool:
    """Return whether this person may read the text of the minutes."""
    return (
        actor.is_office
        and actor.may(Permission.VIEW_SESSIONS)
        and minutes.session.reserve <= actor.office_clearance
    )


def visible_drafts(actor: Actor) -> QuerySet[AgreementDraft]:
    """Return the drafts this person may read: those of a restricted point, only whom it names."""
    open_to_all = Q(point__isnull=True) | Q(point__is_restricted=False)
    named = Q(
        point__in=AgendaItem.readers.through.objects.filter(user_id=actor.user_id).values("agendaitem_id")
    )
    return AgreementDraft.objects.filter(open_to_all | named, minutes__in=visible_minutes(actor))


def may_manage_bodies(actor: Actor) -> bool:
    """Return whether they define bodies and their members."""
    return actor.is_office and actor.may(Permission.MANAGE_SESSIONS)


def may_create_session(actor: Actor, reserve: int) -> bool:
    """Return whether they convene a session of that degree of reserve."""
    return may_manage_bodies(actor) and reserve <= actor.office_clearance


def may_manage_session(actor: Actor, session: CabinetSession) -> bool:
    """Return whether they prepare the session and its minutes."""
    return may_create_session(actor, session.reserve)


def may_confirm_minutes(actor: Actor, session: CabinetSession) -> bool:
    """Return whether they turn drafts into matters."""
    return may_manage_session(actor, session) and actor.may(Permission.CONFIRM_MINUTES)


def _seats(actor: Actor) -> QuerySet[Seat, int]:
    return Seat.objects.filter(unit_id__in=sorted(actor.unit_ids)).values_list("body_id", flat=True)


def _agency_clearance(actor: Actor) -> int:
    return min(Reserve.INTERNAL, actor.unit_clearance)
