"""Reads of bodies and their seats."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Prefetch, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.org.models import Position
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import Body, Seat
from gabinete.office.strategy.queries import axes, regions

PROTOCOL = ("order", "unit__acronym")
"""Order in which members are named."""


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
    seats = Prefetch("seats", Seat.objects.select_related("unit").order_by(*PROTOCOL))
    body = (
        policies.visible_bodies(actor)
        .select_related("secretary_unit", "plan_node")
        .prefetch_related(seats)
        .filter(pk=pk)
        .first()
    )
    if body is None:
        raise policies.unknown("un gabinete")
    return body


def seats_of(body: Body) -> Sequence[Seat]:
    """Return who sits in a body, by order of protocol."""
    return list(body.seats.select_related("unit").order_by(*PROTOCOL))


def former_seats(body: Body) -> Sequence[Seat]:
    """Return the seats that took part in sessions of a body and left it, the last to leave first."""
    gone = Seat.ever.filter(body=body, left_on__isnull=False)
    return list(gone.select_related("unit").order_by("-left_on", "unit__acronym"))


def plan_choices() -> list[tuple[int, str]]:
    """Return the axes and regions of the plan, of which a body may deal."""
    return [(node.pk, str(node)) for nodes in (axes(), regions()) for node in nodes]


def posts_of_units(units: Iterable[int] | None = None) -> dict[int, list[str]]:
    """Return the posts the directory has in each unit (all of them when None), the head's first."""
    posts = Position.objects.order_by("-is_head", "title")
    if units is not None:
        posts = posts.filter(unit__in=units)
    found: dict[int, list[str]] = {}
    for unit_id, title in posts.values_list("unit_id", "title"):
        found.setdefault(unit_id, []).append(title)
    return found
