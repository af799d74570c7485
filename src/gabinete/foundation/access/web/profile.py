"""One's own account, and who may do what."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from gabinete.foundation.access.matrix import clearances, matrix
from gabinete.foundation.access.models import Role
from gabinete.foundation.access.policies import require_matrix
from gabinete.foundation.access.queries import grants_of
from gabinete.foundation.access.readings import readings_of
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.accounts.queries import account, count_sessions, factors_of
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock

_READINGS = 10


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Say what the system knows of the person and how they come in."""
    actor = actor_in(request)
    user = account(actor.user_id)
    factors = factors_of(user)
    context = {
        "person": user,
        "grants": [*grants_of(user)],
        "today": clock.today(),
        "has_totp": "totp" in factors,
        "keys": factors.count("webauthn"),
        "sessions": count_sessions(user),
        "needs_factor": bool(actor.roles & settings.SECOND_FACTOR_ROLES),
        "languages": settings.LANGUAGES,
        "readings": readings_of(user)[:_READINGS],
    }
    return render(request, "access/profile.html", context)


@require_GET
def permissions(request: HttpRequest) -> HttpResponse:
    """Show role × permission as it really is: the same data that decides."""
    require_matrix(actor_in(request))
    context = {"roles": [str(role.label) for role in Role], "sections": matrix(), "clearances": clearances()}
    return render(request, "access/permissions.html", context)
