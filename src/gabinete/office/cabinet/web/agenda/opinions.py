"""Opinions of agencies: asked from the page of the point, given on a page of their own."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gabinete.foundation.documents.responses import serve
from gabinete.foundation.ui.render import redirect, render
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.kernel.terms import Counted, Term, count
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import opinions
from gabinete.office.cabinet.models import Opinion, Verdict
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.queries import folder
from gabinete.office.cabinet.queries.opinions import opinion_of
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.readings import note_points
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.followup.rules import OFFICE_CALENDAR


@require_POST
def ask_opinion(request: Request, pk: int) -> HttpResponse:
    """Ask some units for their opinion."""
    fields = Fields(request.POST)
    units, days = fields.units("units"), fields.whole("days") or 0
    fields.require_good()
    asked = opinions.ask_opinion(
        request.actor, pk, [unit.pk for unit in units], fields.text("question"), days, clock.now()
    )
    said = ngettext("Se pidió %(n)s opinión.", "Se pidieron %(n)s opiniones.", len(asked)) % {"n": len(asked)}
    messages.success(request, said if asked else _("Ya se les había pedido; no se pidió de nuevo."))
    return redirect(f"{reverse('cabinet:show-point', args=[pk])}#opiniones")


@require_http_methods(["GET", "HEAD", "POST"])
def show_opinion(request: Request, pk: int) -> HttpResponse:
    """Show what is asked with the point it is about, and take the answer of the unit."""
    opinion = opinion_of(request.actor, pk)
    point = opinion.point
    note_points(request.actor, point.session, [point], request.path)
    fields = Fields(request.POST)
    problems: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            _give(request, opinion, fields)
        except GabineteError as error:
            problems, status = [error.message], error.status
        else:
            messages.success(request, _("Se guardó su opinión y se avisó a quien la pidió."))
            return redirect(reverse("cabinet:show-opinion", args=[pk]))
    context: dict[str, Any] = {
        "opinion": opinion,
        "point": point,
        "session": point.session,
        "name": queries.name_of(point.session),
        "papers": folder.papers_of([point.pk]).get(point.pk, []),
        "may_answer": rights.may_answer_opinion(request.actor, opinion) and not point.outcome,
        "sees_point": policies.may_view_point(request.actor, point),
        "is_late": opinion.answered_at is None and opinion.due < clock.today(),
        "verdicts": [(value, label, "") for value, label in Verdict.choices],
        "sent": {name: fields.text(name) for name in ("verdict", "text", "version")},
        "term": _term(opinion),
        "problems": problems,
    }
    return render(request, "cabinet/agenda/opinion.html", context, status=status)


@require_safe
def download_letter(request: Request, pk: int) -> HttpResponseBase:
    """Give the letter in which an opinion was given."""
    opinion = opinion_of(request.actor, pk)
    if opinion.document is None:
        raise policies.unknown(_("un oficio de opinión"))
    note_points(request.actor, opinion.point.session, [opinion.point], request.path)
    return serve(opinion.document, request)


@require_POST
def withdraw_request(request: Request, pk: int) -> HttpResponse:
    """Stop asking for an opinion nobody gave."""
    point = opinions.withdraw_request(request.actor, pk, clock.now())
    messages.success(request, _("Ya no se pide esa opinión."))
    return redirect(f"{reverse('cabinet:show-point', args=[point.pk])}#opiniones")


def _give(request: Request, opinion: Opinion, fields: Fields) -> None:
    file = request.FILES.get("file")
    given = opinions.OpinionGiven(
        verdict=fields.text("verdict"),
        text=fields.text("text"),
        file=file,
        name=(file.name or "") if file else "",
        version=fields.version(),
    )
    opinions.give_opinion(request.actor, opinion.pk, given, clock.now())


def _term(opinion: Opinion) -> Counted | None:
    """Return the count of the term, while today's calendar still gives the day that was told."""
    asked_on: date = opinion.asked_at.astimezone(clock.OFFICE_ZONE).date()
    counted = count(Term.business(opinion.term_days), asked_on, calendar(OFFICE_CALENDAR))
    return counted if counted.due == opinion.due else None
