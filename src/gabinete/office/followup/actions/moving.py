"""How every move is made: lock, policy, flow, rule, save, bitácora, fact; one act, one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import NotAllowed, RuleBroken, Stale
from gabinete.kernel.facts import publish
from gabinete.office.followup import policies
from gabinete.office.followup.events import MatterMoved
from gabinete.office.followup.models import LogEntry, Matter, Report
from gabinete.office.followup.queries.detail import get_locked_matter, situation
from gabinete.office.followup.states import MATTER_FLOW, Situation

MAX_TEXT = 8000
_DONE = "SELECT pg_advisory_xact_lock(%s); SELECT EXISTS (SELECT 1 FROM followup_logentry WHERE once = %s)"


@dataclass(frozen=True, slots=True)
class Call:
    """A move somebody asks for.

    Attributes:
        version: of the matter as they read it; ``None`` for what conflicts with nothing (a message).
        once: mark of the form; sent twice, the second answers with what the first did.
        brings_proof: the means of verification comes with this very move.
    """

    move: str
    actor: Actor
    matter_id: int
    version: int | None
    now: datetime
    reason: str = ""
    once: UUID | None = None
    brings_proof: bool = False

    @property
    def today(self) -> date:
        """Return the office's day of the move."""
        return day_of(self.now)


@dataclass
class Work:
    """A move being made; the change of each move fills it in.

    Attributes:
        text: what the bitácora says; begins as the reason.
        data: what else is worth keeping, as JSON.
        target: state after.
        keeps_version: the matter itself does not change (a message).
    """

    call: Call
    matter: Matter
    seen: Situation
    target: str
    text: str
    data: dict[str, Any] = field(default_factory=dict)
    report: Report | None = None
    keeps_version: bool = False


def make(call: Call, change: Callable[[Work], None]) -> Matter:
    """Make a move and return the matter as it stands after.

    Raises:
        NotFound: there is no such matter, or this person may not know it.
        NotAllowed: the policy says no.
        Stale: somebody changed it since it was read.
        IllegalMove: the state or a guard is in the way; with all the reasons.
        RuleBroken: the reason is missing, or the change itself breaks a rule.
    """
    with act(call.actor.user_id, f"followup.{call.move}", at=call.now, reason=call.reason):
        matter = get_locked_matter(call.actor, call.matter_id)
        if call.once and was_done(call.once):
            return matter
        work = _begin(call, matter)
        source, before = matter.state, _values(matter)
        change(work)
        _save(work, source, before)
        log(work.matter, call, source, work)
    return matter


def was_done(once: UUID) -> bool:
    """Return whether a form was already taken; waits for another sending of it that is under way."""
    with connection.cursor() as cursor:
        # Sent together, but each statement sees what was committed before it began: the second, after the wait.
        cursor.execute(_DONE, [once.int % 2**63, once])
        cursor.nextset()
        return bool(cursor.fetchone()[0])


def check_text(text: str, what: str) -> str:
    """Return a compulsory text, trimmed.

    Raises:
        RuleBroken: when it is empty or beyond 8,000 characters.
    """
    told = text.replace("\0", "").strip()
    if not told or len(told) > MAX_TEXT:
        raise RuleBroken(
            "matter.text",
            f"Escriba {what}, en {MAX_TEXT:,} letras o menos. No se cambió nada; complete el texto y vuelva a enviar.",
        )
    return told


def log(matter: Matter, call: Call, source: str, work: Work) -> LogEntry:
    """Write the line of the bitácora and tell the house."""
    entry = LogEntry.objects.create(
        matter=matter,
        at=call.now,
        move=call.move,
        actor_id=call.actor.user_id or None,
        unit_id=acting_unit(call.actor, matter),
        source=source,
        target=matter.state,
        text=work.text,
        data=work.data,
        report=work.report,
        once=call.once,
    )
    publish(fact_of(entry))
    return entry


def fact_of(entry: LogEntry) -> MatterMoved:
    """Return the fact that a line of the bitácora tells."""
    matter = entry.matter
    return MatterMoved(
        matter_id=matter.pk,
        folio=matter.folio,
        title=matter.title,
        move=entry.move,
        source=entry.source,
        target=entry.target,
        actor_id=entry.actor_id,
        at=entry.at,
        entry_id=entry.pk,
        unit_ids=tuple(matter.party_unit_ids),
        reserve=matter.reserve,
        text=entry.text,
        matter=matter,
    )


def acting_unit(actor: Actor, matter: Matter) -> int | None:
    """Return the unit from which somebody acts on a matter: theirs among its parties, else the verifying one, else home."""
    if matter.lead_id in actor.unit_ids:
        return matter.lead_id
    shared = sorted(actor.unit_ids & set(matter.party_unit_ids))
    if shared:
        return shared[0]
    if matter.verifier_unit_id in actor.home_unit_ids:
        return matter.verifier_unit_id
    return min(actor.home_unit_ids, default=None)


def _begin(call: Call, matter: Matter) -> Work:
    """Return the move ready to be made, everything that may forbid it asked."""
    if not policies.may(call.move, call.actor, matter):
        raise NotAllowed(
            f"matter.{call.move}",
            f"Su función no le permite «{MATTER_FLOW.moves[call.move].label.lower()}» en este asunto. "
            "No se cambió nada; si cree que es un error, escriba a quien da seguimiento.",
        )
    if call.version is not None and call.version != matter.version:
        raise Stale(
            "matter.stale",
            "Otra persona cambió este asunto mientras usted lo veía. No se perdió lo que escribió ni se cambió nada; "
            "revise lo nuevo y vuelva a enviar.",
            version=matter.version,
        )
    seen = situation(call.actor, matter)
    if call.brings_proof:
        seen = Situation(**{**{f: getattr(seen, f) for f in seen.__slots__}, "means_proven": True})
    move = MATTER_FLOW.require(call.move, matter.state, seen)
    text = check_text(call.reason, "el motivo") if move.needs_reason else call.reason.strip()
    return Work(call, matter, seen, move.target or matter.state, text)


def _values(matter: Matter) -> dict[str, Any]:
    """Return what was read of a matter, by column; lists are copied, for a move may change them in place."""
    return {
        name: list(value) if isinstance(value, list) else value for name, value in matter.__dict__.items()
    }


def _save(work: Work, source: str, before: dict[str, Any]) -> None:
    """Save what changed of the matter, in its new state and with the dates that the state brings.

    Only that: naming the texts again would have the database find their words again.
    """
    if work.keeps_version:
        return
    matter, today = work.matter, work.call.today
    matter.state = work.target
    if matter.state != source:
        matter.state_since = work.call.now
    final = MATTER_FLOW.states[matter.state].final
    if final and matter.closed_on is None:
        matter.closed_on = today
        matter.first_closed_on = matter.first_closed_on or today
    elif not final:
        matter.closed_on = None
    matter.version += 1
    columns = [f.attname for f in Matter._meta.concrete_fields]  # noqa: SLF001 - Django's description of a model
    matter.save(update_fields=[name for name in columns if _changed(name, before, matter.__dict__)])


def _changed(name: str, before: dict[str, Any], now: dict[str, Any]) -> bool:
    return name in now and (name not in before or now[name] != before[name])
