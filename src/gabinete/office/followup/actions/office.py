"""What the office does while a matter is open: review, judge, extend, reassign, suspend, correct."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gabinete.foundation.access.people import Actor
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import day_of
from gabinete.kernel.confidence import confidence_label
from gabinete.kernel.errors import BadInput, NotAllowed, RuleBroken
from gabinete.kernel.terms import TermUnit
from gabinete.office.followup import states
from gabinete.office.followup.actions.birth import begin_term, monitor_unit
from gabinete.office.followup.actions.moving import Call, Work, check_text, make
from gabinete.office.followup.models import Decision, Extension, Matter, Milestone, Part, Participant
from gabinete.office.followup.orders import Correction, Grant, Judgement, NewMilestone, Reassignment
from gabinete.office.followup.rules import next_report, resumed_due

_LEVELS = range(1, 6)


def judge_confidence(
    actor: Actor, matter_id: int, *, version: int, now: datetime, judgement: Judgement
) -> Matter:
    """Write the office's judgement, 1 (lost) to 5 (sure), with a note.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        RuleBroken: when the level is not on the scale.
    """

    def change(work: Work) -> None:
        level, note = judgement.level, judgement.note
        if level not in _LEVELS:
            raise RuleBroken(
                "matter.confidence",
                "La confianza se juzga de 1 a 5. No se cambió nada; elija un nivel de la escala.",
            )
        work.data = {"level": level, "before": work.matter.confidence}
        work.matter.confidence, work.matter.confidence_at = level, now
        work.text = f"{confidence_label(level)}. {note.strip()}".strip()

    return make(
        Call("judge_confidence", actor, matter_id, version, now, judgement.note, judgement.once), change
    )


def grant_extension(actor: Actor, matter_id: int, *, version: int, now: datetime, grant: Grant) -> Matter:
    """Grant the extension that waits, until the date asked for or another one; the original term stays written.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        RuleBroken: when the date is not later than the present term.
    """

    def change(work: Work) -> None:
        matter, extension = work.matter, _pending_extension(work.matter)
        granted = grant.until or extension.proposed_due
        if matter.due is not None and granted <= matter.due:
            raise RuleBroken(
                "matter.extension_date",
                "La prórroga se concede hasta una fecha posterior al término vigente. No se cambió nada; corrija la fecha.",
            )
        _decide(work, extension, Decision.GRANTED, granted)
        work.data = {"until": granted.isoformat(), "previous": matter.due.isoformat() if matter.due else None}
        matter.due = granted
        matter.original_due = matter.original_due or granted
        matter.extension_count += 1

    return make(Call("grant_extension", actor, matter_id, version, now, grant.reason, grant.once), change)


def deny_extension(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Deny the extension that waits, with a reason; the term stays as it is.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        _decide(work, _pending_extension(work.matter), Decision.DENIED, None)

    return make(Call("deny_extension", actor, matter_id, version, now, reason, once), change)


def confirm_assignment(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Tell an agency that declined that the matter is its own after all.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        begin_term(work.matter, work)

    return make(Call("confirm_assignment", actor, matter_id, version, now, reason, once), change)


def reassign(actor: Actor, matter_id: int, *, version: int, now: datetime, to: Reassignment) -> Matter:
    """Give the matter to another agency; who had it stays in the history and the term goes on.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        RuleBroken: no reason, the same lead, a unit twice, or the lead is the unit that verifies.
    """

    def change(work: Work) -> None:
        matter = work.matter
        before = matter.lead_id
        copies = tuple(dict.fromkeys((*to.copy_ids, *((before,) if to.keep_as_copy else ()))))
        parties = [to.lead_id, *to.co_ids, *copies]
        if to.lead_id == before or len(set(parties)) != len(parties) or matter.verifier_unit_id in parties:
            raise RuleBroken(
                "matter.parties",
                "La nueva responsable debe ser otra unidad, distinta de la que verifica, y ninguna puede repetirse. "
                "No se cambió nada; revise las unidades.",
            )
        work.data = {"from": before, "to": to.lead_id, "co": list(to.co_ids), "copies": list(copies)}
        matter.lead_id = to.lead_id
        _set_parties(work, to.co_ids, copies)
        begin_term(matter, work)

    return make(Call("reassign", actor, matter_id, version, now, to.reason, to.once), change)


def suspend(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str, once: UUID | None = None
) -> Matter:
    """Suspend a matter: its term stops running.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove, RuleBroken: see :func:`moving.make`.
    """
    return make(Call("suspend", actor, matter_id, version, now, reason, once), lambda _work: None)


def resume(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str = "", once: UUID | None = None
) -> Matter:
    """Go on with a suspended matter: the business days its term had left run from today.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        matter, today = work.matter, work.call.today
        stopped = day_of(matter.state_since)
        due = resumed_due(matter.due, stopped, today, calendar(matter.calendar_code))
        work.data = {
            "suspended_on": stopped.isoformat(),
            "previous": str(matter.due or ""),
            "due": str(due or ""),
        }
        matter.due = due
        matter.next_report_on = next_report(today, matter.report_every_days)

    return make(Call("resume", actor, matter_id, version, now, reason, once), change)


