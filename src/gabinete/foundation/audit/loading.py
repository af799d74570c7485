"""Bulk loading of a past: backdated acts with their history, by COPY, signed like any other.

For the demonstration and for moving in from another system. The caller copies the *final* live rows itself, inside
``without_triggers``, and then tells how they came to be; ``load`` takes each final image from the live row, so that
history and table agree to the letter.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from gabinete.foundation.audit.acts import SYSTEM_NAME, Act, act_row, fields_of, store_chunks
from gabinete.foundation.audit.context import Origin
from gabinete.foundation.audit.entries import CHUNK, entry_sql
from gabinete.foundation.audit.install import HISTORY_TRIGGERS, ensure_partitions, months_from
from gabinete.foundation.audit.registry import audited
from gabinete.foundation.audit.seal import LOCK
from gabinete.kernel.clock import day_of

_STAGE = """
CREATE TEMP TABLE audit_stage (
  id bigint, at timestamptz, table_name text, row_id bigint, op text, before jsonb, borrowed text[], patch jsonb,
  full_image jsonb, act_id bigint
) ON COMMIT DROP
"""
_COPY = "COPY audit_stage (id, at, table_name, row_id, op, before, borrowed, patch, full_image, act_id) FROM STDIN"
# ``OFFSET 0`` keeps each live image from being made again for every change of its row, and only rows of this load have
# theirs made; entries are made in the same pass, while the images are at hand.
_MOVE = f"""
WITH moved AS (
  INSERT INTO audit_history AS h (id, at, table_name, row_id, op, before, after, act_id, xid, db_role)
  SELECT s.id + %(history)s, s.at, s.table_name, s.row_id, s.op,
    CASE WHEN s.borrowed IS NULL THEN s.before
         ELSE COALESCE(s.before, jsonb_build_object())
              || (SELECT jsonb_object_agg(k, live.image -> k) FROM unnest(s.borrowed) k) END,
    CASE WHEN s.full_image IS NOT NULL THEN s.full_image WHEN s.patch IS NULL THEN live.image
         ELSE live.image || s.patch END,
    s.act_id + %(act)s, pg_current_xact_id()::text::bigint, session_user
  FROM audit_stage s LEFT JOIN (
    SELECT r.id, {{image}} AS image FROM {{table}} r
    WHERE r.id IN (SELECT row_id FROM audit_stage WHERE table_name = %(table)s) OFFSET 0) live ON live.id = s.row_id
  WHERE s.table_name = %(table)s
  RETURNING h.act_id, h.id, {entry_sql("h")} AS entry)
INSERT INTO audit_entries (act_id, id, entry) SELECT act_id, id, entry FROM moved
"""  # noqa: S608 - fixed text
_MADE = "CREATE TEMP TABLE audit_entries (act_id bigint, id bigint, entry bytea) ON COMMIT DROP"
_ENTRIES = f"""
SELECT n.act_id, string_agg(n.entry, ''::bytea ORDER BY n.id) FROM (
  SELECT act_id, id, entry, (row_number() OVER (PARTITION BY act_id ORDER BY id) - 1) / {CHUNK} AS part
  FROM audit_entries WHERE act_id BETWEEN %s AND %s) n
GROUP BY n.act_id, n.part ORDER BY n.act_id, n.part
"""  # noqa: S608 - fixed text
_ACT_COPY = "COPY audit_act (id, at, actor_id, actor_name, verb, reason, request_id, address, row_count, entries, mac) FROM STDIN"
_STRETCH = 20_000
"""Acts signed at a time: bounds memory."""


@dataclass(slots=True)
class PastRow:
    """One change of one row in a past act.

    Attributes:
        op: I, U or D.
        patch: columns whose value *after this change* was not the final one; all others are taken from the live row.
            Empty in the last change of a row.
        full: the whole image instead, for rows that are no longer alive (in a removal: the image it had).
    """

    table: str
    row_id: int
    op: str = "I"
    patch: Mapping[str, Any] = field(default_factory=dict)
    full: Mapping[str, Any] | None = None


@dataclass(slots=True)
class PastAct:
    """Something somebody did back then."""

    at: datetime
    actor_id: int
    verb: str
    rows: Sequence[PastRow]
    reason: str = ""


def load(acts: Iterable[PastAct]) -> int:
    """Write past acts and their history, signed; return how many history rows.

    Acts must come in the order in which they happened. The rows must be in their tables already, as they are in the
    end. Nothing else is sealed while this runs, so that no act is left behind.

    Raises:
        ValueError: when a row has neither a live row nor a ``full`` image, or its table is not audited.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(
            "SET LOCAL statement_timeout = 0; SET LOCAL timezone = 'UTC'; SET LOCAL work_mem = '128MB'"
        )
        cursor.execute(f"{_STAGE}; {_MADE}")
        stage = _Stage()
        with cursor.copy(_COPY) as copy:
            for row in stage.lines(acts):
                copy.write_row(row)
        if stage.acts:
            offsets = (
                _reserve("audit_history_id_seq", stage.count),
                _reserve("audit_act_id_seq", len(stage.acts)),
            )
            _move(stage, offsets)
            _sign(stage, offsets[1])
        return stage.count


@contextmanager
def without_triggers(tables: Sequence[str]) -> Iterator[None]:
    """Write to these tables without leaving history; ``load`` must account for it afterwards.

    Only the audit's triggers are put to sleep (those that make search words go on), only for whoever owns the
    tables, and the whole is one transaction: an interruption leaves neither rows nor sleeping triggers.
    """
    with transaction.atomic():
        _switch(tables, "DISABLE")
        yield
        _switch(tables, "ENABLE")


