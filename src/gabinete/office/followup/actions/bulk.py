"""Many matters at once: a table somebody brings becomes matters in one act, written by COPY."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import GabineteError, NotAllowed
from gabinete.kernel.facts import publish
from gabinete.office.followup import policies
from gabinete.office.followup.actions.birth import (
    check,
    columns,
    milestones_of,
    monitor_unit,
    participants_of,
)
from gabinete.office.followup.actions.folios import Series, as_folio, require_free, series_of, take_folios
from gabinete.office.followup.actions.moving import acting_unit, fact_of
from gabinete.office.followup.models import LogEntry, Matter, Milestone, Participant
from gabinete.office.followup.orders import NewMatter

_M = TypeVar("_M", bound=models.Model)
_RESERVE = "SELECT nextval(pg_get_serial_sequence(%s, 'id')::regclass) FROM generate_series(1, %s)"
_LOCK = "SELECT pg_advisory_xact_lock(%s)"


def register_many(actor: Actor, orders: Sequence[NewMatter], now: datetime) -> list[Matter]:
    """Register several matters in one act: all of them, or none when one is refused.

    Those whose mark (``once``) was already taken are left as they are: a table sent twice registers nothing twice.
    The matters come back in the order of the orders, without the registered before.

    Raises:
        NotAllowed, RuleBroken, BadInput: see :func:`birth.register`; ``data["row"]`` is the place of the order, from 0.
    """
    _check(actor, orders)
    with act(actor.user_id, "followup.register_many", at=now):
        fresh = _fresh(orders)
        folios = _folios(fresh)
        units = {who: monitor_unit(who, now) for who in {new.monitor_id for new in fresh}}
        keys = _keys(Matter, len(fresh))
        made: list[Matter] = _copied(
            Matter,
            (
                {"id": pk, "folio": folio, **columns(actor, new, now, units[new.monitor_id])}
                for pk, folio, new in zip(keys, folios, fresh, strict=True)
            ),
        )
        pairs = list(zip(made, fresh, strict=True))
        Participant.objects.bulk_create(chain.from_iterable(participants_of(m, new, now) for m, new in pairs))
        Milestone.objects.bulk_create(chain.from_iterable(milestones_of(m, new) for m, new in pairs))
        _tell(actor, pairs, now)
    return made


def _check(actor: Actor, orders: Sequence[NewMatter]) -> None:
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


def _fresh(orders: Sequence[NewMatter]) -> list[NewMatter]:
    """Return the orders not yet taken; two sendings of a table wait for each other."""
    marks = {new.once for new in orders if new.once}
    if marks:
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [min(marks).int % 2**63])
    known = set(LogEntry.objects.filter(once__in=marks).values_list("once", flat=True)) if marks else set()
    return [new for new in orders if new.once not in known or new.once is None]


def _folios(orders: Sequence[NewMatter]) -> list[str]:
    """Return the folio of each order: the one it brings, else the next ones of its series.

    Raises:
        BadInput: one that is brought is taken, or comes twice.
    """
    own = [as_folio(new.folio) for new in orders]
    require_free(own)
    wanted = Counter(series_of(new) for new, folio in zip(orders, own, strict=True) if not folio)
    # In the order of their names, so that two tables never wait for each other crosswise.
    given: dict[Series, Iterator[str]] = {
        series: iter(take_folios(series, n, set(own))) for series, n in sorted(wanted.items())
    }
    return [folio or next(given[series_of(new)]) for new, folio in zip(orders, own, strict=True)]


def _tell(actor: Actor, pairs: Sequence[tuple[Matter, NewMatter]], now: datetime) -> None:
    """Write the first line of each bitácora, and tell the house."""
    keys = _keys(LogEntry, len(pairs))
    entries: list[LogEntry] = _copied(
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
                "data": {},
                "once": new.once,
            }
            for pk, (matter, new) in zip(keys, pairs, strict=True)
        ),
    )
    for entry, (matter, _new) in zip(entries, pairs, strict=True):
        entry.matter = matter
        publish(fact_of(entry))


def _keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, [model._meta.db_table, count])  # noqa: SLF001 - Django's description of a model
        return [pk for (pk,) in cursor.fetchall()]


def _copied(model: type[_M], rows: Iterable[Mapping[str, Any]]) -> list[_M]:
    """Write rows as the database takes them fastest, and return them; its triggers and constraints count as ever.

    Args:
        rows: by column; those left out take the default of their field.
    """
    fields = [f for f in model._meta.concrete_fields if not f.generated and f.name != "search"]  # noqa: SLF001
    names = [f.attname for f in fields]
    usual = [f.get_default() for f in fields]
    jsons = [n for n, f in enumerate(fields) if isinstance(f, models.JSONField)]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),  # noqa: SLF001
        sql.SQL(", ").join(sql.Identifier(f.column) for f in fields),
    )
    made = []
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            values = [row.get(name, default) for name, default in zip(names, usual, strict=True)]
            made.append(model.from_db(connection.alias, names, values))
            for n in jsons:
                values[n] = Jsonb(values[n])
            copy.write_row(values)
    return made
