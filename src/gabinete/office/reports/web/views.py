"""Screens of the reports: ask for one, read it, open each of its figures."""

from contextlib import suppress
from decimal import Decimal
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from gabinete.foundation.org.queries import acronyms
from gabinete.foundation.rendering.charts import stacked_bars
from gabinete.foundation.rendering.stored import from_data
from gabinete.foundation.rendering.tree import Chart, Table
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import NotFound
from gabinete.kernel.figures import format_quantity
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.words import plural
from gabinete.office.reports import queries
from gabinete.office.reports.actions import Order, load
from gabinete.office.reports.document import MATTER_COLUMNS, matter_row
from gabinete.office.reports.models import Making, PrintedFigure
from gabinete.office.reports.page import on_screen
from gabinete.office.reports.policies import may_issue, visible_reports
from gabinete.office.reports.preparing import is_large, order_report
from gabinete.office.reports.printing import FORMATS
from gabinete.office.reports.scope import parse_scope
from gabinete.office.reports.web.files import waiting
from gabinete.office.reports.web.forms import IssueForm
from gabinete.office.reports.web.requests import ActorRequest, report_of

PAGE = 25
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def list_reports(request: ActorRequest) -> HttpResponse:
    """List the reports issued and offer to issue another."""
    today = clock.today()
    form = IssueForm(
        request.POST or None,
        initial={"scope": request.GET.get("alcance", "all")},
        scopes=queries.scope_choices(),
        clearance=Reserve(request.actor.office_clearance),
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        order = Order(
            parse_scope(chosen["scope"]), chosen["as_of"], Reserve(chosen["ceiling"]), _once(request)
        )
        report = order_report(request.actor, order, now=clock.now())
        return redirect(reverse("reports:show-report", args=[report.pk]))
    before = request.GET.get("antes", "")
    reports, following = queries.report_page(
        visible_reports(request.actor), int(before) if before.isdecimal() else None, PAGE
    )
    names = queries.scope_names(parse_scope(report.scope) for report in reports)
    context = {
        "form": form,
        "reports": [(report, names[parse_scope(report.scope)]) for report in reports],
        "following": following,
        "may_issue": may_issue(request.actor),
        "as_of": form["as_of"].value() if form.is_bound else today.isoformat(),
        "max_day": Markup('max="{}"').format(today.isoformat()),
        "once": _once(request) or uuid4(),
    }
    return render(request, "reports/list.html", context, status=422 if form.errors else 200)


def _once(request: ActorRequest) -> UUID | None:
    """Return the mark of the form; one that is no mark is as none."""
    with suppress(ValueError):
        return UUID(request.POST.get("once", ""))
    return None


@require_safe
def show_report(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a report on screen, every figure a link to the matters behind it."""
    report = report_of(request, pk)
    if report.state == Making.READY and report.page is None and not is_large(parse_scope(report.scope)):
        load(report)
        report.refresh_from_db()
    if report.state != Making.READY or report.page is None:
        return waiting(request, report)
    blocks = [(type(block).__name__, block) for block in from_data(report.page["blocks"])]
    charts = {
        index: Markup(stacked_bars(block.bars, alt=block.sentence))  # noqa: S704  (built here; every text is escaped)
        for index, (_, block) in enumerate(blocks)
        if isinstance(block, Chart)
    }
    context = {
        "report": report,
        "document": report.page,
        "formats": FORMATS,
        "blocks": blocks,
        "charts": charts,
        "ceiling": Reserve(report.ceiling),
        "sees_more": request.actor.office_clearance > report.ceiling,
    }
    return render(request, "reports/show.html", context)


@require_safe
def show_figure(request: ActorRequest, pk: int, ref: str) -> HttpResponse:
    """Show what a printed figure is made of, as it stood at the cut, and whether it is the same today."""
    report = report_of(request, pk)
    figure = report.figures.filter(ref=ref).first() if ref.isprintable() else None
    if figure is None:
        raise NotFound(
            "reports.figure", "Esa cifra no está en el informe. Vuelva al informe y ábrala desde ahí."
        )
    asked = request.GET.get("desde", "")
    start = min(int(asked[:6]) if asked.isdecimal() else 0, len(figure.first_ids))
    start -= start % SHOWN
    total = _behind(figure)
    matters = queries.matters_behind(figure, start, SHOWN)
    units = acronyms()
    base = reverse("reports:show-report", args=[pk])
    rows = [matter_row(base, units, matter) for matter in matters]
    large = is_large(parse_scope(report.scope))
    context = {
        "report": report,
        "figure": figure,
        "block": on_screen(Table(plural(total, "asunto", "asuntos"), MATTER_COLUMNS, rows)),
        "shown": format_quantity(Decimal(figure.value) if figure.value else None, figure.unit),
        "total": total,
        "start": start,
        "earlier": f"?desde={start - SHOWN}" if start else "",
        "later": f"?desde={start + SHOWN}" if start + SHOWN < len(figure.first_ids) else "",
        "reachable": len(figure.first_ids),
        "count_today": None if large else queries.value_today(report, figure.selection, clock.now()),
        "subtitle": queries.report_name(report),
    }
    return render(request, "reports/figure.html", context)


def _behind(figure: PrintedFigure) -> int:
    """Return how many matters are behind a figure: of an average or a coverage, those that reported."""
    return figure.coverage_n if figure.coverage_n is not None else int(figure.value or 0)
