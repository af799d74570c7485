"""The calendar of the sessions of all the bodies, by month or by year."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gabinete.foundation.ui.render import render
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel import clock
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.queries.conflicts import conflicts_at, slot_of
from gabinete.office.cabinet.queries.year import Mark, after, before, month_of, year_of
from gabinete.office.cabinet.states import AHEAD
from gabinete.office.cabinet.web.bodies.pages import year_asked
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.followup.rules import OFFICE_CALENDAR

MONTH, YEAR = "mes", "anio"


@require_safe
def show_calendar(request: Request) -> HttpResponse:
    """Show a month, with what clashes in it, or a year."""
    fields, today, actor = Fields(request.GET), clock.today(), request.actor
    body_id = fields.whole("gabinete")
    view = YEAR if fields.text("vista") == YEAR else MONTH
    first = _month_asked(fields.text("mes"), today)
    year = year_asked(request, first.year)
    days = calendar(OFFICE_CALENDAR)
    month = month_of(actor, first, days, today, body_id) if view == MONTH else None
    context = {
        "bodies": list(queries.body_choices(actor).values_list("pk", "name")),
        "body_id": body_id or "",
        "view": view,
        "year": year,
        "previous": before(first),
        "next": after(first),
        "first": first,
        "today": today,
        "month": month,
        "months": year_of(actor, year, days, today, body_id) if view == YEAR else [],
        "clashes": _clashes(request, month.marks) if month else [],
    }
    return render(request, "cabinet/bodies/calendar.html", context, "calendar")


def _clashes(request: Request, marks: Sequence[Mark]) -> list[tuple[Mark, list[str]]]:
    """Return what clashes among the sessions still to be held, for whoever can move them."""
    if not policies.may_manage_bodies(request.actor):
        return []
    ahead = [mark for mark in marks if mark.session.state in AHEAD and not mark.session.date_pending]
    found = conflicts_at([slot_of(mark.session) for mark in ahead], request.actor)
    return [
        (mark, [clash.text for clash in clashes])
        for mark, clashes in zip(ahead, found, strict=True)
        if clashes
    ]


def _month_asked(text: str, today: date) -> date:
    """Return the first day of the month an address names («2026-12»); a spoilt one is this month."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
