"""Giving and taking roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gabinete.foundation.access.actions import grant_role, revoke_role
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require
from gabinete.foundation.access.queries import person_of_grant
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.access.web.inputs import grant_of, text_of
from gabinete.foundation.access.web.people import person_page
from gabinete.foundation.ui.render import redirect
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError, NotFound


@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role; what was wrong is said beside the form."""
    actor, now = actor_in(request), clock.now()
    require(actor, Permission.MANAGE_ACCOUNTS)
    try:
        new = grant_of(request, now.date())
        if new is None:
            raise BadInput("access.no_role_chosen", _("Elija una función. No se guardó nada."))
        grant_role(actor, pk, new, now=now, reason=text_of(request.POST, "reason"))
    except GabineteError as error:
        return person_page(request, pk, errors=[error.message], status=error.status)
    messages.success(request, _("La función quedó otorgada."))
    return redirect(reverse("access:show-person", args=[pk]))


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    now = clock.now()
    actor = actor_in(request)
    require(actor, Permission.MANAGE_ACCOUNTS)
    person = person_of_grant(pk)
    if person is None:
        raise NotFound("access.no_such_grant", _("Esa función ya no está registrada. No se cambió nada."))
    revoke_role(actor, pk, today=now.date(), now=now, reason=text_of(request.POST, "reason"))
    messages.success(request, _("La función quedó retirada desde este momento."))
    return redirect(reverse("access:show-person", args=[person]))
