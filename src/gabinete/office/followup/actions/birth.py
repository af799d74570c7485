"""A matter is born, and its agency is told: from then on the term runs."""

from datetime import datetime
from uuid import UUID

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import actor_of, allowed_user
from gabinete.foundation.audit.acts import act
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import NotAllowed, RuleBroken
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.terms import TermUnit, count
from gabinete.office.followup import policies, states
from gabinete.office.followup.actions.folios import next_folio
from gabinete.office.followup.actions.moving import Call, Work, check_text, log, make, was_done
from gabinete.office.followup.models import (
    LogEntry,
    Matter,
    MatterKind,
    Milestone,
    OriginKind,
    Part,
    Participant,
)
from gabinete.office.followup.orders import NewMatter
from gabinete.office.followup.queries.detail import term_of
from gabinete.office.followup.rules import next_report
from gabinete.office.followup.states import Situation

TITLE_LENGTH = 240
_KINDS, _ORIGINS = frozenset(MatterKind.values), frozenset(OriginKind.values)


def register(actor: Actor, new: NewMatter, now: datetime) -> Matter:
    """Register a matter with the next folio of its series; it is not yet notified.

    Raises:
        NotAllowed: this person may not register, or not with that reserve.
        RuleBroken: text, lead or means of verification is missing, or the parties contradict each other.
        BadInput: the folio it brings is already in use.
    """
    if not policies.may_register(actor, new.reserve):
        raise NotAllowed(
            "matter.register",
            "Su función no permite registrar este asunto. No se registró nada; pídalo a la secretaría técnica.",
        )
    check(new)
    with act(actor.user_id, "followup.register", at=now):
        if new.once and was_done(new.once):
            return Matter.objects.get(pk=LogEntry.objects.values_list("matter_id").get(once=new.once)[0])
        matter = Matter.objects.create(
            **columns(actor, new, now, monitor_unit(new.monitor_id, now)), folio=next_folio(new)
        )
        Participant.objects.bulk_create(participants_of(matter, new, now))
        Milestone.objects.bulk_create(milestones_of(matter, new))
        call = Call("register", actor, matter.pk, None, now, once=new.once)
        log(matter, call, "", Work(call, matter, Situation(), matter.state, new.text))
    return matter


def notify(
    actor: Actor, matter_id: int, *, version: int, now: datetime, reason: str = "", once: UUID | None = None
) -> Matter:
    """Notify the lead agency: the term is counted from today and kept for ever as the original one.

    Raises:
        NotFound, NotAllowed, Stale, IllegalMove: see :func:`moving.make`.
    """

    def change(work: Work) -> None:
        begin_term(work.matter, work)

    return make(Call("notify", actor, matter_id, version, now, reason, once), change)


def begin_term(matter: Matter, work: Work) -> None:
    """Write down the notice; count the term if it never was."""
    today = work.call.today
    matter.notified_at = work.call.now
    matter.acknowledged_at = matter.acknowledged_by = None
    matter.next_report_on = next_report(today, matter.report_every_days)
    if matter.term_from is None:
        counted = count(term_of(matter), today, calendar(matter.calendar_code))
        matter.term_from = today
        matter.calendar_version = counted.calendar_version
        matter.due = counted.due
        matter.original_due = matter.original_due or counted.due
        work.data["due"] = counted.due.isoformat() if counted.due else None
        work.data["counted"] = counted.sentence


def check(new: NewMatter) -> None:
    """Refuse what can never be registered, whoever asks.

    Raises:
        RuleBroken: text, lead or means of verification is missing, or the parties contradict each other.
    """
    check_text(new.text, "el texto del asunto")
    check_text(new.means, "el medio de verificación")
    wrong = ""
    parties = [new.lead_id, *new.co_ids, *new.copy_ids]
    if len(set(parties)) != len(parties):
        wrong = "Una misma unidad aparece dos veces entre responsable, corresponsables y copias."
    elif new.verifier_unit_id in parties:
        wrong = "La unidad que verifica debe ser distinta de las que participan en el asunto."
    elif new.kind not in _KINDS or new.origin.kind not in _ORIGINS:
        wrong = "La clase o el origen del asunto no existen."
    elif new.priority not in {1, 2, 3} or new.reserve not in set(Reserve) or new.report_every_days < 1:
        wrong = "La prioridad, la reserva o la periodicidad no son válidas."
    if wrong:
        raise RuleBroken("matter.parties", f"{wrong} No se registró nada; corríjalo y vuelva a enviar.")


def columns(actor: Actor, new: NewMatter, now: datetime, monitor_unit_id: int | None) -> dict[str, object]:
    """Return the columns of a new matter, the folio apart."""
    title = " ".join((new.title or new.text).split())
    term = new.term
    return {
        "kind": new.kind,
        "title": title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1]}…",
        "text": new.text.replace("\0", "").strip(),
        "origin_kind": new.origin.kind,
        "origin_label": new.origin.label[:240],
        "body": new.origin.body,
        "ordered_by": new.origin.ordered_by[:200],
        "issued_on": new.issued_on,
        "lead_id": new.lead_id,
        "party_unit_ids": [new.lead_id, *new.co_ids, *new.copy_ids],
        "co_unit_ids": list(new.co_ids),
        "monitor_id": new.monitor_id,
        "monitor_unit_id": monitor_unit_id,
        "verifier_unit_id": new.verifier_unit_id,
        "monitor_may_verify": new.monitor_may_verify,
        "term_n": term.n or None,
        "term_unit": term.unit.value,
        "term_on": term.on,
        "term_text": (new.term_text or ("" if term.unit is TermUnit.NONE else term.spanish))[:240],
        "calendar_code": new.calendar_code,
        "deliverable": new.deliverable[:400],
        "means_of_verification": new.means.strip()[:400],
        "report_every_days": new.report_every_days,
        "state": states.REGISTERED,
        "state_since": now,
        "priority": new.priority,
        "reserve": new.reserve,
        "reader_ids": list(new.reader_ids),
        "axis_id": new.axis_id,
        "region_id": new.region_id,
        "created_at": now,
        "created_by_id": actor.user_id,
    }


def monitor_unit(monitor_id: int | None, now: datetime) -> int | None:
    """Return the unit from which somebody monitors; ``None`` when nobody does or they sit nowhere."""
    today = day_of(now)
    user = allowed_user(monitor_id, today) if monitor_id else None
    homes = actor_of(user, today).home_unit_ids if user else frozenset()
    return min(homes, default=None)


def participants_of(matter: Matter, new: NewMatter, now: datetime) -> list[Participant]:
    """Return who shares a new matter besides its lead."""
    today = day_of(now)
    parts = [(unit, Part.CO_RESPONSIBLE) for unit in new.co_ids]
    parts += [(unit, Part.COPY) for unit in new.copy_ids]
    return [Participant(matter=matter, unit_id=unit, part=part, since=today) for unit, part in parts]


def milestones_of(matter: Matter, new: NewMatter) -> list[Milestone]:
    """Return the milestones of a new matter, in order."""
    return [
        Milestone(
            matter=matter,
            position=position,
            title=it.title[:200],
            due=it.due,
            weight=max(it.weight, 1),
            unit_id=it.unit_id,
        )
        for position, it in enumerate(new.milestones, start=1)
    ]
