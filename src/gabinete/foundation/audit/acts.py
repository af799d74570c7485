"""Acts: every write to a business table happens inside one; it names who, what and why, and seals what changed."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from gabinete.foundation.audit.context import Origin, current_origin
from gabinete.foundation.audit.entries import CHUNK, SIZE, entry_sql
from gabinete.foundation.audit.macs import ActFields, act_mac

SYSTEM_ACTOR: Final = 0
SYSTEM_NAME: Final = "Sistema"

_BEGIN = """
SELECT a.id, set_config('gabinete.act', a.id::text, true), set_config('gabinete.at', %s, true),
       (SELECT name FROM accounts_user WHERE id = %s)
FROM (SELECT nextval('audit_act_id_seq') AS id) a
"""
# The moment is given besides the act, so that PostgreSQL looks in one month only.
_ENTRIES = f"""
SELECT string_agg(n.entry, ''::bytea ORDER BY n.id) FROM (
  SELECT h.id, {entry_sql("h")} AS entry, (row_number() OVER (ORDER BY h.id) - 1) / {CHUNK} AS part
  FROM audit_history h WHERE h.act_id = %s AND h.at = %s) n
GROUP BY n.part ORDER BY n.part
"""  # noqa: S608 - fixed text
# What is written afterwards in the same transaction, outside an act, must not pass for part of this one.
_END = "SELECT set_config('gabinete.act', '', true), set_config('gabinete.at', '', true)"
_INSERT = f"""
WITH sealed AS (
  INSERT INTO audit_act (id, at, actor_id, actor_name, verb, reason, request_id, address, row_count, entries, mac)
  VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s))
{_END}
"""  # noqa: S608 - fixed text


@dataclass(frozen=True, slots=True)
class Act:
    """The act under way."""

    id: int
    at: datetime
    actor_id: int
    actor_name: str
    verb: str
    reason: str
    origin: Origin


@dataclass(slots=True)
class _Running:
    """The act of this thread; while it is provisional the first act inside it gives it its name."""

    act: Act
    provisional: bool = False


_current: ContextVar[_Running | None] = ContextVar("gabinete_act", default=None)


def current_act() -> Act | None:
    """Return the act under way in this thread, if any."""
    running = _current.get()
    return running.act if running else None


@contextmanager
def provisional_act(actor_id: int, verb: str, *, at: datetime) -> Iterator[Act]:
    """Begin an act around code that may name itself better: the first act inside gives actor, verb and reason."""
    with act(actor_id, verb, at=at) as begun:
        running = _current.get()
        if running is not None and running.act is begun:
            running.provisional = True
        yield begun


@contextmanager
def act(
    actor_id: int, verb: str, *, at: datetime, reason: str = "", even_if_empty: bool = False
) -> Iterator[Act]:
    """Do something as somebody: one transaction, its changes attributed and sealed at the end.

    An act begun inside another joins it (with a savepoint of its own): one deed, one act. An act that changes nothing
    leaves no trace unless ``even_if_empty`` (a reading worth remembering).

    Args:
        actor_id: key of ``accounts.User``; 0 is the system itself.
        verb: ``package.verb_thing``; the moves of a flow give theirs.
        at: the aware moment the change counts from; the door asks the clock.
        reason: why, in the person's words.

    Raises:
        ValueError: when ``at`` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("An act needs an aware moment")
    outer = _current.get()
    with transaction.atomic():
        if outer is not None:
            if outer.provisional:
                _name(outer, actor_id, verb, reason)
            yield outer.act
            return
        running = _Running(_begin(actor_id, verb, at, reason))
        token = _current.set(running)
        try:
            yield running.act
            _finish(running.act, even_if_empty=even_if_empty)
        finally:
            _current.reset(token)


def _name(running: _Running, actor_id: int, verb: str, reason: str) -> None:
    """Give a provisional act its actor, verb and reason."""
    name = running.act.actor_name
    if actor_id != running.act.actor_id:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM accounts_user WHERE id = %s", [actor_id])
            name = (cursor.fetchone() or (SYSTEM_NAME,))[0]
    running.act = replace(running.act, actor_id=actor_id, actor_name=name, verb=verb, reason=reason)
    running.provisional = False


def _begin(actor_id: int, verb: str, at: datetime, reason: str) -> Act:
    """Take an act number and tell the triggers about it."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [at.isoformat(), actor_id])
        act_id, _, _, name = cursor.fetchone()
    return Act(act_id, at, actor_id, name or SYSTEM_NAME, verb, reason, current_origin())


def _finish(begun: Act, *, even_if_empty: bool) -> None:
    """Write the act over the history rows it caused."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [begun.id, begun.at])
        parts = [bytes(part) for (part,) in cursor.fetchall()]
        if not parts and not even_if_empty:
            cursor.execute(_END)
            return
        fields = fields_of(begun, parts)
        if len(parts) > 1:
            store_chunks(begun.id, parts)
        cursor.execute(_INSERT, act_row(fields))


def store_chunks(act_id: int, parts: Sequence[bytes]) -> None:
    """Keep the entries of a large act, of which the act itself signs the digests."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO audit_actchunk (act_id, part, entries) VALUES (%s, %s, %s)",
            [(act_id, number, part) for number, part in enumerate(parts)],
        )


def fields_of(begun: Act, parts: Sequence[bytes]) -> ActFields:
    """Return what is stored and signed: the entries themselves, or the digests of their chunks when there are many."""
    entries = b"".join(parts) if len(parts) <= 1 else b"".join(hashlib.sha256(p).digest() for p in parts)
    return ActFields(
        id=begun.id,
        at=begun.at,
        actor_id=begun.actor_id,
        actor_name=begun.actor_name,
        verb=begun.verb,
        reason=begun.reason,
        request_id=begun.origin.request_id,
        address=begun.origin.address,
        row_count=sum(len(p) for p in parts) // SIZE,
        entries=entries,
    )


def act_row(fields: ActFields) -> tuple[Any, ...]:
    """Return the columns of ``audit_act`` in the order of its table, with the MAC last."""
    return (
        fields.id, fields.at, fields.actor_id, fields.actor_name, fields.verb, fields.reason, fields.request_id,
        fields.address, fields.row_count, fields.entries, act_mac(fields),
    )  # fmt: skip
