"""Reads of bodies and their seats."""

from collections.abc import Sequence

from django.db.models import Count, Prefetch, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import Body, Seat


def body_names() -> dict[str, str]:
    """Return the name of every body by its code, those that no longer meet included."""
    return dict(Body.objects.values_list("code", "name"))


def body_choices(actor: Actor) -> QuerySet[Body]:
    """Return the bodies that still meet, by name."""
    return policies.visible_bodies(actor).filter(is_active=True).order_by("name")


def bodies_with_counts(actor: Actor) -> QuerySet[Body]:
    """Return every visible body with ``seat_count`` and ``session_count``, those that meet first."""
    counts = {"seat_count": Count("seats", distinct=True), "session_count": Count("sessions", distinct=True)}
    return (
        policies.visible_bodies(actor)
        .select_related("secretary_unit")
        .annotate(**counts)
        .order_by("-is_active", "name")
    )


def body_of(actor: Actor, pk: int) -> Body:
    """Return a visible body with its seats.

    Raises:
        NotFound.
    """
    seats = Prefetch("seats", Seat.objects.select_related("unit").order_by("unit__acronym"))
    body = (
        policies.visible_bodies(actor)
        .select_related("secretary_unit")
        .prefetch_related(seats)
        .filter(pk=pk)
        .first()
    )
    if body is None:
        raise policies.unknown("un gabinete")
    return body


def seats_of(body: Body) -> Sequence[Seat]:
    """Return who sits in a body, by acronym."""
    return list(body.seats.select_related("unit").order_by("unit__acronym"))
