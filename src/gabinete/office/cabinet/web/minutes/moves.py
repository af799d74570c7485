"""What whoever runs a session does with its minutes: build, mend, send, correct, close."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import circulation, closing, versions, wording
from gabinete.office.cabinet.actions.circulation import MOST_DAYS, TERM_DAYS
from gabinete.office.cabinet.actions.wording import Mended, Wording
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.versions import latest_version
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request


@require_POST
def build_minutes(request: Request, pk: int) -> HttpResponse:
    """Build the next version from what happened."""
    built = versions.build_version(request.actor, pk, Fields(request.POST).text("reason"), clock.now())
    number = built.version.number
    if built.already:
        said = _("Nada cambió desde la versión %(n)s: es la que sigue vigente.") % {"n": number}
    else:
        said = _("Se armó la versión %(n)s de la minuta, en Word y en PDF.") % {"n": number}
    messages.success(request, said)
    return redirect(reverse("cabinet:show-version", args=[built.version.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def circulate_minutes(request: Request, pk: int) -> HttpResponse:
    """Send the last version to be observed."""
    session, fields = _mine(request, pk), Fields(request.POST)

    def make() -> str:
        days = fields.whole("days")
        fields.require_good()
        version = circulation.circulate(request.actor, pk, fields.version(), days or 0, clock.now())
        messages.success(
            request, _("Se envió la versión %(n)s; cada integrante recibió aviso.") % {"n": version.number}
        )
        return reverse("cabinet:show-version", args=[version.pk])

    context = {"days": fields.text("days") or TERM_DAYS, "most": MOST_DAYS, "last": latest_version(session)}
    return _form(request, session, make, fields, ("cabinet/minutes/send.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def correct_minutes(request: Request, pk: int) -> HttpResponse:
    """Open signed minutes to a correction, with its reason."""
    session, fields = _mine(request, pk), Fields(request.POST)

    def make() -> str:
        circulation.correct_minutes(request.actor, pk, fields.version(), fields.text("reason"), clock.now())
        messages.success(request, _("Se abrió la corrección. La minuta firmada se conserva como está."))
        return reverse("cabinet:mend-minutes", args=[pk])

    return _form(
        request, session, make, fields, ("cabinet/minutes/correct.html", {"reason": fields.text("reason")})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mend_minutes(request: Request, pk: int) -> HttpResponse:
    """Correct what the next version says of each point, and build it."""
    session, fields = _mine(request, pk), Fields(request.POST)
    points = [p for p in session.agenda.all() if policies.may_view_point(request.actor, p)]

    def make() -> str:
        wordings = {
            p.pk: Wording(fields.text(f"resolution-{p.pk}"), fields.text(f"notes-{p.pk}")) for p in points
        }
        mended = Mended(wordings, fields.text("reason"))
        built = wording.mend_minutes(request.actor, pk, fields.version(), mended, clock.now())
        messages.success(
            request, _("Se guardó el texto y se armó la versión %(n)s.") % {"n": built.version.number}
        )
        return reverse("cabinet:show-version", args=[built.version.pk])

    typed = request.method == "POST"
    rows = [
        {
            "point": p,
            "resolution": fields.text(f"resolution-{p.pk}") if typed else p.resolution,
            "notes": fields.text(f"notes-{p.pk}") if typed else p.notes,
        }
        for p in points
    ]
    context = {
        "rows": rows,
        "hidden": len(session.agenda.all()) - len(points),
        "reason": fields.text("reason"),
    }
    return _form(request, session, make, fields, ("cabinet/minutes/mend.html", context))


@require_POST
def close_session(request: Request, pk: int) -> HttpResponse:
    """Close the file of the session."""
    closing.close_session(request.actor, pk, Fields(request.POST).version(), clock.now())
    messages.success(request, _("Se cerró el expediente de la sesión."))
    return redirect(reverse("cabinet:show-session", args=[pk]))


def _mine(request: Request, pk: int) -> CabinetSession:
    session = queries.session_of(request.actor, pk)
    policies.require(policies.may_manage_session(request.actor, session), _("llevar la minuta de la sesión"))
    return session


def _form(
    request: Request,
    session: CabinetSession,
    make: Callable[[], str],
    fields: Fields,
    shown: tuple[str, Mapping[str, Any]],
) -> HttpResponse:
    """Show a form, or do what it asks and go where it says; a refusal shows it again with everything that was typed."""
    problem: GabineteError | None = None
    if request.method == "POST":
        try:
            return redirect(make())
        except GabineteError as error:
            if error.status in {403, 404}:
                raise
            problem = error
    template, context = shown
    told = {
        "session": session,
        "name": queries.name_of(session),
        "version": fields.text("version") or session.version,
        "problems": [problem.message] if problem else [],
        "errors": fields.errors,
    }
    return render(request, template, {**told, **context}, status=problem.status if problem else 200)