def message(actor: Actor, matter_id: int, *, now: datetime, text: str, once: UUID | None = None) -> Matter:
    """Write a message in the record; it changes nothing else, so it never collides with anybody.

    Raises:
        NotFound, NotAllowed, IllegalMove: see :func:`moving.make`.
        RuleBroken: without text.
    """

    def change(work: Work) -> None:
        work.text, work.keeps_version = check_text(text, "el mensaje"), True

    return make(Call("message", actor, matter_id, None, now, once=once), change)


def edit(actor: Actor, matter_id: int, *, version: int, now: datetime, correction: Correction) -> Matter:
    """Correct data of the record with a reason; the bitácora keeps what it said before.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        RuleBroken: nothing changes, a compulsory text is left empty, the term already runs, or the verifying unit
            takes part in the matter.
    """

    def change(work: Work) -> None:
        _check_correction(work, correction)
        changed = _apply(work.matter, correction, work.call.now)
        if not changed:
            raise RuleBroken(
                "matter.no_change", "No hay nada que corregir: los datos son los mismos. No se cambió nada."
            )
        work.data = {"changed": changed}

    return make(Call("edit", actor, matter_id, version, now, correction.reason, correction.once), change)


def add_milestone(
    actor: Actor,
    matter_id: int,
    *,
    version: int,
    now: datetime,
    milestone: NewMilestone,
    once: UUID | None = None,
) -> Matter:
    """Add a checkpoint at the end of the list.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        RuleBroken: without title, or with a weight below 1.
    """

    def change(work: Work) -> None:
        title = check_text(milestone.title, "el hito")[:200]
        if not 1 <= milestone.weight <= 100:  # noqa: PLR2004 - a share is at most the whole
            raise RuleBroken(
                "milestone.weight", "El peso de un hito va de 1 a 100. No se cambió nada; corríjalo."
            )
        last = work.matter.milestones.order_by("-position").values_list("position", flat=True).first() or 0
        Milestone.objects.create(
            matter=work.matter,
            position=last + 1,
            title=title,
            due=milestone.due,
            weight=milestone.weight,
            unit_id=milestone.unit_id,
        )
        work.text = title

    return make(Call("add_milestone", actor, matter_id, version, now, once=once), change)


def complete_milestone(
    actor: Actor, matter_id: int, *, version: int, now: datetime, milestone_id: int, once: UUID | None = None
) -> Matter:
    """Accept that a checkpoint was fulfilled.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
        BadInput: the checkpoint is of another matter or already fulfilled.
    """

    def change(work: Work) -> None:
        found = work.matter.milestones.filter(pk=milestone_id, done_on__isnull=True).first()
        if found is None:
            raise BadInput(
                "milestone.unknown",
                "Ese hito no es de este asunto o ya estaba cumplido. No se cambió nada; actualice la página.",
            )
        found.done_on = work.call.today
        found.save(update_fields=["done_on"])
        work.text = found.title
        work.data = {"milestone": found.pk}

    return make(Call("complete_milestone", actor, matter_id, version, now, once=once), change)


