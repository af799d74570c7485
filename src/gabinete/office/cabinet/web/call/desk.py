"""Calls on the desk: answering one's own, writing down what members said, reminding, postponing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gabinete.foundation.documents.responses import serve
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import calling, policies, queries
from gabinete.office.cabinet.actions.answers import answer_from_desk, answer_on_behalf, waits_for_answers
from gabinete.office.cabinet.actions.calls import NewDate, chase_answers, postpone_session
from gabinete.office.cabinet.actions.held_replies import confirm_reply, dismiss_reply
from gabinete.office.cabinet.models import Invitation
from gabinete.office.cabinet.policies.calls import may_answer, may_answer_for
from gabinete.office.cabinet.queries.calls import invitation_of, row_of
from gabinete.office.cabinet.web.call.forms import answer_given, choices
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request


@require_http_methods(["GET", "HEAD", "POST"])
def answer_call(request: Request, pk: int) -> HttpResponse:
    """Answer for a seat one speaks for."""
    today = clock.today()
    invited = invitation_of(request.actor, pk, today)
    policies.require(may_answer(request.actor, invited, today), _("responder esta convocatoria"))
    return _answer_form(request, invited, on_behalf=False)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_for_member(request: Request, pk: int) -> HttpResponse:
    """Write down what a member said by another way."""
    invited = invitation_of(request.actor, pk, clock.today())
    policies.require(may_answer_for(request.actor, invited), _("responder por quienes integran el gabinete"))
    return _answer_form(request, invited, on_behalf=True)


@require_safe
def download_designation(request: Request, pk: int) -> HttpResponseBase:
    """Give the designation of an alternate."""
    invited = invitation_of(request.actor, pk, clock.today())
    if invited.designation is None:
        raise policies.unknown(_("una designación"))
    return serve(invited.designation, request)


@require_POST
def chase(request: Request, pk: int) -> HttpResponse:
    """Remind those who have not answered."""
    count = chase_answers(request.actor, pk, clock.now())
    if count:
        said = ngettext("Se recordó a %(num)s integrante.", "Se recordó a %(num)s integrantes.", count)
        messages.success(request, said % {"num": count})
    else:
        messages.info(request, _("Todos respondieron, o se les recordó hace menos de una hora."))
    return redirect(_page_of(pk))


@require_POST
def settle_reply(request: Request, pk: int, *, takes: bool) -> HttpResponse:
    """Take, or set aside, a reply by mail that nothing proves."""
    if takes:
        session_id: int | None = confirm_reply(request.actor, pk, clock.now()).session_id
        messages.success(request, _("La respuesta quedó registrada."))
    else:
        session_id = dismiss_reply(request.actor, pk, clock.now()).session_id
        messages.info(request, _("La respuesta se descartó; queda entre las que no se tomaron."))
    return redirect(f"{_page_of(session_id or 0)}#respuestas")


@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request: Request, pk: int) -> HttpResponse:
    """Put off a session that was called."""
    session = queries.session_of(request.actor, pk)
    policies.require(policies.may_manage_session(request.actor, session), _("preparar sesiones"))
    fields = Fields(request.POST)
    problem: GabineteError | None = None
    if request.method == "POST":
        try:
            day, hour = fields.day("held_on"), fields.hour("starts_at")
            if day is None and not fields.errors and (hour or fields.text("place")):
                fields.fault("held_on", _("Escriba la nueva fecha, o deje vacíos la hora y el lugar."))
            fields.require_good()
            instead = NewDate(day, hour, fields.text("place")) if day else None
            reason = fields.text("reason")
            moved = postpone_session(request.actor, pk, fields.version(), reason, clock.now(), instead)
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _("La sesión quedó diferida y se avisó a quienes estaban convocados."))
            if session.next_session_on and moved.next_session_on is None:
                messages.warning(
                    request,
                    _(
                        "La próxima sesión quedó sin fecha: la que tenía era anterior a la nueva. Fíjela de nuevo."
                    ),
                )
            return redirect(_page_of(pk))
    context = {
        "session": session,
        "name": queries.name_of(session),
        "sent": fields.data,
        "version": fields.text("version") or session.version,
        "errors": fields.errors,
        "problems": [problem.message] if problem and not fields.errors else [],
    }
    status = problem.status if problem else 200
    return render(request, "cabinet/call/postpone.html", context, status=status)


def _answer_form(request: Request, invited: Invitation, *, on_behalf: bool) -> HttpResponse:
    fields = Fields(request.POST)
    problem: GabineteError | None = None
    if request.method == "POST":
        given = answer_given(fields, request.FILES)
        answer = answer_on_behalf if on_behalf else answer_from_desk
        try:
            answer(request.actor, invited.pk, fields.version(), given, clock.now())
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _("La respuesta quedó registrada."))
            return redirect(_page_of(invited.session_id))
    status = problem.status if problem else 200
    context = _context(invited, fields, problem) | {"on_behalf": on_behalf}
    return render(request, "cabinet/call/answer.html", context, status=status)


def _context(invited: Invitation, fields: Fields, problem: GabineteError | None) -> dict[str, Any]:
    session = invited.session
    return {
        "session": session,
        "invited": invited,
        "row": row_of(invited, clock.today()),
        "title": queries.full_name_of(session),
        "when": calling.when_in_words(session),
        "is_open": waits_for_answers(session),
        "choices": choices(guest=invited.seat is None),
        "sent": fields.data if problem else None,
        "problems": [problem.message] if problem else [],
    }


def _page_of(pk: int) -> str:
    return reverse("cabinet:show-session", args=[pk])
