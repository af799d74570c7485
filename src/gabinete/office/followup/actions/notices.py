"""Notifying many matters at once, as after a table was brought in."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import NotAllowed
from gabinete.kernel.facts import publish
from gabinete.office.followup import policies
from gabinete.office.followup.actions.birth import begin_term
from gabinete.office.followup.actions.copying import Progress, copied, new_keys, silent
from gabinete.office.followup.actions.moving import Call, Work, acting_unit, fact_of
from gabinete.office.followup.models import LogEntry, Matter
from gabinete.office.followup.states import MATTER_FLOW, NOTIFIED, Situation

CHUNK = 500
_SAVE = """
UPDATE followup_matter m SET state = %(state)s, state_since = %(now)s, notified_at = %(now)s, acknowledged_at = NULL,
  acknowledged_by_id = NULL, version = m.version + 1, next_report_on = n.next_report_on, term_from = n.term_from,
  calendar_version = n.calendar_version, due = n.due, original_due = n.original_due
FROM unnest(%(ids)s::bigint[], %(reports)s::date[], %(begun)s::date[], %(versions)s::integer[], %(dues)s::date[],
  %(first_dues)s::date[]) AS n (id, next_report_on, term_from, calendar_version, due, original_due)
WHERE m.id = n.id
"""


def notify_many(
    actor: Actor, matter_ids: Sequence[int], now: datetime, progress: Progress = silent
) -> list[Matter]:
    """Notify the lead agencies of several registered matters in one act: all of them, or none.

    Args:
        matter_ids: each once; those that do not exist are left out.
        progress: called now and then with how many are done.

    Raises:
        NotAllowed: this person may not notify one of them.
        IllegalMove: one of them is no longer merely registered.
    """
    told: list[Matter] = []
    with act(actor.user_id, "followup.notify", at=now):
        for chunk in _chunks(matter_ids):
            found = Matter.objects.select_for_update(of=("self",)).filter(pk__in=chunk).defer("search")
            works = [_begun(Call("notify", actor, m.pk, None, now), m) for m in found.order_by("pk")]
            _save(works, now)
            _tell(works)
            told += [work.matter for work in works]
            progress(len(told))
    return told


def _chunks(matter_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (matter_ids[start : start + CHUNK] for start in range(0, len(matter_ids), CHUNK))


def _begun(call: Call, matter: Matter) -> Work:
    """Return a matter notified, its term counted, not yet saved."""
    if not policies.may("notify", call.actor, matter):
        raise NotAllowed(
            "matter.notify",
            f"Su función no le permite notificar {matter.folio}. No se cambió nada; pídalo a la secretaría técnica.",
        )
    # The move has no guards: nothing of the matter besides its state is asked.
    MATTER_FLOW.require("notify", matter.state, Situation())
    work = Work(call, matter, Situation(), NOTIFIED, "")
    begin_term(matter, work)
    return work


def _save(works: Sequence[Work], now: datetime) -> None:
    """Save the matters of a chunk in one statement."""
    values: dict[str, Any] = {
        "state": NOTIFIED,
        "now": now,
        "ids": [w.matter.pk for w in works],
        "reports": [w.matter.next_report_on for w in works],
        "begun": [w.matter.term_from for w in works],
        "versions": [w.matter.calendar_version for w in works],
        "dues": [w.matter.due for w in works],
        "first_dues": [w.matter.original_due for w in works],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, values)


def _tell(works: Sequence[Work]) -> None:
    """Write the line of each bitácora, and tell the house."""
    entries = copied(
        LogEntry,
        (
            {
                "id": pk,
                "matter_id": work.matter.pk,
                "at": work.call.now,
                "move": "notify",
                "actor_id": work.call.actor.user_id or None,
                "unit_id": acting_unit(work.call.actor, work.matter),
                "source": work.matter.state,
                "target": work.target,
                "text": work.text,
                "data": work.data,
            }
            for pk, work in zip(new_keys(LogEntry, len(works)), works, strict=True)
        ),
    )
    for entry, work in zip(entries, works, strict=True):
        matter = work.matter
        matter.state, matter.state_since, matter.version = work.target, work.call.now, matter.version + 1
        entry.matter = matter
        publish(fact_of(entry))
