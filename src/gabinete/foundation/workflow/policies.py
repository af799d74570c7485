"""Who may read and who may change a calendar."""

from django.db.models import QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.workflow.models import Calendar


def may_manage_calendar(actor: Actor) -> bool:
    """Return whether they may close and reopen days."""
    return actor.may(Permission.MANAGE_CALENDAR)


def visible_calendars(actor: Actor) -> QuerySet[Calendar]:
    """Return the calendars they may read."""
    everything = Calendar.objects.all()
    return everything if actor.user_id else everything.none()
