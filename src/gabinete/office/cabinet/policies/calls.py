"""Who answers a call, who answers for others, and who reads what was answered."""

from datetime import date

from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.org.models import Holder
from gabinete.office.cabinet.models import Invitation, Seat
from gabinete.office.cabinet.policies.points import seats_held
from gabinete.office.cabinet.policies.sessions import may_manage_session, may_view_session, visible_sessions


def own_invitations(actor: Actor, today: date) -> QuerySet[Invitation]:
    """Return the invitations this person answers: of the seats they speak for, in sessions they may know of."""
    if not actor.may(Permission.ANSWER_CALL):
        return Invitation.objects.none()
    return Invitation.objects.filter(seat__in=seats_held(actor, today), session__in=visible_sessions(actor))


def may_answer(actor: Actor, invitation: Invitation, today: date) -> bool:
    """Return whether this person answers this invitation themselves."""
    return (
        actor.may(Permission.ANSWER_CALL)
        and may_view_session(actor, invitation.session)
        and seats_held(actor, today).filter(pk=invitation.seat_id or 0).exists()
    )


def may_answer_for(actor: Actor, invitation: Invitation) -> bool:
    """Return whether they write down what a member told them: whoever runs the session."""
    return may_manage_session(actor, invitation.session)


def visible_invitations(actor: Actor, today: date) -> QuerySet[Invitation]:
    """Return the answers this person reads: all of the sessions they run, and their own."""
    if not actor.may(Permission.VIEW_SESSIONS):
        return Invitation.objects.none()
    seen = Q(pk__in=own_invitations(actor, today))
    if actor.is_office and actor.may(Permission.MANAGE_SESSIONS):
        seen |= Q(session__reserve__lte=actor.office_clearance)
    return Invitation.objects.filter(seen)


def is_only_alternate(actor: Actor, seat: Seat, today: date) -> bool:
    """Return whether they speak for a seat only because they hold its alternate's post."""
    in_force = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    posts = set(Holder.objects.filter(in_force, user_id=actor.user_id).values_list("position_id", flat=True))
    stands_in = seat.alternate_position_id in posts
    return stands_in and seat.position_id not in posts and seat.unit_id not in actor.unit_ids
