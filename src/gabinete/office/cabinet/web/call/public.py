"""Answering a call from its link, without an account: one session, nothing restricted, nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gabinete.foundation.rendering.pdf import pdf
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError, NotFound
from gabinete.office.cabinet import calling, printing, queries, states
from gabinete.office.cabinet.actions.answers import (
    acknowledge_by_key,
    answer_by_key,
    note_opening,
    waits_for_answers,
)
from gabinete.office.cabinet.models import Invitation
from gabinete.office.cabinet.queries.calls import row_of
from gabinete.office.cabinet.rules.call_keys import fingerprint
from gabinete.office.cabinet.web.call.forms import answer_given, choices
from gabinete.office.cabinet.web.call.patience import note_answer, note_wrong_key, require_patience
from gabinete.office.cabinet.web.fields import Fields

View = Callable[..., HttpResponse]


def _by_key(view: View) -> View:
    """Let strangers in with a key that opens something; say the same to every other one, a few times."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str) -> HttpResponse:
        require_patience(request)
        try:
            response = view(request, key)
        except NotFound as error:
            note_wrong_key(request)
            raise NotFound(
                "call.no_link",
                _(
                    "Esta liga no abre ninguna convocatoria: quizá llegó incompleta o la sustituyó otra más reciente. Use la de la última carta que recibió, o pídala a la secretaría técnica."
                ),
            ) from error
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(never_cache(guarded))


@_by_key
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Show the call of a seat and take its answer."""
    invited = note_opening(key, clock.now())
    fields = Fields(request.POST)
    problem: GabineteError | None = None
    if request.method == "POST":
        note_answer(fingerprint(key))
        try:
            given = answer_given(fields, request.FILES)
            answer_by_key(key, fields.version(), given, clock.now())
        except NotFound:
            raise
        except GabineteError as error:
            problem = error
        else:
            messages.success(
                request, _("Gracias: su respuesta quedó registrada. Puede cambiarla aquí mismo.")
            )
            return redirect(reverse("cabinet:answer-by-link", args=[key]))
    status = problem.status if problem else 200
    return render(request, "cabinet/call/public.html", _context(invited, key, fields, problem), status=status)


@_by_key
@require_POST
def acknowledge_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the acuse that whoever has the link gives with its button."""
    note_answer(fingerprint(key))
    acknowledge_by_key(key, clock.now())
    messages.success(request, _("Quedó su acuse de recibo. Falta decirnos si asiste."))
    return redirect(reverse("cabinet:answer-by-link", args=[key]))


@_by_key
@require_safe
def call_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Give the call as PDF, with its point of follow-up as it stands."""
    invited = note_opening(key, clock.now())
    if not calling.may_have_call(invited):
        raise NotFound("call.no_paper", _("Esta invitación es a un solo punto y no lleva la convocatoria."))
    session, followed = invited.session, calling.followed_for(invited, clock.now())
    address = request.build_absolute_uri(reverse("cabinet:answer-by-link", args=[key]))
    made_at = session.call_sent_at or clock.now()
    seats = queries.seats_of(session.body)
    content = pdf(printing.call_document(session, seats, made_at, address, followed))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="convocatoria-{printing.slug_of(session)}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _context(invited: Invitation, key: str, fields: Fields, problem: GabineteError | None) -> dict[str, Any]:
    session = invited.session
    return {
        "session": session,
        "invited": invited,
        "row": row_of(invited, clock.today()),
        "key": key,
        "title": queries.full_name_of(session),
        "when": calling.when_in_words(session),
        "points": calling.public_points(session, invited.guest_point_id),
        "has_paper": calling.may_have_call(invited),
        "state_label": states.LABELS[session.state],
        "is_open": waits_for_answers(session),
        "choices": choices(guest=invited.seat is None),
        "sent": fields.data if problem else None,
        "problems": [problem.message] if problem else [],
    }