def as_image_value(value: Any) -> Any:
    """Return a Python value as PostgreSQL writes it in an image (moments in UTC, without needless zeros)."""
    if isinstance(value, datetime):
        text = value.astimezone(UTC).replace(tzinfo=None).isoformat()
        return (text.rstrip("0") if "." in text else text) + "+00:00"
    return value.isoformat() if isinstance(value, date) else value


class _Stage:
    """Turns past acts into lines of the staging table, remembering what the signing will need."""

    def __init__(self) -> None:
        self.acts: list[tuple[datetime, int, str, str]] = []
        self.tables: set[str] = set()
        self.months: set[date] = set()
        self.count = 0
        self._last: dict[tuple[str, int], Mapping[str, Any]] = {}

    def lines(self, acts: Iterable[PastAct]) -> Iterator[tuple[Any, ...]]:
        """Yield the lines to copy; rows and acts are numbered from 1, and moved to free numbers afterwards."""
        for past in acts:
            self.acts.append((past.at, past.actor_id, past.verb, past.reason))
            self.months.add(day_of(past.at).replace(day=1))
            for row in past.rows:
                self.count += 1
                images = self._images(row)
                yield (self.count, past.at, row.table, row.row_id, row.op, *images, len(self.acts))

    def _images(self, row: PastRow) -> tuple[str | None, list[str] | None, str | None, str | None]:
        """Return before, columns of it to be borrowed from the live row, patch, and full image."""
        self.tables.add(row.table)
        key = (row.table, row.row_id)
        previous = self._last.get(key)
        patch = row.full if row.full is not None else row.patch
        if patch or previous is None:
            self._last[key] = patch
        elif previous:
            self._last[key] = {}
        if row.op == "D":
            return _json(row.full), None, None, None
        full = _json(row.full) if row.full is not None else None
        if row.op != "U" or previous is None:
            return None, None, _json(patch) if patch and full is None else None, full
        before = {
            k: v
            for k, v in previous.items()
            if k not in patch or as_image_value(patch[k]) != as_image_value(v)
        }
        borrowed = [k for k in patch if k not in previous] if full is None else []
        return _json(before), borrowed or None, _json(patch) if patch and full is None else None, full


def _json(values: Mapping[str, Any] | None) -> str | None:
    return json.dumps(values, default=as_image_value, ensure_ascii=False) if values is not None else None


def _reserve(sequence: str, count: int) -> int:
    """Take ``count`` numbers in a row from a sequence; return the one before the first.

    Another session may take one in the middle: then the block is left as a gap and the next one is taken.
    """
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT min(n), max(n) FROM (SELECT nextval(%s::regclass) AS n FROM generate_series(1, %s)) s",
                [sequence, count],
            )
            first, last = cursor.fetchone()
            if last - first + 1 == count:
                return int(first) - 1


def _move(stage: _Stage, offsets: tuple[int, int]) -> None:
    """Write the staged rows into history, with the images of the live rows."""
    known = audited()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE audit_stage")
    ensure_partitions(month for first in stage.months for month in months_from(first, 0))
    for name in sorted(stage.tables):
        if name not in known:
            raise ValueError(f"{name} is not audited")
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(_MOVE).format(table=sql.Identifier(name), image=sql.SQL(known[name].image("r"))),
                {"table": name, "history": offsets[0], "act": offsets[1]},
            )


def _sign(stage: _Stage, first_act: int) -> None:
    """Write the acts, signed over the history rows just written."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX ON audit_entries (act_id); ANALYZE audit_entries")
        cursor.execute(
            "SELECT id, name FROM accounts_user WHERE id = ANY(%s)", [list({a[1] for a in stage.acts})]
        )
        names = dict(cursor.fetchall())
        for start in range(0, len(stage.acts), _STRETCH):
            stretch = stage.acts[start : start + _STRETCH]
            cursor.execute(_ENTRIES, [first_act + start + 1, first_act + start + len(stretch)])
            parts: dict[int, list[bytes]] = {}
            for act_id, entries in cursor.fetchall():
                parts.setdefault(act_id, []).append(bytes(entries))
            signed = []
            for act_id, past in enumerate(stretch, first_act + start + 1):
                signed.append(_signed(act_id, past, names.get(past[1], SYSTEM_NAME), parts.get(act_id, [])))
            with cursor.copy(_ACT_COPY) as copy:
                for line in signed:
                    copy.write_row(line)


def _signed(
    act_id: int, past: tuple[datetime, int, str, str], name: str, parts: list[bytes]
) -> tuple[object, ...]:
    """Return the columns of one act, having stored its chunks when it is large."""
    at, actor_id, verb, reason = past
    if len(parts) > 1:
        store_chunks(act_id, parts)
    return act_row(fields_of(Act(act_id, at, actor_id, name, verb, reason, Origin()), parts))


def _switch(tables: Sequence[str], deed: str) -> None:
    """Enable or disable the history triggers of these tables."""
    with connection.cursor() as cursor:
        # Foreign keys waiting for the commit are checked now: a table with checks pending cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            for trigger in HISTORY_TRIGGERS:
                cursor.execute(
                    sql.SQL("ALTER TABLE {} " + deed + " TRIGGER {}").format(
                        sql.Identifier(table), sql.Identifier(trigger)
                    )
                )
