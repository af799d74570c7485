"""The list of bodies, and one of them: who sits in it today, by what rules it meets, and its year."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gabinete.foundation.ui.render import render
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel import clock
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.queries.bodies import former_seats
from gabinete.office.cabinet.queries.membership import holder_names, quorum_of
from gabinete.office.cabinet.queries.year import year_of
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.followup.rules import OFFICE_CALENDAR

FIRST_YEAR, LAST_YEAR = 1990, 2100


@require_safe
def list_bodies(request: Request) -> HttpResponse:
    """Show every body with its members and sessions."""
    context = {
        "bodies": queries.bodies_with_counts(request.actor),
        "may_manage": policies.may_manage_bodies(request.actor),
    }
    return render(request, "cabinet/bodies/list.html", context)


@require_safe
def show_body(request: Request, pk: int) -> HttpResponse:
    """Show a body: its members and who they are today, its rules, its recurring points, its sessions of a year."""
    today = clock.today()
    body = queries.body_of(request.actor, pk)
    seats = list(body.seats.all())
    rule = quorum_of(body)
    year = year_asked(request, today.year)
    months = year_of(request.actor, year, calendar(OFFICE_CALENDAR), today, body.pk)
    names = holder_names(seats, today)
    context = {
        "body": body,
        "seats": [(seat, names[seat.pk]) for seat in seats],
        "former": former_seats(body),
        "quorum": rule.in_words(),
        "needed": rule.needed(len(seats)),
        "reserve": Reserve(body.default_reserve),
        "points": list(body.recurring.all()),
        "year": year,
        "months": months,
        "marks": [mark for month in months for mark in month.marks],
        "may_manage": policies.may_manage_bodies(request.actor),
    }
    return render(request, "cabinet/bodies/show.html", context, "year")


def year_asked(request: Request, usual: int) -> int:
    """Return the year an address names; a spoilt one is the usual one."""
    year = Fields(request.GET).whole("anio") or usual
    return year if FIRST_YEAR <= year <= LAST_YEAR else usual
