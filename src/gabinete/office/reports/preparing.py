"""Reports too large for the time of a click: the worker makes them and tells who asked."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django import app

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.notifications.actions import tell
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import IllegalMove, NotAllowed
from gabinete.office.reports.actions import (
    Issued,
    Order,
    check_fingerprint,
    issue,
    load,
    remember,
    write_down,
)
from gabinete.office.reports.models import IssuedReport, Making, ReportFile
from gabinete.office.reports.policies import may_issue
from gabinete.office.reports.printing import FORMATS, Format, digest, file_name, produce
from gabinete.office.reports.queries import matters_in
from gabinete.office.reports.scope import Scope, parse_scope

INLINE_LIMIT = 2_000
"""Matters of the scope up to which a report is made while the person waits: a few seconds."""
OFFICE_LIMIT = 20_000
"""Matters of the whole office from which reading its history takes longer than a click, whatever the scope."""
MOST = 10_000_000
FILE_LIMIT = 500 * 1024 * 1024
STALLED = timedelta(minutes=3)
KEPT = 24 * 3600
_ERROR_LIMIT = 400
_LOCK = 4_170_002
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the worker is; kept in the cache, because it is of no interest afterwards.

    Attributes:
        name: ``read``, then ``pdf``, ``docx`` and ``xlsx``.
        total: matters to go through; 0 while it is not known.
        at: when it last moved.
    """

    name: str
    done: int
    total: int
    at: datetime


def order_report(actor: Actor, order: Order, *, now: datetime) -> IssuedReport:
    """Issue a report at once when it is small; else leave it to the worker and return it as it waits.

    Raises:
        NotAllowed, BadInput, NotFound: as :func:`~gabinete.office.reports.actions.issue`.
    """
    if not is_large(order.scope):
        return issue(actor, order, now=now).report
    with act(actor.user_id, "reports.issue", at=now, reason=str(order.scope)):
        report = _underway(order, actor) or write_down(actor, order, Making.WAITING, now=now)
        if report.state == Making.WAITING and report.issued_at == now:
            _defer(report)
    return report


def is_large(scope: Scope) -> bool:
    """Return whether the report of a scope is left to the worker."""
    everything = Scope("all")
    return (
        matters_in(scope, INLINE_LIMIT + 1) > INLINE_LIMIT
        or matters_in(everything, OFFICE_LIMIT + 1) > OFFICE_LIMIT
    )


def prepare_again(actor: Actor, report: IssuedReport, *, now: datetime) -> None:
    """Ask the worker once more for a report that was not finished, or whose files were never made.

    Raises:
        NotAllowed: who may not issue reports.
        IllegalMove: it is under way and moving.
    """
    if not may_issue(actor):
        raise NotAllowed(
            "reports.issue", "Su función no permite emitir informes. No se emitió nada: pídalo a la Oficina."
        )
    with act(actor.user_id, "reports.issue", at=now, reason=f"Otra vez: {report.reference}"):
        held = IssuedReport.objects.select_for_update().get(pk=report.pk)
        if held.state == Making.WAITING and not is_stalled(held, now):
            raise IllegalMove(
                "reports.underway",
                "El informe ya se está preparando. No hace falta pedirlo otra vez: vea su avance en su página.",
            )
        held.state, held.error, held.issued_by_id = Making.WAITING, "", held.issued_by_id or actor.user_id
        held.save(update_fields=["state", "error", "issued_by"])
        cache.set(_key(held.pk), Stage("", 0, 0, now), KEPT)
        _defer(held)


def stage_of(report: IssuedReport) -> Stage | None:
    """Return how far the worker is, or ``None`` when it has not begun."""
    stage: Stage | None = cache.get(_key(report.pk))
    return stage if stage is not None and stage.name else None


def is_stalled(report: IssuedReport, now: datetime) -> bool:
    """Return whether a report waits and nothing moved for some minutes: the worker is busy, stopped or was killed."""
    last: Stage | None = cache.get(_key(report.pk))
    return report.state == Making.WAITING and now - (last.at if last else report.issued_at) > STALLED


