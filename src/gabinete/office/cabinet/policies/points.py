"""Who sees which points, and for whom somebody speaks at the table.

A restricted point can be read only by the people it names; the rest of those who may know of the session see that there
is one and its number, as the call says it, so that the order of the day adds up, and nothing of it.
"""

from datetime import date

from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.org.models import Holder
from gabinete.office.cabinet.models import AgendaItem, Body, Seat
from gabinete.office.cabinet.policies.sessions import may_view_session, visible_sessions


def visible_points(actor: Actor) -> QuerySet[AgendaItem]:
    """Return the points this person may read, of the sessions they may know of."""
    named = Q(is_restricted=False) | Q(readers=actor.user_id)
    return AgendaItem.objects.filter(named, session__in=visible_sessions(actor)).distinct()


def may_view_point(actor: Actor, point: AgendaItem) -> bool:
    """Return whether this person may read the text, the papers and the result of a point."""
    if not may_view_session(actor, point.session):
        return False
    return not point.is_restricted or point.readers.filter(pk=actor.user_id).exists()


def seats_held(actor: Actor, today: date) -> QuerySet[Seat]:
    """Return the seats this person speaks for: those of their units, and those whose post they hold that day."""
    in_force = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    posts = Holder.objects.filter(in_force, user_id=actor.user_id).values("position_id")
    theirs = Q(unit_id__in=sorted(actor.unit_ids)) | Q(position__in=posts) | Q(alternate_position__in=posts)
    return Seat.objects.filter(theirs)


def sits_in(actor: Actor, body: Body | int, today: date) -> bool:
    """Return whether this person speaks for a seat of the body."""
    return seats_held(actor, today).filter(body=body).exists()