def _pending_extension(matter: Matter) -> Extension:
    return Extension.objects.select_for_update().get(matter=matter, decision=Decision.PENDING)


def _decide(work: Work, extension: Extension, decision: Decision, granted: date | None) -> None:
    extension.decision = decision
    extension.decided_by_id = work.call.actor.user_id
    extension.decided_at = work.call.now
    extension.decision_reason = work.text
    extension.granted_due = granted
    extension.save()


def _set_parties(work: Work, co_ids: tuple[int, ...], copy_ids: tuple[int, ...]) -> None:
    """Write who shares the matter from today; those who leave keep their rows with the day they left."""
    matter, today = work.matter, work.call.today
    wanted = {(unit, Part.CO_RESPONSIBLE) for unit in co_ids} | {(unit, Part.COPY) for unit in copy_ids}
    current = {(p.unit_id, Part(p.part)): p for p in matter.participants.filter(until__isnull=True)}
    gone = [p.pk for key, p in current.items() if key not in wanted]
    Participant.objects.filter(pk__in=gone).update(until=today)
    Participant.objects.bulk_create(
        Participant(matter=matter, unit_id=unit, part=part, since=today)
        for unit, part in sorted(wanted - current.keys())
    )
    matter.co_unit_ids = list(co_ids)
    matter.party_unit_ids = [matter.lead_id, *co_ids, *copy_ids]


_COLUMNS = {"means": "means_of_verification"}


def _check_correction(work: Work, correction: Correction) -> None:
    for text, what in (
        (correction.text, "el texto"),
        (correction.means, "el medio de verificación"),
        (correction.title, "la síntesis"),
    ):
        if text is not None:
            check_text(text, what)
    matter, wrong = work.matter, ""
    if correction.term is not None and matter.state != states.REGISTERED:
        wrong = "El plazo ya corre desde la notificación: se amplía con una prórroga."
    elif correction.verifier_unit_id in matter.party_unit_ids:
        wrong = "La unidad que verifica debe ser distinta de las que participan en el asunto."
    elif correction.means is not None and matter.state in {
        states.FULFILMENT_REPORTED,
        states.IN_VERIFICATION,
    }:
        wrong = "El medio de verificación no se cambia cuando ya se reportó el cumplimiento."
    if wrong:
        raise RuleBroken("matter.edit", f"{wrong} No se cambió nada.")
    if correction.reserve is not None and correction.reserve > work.call.actor.office_clearance:
        raise NotAllowed(
            "matter.reserve",
            "No puede dar un grado de reserva que usted no alcanza a leer. No se cambió nada.",
        )


def _apply(matter: Matter, correction: Correction, now: datetime) -> dict[str, list[Any]]:
    """Set the fields that were given and return what changed: column → [before, after]."""
    given: dict[str, Any] = {
        _COLUMNS.get(one.name, one.name): getattr(correction, one.name)
        for one in fields(correction)
        if one.name not in {"term", "reason", "once"} and getattr(correction, one.name) is not None
    }
    if "reader_ids" in given:
        given["reader_ids"] = list(given["reader_ids"])
    if "monitor_id" in given:
        given["monitor_unit_id"] = monitor_unit(given["monitor_id"], now)
    if (term := correction.term) is not None:
        given |= {"term_n": term.n or None, "term_unit": term.unit.value, "term_on": term.on}
        given.setdefault("term_text", "" if term.unit is TermUnit.NONE else term.spanish)
    changed = {}
    for name, value in given.items():
        before = getattr(matter, name)
        if before != value:
            setattr(matter, name, value)
            changed[name] = [_plain(before), _plain(value)]
    return changed


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