def prepare(report_id: int, clock: Clock) -> None:
    """Make a report that waits, with its files; two workers at once make it once.

    Nothing is written until everything is made: a worker that is killed leaves a report that can be asked for again.

    Raises:
        Exception: whatever stopped it, after having written it on the report and told who asked.
    """
    with _alone(report_id) as mine:
        report = IssuedReport.objects.filter(pk=report_id, state=Making.WAITING).first()
        if report is None or not mine:
            return
        try:
            _finish(report, _made(report, clock), clock())
        except Exception as error:
            _fail(report, error, clock())
            raise


def _made(report: IssuedReport, clock: Clock) -> tuple[Issued, dict[Format, bytes]]:
    """Return the report and its files, noting how far it is."""
    expected = matters_in(parse_scope(report.scope), MOST)

    def noting(name: str, total: int) -> Callable[[int], None]:
        cache.set(_key(report.pk), Stage(name, 0, total, clock()), KEPT)
        return lambda done: cache.set(_key(report.pk), Stage(name, done, total, clock()), KEPT)

    issued = load(report, noting("read", expected))
    size = len(issued.writer.it.lines)
    files = {kind: produce(issued.document, issued.writer, kind, noting(kind, size)) for kind in FORMATS}
    return issued, files


def _finish(report: IssuedReport, made: tuple[Issued, dict[Format, bytes]], now: datetime) -> None:
    """Keep the files, what is shown and its figures, all or nothing, and tell who asked."""
    issued, files = made
    who = report.issued_by_id or SYSTEM_ACTOR
    with act(who, "reports.print", at=now, reason=report.reference):
        report.files.all().delete()
        for kind, content in files.items():
            check_fingerprint(report, kind, digest(content))
            document = store(
                io.BytesIO(content),
                name=file_name(issued.document, kind),
                actor_id=who,
                now=now,
                source=f"Informe {report.reference}",
                limit=FILE_LIMIT,
            )
            ReportFile.objects.create(report=report, kind=kind, document=document)
        report.hashes = {kind: digest(content) for kind, content in files.items()}
        report.state = Making.READY
        report.save(update_fields=["hashes", "state"])
        remember(issued)
        _tell(
            report,
            "reports.ready",
            f"El informe {report.reference} está listo",
            issued.document.subtitle,
            now,
        )
    cache.delete(_key(report.pk))


def _fail(report: IssuedReport, error: Exception, now: datetime) -> None:
    """Write on the report why it was not finished."""
    said = getattr(error, "message", "") or (
        f"La preparación se interrumpió ({type(error).__name__}). No se guardó nada a medias: vuelva a pedirla."
    )
    with act(report.issued_by_id or SYSTEM_ACTOR, "reports.print", at=now, reason=report.reference):
        IssuedReport.objects.filter(pk=report.pk, state=Making.WAITING).update(
            state=Making.FAILED, error=said[:_ERROR_LIMIT]
        )
        _tell(report, "reports.failed", f"El informe {report.reference} no se terminó", said, now)
    cache.delete(_key(report.pk))


def _tell(report: IssuedReport, kind: str, title: str, text: str, now: datetime) -> None:
    """Tell who asked for it."""
    if report.issued_by_id:
        address = reverse("reports:show-report", args=[report.pk])
        tell(
            [report.issued_by_id],
            kind=kind,
            title=title,
            text=text,
            url=address,
            at=now,
            reserve=report.ceiling,
        )


def _underway(order: Order, actor: Actor) -> IssuedReport | None:
    """Return the report of the same scope and day that waits already; asking again would only make it wait more."""
    level = min(order.ceiling, actor.office_clearance)
    waiting = IssuedReport.objects.filter(state=Making.WAITING, scope=str(order.scope), ceiling=level)
    return next((r for r in waiting if day_of(r.cut) == order.as_of), None)


def _defer(report: IssuedReport) -> None:
    """Put it in the worker's queue, in the same transaction."""
    # By name: tasks stand on this module, and the worker knows both.
    app.configure_task("reports.prepare", queue="reports").defer(report_id=report.pk)


@contextmanager
def _alone(report_id: int) -> Iterator[bool]:
    """Hold a report while it is made; gives whether nobody else holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK, report_id])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK, report_id])


def _key(report_id: int) -> str:
    return f"reports:stage:{report_id}"
