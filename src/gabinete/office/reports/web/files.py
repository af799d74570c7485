"""The files of a report, and the waiting for those that take long."""

from http import HTTPStatus

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.documents.responses import serve
from gabinete.foundation.ui.render import redirect, render, wants_part
from gabinete.kernel import clock
from gabinete.kernel.errors import NotFound
from gabinete.office.reports.actions import check_fingerprint, load, print_report
from gabinete.office.reports.models import IssuedReport, Making
from gabinete.office.reports.policies import may_issue
from gabinete.office.reports.preparing import is_large, is_stalled, prepare_again, stage_of
from gabinete.office.reports.printing import FORMATS, MEDIA_TYPES, Format, file_name
from gabinete.office.reports.queries import report_name
from gabinete.office.reports.scope import parse_scope
from gabinete.office.reports.web.requests import ActorRequest, report_of


def waiting(request: ActorRequest, report: IssuedReport) -> HttpResponse:
    """Answer with the page of a report that is being made or was not finished."""
    now = clock.now()
    context = {
        "report": report,
        "subtitle": report_name(report),
        "stage": stage_of(report),
        "stalled": is_stalled(report, now),
        "may_issue": may_issue(request.actor),
    }
    return render(request, "reports/waiting.html", context, fragment="progress")


@require_safe
def show_progress(request: ActorRequest, pk: int) -> HttpResponse:
    """Show how far a report is; ready, it opens itself."""
    report = report_of(request, pk)
    if report.state != Making.READY or report.page is None or _lacks_files(report):
        return waiting(request, report)
    address = reverse("reports:show-report", args=[pk])
    if not wants_part(request):
        return redirect(address)
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["HX-Redirect"] = address
    return response


@require_POST
def prepare_report(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask for a report that was not finished once more."""
    prepare_again(request.actor, report_of(request, pk), now=clock.now())
    return redirect(reverse("reports:show-report", args=[pk]))


@require_safe
def download_report(request: ActorRequest, pk: int, kind: str) -> HttpResponseBase:
    """Send the report as a file; printed twice it is the same, byte for byte."""
    chosen: Format | None = next((f for f in FORMATS if f == kind), None)
    if chosen is None:
        raise NotFound(
            "reports.format", "Ese formato no existe: elija PDF, DOCX o XLSX en la página del informe."
        )
    report = report_of(request, pk)
    kept = report.files.select_related("document").filter(kind=chosen).first()
    if kept is not None:
        check_fingerprint(report, chosen, kept.document.sha256)
        return serve(kept.document, request)
    if report.state != Making.READY or _lacks_files(report):
        return redirect(reverse("reports:show-progress", args=[pk]))
    issued = load(report)
    content = print_report(issued, chosen, now=clock.now())
    response = HttpResponse(content, content_type=MEDIA_TYPES[chosen])
    response["Content-Disposition"] = f'attachment; filename="{file_name(issued.document, chosen)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _lacks_files(report: IssuedReport) -> bool:
    """Return whether its files take too long to be made on the way: a large one issued from the command line."""
    return is_large(parse_scope(report.scope)) and not report.files.exists()
