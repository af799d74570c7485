"""Issuing a report: once for a scope, a cut and a ceiling of reserve; printed again as often as wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection
from django.urls import reverse

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.audit.queries import latest_root
from gabinete.foundation.rendering.tree import Document
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import NotAllowed, RuleBroken
from gabinete.kernel.reserve import Reserve
from gabinete.office.reports.document import Writer, write
from gabinete.office.reports.models import IssuedReport, PrintedFigure
from gabinete.office.reports.policies import may_issue
from gabinete.office.reports.printing import Format, digest, produce
from gabinete.office.reports.queries import cut_for, previous_cut, scope_name, situation
from gabinete.office.reports.scope import Scope

CALENDAR = "sonora"
LOCK = 4_170_001


@dataclass(frozen=True, slots=True)
class Issued:
    """A report ready to be printed."""

    report: IssuedReport
    document: Document
    writer: Writer


def issue(
    actor: Actor | None,
    scope: Scope,
    as_of: date,
    *,
    now: datetime,
    ceiling: Reserve = Reserve.INTERNAL,
    progress: Callable[[int], None] | None = None,
) -> Issued:
    """Issue the situation report, or return the one already issued for the same scope, cut and ceiling.

    Args:
        actor: who asks; ``None`` is the command line on the server itself.
        as_of: day of the cut; today means now.
        ceiling: highest degree of reserve it shows, never above the actor's own clearance.

    Raises:
        NotAllowed: when the actor may not issue reports.
        BadInput: when the day has not come.
        NotFound: when the scope names nothing.
    """
    if actor is not None and not may_issue(actor):
        raise NotAllowed(
            "reports.issue", "Su función no permite emitir informes. No se emitió nada: pídalo a la Oficina."
        )
    level = ceiling if actor is None else min(ceiling, actor.office_clearance)
    cut = cut_for(as_of, now)
    scope_name(scope)
    with act(actor.user_id if actor else SYSTEM_ACTOR, "reports.issue", at=now, reason=str(scope)):
        report = _existing(scope, cut, level) or _create(actor, scope, cut, level, now)
    return load(report, progress)


def load(report: IssuedReport, progress: Callable[[int], None] | None = None) -> Issued:
    """Return an issued report as it was printed, and remember its figures the first time."""
    address = f"{settings.PUBLIC_ADDRESS}{reverse('reports:show-report', args=[report.pk])}"
    document, writer = write(situation(report, progress), address)
    _remember_figures(report, writer)
    return Issued(report, document, writer)


def print_report(
    issued: Issued, kind: Format, *, now: datetime, progress: Callable[[int], None] | None = None
) -> bytes:
    """Return the file and keep its fingerprint.

    Raises:
        RuleBroken: when it was printed before and the bytes are not the same: its history was altered.
    """
    content = produce(issued.document, issued.writer, kind, progress)
    known, fresh = issued.report.hashes.get(kind), digest(content)
    if known is None:
        with act(issued.report.issued_by_id or SYSTEM_ACTOR, "reports.print", at=now, reason=kind):
            issued.report.hashes = {**issued.report.hashes, kind: fresh}
            issued.report.save(update_fields=["hashes"])
    elif known != fresh:
        raise RuleBroken(
            "reports.differs",
            f"El informe {issued.report.reference} ya no se reproduce igual que cuando se emitió. El original no se tocó: verifique el registro con «gabinete audit verify» y la versión del programa.",
        )
    return content


def _existing(scope: Scope, cut: datetime, ceiling: int) -> IssuedReport | None:
    """Return the report already issued for this cut, and hold others that want the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return IssuedReport.objects.filter(scope=str(scope), cut=cut, ceiling=ceiling).first()


def _create(actor: Actor | None, scope: Scope, cut: datetime, ceiling: int, now: datetime) -> IssuedReport:
    """Create the record of a new report under the lock taken before."""
    year = now.astimezone(OFFICE_ZONE).year
    last = IssuedReport.objects.filter(reference__startswith=f"INF/{year}/").order_by("-id").first()
    root = latest_root()
    number = int(last.reference.rsplit("/", 1)[1]) + 1 if last else 1
    return IssuedReport.objects.create(
        reference=f"INF/{year}/{number:04}",
        scope=str(scope),
        cut=cut,
        compared_to=previous_cut(scope, cut, ceiling),
        ceiling=ceiling,
        calendar_code=CALENDAR,
        calendar_version=calendar(CALENDAR).version,
        seal=root.root if root else "",
        issued_at=now,
        issued_by_id=actor.user_id if actor else None,
    )


def _remember_figures(report: IssuedReport, writer: Writer) -> None:
    """Write down the figures once."""
    if report.figures.exists():
        return
    with act(report.issued_by_id or SYSTEM_ACTOR, "reports.figures", at=report.issued_at):
        PrintedFigure.objects.bulk_create(
            [
                PrintedFigure(
                    report=report,
                    ref=ref,
                    label=figure.label,
                    value="" if figure.value is None else str(figure.value),
                    unit=figure.unit,
                    coverage_n=figure.coverage.n if figure.coverage else None,
                    coverage_of=figure.coverage.of if figure.coverage else None,
                    selection=writer.selections[ref],
                )
                for ref, figure in writer.ledger
            ],
            ignore_conflicts=True,
        )
