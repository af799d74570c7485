"""Pages of sessions: the list, one session, and the forms that prepare it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import actions, policies, queries, states
from gabinete.office.cabinet.models import CabinetSession, Modality
from gabinete.office.cabinet.queries.conflicts import conflicts_of
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.parts import PARTS

SESSION_FORM = "cabinet/session_form.html"
NEAR = 8
"""How many of the sessions to come are seen at once: a planned year is long, and what was held must not sink under it."""


class Request(HttpRequest):
    """A request with its actor, as AccessMiddleware leaves it."""

    actor: Actor


@require_safe
def list_sessions(request: Request) -> HttpResponse:
    """Show what is coming and what was held, of every body or of one."""
    today, fields = clock.today(), Fields(request.GET)
    body_id = fields.whole("gabinete")
    context = {
        "bodies": list(queries.body_choices(request.actor).values_list("pk", "name")),
        "body_id": body_id or "",
        "upcoming": queries.upcoming_sessions(request.actor, today, body_id),
        "near": NEAR,
        "past": queries.past_sessions(request.actor, today, body_id, _place(fields.text("antes"))),
        "is_first": not fields.text("antes"),
        "may_manage": policies.may_manage_bodies(request.actor),
        "today": today,
    }
    return render(request, "cabinet/sessions.html", context, "sessions")


@require_safe
def show_session(request: Request, pk: int) -> HttpResponse:
    """Show one session: order of the day, minutes and the matters born in it."""
    session = queries.session_of(request.actor, pk)
    if Reserve(session.reserve).is_restricted:
        note_reading(request.actor, "cabinet.session", session.pk, str(session), request.path, clock.now())
    now = clock.now()
    context = {
        "session": session,
        "name": queries.name_of(session),
        "state_label": states.LABELS[session.state],
        "reserve": Reserve(session.reserve),
        "may_manage": policies.may_manage_session(request.actor, session),
        "is_open": session.state in states.BEFORE,
        "is_ahead": session.state in states.AHEAD,
    }
    for part in PARTS:
        context |= part(request.actor, session, now)
    return render(request, "cabinet/session.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_session(request: Request) -> HttpResponse:
    """Register a session under the next number of its body."""
    policies.require(policies.may_manage_bodies(request.actor), _("registrar sesiones"))
    fields = Fields(request.POST)

    def make() -> CabinetSession:
        body_id, given = fields.whole("body"), _session_given(fields, request.actor)
        if body_id is None:
            fields.fault("body", _("Elija un gabinete."))
        fields.require_good()
        return actions.create_session(request.actor, body_id or 0, given, clock.now(), fields.once())

    start = _usual(request) | {"once": fields.text("once") or uuid4()}
    return _form(request, make, fields, _session_context(request.actor, start, None))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_session(request: Request, pk: int) -> HttpResponse:
    """Correct date, place and character."""
    session = managed(request, pk)
    fields = Fields(request.POST)

    def make() -> CabinetSession:
        given = _session_given(fields, request.actor)
        fields.require_good()
        return actions.edit_session(request.actor, pk, fields.version(), given, clock.now())

    names = (
        "held_on",
        "starts_at",
        "length_minutes",
        "place",
        "modality",
        "next_session_on",
        "reserve",
        "version",
    )
    start = {name: getattr(session, name) for name in names} | {
        "extraordinary": "1" if session.extraordinary else ""
    }
    start["starts_at"] = f"{session.starts_at:%H:%M}" if session.starts_at else ""
    return _form(request, make, fields, _session_context(request.actor, start, session))


@require_POST
def call_session(request: Request, pk: int) -> HttpResponse:
    """Issue the call."""
    actions.call_session(request.actor, pk, Fields(request.POST).version(), clock.now())
    messages.success(
        request,
        _("La sesión quedó convocada: cada integrante recibe su convocatoria con solicitud de acuse."),
    )
    return redirect(reverse("cabinet:show-session", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_session(request: Request, pk: int) -> HttpResponse:
    """Cancel, with a reason."""
    session = managed(request, pk)
    fields = Fields(request.POST)

    def make() -> CabinetSession:
        return actions.cancel_session(request.actor, pk, fields.version(), fields.text("reason"), clock.now())

    context = {
        "template": "cabinet/cancel_form.html",
        "session": session,
        "name": queries.name_of(session),
        "reason": fields.text("reason"),
        "version": fields.text("version") or session.version,
    }
    return _form(request, make, fields, context)


@require_POST
def set_next_session(request: Request, pk: int) -> HttpResponse:
    """Fix when the body meets again, from the page where it is missed."""
    fields = Fields(request.POST)
    next_on = fields.day("next_session_on")
    fields.require_good()
    session = actions.set_next_session(request.actor, pk, None, next_on, clock.now())
    waiting = next(
        (m for m in queries.minutes_of_session(request.actor, session) if m.confirmed_at is None), None
    )
    back = (
        reverse("cabinet:review-minutes", args=[waiting.pk])
        if waiting
        else reverse("cabinet:show-session", args=[pk])
    )
    return redirect(back)


def _form(
    request: Request, make: Callable[[], CabinetSession], fields: Fields, context: dict[str, Any]
) -> HttpResponse:
    """Show a form, or do what it asks; a refusal shows it again with everything that was typed."""
    problem: GabineteError | None = None
    if request.method == "POST":
        try:
            session = make()
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _("Se guardó la %(name)s.") % {"name": queries.name_of(session)})
            if context["template"] == SESSION_FORM:
                _warn_of_clashes(request, session)
            return redirect(reverse("cabinet:show-session", args=[session.pk]))
    shown = [problem.message] if problem is not None and not fields.errors else []
    status = problem.status if problem is not None else 200
    return render(
        request, context["template"], {**context, "problems": shown, "errors": fields.errors}, status=status
    )


def _warn_of_clashes(request: Request, session: CabinetSession) -> None:
    """Say once that there are clashes: the page of the session lists them."""
    if conflicts_of(session, request.actor):
        messages.warning(
            request, _("Choca con otra sesión: vea con cuál en «Convocatoria», y muévala o avise.")
        )


def _session_context(actor: Actor, start: dict[str, Any], session: CabinetSession | None) -> dict[str, Any]:
    return {
        "template": SESSION_FORM,
        "session": session,
        "start": start,
        "bodies": [(body.pk, f"{body.code} · {body.name}") for body in queries.body_choices(actor)],
        "modalities": Modality.choices,
        "reserves": [(int(r), r.spanish) for r in Reserve if r <= actor.office_clearance],
        "default_reserve": int(Reserve.INTERNAL),
    }


def _usual(request: Request) -> dict[str, Any]:
    """Return what a new session begins with: what is usual in the body the address names."""
    fields = Fields(request.GET)
    start: dict[str, Any] = {
        "body": fields.text("gabinete"),
        "extraordinary": "1" if fields.text("extraordinaria") == "1" else "",
    }
    body = queries.body_choices(request.actor).filter(pk=fields.whole("gabinete") or 0).first()
    if body is not None:
        start |= {"place": body.usual_place, "length_minutes": body.session_minutes}
        start["reserve"] = body.default_reserve
    return start


def _session_given(fields: Fields, actor: Actor) -> actions.SessionGiven:
    allowed = [str(int(r)) for r in Reserve if r <= actor.office_clearance]
    return actions.SessionGiven(
        held_on=fields.day("held_on", required=True) or date.min,
        starts_at=fields.hour("starts_at"),
        place=fields.text("place"),
        modality=fields.choice("modality", Modality.values, Modality.IN_PERSON),
        extraordinary=fields.text("extraordinary") == "1",
        length_minutes=fields.whole("length_minutes"),
        next_session_on=fields.day("next_session_on"),
        reserve=int(
            fields.choice("reserve", allowed, str(int(Reserve.INTERNAL)))
            if not fields.errors
            else Reserve.INTERNAL
        ),
    )


def managed(request: Request, pk: int) -> CabinetSession:
    """Return a session that whoever asks prepares.

    Raises:
        NotFound, NotAllowed.
    """
    session = queries.session_of(request.actor, pk)
    policies.require(policies.may_manage_session(request.actor, session), _("preparar sesiones"))
    return session


def _place(text: str) -> tuple[date, int] | None:
    """Return the place in the list an address names; a spoilt one begins at the top."""
    day, _dot, pk = text.partition(".")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        return None
