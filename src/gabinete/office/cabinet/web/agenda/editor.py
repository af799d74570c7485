"""The editor of the order of the day: the points of a session in their order, and what is done to all of them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import redirect, render, wants_part
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import queries, states
from gabinete.office.cabinet.actions import freezing, points, recurring
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, PointKind
from gabinete.office.cabinet.queries import agenda as reads
from gabinete.office.cabinet.queries.freezing import closing_day
from gabinete.office.cabinet.rules.order import length_sentence
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.readings import note_points
from gabinete.office.cabinet.web.sessions import Request, managed
from gabinete.office.followup.rules import OFFICE_CALENDAR


@require_safe
def edit_agenda(request: Request, pk: int) -> HttpResponse:
    """Show the points to whoever prepares them, with everything that can be done to their order."""
    return _page(request, managed(request, pk))


@require_POST
def move_point(request: Request, pk: int) -> HttpResponse:
    """Take a point to another place."""
    fields = Fields(request.POST)
    to = fields.whole("to") or 0
    fields.require_good()
    session = points.move_point(request.actor, pk, to, fields.version(), clock.now())
    return _again(request, session.pk, moved=pk)


@require_POST
def remove_point(request: Request, pk: int) -> HttpResponse:
    """Take away a point on which nothing hangs."""
    session = points.remove_point(request.actor, pk, Fields(request.POST).version(), clock.now())
    messages.success(request, _("Punto quitado; los demás se volvieron a numerar."))
    return redirect(reverse("cabinet:edit-agenda", args=[session.pk]))


@require_POST
def insert_usual_points(request: Request, pk: int) -> HttpResponse:
    """Insert the usual points of the body that the session lacks."""
    made = recurring.insert_usual_points(request.actor, pk, clock.now())
    said = ngettext("Se insertó %(n)s punto.", "Se insertaron %(n)s puntos.", len(made)) % {"n": len(made)}
    messages.success(request, said if made else _("Los puntos acostumbrados ya estaban todos."))
    return redirect(reverse("cabinet:edit-agenda", args=[pk]))


@require_POST
def carry_over(request: Request, pk: int) -> HttpResponse:
    """Bring the deferred points that were chosen."""
    chosen = [int(text) for text in request.POST.getlist("point") if text.isascii() and text.isdecimal()]
    brought = recurring.carry_over(request.actor, pk, chosen, clock.now())
    said = ngettext("Se trajo %(n)s punto diferido.", "Se trajeron %(n)s puntos diferidos.", len(brought))
    messages.success(request, said % {"n": len(brought)})
    return redirect(reverse("cabinet:edit-agenda", args=[pk]))


@require_POST
def set_length(request: Request, pk: int) -> HttpResponse:
    """Say how long the session should last."""
    fields = Fields(request.POST)
    minutes = fields.whole("minutes") or 0
    fields.require_good()
    points.set_length(request.actor, pk, fields.version(), minutes, clock.now())
    return redirect(reverse("cabinet:edit-agenda", args=[pk]))


@require_POST
def freeze_agenda(request: Request, pk: int) -> HttpResponse:
    """Close the order of the day."""
    freezing.freeze_agenda(request.actor, pk, Fields(request.POST).version(), clock.now())
    messages.success(
        request, _("Orden del día cerrado; lo que llegue entra como extemporáneo, con su motivo.")
    )
    return redirect(reverse("cabinet:edit-agenda", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def unfreeze_agenda(request: Request, pk: int) -> HttpResponse:
    """Reopen it, with a reason."""
    session = managed(request, pk)

    def make(fields: Fields) -> None:
        freezing.unfreeze_agenda(request.actor, pk, fields.version(), fields.text("reason"), clock.now())
        messages.success(request, _("Orden del día reabierto; ciérrelo a mano cuando esté listo."))

    words = {
        "title": _("Reabrir el orden del día"),
        "explains": _(
            "Los puntos vuelven a poder agregarse, corregirse y moverse. Los integrantes reciben un aviso."
        ),
        "label": _("Por qué se reabre"),
        "button": _("Reabrir"),
        "back": reverse("cabinet:edit-agenda", args=[pk]),
    }
    return with_reason(request, session, session.version, make, words)


def with_reason(
    request: Request,
    session: CabinetSession,
    version: int,
    make: Callable[[Fields], None],
    words: dict[str, str],
) -> HttpResponse:
    """Ask for a reason and do what it is for; a refusal shows the form again with what was typed."""
    fields, problems, status = Fields(request.POST), [], 200
    if request.method == "POST":
        try:
            make(fields)
        except GabineteError as error:
            problems, status = [error.message], error.status
        else:
            return redirect(words["back"])
    context = {
        "session": session,
        "name": queries.name_of(session),
        "words": words,
        "problems": problems,
        "reason": fields.text("reason"),
        "version": fields.text("version") or version,
    }
    return render(request, "cabinet/agenda/reason_form.html", context, status=status)


def _again(request: Request, pk: int, moved: int) -> HttpResponse:
    if wants_part(request):
        return _page(request, managed(request, pk), moved)
    return redirect(f"{reverse('cabinet:edit-agenda', args=[pk])}#punto-{moved}")


def _page(request: Request, session: CabinetSession, moved: int = 0) -> HttpResponse:
    today = clock.today()
    shown = reads.agenda_of(request.actor, session, today)
    note_points(request.actor, session, shown.points, request.path)
    context: dict[str, Any] = {
        "session": session,
        "name": queries.name_of(session),
        "agenda": shown,
        "over": length_sentence(shown.minutes, session.length_minutes),
        "is_open": session.state in states.BEFORE,
        "takes_late": session.state in {states.FROZEN, states.OPEN},
        "is_called": session.state == states.CALLED,
        "is_frozen": session.state == states.FROZEN,
        "closes_on": closing_day(session, calendar(OFFICE_CALENDAR)),
        "deferred": reads.deferred_points(request.actor, session) if session.state in states.BEFORE else [],
        "lacks_usual": _lacks_usual(session, shown.points),
        "kinds": PointKind.choices,
        "units": unit_choices(today),
        "once": uuid4(),
        "moved": _place_of(shown.points, moved),
    }
    return render(request, "cabinet/agenda/editor.html", context, "points")


def _lacks_usual(session: CabinetSession, shown: list[AgendaItem]) -> bool:
    known = {point.title for point in shown}
    return any(one.title not in known for one in session.body.recurring.all())


def _place_of(shown: list[AgendaItem], pk: int) -> str:
    place = next((point.position for point in shown if point.pk == pk), 0)
    return _("El punto quedó en el lugar %(n)s.") % {"n": place} if place else ""
