"""One point: its page, and the form in which it is written."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import policies, queries, states
from gabinete.office.cabinet.actions import points
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, Outcome, PointKind
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.queries import agenda as reads
from gabinete.office.cabinet.queries import folder
from gabinete.office.cabinet.queries.bodies import body_choices
from gabinete.office.cabinet.queries.opinions import opinions_of_point, why_not_presented
from gabinete.office.cabinet.queries.origins import born_at, may_know
from gabinete.office.cabinet.queries.people import possible_readers
from gabinete.office.cabinet.web.agenda.editor import with_reason
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.readings import note_points
from gabinete.office.cabinet.web.sessions import Request, managed

DEFAULT_DAYS = 5
"""Business days proposed for an opinion; whoever asks changes it."""


@require_safe
def show_point(request: Request, pk: int) -> HttpResponse:
    """Show one point whole: what it proposes, its papers, opinions and positions, and its other ends."""
    actor, today = request.actor, clock.today()
    point = reads.point_of(actor, pk)
    session = point.session
    note_points(actor, session, [point], request.path)
    edits = rights.may_edit_point(actor, point)
    context = _links(request, point) | {
        "point": point,
        "session": session,
        "name": queries.name_of(session),
        "edits": edits,
        "may_edit": edits and _is_editable(point),
        "may_attach": edits and session.state in states.AHEAD | {states.OPEN},
        "may_ask": edits and session.state in states.AHEAD and not point.outcome,
        "may_withdraw": edits and session.state in states.AHEAD and not point.outcome,
        "papers": folder.papers_of([point.pk]).get(point.pk, []),
        "opinions": opinions_of_point(actor, pk, today),
        "waits": why_not_presented(session, today).get(pk, ""),
        "positions": folder.positions_of_point(actor, point, today),
        "readers": list(reads.readers_of(point)) if point.is_restricted else [],
        "units": unit_choices(today) if edits else [],
        "bodies": [(b.pk, b.name) for b in body_choices(actor) if b.pk != session.body_id] if edits else [],
        "days": DEFAULT_DAYS,
    }
    return render(request, "cabinet/agenda/point.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_point(request: Request, pk: int) -> HttpResponse:
    """Add a point."""
    session = managed(request, pk)

    def make(fields: Fields) -> AgendaItem:
        given = _given(request, fields)
        fields.require_good()
        return points.add_point(request.actor, pk, given, clock.now(), fields.once())

    return _form(request, session, make, _start(), title=_("Nuevo punto"))


@require_http_methods(["GET", "HEAD", "POST"])
def add_late_point(request: Request, pk: int) -> HttpResponse:
    """Add a point to an order of the day already closed."""
    session = managed(request, pk)

    def make(fields: Fields) -> AgendaItem:
        given, reason = _given(request, fields), fields.text("reason", required=True)
        fields.require_good()
        return points.add_late_point(request.actor, pk, given, reason, clock.now(), fields.once())

    return _form(request, session, make, {**_start(), "is_late": True}, title=_("Punto extemporáneo"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_point(request: Request, pk: int) -> HttpResponse:
    """Correct a point."""
    point = reads.point_of(request.actor, pk)
    session = managed(request, point.session_id)
    note_points(request.actor, session, [point], request.path)

    def make(fields: Fields) -> AgendaItem:
        given = _given(request, fields)
        fields.require_good()
        return points.edit_point(request.actor, pk, fields.version(), given, clock.now())

    start = _start() | {
        "title": point.title,
        "kind": point.kind,
        "proposer": str(point.proposer) if point.proposer else "",
        "minutes": point.minutes,
        "text": point.text,
        "is_restricted": "1" if point.is_restricted else "",
        "readers": {str(key) for key, _name in reads.readers_of(point)},
        "version": point.version,
        "point": point,
    }
    return _form(request, session, make, start, title=_("Corregir el punto %(n)s") % {"n": point.position})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_point(request: Request, pk: int) -> HttpResponse:
    """Withdraw a point before the session, with a reason."""
    point = reads.point_of(request.actor, pk)
    session = managed(request, point.session_id)

    def make(fields: Fields) -> None:
        points.withdraw_point(request.actor, pk, fields.version(), fields.text("reason"), clock.now())
        messages.success(request, _("Punto retirado; queda en el orden del día con su motivo."))

    words = {
        "title": _("Retirar el punto %(n)s") % {"n": point.position},
        "explains": _("«%(title)s» no se tratará; queda en el orden del día como retirado.")
        % {"title": point.title},
        "label": _("Por qué se retira"),
        "button": _("Retirar el punto"),
        "back": reverse("cabinet:show-point", args=[pk]),
    }
    return with_reason(request, session, point.version, make, words)


def _form(
    request: Request,
    session: CabinetSession,
    make: Callable[[Fields], AgendaItem],
    start: dict[str, Any],
    *,
    title: str,
) -> HttpResponse:
    """Show the form of a point, or do what it asks; a refusal shows it again with everything that was typed."""
    fields, problems, status = Fields(request.POST), [], 200
    if request.method == "POST":
        try:
            point = make(fields)
        except GabineteError as error:
            problems, status = ([] if fields.errors else [error.message]), error.status
        else:
            messages.success(request, _("Se guardó el punto %(n)s.") % {"n": point.position})
            return redirect(f"{reverse('cabinet:edit-agenda', args=[session.pk])}#punto-{point.pk}")
        start = start | {name: fields.text(name) for name in _NAMES} | {"readers": _typed_readers(request)}
        start["version"] = fields.text("version")
    today = clock.today()
    context = {
        "session": session,
        "name": queries.name_of(session),
        "title": title,
        "start": start,
        "kinds": PointKind.choices,
        "units": unit_choices(today),
        "people": possible_readers(session, today),
        "problems": problems,
        "errors": fields.errors,
        "me": request.actor.user_id,
    }
    return render(request, "cabinet/agenda/point_form.html", context, status=status)


_NAMES = ("title", "kind", "proposer", "minutes", "text", "is_restricted", "reason", "once")


def _start() -> dict[str, Any]:
    return dict.fromkeys(_NAMES, "") | {
        "kind": PointKind.DECISION,
        "minutes": 10,
        "readers": set(),
        "version": None,
        "once": uuid4(),
        "point": None,
        "is_late": False,
    }


def _given(request: Request, fields: Fields) -> points.PointGiven:
    proposer = fields.one_unit("proposer")
    return points.PointGiven(
        title=fields.text("title", required=True),
        kind=fields.choice("kind", PointKind.values, PointKind.INFORMATION),
        proposer_id=proposer.pk if proposer else None,
        minutes=fields.whole("minutes") or 0,
        text=fields.text("text"),
        is_restricted=fields.text("is_restricted") == "1",
        reader_ids={int(key) for key in _typed_readers(request)},
    )


def _typed_readers(request: Request) -> set[str]:
    longest = 9
    sent = request.POST.getlist("readers")
    return {text for text in sent if text.isascii() and text.isdecimal() and len(text) <= longest}


def _is_editable(point: AgendaItem) -> bool:
    if point.session.state in states.BEFORE:
        return True
    late = bool(point.late_reason) and point.started_at is None
    return late and point.session.state in {states.FROZEN, states.OPEN} and point.outcome != Outcome.WITHDRAWN


def _links(request: Request, point: AgendaItem) -> dict[str, Any]:
    """Return where a point comes from, where it went, and the matters that were born at either end."""
    ends = reads.other_ends(request.actor, point)
    born = born_at(request.actor, [point, *ends])
    return {
        "ends": [(one, reads.called_of(one), born.get(one.pk, ())) for one in ends],
        "origins": _origins(request, point),
        "born": born.get(point.pk, ()),
        "knows_sent": point.sent_matter_id is not None and may_know(request.actor, point.sent_matter_id),
    }


def _origins(request: Request, point: AgendaItem) -> list[tuple[str, str]]:
    """Return where the point comes from, as (sentence, address); the address is empty for what they may not read."""
    found = []
    for origin in (point.sent_from, point.carried_from):
        if origin is not None:
            seen = policies.visible_points(request.actor).filter(pk=origin.pk).exists()
            address = reverse("cabinet:show-point", args=[origin.pk]) if seen else ""
            found.append((reads.called_of(origin), address))
    return found
