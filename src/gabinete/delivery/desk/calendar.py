"""The calendars on which terms hang: closed days with their source, versions, and the matters they move."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.ui.render import redirect, render
from gabinete.foundation.workflow import actions, queries
from gabinete.foundation.workflow.models import Calendar, CalendarVersion
from gabinete.foundation.workflow.policies import may_manage_calendar, visible_calendars
from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, NotFound, RuleBroken
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.detail import open_matters_counted_with
from gabinete.office.followup.queries.rows import MatterRow, rows_of
from gabinete.office.followup.rules import OFFICE_CALENDAR
from gabinete.office.followup.web.forms import Field, Read, read

SHOWN = 25
YEARS_BACK, YEARS_AHEAD = 2, 3
REASON = Field("reason", gettext_lazy("Motivo del cambio"), "text", required=True)


@require_safe
def show_calendar(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show a calendar: its closed days of a year, its versions, and the matters counted with the newest."""
    return _page(request, _calendar(actor_in(request), code), Read())


@require_http_methods(["POST"])
def close_day(request: HttpRequest, code: str) -> HttpResponse:
    """Close a day: a new version is made and the terms it falls in are counted again."""
    actor = actor_in(request)
    require(actor, Permission.MANAGE_CALENDAR)
    calendar, given = _calendar(actor, code), read(_day_fields(), request)
    if not given.is_good:
        return _page(request, calendar, given, status=422)
    it = given.values
    try:
        day = NewDay(it["date"], it["name"], DayKind(it["kind"]), it["source"], Confidence(it["confidence"]))
        version = actions.add_days(actor, code, [day], it["reason"], clock.now())
    except (BadInput, RuleBroken) as error:
        given.errors[""] = [error.message]
        return _page(request, calendar, given, status=error.status)
    return _done(request, actor, version)


@require_http_methods(["POST"])
def open_day(request: HttpRequest, code: str) -> HttpResponse:
    """Open a day that was closed; terms already counted never get shorter."""
    actor = actor_in(request)
    require(actor, Permission.MANAGE_CALENDAR)
    given = read([Field("date", _("Día"), "date", required=True), REASON], request)
    if not given.is_good:
        raise BadInput("calendar.open", _("Faltan el día o el motivo. No se cambió nada; escríbalos."))
    version = actions.withdraw_days(actor, code, [given.values["date"]], given.values["reason"], clock.now())
    return _done(request, actor, version)


def _done(request: HttpRequest, actor: Actor, version: CalendarVersion) -> HttpResponse:
    code = version.calendar.code
    moved = _counted_with(actor, code, version.number)
    told = _("Quedó la versión %(version)s. Plazos que se contaron de nuevo: %(n)s.")
    messages.success(request, told % {"version": version.number, "n": len(moved)})
    return redirect(f"/calendario/{code}/")


def _calendar(actor: Actor, code: str) -> Calendar:
    calendar = visible_calendars(actor).filter(code=code or OFFICE_CALENDAR).first()
    if calendar is None:
        raise NotFound("calendar.unknown", _("No hay ese calendario. No se cambió nada; elija otro."))
    return calendar


def _counted_with(actor: Actor, code: str, version: int) -> list[MatterRow]:
    counted = open_matters_counted_with(code).filter(calendar_version=version)
    seen = visible_matters(actor).filter(pk__in=counted.values("pk"))
    return rows_of(seen.order_by("due_order", "id")[:SHOWN], clock.today())


def _day_fields() -> list[Field]:
    return [
        Field("date", _("Día"), "date", required=True),
        Field("name", _("Nombre"), "text", required=True),
        Field("kind", _("Tipo"), "select", required=True, options=[(k.value, k.spanish, "") for k in DayKind]),
        Field("source", _("Fuente"), "text", required=True, hint=_("Ley, boletín o convenio que lo cierra.")),
        Field("confidence", _("Qué tan confirmado está"), "select", required=True, options=[(c.value, c.spanish, "") for c in Confidence]),
        REASON,
    ]  # fmt: skip


def _page(request: HttpRequest, calendar: Calendar, given: Read, status: int = 200) -> HttpResponse:
    actor, today = actor_in(request), clock.today()
    days = list(queries.closed_days(calendar.code))
    near = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
    years = sorted({day.date.year for day in days if day.date.year in near} | {today.year})
    asked = request.GET.get("anio", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else today.year
    address = f"/calendario/{calendar.code}/"
    manages = may_manage_calendar(actor)
    context: dict[str, Any] = {
        "calendar": calendar,
        "calendars": [(f"/calendario/{c.code}/", c.name, None, c.pk == calendar.pk) for c in visible_calendars(actor).order_by("pk")],
        "years": [(f"{address}?anio={y}", str(y), None, y == year) for y in years],
        "days": [day for day in days if day.date.year == year],
        "history": queries.history(calendar.code),
        "moved": _counted_with(actor, calendar.code, calendar.version) if actor.may(Permission.VIEW_MATTERS) else [],
        "manages": manages,
        "fields": _day_fields() if manages else [],
        "values": given.values,
        "errors": given.errors,
    }  # fmt: skip
    return render(request, "desk/calendar.html", context, status=status)
