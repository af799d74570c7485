"""Calendars to follow from another program: the links one asks for, and what is read through them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import NotFound
from gabinete.office.cabinet import queries
from gabinete.office.cabinet.actions.calendar_keys import make_calendar_key, revoke_calendar_key
from gabinete.office.cabinet.queries.calls import calendar_key, calendar_keys_of
from gabinete.office.cabinet.subscriptions import sessions_calendar
from gabinete.office.cabinet.web.call.patience import note_wrong_key, require_patience
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request


@login_not_required
@require_safe
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Give the sessions that the person of a key sees today."""
    require_patience(request)
    found = calendar_key(key)
    if found is None:
        note_wrong_key(request)
        raise NotFound(
            "call.no_calendar",
            _(
                "Esta liga de calendario ya no está vigente. Pida otra en «Ver las sesiones en mi calendario»."
            ),
        )
    now = clock.now()
    actor = actor_of(found.user, now.date())
    response = HttpResponse(
        sessions_calendar(actor, found.body, now), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="sesiones.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, max_age=300)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_links(request: Request) -> HttpResponse:
    """Show which calendars one follows; a new link is shown once, when it is made."""
    made = ""
    if request.method == "POST":
        fields = Fields(request.POST)
        body_id = fields.whole("body")
        fields.require_good()
        key = make_calendar_key(request.actor, body_id, clock.now())
        made = settings.PUBLIC_ADDRESS + reverse("cabinet:follow-calendar", args=[key])
    context = {
        "made": made,
        "keys": list(calendar_keys_of(request.actor.user_id)),
        "bodies": list(queries.body_choices(request.actor).values_list("pk", "name")),
    }
    response = render(request, "cabinet/call/calendars.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke_link(request: Request, pk: int) -> HttpResponse:
    """Stop a calendar of one's own."""
    revoke_calendar_key(request.actor, pk, clock.now())
    return redirect(reverse("cabinet:calendar-links"))
