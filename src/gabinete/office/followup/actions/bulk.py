"""Many matters at once: a table somebody brings becomes matters in one act, written by COPY."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db import connection

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import BadInput, GabineteError, NotAllowed
from gabinete.kernel.facts import publish
from gabinete.office.followup import policies
from gabinete.office.followup.actions.birth import (
    check,
    columns,
    milestones_of,
    monitor_unit,
    participants_of,
)
from gabinete.office.followup.actions.copying import Progress, copied, new_keys, silent
from gabinete.office.followup.actions.folios import Series, as_folio, require_free, series_of, take_folios
from gabinete.office.followup.actions.moving import acting_unit, fact_of
from gabinete.office.followup.models import LogEntry, Matter, Milestone, Participant
from gabinete.office.followup.orders import NewMatter

_LOCK = "SELECT pg_advisory_xact_lock(%s)"
# One array, not a placeholder for each: there may be a quarter of a million.
_TAKEN = "SELECT once FROM followup_logentry WHERE once = ANY(%s)"


def register_many(
    actor: Actor, orders: Sequence[NewMatter], now: datetime, progress: Progress = silent
) -> list[Matter]:
    """Register several matters in one act: all of them, or none when one is refused.

    Those whose mark (``once``) was already taken are left as they are: a table sent twice registers nothing twice.
    The matters come back in the order of the orders, without the registered before.

    Args:
        progress: called now and then with how many are written.

    Raises:
        NotAllowed, RuleBroken, BadInput: see :func:`birth.register`; ``data["row"]`` is the place of the order, from 0.
    """
    check_orders(actor, orders)
    with act(actor.user_id, "followup.register_many", at=now):
        places = _fresh(orders)
        fresh = [orders[place] for place in places]
        folios = _folios(fresh, places)
        units = {who: monitor_unit(who, now) for who in {new.monitor_id for new in fresh}}
        made = copied(
            Matter,
            (
                {"id": pk, "folio": folio, **columns(actor, new, now, units[new.monitor_id])}
                for pk, folio, new in zip(new_keys(Matter, len(fresh)), folios, fresh, strict=True)
            ),
            progress,
        )
        pairs = list(zip(made, fresh, strict=True))
        Participant.objects.bulk_create(chain.from_iterable(participants_of(m, new, now) for m, new in pairs))
        Milestone.objects.bulk_create(chain.from_iterable(milestones_of(m, new) for m, new in pairs))
        _tell(actor, pairs, now)
    return made


def check_orders(actor: Actor, orders: Sequence[NewMatter]) -> None:
    """Refuse the whole when one order may not be registered."""
    for row, new in enumerate(orders):
        try:
            if not policies.may_register(actor, new.reserve):
                raise NotAllowed(
                    "matter.register",
                    "Su función no permite registrar este asunto. No se registró nada; pídalo a la secretaría técnica.",
                )
            check(new)
        except GabineteError as refusal:
            refusal.data["row"] = row
            raise


def _fresh(orders: Sequence[NewMatter]) -> list[int]:
    """Return the places of the orders not yet taken; two sendings of a table wait for each other."""
    marks = {new.once for new in orders if new.once}
    taken: set[UUID] = set()
    if marks:
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [min(marks).int % 2**63])
            cursor.execute(_TAKEN, [list(marks)])
            taken = {mark for (mark,) in cursor.fetchall()}
    return [place for place, new in enumerate(orders) if new.once not in taken]


def _folios(orders: Sequence[NewMatter], places: Sequence[int]) -> list[str]:
    """Return the folio of each order: the one it brings, else the next ones of its series.

    Raises:
        BadInput: one that is brought is taken, or comes twice.
    """
    own = [as_folio(new.folio) for new in orders]
    try:
        require_free(own)
    except BadInput as refusal:
        refusal.data["row"] = places[refusal.data["row"]]
        raise
    wanted = Counter(series_of(new) for new, folio in zip(orders, own, strict=True) if not folio)
    # In the order of their names, so that two tables never wait for each other crosswise.
    given: dict[Series, Iterator[str]] = {
        series: iter(take_folios(series, n, set(own))) for series, n in sorted(wanted.items())
    }
    return [folio or next(given[series_of(new)]) for new, folio in zip(orders, own, strict=True)]


def _tell(actor: Actor, pairs: Sequence[tuple[Matter, NewMatter]], now: datetime) -> None:
    """Write the first line of each bitácora, and tell the house."""
    entries = copied(
        LogEntry,
        (
            {
                "id": pk,
                "matter_id": matter.pk,
                "at": now,
                "move": "register",
                "actor_id": actor.user_id or None,
                "unit_id": acting_unit(actor, matter),
                "target": matter.state,
                "text": new.text,
                "once": new.once,
            }
            for pk, (matter, new) in zip(new_keys(LogEntry, len(pairs)), pairs, strict=True)
        ),
    )
    for entry, (matter, _new) in zip(entries, pairs, strict=True):
        entry.matter = matter
        publish(fact_of(entry))
