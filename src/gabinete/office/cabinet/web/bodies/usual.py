"""The usual bodies of a state executive, offered with whoever would sit in them."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.actions import usual_bodies as acts
from gabinete.office.cabinet.models import BodyKind
from gabinete.office.cabinet.queries.usual_bodies import usual_bodies
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request


@require_http_methods(["GET", "HEAD", "POST"])
def add_usual_bodies(request: Request) -> HttpResponse:
    """Offer the usual bodies, and add those that are chosen."""
    policies.require(policies.may_manage_bodies(request.actor), _("definir gabinetes"))
    fields, today = Fields(request.POST), clock.today()
    chosen = request.POST.getlist("code")
    problem: GabineteError | None = None
    if request.method == "POST":
        try:
            made = acts.add_usual_bodies(request.actor, _given(fields, chosen), clock.now())
        except GabineteError as error:
            problem = error
        else:
            said = ngettext("Se agregó %(n)s gabinete.", "Se agregaron %(n)s gabinetes.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect(reverse("cabinet:list-bodies"))
    labels = dict(BodyKind.choices)
    context = {
        "bodies": [
            (it, labels[it.kind], it.code in chosen if request.method == "POST" else not it.there)
            for it in usual_bodies(today)
        ],
        "units": unit_choices(today),
        "start": request.POST if request.method == "POST" else _start(request),
        "errors": fields.errors,
        "problems": [problem.message] if problem is not None and not fields.errors else [],
    }
    status = problem.status if problem else 200
    return render(request, "cabinet/bodies/usual.html", context, status=status)


def _start(request: Request) -> dict[str, str]:
    """Return what the form begins with: the unit of whoever asks convenes."""
    names = dict(unit_choices(clock.today()))
    home = [names[pk] for pk in request.actor.home_unit_ids if pk in names]
    return {"chair": _("Titular del Poder Ejecutivo"), "secretary_unit": home[0] if len(home) == 1 else ""}


def _given(fields: Fields, chosen: list[str]) -> acts.UsualGiven:
    secretary = fields.one_unit("secretary_unit", required=True)
    presides = fields.one_unit("chair_unit")
    given = acts.UsualGiven(
        chosen,
        fields.text("chair", required=True),
        secretary.pk if secretary else 0,
        presides.pk if presides else None,
    )
    fields.require_good()
    return given
