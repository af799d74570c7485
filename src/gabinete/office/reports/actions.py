"""Issuing a report: once for a scope, a cut and a ceiling of reserve; printed again as often as wanted."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

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
from gabinete.office.reports.gathering import REMEMBERED, situation
from gabinete.office.reports.history import Progress
from gabinete.office.reports.models import IssuedReport, Making, PrintedFigure
from gabinete.office.reports.page import page_of
from gabinete.office.reports.policies import may_issue
from gabinete.office.reports.printing import Format, digest, produce
from gabinete.office.reports.queries import cut_for, previous_cut, scope_name
from gabinete.office.reports.scope import Scope, parse_scope

CALENDAR = "sonora"
LOCK = 4_170_001


@dataclass(frozen=True, slots=True)
class Issued:
    """A report ready to be printed."""

    report: IssuedReport
    document: Document
    writer: Writer


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    Attributes:
        as_of: day of the cut; today means now.
        ceiling: highest degree of reserve it shows, never above the clearance of who asks.
        once: mark of the form; sent twice it is one report.
    """

    scope: Scope
    as_of: date
    ceiling: Reserve = Reserve.INTERNAL
    once: UUID | None = None


def issue(actor: Actor | None, order: Order, *, now: datetime, progress: Progress | None = None) -> Issued:
    """Issue the situation report, or return the one already issued for the same scope, cut and ceiling.

    Args:
        actor: who asks; ``None`` is the command line on the server itself.

    Raises:
        NotAllowed: when the actor may not issue reports.
        BadInput: when the day has not come.
        NotFound: when the scope names nothing.
    """
    return load(write_down(actor, order, Making.READY, now=now), progress)


def write_down(actor: Actor | None, order: Order, state: Making, *, now: datetime) -> IssuedReport:
    """Write down the report that is asked for, or return the one that answers already; see :func:`issue`."""
    if actor is not None and not may_issue(actor):
        raise NotAllowed(
            "reports.issue", "Su función no permite emitir informes. No se emitió nada: pídalo a la Oficina."
        )
    level = order.ceiling if actor is None else min(order.ceiling, actor.office_clearance)
    cut = cut_for(order.as_of, now)
    scope_name(order.scope)
    who = actor.user_id if actor else SYSTEM_ACTOR
    with act(who, "reports.issue", at=now, reason=str(order.scope)):
        return _existing(order, cut, level, who) or _create(order, cut, level, state, now=now, who=who)


def load(report: IssuedReport, progress: Progress | None = None) -> Issued:
    """Return an issued report as it was printed, and remember the first time what it shows on screen."""
    address = f"{settings.PUBLIC_ADDRESS}{reverse('reports:show-report', args=[report.pk])}"
    it = situation(report, scope_name(parse_scope(report.scope)), progress)
    document, writer = write(it, address)
    issued = Issued(report, document, writer)
    if report.state == Making.READY:
        remember(issued)
    return issued


def print_report(issued: Issued, kind: Format, *, now: datetime, progress: Progress | None = None) -> bytes:
    """Return the file and keep its fingerprint.

    Raises:
        RuleBroken: when it was printed before and the bytes are not the same: its history was altered.
    """
    content = produce(issued.document, issued.writer, kind, progress)
    if issued.report.hashes.get(kind) is None:
        with act(issued.report.issued_by_id or SYSTEM_ACTOR, "reports.print", at=now, reason=kind):
            issued.report.hashes = {**issued.report.hashes, kind: digest(content)}
            issued.report.save(update_fields=["hashes"])
    else:
        check_fingerprint(issued.report, kind, digest(content))
    return content


def check_fingerprint(report: IssuedReport, kind: Format, fresh: str) -> None:
    """Refuse a file that is not what was printed first.

    Raises:
        RuleBroken: when it was printed before and the bytes are not the same.
    """
    if report.hashes.get(kind, fresh) != fresh:
        raise RuleBroken(
            "reports.differs",
            f"El informe {report.reference} ya no se reproduce igual que cuando se emitió. El original no se tocó: verifique el registro con «gabinete audit verify» y la versión del programa.",
        )


def _existing(order: Order, cut: datetime, ceiling: int, who: int) -> IssuedReport | None:
    """Return the report that answers this order already, and hold others that want the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if order.once and (first := IssuedReport.objects.filter(once=order.once, issued_by_id=who).first()):
        return first
    return IssuedReport.objects.filter(scope=str(order.scope), cut=cut, ceiling=ceiling).first()


def _create(
    order: Order, cut: datetime, ceiling: int, state: Making, *, now: datetime, who: int
) -> IssuedReport:
    """Create the record of a new report under the lock taken before."""
    year = now.astimezone(OFFICE_ZONE).year
    last = IssuedReport.objects.filter(reference__startswith=f"INF/{year}/").order_by("-id").first()
    root = latest_root()
    number = int(last.reference.rsplit("/", 1)[1]) + 1 if last else 1
    taken = order.once is not None and IssuedReport.objects.filter(once=order.once).exists()
    return IssuedReport.objects.create(
        reference=f"INF/{year}/{number:04}",
        scope=str(order.scope),
        cut=cut,
        compared_to=previous_cut(order.scope, cut, ceiling),
        ceiling=ceiling,
        calendar_code=CALENDAR,
        calendar_version=calendar(CALENDAR).version,
        seal=root.root if root else "",
        issued_at=now,
        issued_by_id=who if who != SYSTEM_ACTOR else None,
        state=state,
        once=None if taken else order.once,
    )


def remember(issued: Issued) -> None:
    """Write down once what the report shows on screen, its figures and their first matters."""
    report, writer = issued.report, issued.writer
    if report.page is not None:
        return
    with act(report.issued_by_id or SYSTEM_ACTOR, "reports.figures", at=report.issued_at):
        if IssuedReport.objects.select_for_update().get(pk=report.pk).page is not None:
            return
        report.size, report.page = len(writer.it.lines), page_of(issued.document, writer.it.left_out)
        report.save(update_fields=["size", "page"])
        report.figures.all().delete()
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
                    first_ids=[m.id for m in writer.it.firsts[writer.selections[ref]][:REMEMBERED]],
                )
                for ref, figure in writer.ledger
            ]
        )
