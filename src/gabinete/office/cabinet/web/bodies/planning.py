"""Planning the year of a body: a rhythm, the days it gives with what they clash with, and one act that registers them."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gabinete.foundation.ui.render import redirect, render
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import planning as acts
from gabinete.office.cabinet.models import Body, Modality
from gabinete.office.cabinet.queries.conflicts import Slot, conflicts_at
from gabinete.office.cabinet.queries.year import days_taken
from gabinete.office.cabinet.rules import planning as rules
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.followup.rules import OFFICE_CALENDAR

_NOVEMBER = 11
_LONGEST = timedelta(days=731)
_MOST_EVERY = 52


@require_http_methods(["GET", "HEAD", "POST"])
def plan_sessions(request: Request, pk: int) -> HttpResponse:
    """Ask for a rhythm, show the days it gives, and register those that are kept."""
    policies.require(policies.may_manage_bodies(request.actor), _("programar sesiones"))
    body = queries.body_of(request.actor, pk)
    fields = Fields(request.POST if request.method == "POST" else request.GET)
    problem: GabineteError | None = None
    if request.method == "POST":
        try:
            made = acts.plan_sessions(request.actor, pk, _given(request, fields), clock.now(), fields.once())
        except GabineteError as error:
            problem = error
        else:
            said = ngettext("Se programó %(n)s sesión.", "Se programaron %(n)s sesiones.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect(f"{reverse('cabinet:show-body', args=[pk])}?anio={made[0].year}")
    asked = bool(fields.text("kind"))
    days = _slated(body, fields) if asked else []
    context = {
        **_choices(),
        "body": body,
        "start": _start(fields, body, clock.today()),
        "asked": asked and not fields.errors,
        "days": _with_conflicts(request, body, fields, days),
        "once": fields.text("once") or uuid4(),
        "errors": fields.errors,
        "problems": [problem.message] if problem is not None and not fields.errors else [],
    }
    status = problem.status if problem else 200
    return render(request, "cabinet/bodies/plan.html", context, status=status)


@require_safe
def check_conflicts(request: Request) -> HttpResponse:
    """Show what a session would clash with, as its form is being filled; also a page of its own."""
    policies.require(policies.may_manage_bodies(request.actor), _("programar sesiones"))
    fields = Fields(request.GET)
    body_id, day = fields.whole("body") or 0, fields.day("held_on")
    found = []
    if body_id and day:
        slot = Slot(
            body_id,
            day,
            fields.hour("starts_at"),
            fields.whole("length_minutes") or 120,
            fields.text("place"),
            fields.whole("session"),
        )
        found = conflicts_at([slot], request.actor)[0]
    why = calendar(OFFICE_CALENDAR).why_closed(day) if day else None
    context = {"conflicts": found, "why_closed": why or "", "asked": bool(body_id and day)}
    return render(request, "cabinet/bodies/conflicts.html", context, "conflicts")


def _given(request: Request, fields: Fields) -> acts.PlanGiven:
    days = []
    for text in request.POST.getlist("day"):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            fields.fault("day", _("Una de las fechas no se entiende; vuelva a ver las fechas."))
    given = acts.PlanGiven(
        days,
        fields.hour("starts_at"),
        fields.text("place"),
        fields.choice("modality", Modality.values, Modality.IN_PERSON),
    )
    fields.require_good()
    return given


def _slated(body: Body, fields: Fields) -> list[rules.Slated]:
    rhythm = rules.Rhythm(
        fields.choice("kind", (rules.WEEKS, rules.MONTH_DAY, rules.MONTH_WEEKDAY)),
        _number(fields, "every", 1, _MOST_EVERY),
        _number(fields, "weekday", 0, 6),
        _number(fields, "day_of_month", 1, 31),
        _number(fields, "nth", 1, rules.LAST),
        fields.choice("if_closed", (rules.LATER, rules.EARLIER, rules.SKIP), rules.LATER),
    )
    first, last = fields.day("first", required=True), fields.day("last", required=True)
    if first and last and not first <= last <= first + _LONGEST:
        fields.fault("last", _("Debe ser posterior a la primera, y a no más de dos años."))
    if first and first < clock.today():
        fields.fault("first", _("Elija de hoy en adelante."))
    if fields.errors or first is None or last is None:
        return []
    return rules.slated(rhythm, first, last, calendar(OFFICE_CALENDAR), days_taken(body.pk, first, last))


def _number(fields: Fields, name: str, least: int, most: int) -> int:
    value = fields.whole(name)
    if value is None:
        return least
    if not least <= value <= most:
        fields.fault(name, _("Va de %(least)s a %(most)s.") % {"least": least, "most": most})
    return value


def _with_conflicts(
    request: Request, body: Body, fields: Fields, days: list[rules.Slated]
) -> list[dict[str, Any]]:
    hour, place = fields.hour("starts_at"), fields.text("place") or body.usual_place
    slots = [Slot(body.pk, it.day, hour, body.session_minutes, place) for it in days]
    kept = (
        set(request.POST.getlist("day")) if request.method == "POST" else {it.day.isoformat() for it in days}
    )
    return [
        {"it": it, "conflicts": found, "kept": it.day.isoformat() in kept and not it.taken}
        for it, found in zip(days, conflicts_at(slots, request.actor), strict=True)
    ]


def _start(fields: Fields, body: Body, today: date) -> dict[str, Any]:
    year = today.year + (1 if today.month >= _NOVEMBER else 0)
    first = date(year, 1, 1) if year > today.year else today
    usual: dict[str, Any] = {
        "kind": rules.MONTH_DAY,
        "every": 1,
        "weekday": 0,
        "day_of_month": 10,
        "nth": 1,
        "if_closed": rules.LATER,
        "first": first.isoformat(),
        "last": date(year, 12, 31).isoformat(),
        "starts_at": "10:00",
        "place": body.usual_place,
        "modality": Modality.IN_PERSON.value,
    }
    return {name: fields.text(name) or value for name, value in usual.items()}


def _choices() -> dict[str, Any]:
    return {
        "kinds": [
            (rules.MONTH_DAY, _("un día fijo del mes")),
            (rules.MONTH_WEEKDAY, _("un día de la semana del mes")),
            (rules.WEEKS, _("cada cierto número de semanas")),
        ],
        "weekdays": list(
            enumerate([_("lunes"), _("martes"), _("miércoles"), _("jueves"), _("viernes")]),
        ),
        "nths": [(1, _("primer")), (2, _("segundo")), (3, _("tercer")), (4, _("cuarto")), (5, _("último"))],
        "closings": [
            (rules.LATER, _("pasa al siguiente día hábil")),
            (rules.EARLIER, _("se adelanta al día hábil anterior")),
            (rules.SKIP, _("no se sesiona")),
        ],
        "modalities": Modality.choices,
    }
