"""The one place that says where a request keeps its actor."""

from django.http import HttpRequest

from gabinete.foundation.access.people import NOBODY, Actor


def actor_in(request: HttpRequest) -> Actor:
    """Return who asks; nobody when the request did not pass through ``AccessMiddleware``."""
    actor: Actor = getattr(request, "actor", NOBODY)
    return actor
