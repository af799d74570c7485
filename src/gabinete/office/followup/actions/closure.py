"""How a matter ends: always with two keys, in two different hands."""

from datetime import datetime
from uuid import UUID

from gabinete.foundation.access.people import Actor
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.followup import policies, states
from gabinete.office.followup.actions.moving import Call, Work, acting_unit, make
from gabinete.office.followup.models import Evidence, Matter, Report, Review
from gabinete.office.followup.orders import NewEnd
from gabinete.office.followup.rules import next_report

ENDS = (states.VOID, states.SUPERSEDED, states.UNFULFILLED)


def accept_report(
    actor: Actor, matter_id: int, *, version: int, now: datetime, note: str = "", once: UUID | None = None
) -> Matter:
    """Accept the report that waits: from now on its percent counts.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """
    return make(Call("accept_report", actor, matter_id, version, now, note, once), _accept)


def return_report(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Return the report that waits, with a reason; its evidence stops counting.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """
    return make(Call("return_report", actor, matter_id, version, now, reason, once), _return)


def accept_fulfilment(
    actor: Actor, matter_id: int, *, version: int, now: datetime, note: str = "", once: UUID | None = None
) -> Matter:
    """Accept the report of fulfilment and hand it to the second key.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        _accept(work)
        work.matter.accepted_by_id = actor.user_id

    return make(Call("accept_fulfilment", actor, matter_id, version, now, note, once), change)


def return_fulfilment(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Return the report of fulfilment, with a reason; its evidence stops counting.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        _return(work)
        work.matter.fulfilment_by_id = None

    return make(Call("return_fulfilment", actor, matter_id, version, now, reason, once), change)


def verify_concluded(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Turn the second key: the matter is concluded.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """
    return make(Call("verify_concluded", actor, matter_id, version, now, reason, once), _verify)


def verify_partial(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Turn the second key: the matter is concluded in part, and the reason says which.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """
    return make(Call("verify_partial", actor, matter_id, version, now, reason, once), _verify)


def verify_return(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Refuse the second key: what was offered does not prove it; the evidence stops counting.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        _forget_fulfilment(work)

    return make(Call("verify_return", actor, matter_id, version, now, reason, once), change)


def propose_end(actor: Actor, matter_id: int, *, version: int, now: datetime, proposal: NewEnd) -> Matter:
    """Propose an end without fulfilment: the first key.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
        BadInput: the end does not exist, or the successor is missing, unknown or itself.
    """

    def change(work: Work) -> None:
        end = proposal.end
        if end not in ENDS:
            raise BadInput("matter.end", "Ese cierre no existe. No se cambió nada; elija uno de la lista.")
        work.matter.superseded_by_id = _successor(work, end, proposal.superseded_by)
        work.matter.proposed_end = end
        work.matter.proposed_by_id = actor.user_id
        work.data = {"end": end, "superseded_by": work.matter.superseded_by_id}

    return make(Call("propose_end", actor, matter_id, version, now, proposal.reason, proposal.once), change)


def confirm_end(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str = "", once: UUID | None = None
) -> Matter:
    """Turn the second key of the end that was proposed, whichever it is.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """
    proposed = Matter.objects.filter(pk=matter_id).values_list("proposed_end", flat=True).first()
    return make(
        Call(f"confirm_{proposed or states.VOID}", actor, matter_id, version, now, reason, once),
        _only_the_state,
    )


def confirm_void(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str = "", once: UUID | None = None
) -> Matter:
    """Turn the second key of an end without effect.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """
    return make(Call("confirm_void", actor, matter_id, version, now, reason, once), _only_the_state)


def confirm_superseded(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str = "", once: UUID | None = None
) -> Matter:
    """Turn the second key of an end by another matter that takes its place.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """
    return make(Call("confirm_superseded", actor, matter_id, version, now, reason, once), _only_the_state)


def confirm_unfulfilled(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str = "", once: UUID | None = None
) -> Matter:
    """Turn the second key of a declared failure.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """
    return make(Call("confirm_unfulfilled", actor, matter_id, version, now, reason, once), _only_the_state)


def reject_end(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Reject the end that was proposed, with a reason: the matter goes on.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        matter = work.matter
        work.data = {"end": matter.proposed_end}
        matter.proposed_end, matter.proposed_by_id, matter.superseded_by_id = "", None, None

    return make(Call("reject_end", actor, matter_id, version, now, reason, once), change)


def reopen(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Open a closed matter again, with a reason; its first closing date stays written and both keys are needed anew.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        matter = work.matter
        work.data = {"closed_on": matter.closed_on.isoformat() if matter.closed_on else None}
        matter.reopened_count += 1
        matter.proposed_end, matter.proposed_by_id = "", None
        matter.verified_by_id = matter.verified_unit_id = None
        matter.next_report_on = next_report(work.call.today, matter.report_every_days)
        _forget_fulfilment(work)

    return make(Call("reopen", actor, matter_id, version, now, reason, once), change)


def _only_the_state(_work: Work) -> None:
    """Change nothing besides the state."""


def _accept(work: Work) -> None:
    report = _reviewed(work, Review.ACCEPTED)
    work.matter.accepted_percent, work.matter.accepted_at = report.percent, work.call.now
    work.data = {"percent": report.percent}


def _return(work: Work) -> None:
    report = _reviewed(work, Review.RETURNED)
    report.review_reason = work.text
    report.save(update_fields=["review_reason"])
    Evidence.objects.filter(report=report).update(withdrawn=True)
    work.data = {"percent": report.percent}


def _reviewed(work: Work, review: Review) -> Report:
    """Return the report that waited, with what became of it written down."""
    report = Report.objects.select_for_update().filter(matter=work.matter, review=Review.PENDING).first()
    if report is None:
        raise RuleBroken(
            "matter.no_report",
            "No hay ningún reporte en espera de revisión. No se cambió nada; actualice la página.",
        )
    report.review, report.reviewed_by_id, report.reviewed_at = review, work.call.actor.user_id, work.call.now
    report.save(update_fields=["review", "reviewed_by", "reviewed_at"])
    work.report = report
    return report


def _verify(work: Work) -> None:
    unit = acting_unit(work.call.actor, work.matter)
    if unit is None or unit in work.matter.party_unit_ids:
        raise RuleBroken(
            "matter.same_unit",
            "Quien verifica debe actuar desde una unidad distinta de las responsables. No se cambió nada.",
        )
    work.matter.verified_by_id, work.matter.verified_unit_id = work.call.actor.user_id, unit


def _forget_fulfilment(work: Work) -> None:
    """Undo the first key: proof offered so far stops counting and the fulfilment has to be reported again."""
    Evidence.objects.filter(matter=work.matter, proves_means=True).update(withdrawn=True)
    work.matter.fulfilment_by_id = work.matter.accepted_by_id = None


def _successor(work: Work, end: str, matter_id: int | None) -> int | None:
    if end != states.SUPERSEDED:
        return None
    found = Matter.objects.filter(pk=matter_id or 0).exclude(pk=work.matter.pk).first()
    if found is None or not policies.may_view(work.call.actor, found):
        raise BadInput(
            "matter.successor",
            "Indique el folio del asunto que lo sustituye, distinto de este. No se cambió nada.",
        )
    return found.pk
