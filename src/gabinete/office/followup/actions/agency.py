"""What an agency does with what it was given."""

from datetime import datetime
from uuid import UUID, uuid4

from gabinete.foundation.access.people import Actor
from gabinete.foundation.documents.models import Document
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.followup.actions.moving import Call, Work, acting_unit, check_text, make
from gabinete.office.followup.models import Evidence, Extension, Matter, Report, Review
from gabinete.office.followup.orders import NewExtension, NewReport
from gabinete.office.followup.rules import next_report

DONE_PERCENT = 100


def acknowledge(
    actor: Actor, matter_id: int, *, version: int, now: datetime, once: UUID | None = None
) -> Matter:
    """Acknowledge the notice: who and when are the acuse.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        work.matter.acknowledged_at = now
        work.matter.acknowledged_by_id = actor.user_id

    return make(Call("acknowledge", actor, matter_id, version, now, once=once), change)


def report_progress(
    actor: Actor, matter_id: int, *, version: int, now: datetime, report: NewReport
) -> Matter:
    """Report progress; it counts once the office accepts it, and replaces a report still waiting.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        RuleBroken: without text, or a percent outside 0–100.
        BadInput: a document that does not exist or that somebody else brought.
    """

    def change(work: Work) -> None:
        _file(work, report, is_fulfilment=False)

    return make(Call("report_progress", actor, matter_id, version, now, once=report.once), change)


def report_fulfilment(
    actor: Actor, matter_id: int, *, version: int, now: datetime, report: NewReport
) -> Matter:
    """Report fulfilment: the first key. Refused without the means of verification fixed at birth.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        RuleBroken: without text.
        BadInput: a document that does not exist or that somebody else brought.
    """

    def change(work: Work) -> None:
        _file(work, report, is_fulfilment=True)
        work.matter.fulfilment_by_id = actor.user_id
        work.matter.accepted_by_id = None

    proof = bool(report.proof_ids)
    call = Call("report_fulfilment", actor, matter_id, version, now, once=report.once, brings_proof=proof)
    return make(call, change)


def ask_extension(
    actor: Actor, matter_id: int, *, version: int, now: datetime, extension: NewExtension
) -> Matter:
    """Ask for more time, with a reason and a date later than the present term.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        RuleBroken: without a reason, without a term to extend, or the date is not later than the term and today.
    """

    def change(work: Work) -> None:
        matter, until = work.matter, extension.until
        if matter.due is None or until <= matter.due or until <= work.call.today:
            raise RuleBroken(
                "matter.extension_date",
                "La prórroga se pide para una fecha posterior al término vigente y a hoy. No se cambió nada; corrija la fecha.",
            )
        Extension.objects.create(
            matter=matter,
            asked_by_id=actor.user_id,
            asked_at=now,
            reason=work.text,
            proposed_due=until,
            previous_due=matter.due,
        )
        work.data = {"until": until.isoformat(), "previous": matter.due.isoformat()}

    return make(
        Call("ask_extension", actor, matter_id, version, now, extension.reason, extension.once), change
    )


def decline(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Decline a matter that belongs to another agency, with the legal reason; it returns to the office.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """
    return make(Call("decline", actor, matter_id, version, now, reason, once), _nothing)


def block(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Say that an obstacle stops the matter, and which; the term goes on.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """
    return make(Call("block", actor, matter_id, version, now, reason, once), _nothing)


def unblock(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str = "", once: UUID | None = None
) -> Matter:
    """Say that the obstacle is gone.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """
    return make(Call("unblock", actor, matter_id, version, now, reason, once), _nothing)


def _nothing(_work: Work) -> None:
    """Change nothing besides the state."""


def _file(work: Work, new: NewReport, *, is_fulfilment: bool) -> None:
    """Keep the report with its evidence, in place of one that still waited."""
    matter, call = work.matter, work.call
    text = check_text(new.text, "qué se hizo")
    percent = DONE_PERCENT if is_fulfilment else new.percent
    if not 0 <= percent <= DONE_PERCENT:
        raise RuleBroken(
            "report.percent", "El avance va de 0 a 100. No se guardó el reporte; corrija el número."
        )
    Report.objects.filter(matter=matter, review=Review.PENDING).update(review=Review.REPLACED)
    report = Report.objects.create(
        matter=matter,
        is_fulfilment=is_fulfilment,
        unit_id=acting_unit(call.actor, matter) or matter.lead_id,
        author_id=call.actor.user_id,
        at=call.now,
        text=text,
        percent=percent,
        once=new.once or uuid4(),
    )
    _attach(work, report, new)
    matter.reported_percent, matter.reported_at = percent, call.now
    matter.next_report_on = next_report(call.today, matter.report_every_days)
    work.text, work.report = text, report
    work.data = {"percent": percent}


def _attach(work: Work, report: Report, new: NewReport) -> None:
    """Offer the files as evidence; only those that whoever reports brought."""
    wanted = {*new.document_ids, *new.proof_ids}
    known = set(
        Document.objects.filter(pk__in=wanted, received_by=work.call.actor.user_id).values_list(
            "pk", flat=True
        )
    )
    if wanted - known:
        raise BadInput(
            "report.document",
            "Uno de los archivos no se encontró entre los que usted subió. No se guardó el reporte; súbalo de nuevo.",
        )
    Evidence.objects.bulk_create(
        Evidence(matter=work.matter, report=report, document_id=pk, proves_means=pk in new.proof_ids)
        for pk in sorted(wanted)
    )
