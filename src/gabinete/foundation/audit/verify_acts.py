"""Checks of acts and history: each act against its MAC, each history row against the entry its act keeps of it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection

from gabinete.foundation.audit.acts import SYSTEM_NAME
from gabinete.foundation.audit.entries import (
    CHUNK,
    SIZE,
    Entry,
    entries_sql,
    entry_sql,
    read_entries,
    table_code,
)
from gabinete.foundation.audit.findings import Finding, Kind
from gabinete.foundation.audit.macs import ActFields, act_mac, same
from gabinete.foundation.audit.models import Act, ActChunk, History
from gabinete.foundation.audit.registry import SEALED_LATER, audited
from gabinete.foundation.audit.wording import as_image, label_of, record_name
from gabinete.kernel.clock import OFFICE_ZONE

BATCH = 4_000
LISTED = 200
"""Rows outside every act that are named one by one; the others are counted in the last one's words."""

_OF_ACTS = f"""
SELECT h.act_id, string_agg({entry_sql("h")}, ''::bytea ORDER BY h.id)
FROM public.audit_history h WHERE h.act_id = ANY(%s) GROUP BY h.act_id
"""  # noqa: S608 - fixed text
_ORPHANS = """
SELECT h.id, h.at, h.table_name, h.row_id, h.op, h.before, h.after, h.act_id, h.db_role, count(*) OVER ()
FROM public.audit_history h LEFT JOIN public.audit_act a ON a.id = h.act_id
WHERE a.id IS NULL ORDER BY h.id LIMIT %s
"""
_COLUMNS = (
    "id", "at", "actor_id", "actor_name", "verb", "reason", "request_id", "address", "row_count", "entries", "mac",
)  # fmt: skip
"""Those of ``ActFields``, and the MAC."""

_DID = {"I": "dada de alta", "U": "modificada", "D": "borrada", "B": "incorporada"}


def check_acts(progress: Callable[[str, int, int], None]) -> Iterator[tuple[int, list[Finding]]]:
    """Yield, stretch by stretch, how many acts were looked at and what was found in them."""
    total, done, after = Act.objects.count(), 0, 0
    acts = Act.objects.order_by("pk").values_list(*_COLUMNS)
    while batch := [(_fields(row), bytes(row[-1])) for row in acts.filter(pk__gt=after)[:BATCH]]:
        actual = _entries_of([a.id for a, _ in batch if a.row_count <= CHUNK])
        found = [finding for a, mac in batch for finding in _check_act(a, mac, actual.get(a.id, b""))]
        after, done = batch[-1][0].id, done + len(batch)
        progress("actos", done, total)
        yield len(batch), found


