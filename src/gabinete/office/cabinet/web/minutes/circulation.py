"""Observing the minutes, and resolving what was observed."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions.circulation import observe
from gabinete.office.cabinet.actions.circulation import resolve_observation as resolve
from gabinete.office.cabinet.queries.versions import observation_of
from gabinete.office.cabinet.rules.minutes_content import section_choices
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.minutes.versions import version_page
from gabinete.office.cabinet.web.sessions import Request


@require_POST
def observe_minutes(request: Request, pk: int) -> HttpResponse:
    """Take an observation; what was typed comes back when it is refused."""
    fields = Fields(request.POST)
    seat_id, said = fields.whole("seat") or 0, (fields.text("section"), fields.text("text"))
    try:
        observe(request.actor, pk, seat_id, said, clock.now())
    except GabineteError as error:
        if error.status in {403, 404}:
            raise
        return version_page(request, pk, error.message, error.status)
    messages.success(request, _("Se envió su observación a la secretaría técnica."))
    return redirect(reverse("cabinet:show-version", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def resolve_observation(request: Request, pk: int) -> HttpResponse:
    """Say whether an observation is taken up, and why."""
    observation = observation_of(request.actor, pk)
    session = observation.minutes.session
    policies.require(policies.may_manage_session(request.actor, session), _("resolver las observaciones"))
    fields, problem = Fields(request.POST), None
    if request.method == "POST":
        try:
            accepted = fields.choice("accepted", ("yes", "no")) == "yes"
            fields.require_good()
            resolve(request.actor, pk, fields.version(), (accepted, fields.text("answer")), clock.now())
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _("Se respondió la observación; quien la hizo recibe aviso."))
            return redirect(reverse("cabinet:show-version", args=[observation.minutes_id]))
    titles = dict(section_choices(observation.minutes.content))
    context = {
        "observation": observation,
        "session": session,
        "name": queries.name_of(session),
        "section": titles.get(observation.section, _("Toda la minuta")),
        "accepted": fields.text("accepted"),
        "answer": fields.text("answer") or observation.answer,
        "version": fields.text("version") or observation.version,
        "problems": [problem.message] if problem else [],
    }
    return render(request, "cabinet/minutes/resolve.html", context, status=problem.status if problem else 200)
