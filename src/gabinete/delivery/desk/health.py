"""Two answers for whoever watches the service: it lives, and it reaches its database."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of the database, so it is also the floor of every measure."""
    return HttpResponse("vive\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say that the database answers; without it the house's own page says 503."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("listo\n", content_type="text/plain; charset=utf-8")