def check_orphans() -> Iterator[Finding]:
    """Name the history rows that no act explains: changes made behind the application, or an act made up."""
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS, [LISTED])
        names = [c[0] for c in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        yield _orphan({**row, "before": as_image(row["before"]), "after": as_image(row["after"])})


def _entries_of(act_ids: Sequence[int]) -> dict[int, bytes]:
    """Return the entries that the history rows of these acts have today."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_ACTS, [list(act_ids)])
        return {act_id: bytes(entries) for act_id, entries in cursor.fetchall()}


def _fields(row: tuple[Any, ...]) -> ActFields:
    """Return the signed part of a row of ``audit_act``: all its columns but the last."""
    fields: Any = (*row[:-2], bytes(row[-2]))
    return ActFields(*fields)


def _check_act(row: ActFields, mac: bytes, actual: bytes) -> Iterator[Finding]:
    """Compare one act with its signature and its rows."""
    if not same(mac, act_mac(row)):
        yield _altered(row)
    elif row.row_count > CHUNK:
        yield from _check_large(row)
    elif row.entries != actual:
        yield from _differences(row, row.entries, actual)


def _check_large(row: ActFields) -> Iterator[Finding]:
    """Compare an act kept in chunks, one chunk at a time."""
    digests = row.entries
    seen = -1
    for part in range(len(digests) // 32):
        chunk = ActChunk.objects.filter(act_id=row.id, part=part).first()
        kept = bytes(chunk.entries) if chunk else b""
        if hashlib.sha256(kept).digest() != digests[part * 32 : part * 32 + 32]:
            yield _altered(row)
            return
        last = int.from_bytes(kept[-SIZE : 8 - SIZE], "big", signed=True)
        yield from _differences(row, kept, _stretch(row.id, seen, last))
        seen = last
    yield from _differences(row, b"", _stretch(row.id, seen, 2**63 - 1))


def _stretch(act_id: int, after: int, up_to: int) -> bytes:
    """Return today's entries of the rows of an act between two history ids."""
    with connection.cursor() as cursor:
        cursor.execute(entries_sql("h.act_id = %s AND h.id > %s AND h.id <= %s"), [act_id, after, up_to])
        return bytes(cursor.fetchone()[0] or b"")


def _differences(row: ActFields, kept: bytes, actual: bytes) -> Iterator[Finding]:
    """Name each history row that was changed, taken away or slipped in."""
    if kept == actual:
        return
    was = {e.history_id: e for e in read_entries(kept)}
    now = {e.history_id: e for e in read_entries(actual)}
    for number, entry in was.items():
        if number not in now:
            yield _removed(row, entry)
        elif now[number] != entry:
            yield _changed(row, entry)
    for number in now.keys() - was.keys():
        yield _slipped_in(row, number)


def _altered(row: ActFields) -> Finding:
    rows = (
        History.objects.filter(act_id=row.id).order_by("id").values("table_name", "row_id", "after", "before")
    )
    first = rows.first()
    about = f" Trataba de {_named(first)}." if first else ""
    return Finding(
        Kind.ACT_ALTERED,
        f"El acto {row.id} «{row.verb}» de {row.actor_name or SYSTEM_NAME}, {_when(row)}, fue alterado: su firma no "
        f"corresponde a lo que dice.{about}",
        table=first["table_name"] if first else "",
        row_id=first["row_id"] if first else None,
        label=label_of(first["after"] or first["before"]) if first else "",
        at=row.at,
        act_id=row.id,
    )


def _changed(row: ActFields, entry: Entry) -> Finding:
    table = _table_of(entry)
    today = (
        History.objects.filter(pk=entry.history_id).values("table_name", "row_id", "after", "before").first()
    )
    image = (today["after"] or today["before"]) if today else None
    return Finding(
        Kind.HISTORY_ALTERED,
        f"Se alteró la historia de {record_name(table, entry.row_id, image)}: el renglón {entry.history_id}, escrito "
        f"{_when(row)} por {row.actor_name} («{row.verb}»), ya no dice lo que se selló.",
        table=table,
        row_id=entry.row_id,
        label=label_of(image),
        at=row.at,
        act_id=row.id,
        history_id=entry.history_id,
    )


def _removed(row: ActFields, entry: Entry) -> Finding:
    table = _table_of(entry)
    image = _any_image(table, entry.row_id)
    return Finding(
        Kind.HISTORY_REMOVED,
        f"Se borró de la historia de {record_name(table, entry.row_id, image)} el renglón {entry.history_id}, escrito "
        f"{_when(row)} por {row.actor_name} («{row.verb}»).",
        table=table,
        row_id=entry.row_id,
        label=label_of(image),
        at=row.at,
        act_id=row.id,
        history_id=entry.history_id,
    )


def _slipped_in(row: ActFields, number: int) -> Finding:
    added = History.objects.get(pk=number)
    image = added.after or added.before
    return Finding(
        Kind.FORGED_ACT,
        f"{record_name(added.table_name, added.row_id, image)} fue {_DID[added.op]} fuera de la aplicación, por el papel "
        f"«{added.db_role}» de la base, haciéndose pasar por el acto {row.id} («{row.verb}» de {row.actor_name}).",
        table=added.table_name,
        row_id=added.row_id,
        label=label_of(image),
        at=added.at,
        act_id=row.id,
        history_id=number,
        fields=_fields_changed(added.before, added.after),
    )


def _orphan(row: dict[str, Any]) -> Finding:
    image = row["after"] or row["before"]
    claimed = f", con un número de acto inventado ({row['act_id']})" if row["act_id"] is not None else ""
    more = f" Hay {row['count']} cambios así." if row["count"] > LISTED else ""
    return Finding(
        Kind.OUTSIDE if row["act_id"] is None else Kind.FORGED_ACT,
        f"{record_name(row['table_name'], row['row_id'], image)} fue {_DID[row['op']]} fuera de la aplicación el "
        f"{row['at'].astimezone(OFFICE_ZONE):%d/%m/%Y a las %H:%M}, por el papel «{row['db_role']}» de la base{claimed}.{more}",
        table=row["table_name"],
        row_id=row["row_id"],
        label=label_of(image),
        at=row["at"],
        act_id=row["act_id"],
        history_id=row["id"],
        fields=_fields_changed(row["before"], row["after"]),
    )


def _fields_changed(
    before: dict[str, Any] | None, after: dict[str, Any] | None
) -> dict[str, tuple[Any, Any]]:
    """Return column → (before, after) of an update; an insertion or removal is told as a whole."""
    if not before or not after:
        return {}
    return {name: (value, after.get(name)) for name, value in before.items()}


def _named(row: Mapping[str, Any]) -> str:
    return record_name(row["table_name"], row["row_id"], row["after"] or row["before"])


def _any_image(table: str, row_id: int) -> dict[str, Any] | None:
    """Return the last image that history still has of a record, to be able to name it."""
    rows = (
        History.objects.filter(table_name=table, row_id=row_id).order_by("-id").values_list("after", "before")
    )
    return next((after or before for after, before in rows[:1]), None)


def _table_of(entry: Entry) -> str:
    names = {table_code(name): name for name in (*audited(), *SEALED_LATER)}
    return names.get(entry.table_code, "")


def _when(row: ActFields) -> str:
    return f"el {row.at.astimezone(OFFICE_ZONE):%d/%m/%Y a las %H:%M}"
