"""Registering a matter by hand: what was ordered outside a session."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, NotAllowed, RuleBroken
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.terms import Term
from gabinete.office.followup import actions, policies
from gabinete.office.followup.models import MatterKind, OriginKind, TermUnit
from gabinete.office.followup.orders import NewMatter, Origin
from gabinete.office.followup.queries.lookalikes import look_alikes
from gabinete.office.followup.queries.people import monitors_by_rule, possible_monitors
from gabinete.office.followup.queries.rows import matter_url
from gabinete.office.followup.web import lookups
from gabinete.office.followup.web.forms import Field, Read, once_of, read

OUTSIDE = (OriginKind.TOUR, OriginKind.MEETING, OriginKind.LETTER, OriginKind.PLAN, OriginKind.PUBLIC)
"""Origins offered here: what is agreed in a session is born from its minutes."""
BY_RULE = "regla"
"""Choice that leaves to the rule who follows the matter."""


@require_http_methods(["GET", "HEAD", "POST"])
def register_matter(request: HttpRequest) -> HttpResponse:
    """Show the form of a new matter, or register it."""
    actor = actor_in(request)
    if not policies.may_register(actor, Reserve.PUBLIC):
        raise NotAllowed(
            "matter.register", _("Su función no registra asuntos. No se guardó nada; pídalo a la Oficina.")
        )
    fields = _fields(actor.office_clearance)
    if request.method != "POST":
        return _page(request, fields, Read())
    given = read(fields, request)
    if not given.is_good:
        return _page(request, fields, given, status=422)
    try:
        order = _order(given.values, _monitor(given.values, actor), once_of(request.POST))
        matter = actions.register(actor, order, clock.now())
    except (BadInput, RuleBroken) as error:
        given.errors[""] = [error.message]
        return _page(request, fields, given, status=error.status)
    messages.success(
        request, _("Asunto registrado con folio %(folio)s; falta notificarlo.") % {"folio": matter.folio}
    )
    return redirect(matter_url(matter.pk))


def _fields(clearance: Reserve) -> list[Field]:
    today = clock.today()
    units = [(pk, word, "") for pk, word in lookups.unit_keys(today)]
    people = [(BY_RULE, _("según la dependencia"), "")]
    people += [(str(pk), name, "") for pk, name in possible_monitors(today, Reserve.PUBLIC)]
    return [
        Field("kind", _("Clase"), "select", required=True, options=[(v, w, "") for v, w in MatterKind.choices], value="instruction"),
        Field("text", _("Texto literal"), required=True, hint=_("Como se dictó. Empiece por un verbo que se pueda comprobar: entregar, presentar, firmar, publicar.")),
        Field("title", _("Síntesis"), "text", hint=_("Lo que se lee en las listas; si la deja vacía se toma del texto.")),
        Field("origin", _("Origen"), "select", required=True, options=[(o.value, o.label, "") for o in OUTSIDE], value="tour"),
        Field("origin_label", _("Cuál"), "text", hint=_("Por ejemplo: gira por la sierra, 12 de noviembre.")),
        Field("ordered_by", _("Quién lo ordena"), "text", value=_("Titular del Ejecutivo")),
        Field("issued_on", _("Fecha en que se dictó"), "date", required=True, value=today.isoformat()),
        Field("lead", _("Dependencia responsable"), "select", required=True, options=units),
        Field("co", _("Corresponsables"), "units", options=units, value=[]),
        Field("term_unit", _("El plazo se cuenta en"), "select", required=True, options=[(v, w, "") for v, w in TermUnit.choices], value="business"),
        Field("term_n", _("Cuántos"), "number", hint=_("Para días o meses; corre desde la notificación.")),
        Field("term_on", _("Fecha fija"), "date", hint=_("Solo si el plazo es una fecha.")),
        Field("means", _("Se dará por cumplido con"), "text", required=True, hint=_("El documento o hecho que lo probará.")),
        Field("monitor", _("Analista que da seguimiento"), "select", options=people, value=BY_RULE, hint=_("La propuesta: quien ya lleva más asuntos de la dependencia; si nadie, quien lleva menos.")),
        Field("verifier", _("Unidad que verificará"), "select", options=units, hint=_("Distinta de las responsables.")),
        Field("axis", _("Eje del plan"), "select", options=[(pk, word, "") for pk, word in lookups.axis_keys()]),
        Field("reserve", _("Reserva"), "select", required=True, options=[(r.value, r.spanish, "") for r in Reserve if r <= clearance], value=int(Reserve.INTERNAL)),
    ]  # fmt: skip


def _monitor(given: dict[str, Any], actor: Actor) -> int | None:
    """Return who will follow it: whoever was chosen, or whom the rule says of its agency."""
    if given["monitor"] not in {"", BY_RULE}:
        return int(given["monitor"])
    lead = given["lead"]
    suggested = monitors_by_rule([lead], actor.home_unit_ids, clock.today(), given["reserve"]).get(lead)
    return suggested.id if suggested else None


def _order(given: dict[str, Any], monitor_id: int | None, once: Any) -> NewMatter:
    term = _term(given)
    return NewMatter(
        kind=given["kind"],
        text=given["text"],
        title=given["title"],
        issued_on=given["issued_on"],
        lead_id=given["lead"],
        co_ids=tuple(pk for pk in given["co"] if pk != given["lead"]),
        means=given["means"],
        origin=Origin(given["origin"], given["origin_label"], ordered_by=given["ordered_by"]),
        term=term,
        term_text=term.spanish,
        monitor_id=monitor_id,
        verifier_unit_id=given["verifier"] or None,
        axis_id=given["axis"] or None,
        reserve=given["reserve"],
        once=once,
    )


def _term(given: dict[str, Any]) -> Term:
    unit = given["term_unit"]
    if unit == TermUnit.NONE:
        return Term.none()
    if unit == TermUnit.FIXED:
        if given["term_on"] is None:
            raise BadInput("term.date", _("Falta la fecha fija del plazo. No se guardó nada; escríbala."))
        return Term.fixed(given["term_on"])
    made = {TermUnit.BUSINESS: Term.business, TermUnit.CALENDAR: Term.calendar, TermUnit.MONTHS: Term.months}
    return made[unit](given["term_n"] or 0)


def _page(request: HttpRequest, fields: list[Field], given: Read, status: int = 200) -> HttpResponse:
    text, lead = given.values.get("text", ""), given.values.get("lead")
    alike = look_alikes(text, [lead] if isinstance(lead, int) else [], actor_in(request)) if text else []
    context = {
        "fields": fields,
        "values": given.values,
        "errors": given.errors,
        "similar": alike,
        "once": once_of(request.POST) if request.method == "POST" else uuid4(),
    }
    return render(request, "followup/register.html", context, status=status)
