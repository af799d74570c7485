"""Making a move: the form, and what it becomes. Every form is a page of its own and fits in the dialog."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.ui.render import heading_in, redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, NotFound, RuleBroken, Stale
from gabinete.office.followup import policies, queries
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries.rows import matter_url
from gabinete.office.followup.rules import OpenMove
from gabinete.office.followup.states import MATTER_FLOW, Situation, needs_proof
from gabinete.office.followup.web.forms import EVIDENCE_TYPES, Read, once_of, read, version_of
from gabinete.office.followup.web.moves import FORMS, Order

_NO_PROOF = needs_proof(Situation(means_proven=False))
_SHOWN_ON_THE_FORM = (BadInput, IllegalMove, RuleBroken, Stale)
_WRITTEN = frozenset({"text", "textarea"})


def as_offered(moves: list[OpenMove]) -> list[OpenMove]:
    """Return the moves as their forms can make them: the form of fulfilment brings the proof along."""
    return [
        replace(move, reasons=())
        if move.name == "report_fulfilment" and move.reasons == (_NO_PROOF,)
        else move
        for move in moves
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def make_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show the form of a move, or make it."""
    actor = actor_in(request)
    matter = queries.get_plain_matter(actor, pk)
    if name not in FORMS:
        raise NotFound("matter.no_move", _("No existe esa acción. No se cambió nada; vuelva al asunto."))
    if not policies.may(name, actor, matter):
        raise NotAllowed(
            "matter.not_yours", _("Su función no incluye esta acción en este asunto. No se cambió nada.")
        )
    if request.method == "POST":
        return _made(request, matter, name)
    return _form(request, matter, name, Read())


@require_safe
def confirm_proposed(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the second key of the end that was proposed, whichever it is."""
    matter = queries.get_matter(actor_in(request), pk)
    if not matter.proposed_end:
        return redirect(matter_url(pk))
    back = urlencode({"volver": request.GET["volver"]}) if "volver" in request.GET else ""
    return redirect(f"{matter_url(pk)}confirm_{matter.proposed_end}/?{back}")


def _made(request: HttpRequest, matter: Matter, name: str) -> HttpResponse:
    form, now = FORMS[name], clock.now()
    given = read(form.fields(matter, clock.today()), request)
    if not given.is_good:
        return _form(request, matter, name, given, status=422)
    order = Order(
        actor_in(request), matter, given.values, version_of(request.POST), once_of(request.POST), now
    )
    try:
        form.run(order)
    except _SHOWN_ON_THE_FORM as error:
        given.errors[""] = [error.message]
        return _form(request, matter, name, given, status=error.status)
    messages.success(request, str(form.done))
    return redirect(_back(request, matter))


def _back(request: HttpRequest, matter: Matter) -> str:
    asked = request.POST.get("volver", "")
    own = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if own else matter_url(matter.pk)


def _form(request: HttpRequest, matter: Matter, name: str, given: Read, status: int = 200) -> HttpResponse:
    actor = actor_in(request)
    seen = queries.situation(actor, matter)
    reasons = MATTER_FLOW.reasons_closed(name, matter.state, seen)
    flow = MATTER_FLOW.moves[name]
    [move] = as_offered([OpenMove(name, flow.label, flow.needs_reason, tuple(reasons))])
    form = FORMS[name]
    fields = form.fields(matter, clock.today())
    context: dict[str, Any] = {
        "matter": matter,
        "heading": heading_in(request),
        "move": move,
        "form": form,
        "fields": fields if move.is_open else (),
        # A move that closed meanwhile has no form any more; what was typed is shown so that it can be copied.
        "written": [given.values[f.name] for f in fields if f.kind in _WRITTEN and given.values.get(f.name)],
        "values": given.values,
        "errors": given.errors,
        # After a stale answer the person has seen what changed: the next sending is on the present version.
        "version": matter.version,
        "once": once_of(request.POST) if request.method == "POST" else uuid4(),
        "blocked": not move.is_open,
        "accepted": EVIDENCE_TYPES,
        "back": request.POST.get("volver") or request.GET.get("volver", ""),
    }
    return render(request, "followup/move.html", context, "main", status=status)
