"""Screens of the reports: ask for one, read it, open each of its figures, take it on paper."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from gabinete.foundation.access.people import Actor
from gabinete.foundation.rendering.charts import stacked_bars
from gabinete.foundation.rendering.tree import Chart, Table
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import NotFound
from gabinete.kernel.figures import format_quantity
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.words import plural
from gabinete.office.reports import queries
from gabinete.office.reports.actions import issue, load, print_report
from gabinete.office.reports.document import MATTER_COLUMNS, matter_row
from gabinete.office.reports.models import IssuedReport
from gabinete.office.reports.policies import may_issue, visible_reports
from gabinete.office.reports.printing import FORMATS, MEDIA_TYPES, Format, file_name
from gabinete.office.reports.scope import parse_scope
from gabinete.office.reports.selections import select
from gabinete.office.reports.web.forms import IssueForm

if TYPE_CHECKING:

    class ActorRequest(HttpRequest):
        """A request of a signed-in person."""

        actor: Actor

else:
    ActorRequest = HttpRequest

PAGE = 25
SHOWN = 500


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
        issued = issue(
            request.actor,
            parse_scope(chosen["scope"]),
            chosen["as_of"],
            now=clock.now(),
            ceiling=Reserve(chosen["ceiling"]),
        )
        return redirect(reverse("reports:show-report", args=[issued.report.pk]))
    before = request.GET.get("antes", "")
    reports, following = queries.report_page(
        visible_reports(request.actor), int(before) if before.isdigit() else None, PAGE
    )
    names = queries.scope_names(parse_scope(report.scope) for report in reports)
    context = {
        "form": form,
        "reports": [(report, names[parse_scope(report.scope)]) for report in reports],
        "following": following,
        "may_issue": may_issue(request.actor),
        "as_of": form["as_of"].value() if form.is_bound else today.isoformat(),
        "max_day": Markup('max="{}"').format(today.isoformat()),
    }
    return render(request, "reports/list.html", context, status=422 if form.errors else 200)


@require_safe
def show_report(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a report on screen, every figure a link to the matters behind it."""
    issued = load(_report(request, pk))
    blocks = [(type(block).__name__, block) for block in issued.document.blocks]
    charts = {
        index: Markup(stacked_bars(block.bars, alt=block.sentence))  # noqa: S704  (built here; every text is escaped)
        for index, (_, block) in enumerate(blocks)
        if isinstance(block, Chart)
    }
    context = {
        "report": issued.report,
        "document": issued.document,
        "formats": FORMATS,
        "blocks": blocks,
        "charts": charts,
    }
    return render(request, "reports/show.html", context)


@require_safe
def show_figure(request: ActorRequest, pk: int, ref: str) -> HttpResponse:
    """Show what a printed figure is made of, as it stood at the cut, and whether it is the same today."""
    report = _report(request, pk)
    figure = report.figures.filter(ref=ref).first()
    if figure is None:
        raise NotFound(
            "reports.figure", "Esa cifra no está en el informe. Vuelva al informe y ábrala desde ahí."
        )
    issued = load(report)
    matters = select(figure.selection, issued.writer.it.matters, issued.writer.it.changes)
    today = queries.value_today(report, figure.selection, clock.now())
    context = {
        "report": report,
        "figure": figure,
        "block": Table(
            plural(len(matters), "asunto", "asuntos"),
            MATTER_COLUMNS,
            [matter_row(issued.writer, m) for m in matters[:SHOWN]],
        ),
        "shown": format_quantity(Decimal(figure.value) if figure.value else None, figure.unit),
        "total": len(matters),
        "count_today": today,
        "document": issued.document,
    }
    return render(request, "reports/figure.html", context)


@require_safe
def download_report(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    """Send the report as a file; printed twice it is the same, byte for byte."""
    chosen: Format | None = next((f for f in FORMATS if f == kind), None)
    if chosen is None:
        raise NotFound(
            "reports.format", "Ese formato no existe: elija PDF, DOCX o XLSX en la página del informe."
        )
    issued = load(_report(request, pk))
    content = print_report(issued, chosen, now=clock.now())
    response = HttpResponse(content, content_type=MEDIA_TYPES[chosen])
    response["Content-Disposition"] = f'attachment; filename="{file_name(issued.document, chosen)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _report(request: ActorRequest, pk: int) -> IssuedReport:
    """Return a report the person may read.

    Raises:
        NotFound: when there is none, or they may not know of it.
    """
    report = visible_reports(request.actor).filter(pk=pk).first()
    if report is None:
        raise NotFound("reports.none", "No hay tal informe o no está a su alcance. Vea la lista de informes.")
    return report
