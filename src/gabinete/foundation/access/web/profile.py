"""One's own account, and who may do what."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from gabinete.foundation.access.matrix import clearances, matrix
from gabinete.foundation.access.models import RestrictedReading, Role
from gabinete.foundation.access.policies import require_matrix
from gabinete.foundation.access.queries import grants_of
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.accounts.models import User
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock

_READINGS = 10


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Say what the system knows of the person and how they come in."""
    actor = actor_in(request)
    user = User.objects.get(pk=actor.user_id)
    factors = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "person": user,
        "grants": [*grants_of(user)],
        "today": clock.today(),
        "has_totp": "totp" in factors,
        "keys": factors.count("webauthn"),
        "sessions": UserSession.objects.filter(user=user).count(),
        "needs_factor": bool(actor.roles & settings.SECOND_FACTOR_ROLES),
        "languages": settings.LANGUAGES,
        "readings": RestrictedReading.objects.filter(user=user).order_by("-at", "-id")[:_READINGS],
    }
    return render(request, "access/profile.html", context)


@require_GET
def permissions(request: HttpRequest) -> HttpResponse:
    """Show role × permission as it really is: the same data that decides."""
    require_matrix(actor_in(request))
    context = {"roles": [str(role.label) for role in Role], "sections": matrix(), "clearances": clearances()}
    return render(request, "access/permissions.html", context)
