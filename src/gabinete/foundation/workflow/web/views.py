"""The calendar of days that do not count: read by everybody, changed by few, and never without seeing what it moves."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.ui.render import redirect, render
from gabinete.foundation.workflow import actions, queries
from gabinete.foundation.workflow.models import Calendar
from gabinete.foundation.workflow.policies import may_manage_calendar, visible_calendars
from gabinete.foundation.workflow.preview import Preview, preview
from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay, check_addition, shown_name
from gabinete.foundation.workflow.web.inputs import day_of, new_days
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError, NotAllowed, NotFound

MAIN = "sonora"
_BLANK = {
    "first": "",
    "last": "",
    "name": "",
    "kind": DayKind.REST.value,
    "source": "",
    "confidence": "",
    "reason": "",
}


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show the closed days of a year, and every version of the list."""
    actor, today = actor_in(request), clock.today()
    calendars = list(visible_calendars(actor))
    chosen = _chosen(calendars, request.GET.get("calendario", MAIN))
    days = list(queries.closed_days(chosen.code)) if chosen else []
    years = sorted({day.date.year for day in days}) or [today.year]
    year = _year(request.GET.get("ano", ""), years, today)
    context = {
        "calendar": chosen,
        "calendars": calendars,
        "days": [day for day in days if day.date.year == year],
        "years": years,
        "year": year,
        "today": today,
        "versions": queries.history(chosen.code) if chosen else [],
        "may_manage": may_manage_calendar(actor),
        "confidences": {one.value: one.spanish for one in Confidence},
    }
    return render(request, "workflow/calendar.html", context)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close days: first what it would move, then the change itself."""
    chosen = _managed(request, code)
    if request.method == "GET":
        return _closing(request, chosen)
    try:
        days = new_days(request.POST)
        if request.POST.get("step") != "save":
            check_addition(days, queries.closed_dates(chosen))
            return _closing(request, chosen, foreseen=_foreseen(request, chosen, days), days=days)
        made = actions.add_days(actor_in(request), code, days, request.POST.get("reason", ""), clock.now())
    except GabineteError as error:
        return _closing(request, chosen, error=error)
    said = ngettext(
        "Se cerró %(num)s día: versión %(version)s.",
        "Se cerraron %(num)s días: versión %(version)s.",
        len(days),
    )
    messages.success(request, said % {"num": len(days), "version": made.number})
    return redirect(_address(code, days[0].date.year))


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Open a day again, with a reason; earlier versions keep it."""
    chosen = _managed(request, code)
    given = request.POST if request.method == "POST" else request.GET
    day = day_of(given.get("fecha", ""))
    found = queries.closed_days(code).filter(date=day).first()
    if found is None:
        raise NotFound(
            "calendar.not_closed",
            _("Ese día no está cerrado en la versión vigente. No se cambió nada; actualice el calendario."),
        )
    error: GabineteError | None = None
    if request.method == "POST":
        try:
            made = actions.withdraw_days(actor_in(request), code, [day], given.get("reason", ""), clock.now())
        except GabineteError as refusal:
            error = refusal
        else:
            messages.success(
                request, _("El día vuelve a contar: versión %(version)s.") % {"version": made.number}
            )
            return redirect(_address(code, day.year))
    context = {
        "calendar": chosen,
        "day": found,
        "reason": given.get("reason", ""),
        "errors": [error.message] if error else [],
    }
    return render(request, "workflow/withdraw.html", context, status=error.status if error else 200)


def _closing(
    request: HttpRequest,
    chosen: Calendar,
    *,
    foreseen: Preview | None = None,
    days: list[NewDay] | None = None,
    error: GabineteError | None = None,
) -> HttpResponse:
    context = {
        "calendar": chosen,
        "written": _BLANK | request.POST.dict(),
        "kinds": [(one.value, one.spanish) for one in DayKind],
        "confidences": [(one.value, one.spanish) for one in Confidence],
        "foreseen": foreseen,
        "days": days or [],
        "errors": [error.message] if error else [],
    }
    return render(request, "workflow/close.html", context, status=error.status if error else 200)


def _foreseen(request: HttpRequest, chosen: Calendar, days: list[NewDay]) -> Preview:
    """Return what closing these days would move."""
    present = queries.calendar(chosen.code)
    changed = present.closing((day.date, shown_name(day.name, day.confidence)) for day in days)
    return preview(actor_in(request), changed, [day.date for day in days])


def _managed(request: HttpRequest, code: str) -> Calendar:
    """Return the calendar to be changed.

    Raises:
        NotAllowed: this person does not manage calendars.
        NotFound: there is no such calendar.
    """
    actor = actor_in(request)
    if not may_manage_calendar(actor):
        raise NotAllowed(
            "calendar.not_allowed",
            _(
                "Su función no permite cambiar los días inhábiles. No se cambió nada; pídalo a la secretaría técnica."
            ),
        )
    chosen = visible_calendars(actor).filter(code=code).first()
    if chosen is None:
        raise NotFound(
            "calendar.unknown",
            _("No hay un calendario con esa clave. No se cambió nada; elíjalo de la lista."),
        )
    return chosen


def _chosen(calendars: list[Calendar], code: str) -> Calendar | None:
    by_code = {one.code: one for one in calendars}
    return by_code.get(code) or by_code.get(MAIN) or next(iter(calendars), None)


def _year(text: str, years: list[int], today: date) -> int:
    if text.isdecimal() and int(text) in years:
        return int(text)
    return today.year if today.year in years else years[-1]


def _address(code: str, year: int) -> str:
    return f"{reverse('workflow:show-calendar')}?calendario={code}&ano={year}"
