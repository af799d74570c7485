"""The directory of units: who exists, who serves there, who took over from whom."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require, require_directory
from gabinete.foundation.access.queries import grants_at
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.access.web.inputs import day_of, id_of, text_of
from gabinete.foundation.org import actions, queries
from gabinete.foundation.org.actions import UnitData
from gabinete.foundation.org.holding import heads_of, posts_of
from gabinete.foundation.org.models import Unit, UnitKind
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """List the units in force, or the past ones, filtered by words."""
    actor = actor_in(request)
    require_directory(actor)
    words, past = request.GET.get("q", "").strip(), request.GET.get("pasadas") == "1"
    units = list(queries.found_units(words, clock.today(), past=past))
    context = {
        "units": units,
        "heads": heads_of([unit.pk for unit in units], clock.today()),
        "q": words,
        "past": past,
        "may_manage": actor.may(Permission.MANAGE_UNITS),
    }
    return render(request, "access/units.html", context, fragment="results")


@require_GET
def show(request: HttpRequest, acronym: str) -> HttpResponse:
    """Show a unit: its people, its names, its history and the way to its matters."""
    actor, today = actor_in(request), clock.today()
    require_directory(actor)
    unit = queries.unit_by_acronym(acronym)
    context = {
        "unit": unit,
        "in_force": queries.units_in_force(today).filter(pk=unit.pk).exists(),
        "grants": list(grants_at(unit.pk, today)),
        "aliases": list(unit.aliases.order_by("text")),
        "successors": list(queries.successors_of(unit)),
        "predecessors": list(queries.predecessors_of(unit)),
        "children": list(queries.children_of(unit, today)),
        "posts": posts_of(unit.pk, today),
        "may_record": actor.may(Permission.RECORD_HOLDERS),
        "may_manage": actor.may(Permission.MANAGE_UNITS),
        "may_read_matters": actor.may(Permission.VIEW_MATTERS),
        "may_read_people": actor.may(Permission.MANAGE_ACCOUNTS),
    }
    return render(request, "access/unit.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    actor = actor_in(request)
    require(actor, Permission.MANAGE_UNITS)
    if request.method == "GET":
        return _form(request, None)
    try:
        unit = actions.add_unit(actor, _data(request), now=clock.now())
    except GabineteError as error:
        return _form(request, None, error)
    messages.success(request, _("La unidad quedó en el directorio."))
    return redirect(reverse("access:show-unit", args=[unit.acronym]))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, acronym: str) -> HttpResponse:
    """Correct or rename a unit."""
    actor = actor_in(request)
    require(actor, Permission.MANAGE_UNITS)
    unit = queries.unit_by_acronym(acronym)
    if request.method == "GET":
        return _form(request, unit)
    try:
        unit = actions.edit_unit(actor, unit.pk, _data(request), now=clock.now())
    except GabineteError as error:
        return _form(request, unit, error)
    messages.success(request, _("La unidad quedó corregida; sus nombres anteriores se conservan."))
    return redirect(reverse("access:show-unit", args=[unit.acronym]))


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, acronym: str) -> HttpResponse:
    """End a unit and name who answers for what it owed."""
    actor = actor_in(request)
    require(actor, Permission.MANAGE_UNITS)
    unit, today = queries.unit_by_acronym(acronym), clock.today()
    if request.method == "GET":
        return _closing(request, unit, today)
    try:
        successor, last_day = id_of(request.POST, "successor"), day_of(request.POST, "last_day")
        if successor is None or last_day is None:
            raise BadInput(
                "org.closing_incomplete",
                _("Indique el último día y la unidad que la sucede. No se cambió nada."),
            )
        reason = text_of(request.POST, "reason")
        actions.close_unit(
            actor, unit.pk, last_day=last_day, successor_id=successor, now=clock.now(), reason=reason
        )
    except GabineteError as error:
        return _closing(request, unit, today, error)
    messages.success(request, _("La unidad termina ese día; su sucesora responde desde el siguiente."))
    return redirect(reverse("access:show-unit", args=[unit.acronym]))


@require_POST
def alias(request: HttpRequest, acronym: str) -> HttpResponse:
    """Note another name of a unit."""
    unit = queries.unit_by_acronym(acronym)
    actions.add_alias(actor_in(request), unit.pk, text_of(request.POST, "text"), now=clock.now())
    messages.success(request, _("El otro nombre quedó anotado."))
    return redirect(reverse("access:show-unit", args=[unit.acronym]))


@require_POST
def forget(request: HttpRequest, acronym: str, pk: int) -> HttpResponse:
    """Forget another name that was a mistake."""
    actions.drop_alias(actor_in(request), pk, now=clock.now())
    messages.success(request, _("El otro nombre quedó quitado."))
    return redirect(reverse("access:show-unit", args=[acronym]))


def _data(request: HttpRequest) -> UnitData:
    posted = request.POST
    acronym, name, kind, sector = (text_of(posted, field) for field in ("acronym", "name", "kind", "sector"))
    return UnitData(acronym, name, kind, sector, id_of(posted, "parent"), day_of(posted, "valid_from"))


def _form(request: HttpRequest, unit: Unit | None, error: GabineteError | None = None) -> HttpResponse:
    written = request.POST.dict() if request.method == "POST" else _written(unit)
    context = {
        "unit": unit,
        "written": {"acronym": "", "name": "", "kind": "", "sector": "", "parent": "", "valid_from": ""}
        | written,
        "kinds": UnitKind.choices,
        "units": queries.unit_choices(clock.today()),
        "errors": [error.message] if error else [],
    }
    return render(request, "access/unit_form.html", context, status=error.status if error else 200)


def _written(unit: Unit | None) -> dict[str, object]:
    if unit is None:
        return {}
    since = unit.valid_from.isoformat() if unit.valid_from else ""
    return {
        "acronym": unit.acronym, "name": unit.name, "kind": unit.kind, "sector": unit.sector, "parent": unit.parent_id or "",
        "valid_from": since,
    }  # fmt: skip


def _closing(
    request: HttpRequest, unit: Unit, today: date, error: GabineteError | None = None
) -> HttpResponse:
    others = [choice for choice in queries.unit_choices(today) if choice[0] != unit.pk]
    context = {
        "unit": unit,
        "units": others,
        "posted": request.POST,
        "errors": [error.message] if error else [],
    }
    return render(request, "access/unit_close.html", context, status=error.status if error else 200)
