"""Entries: what an act remembers of each history row it caused, so that a change or a loss can be named.

An entry is 52 bytes: history id (8), table (first 4 of the SHA-256 of its name), row id (8), SHA-256 of the row's
canonical text (32). The SQL uses built-in functions only, so that verification trusts nothing kept in the database.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SIZE: Final = 52
CHUNK: Final = 10_000
"""Entries that fit in one row; a larger act keeps them in chunks and the digests of the chunks in itself."""

_FORM: Final = struct.Struct(">q4sq32s")


def entry_sql(alias: str) -> str:
    """Return the SQL of the entry of the history row ``alias``.

    The canonical text is the jsonb array [id, microseconds, table, row, op, before, after, act, xid, role].
    """
    h = alias
    text = (
        f"pg_catalog.jsonb_build_array({h}.id, (EXTRACT(epoch FROM {h}.at) * 1000000)::bigint, {h}.table_name, "
        f"{h}.row_id, {h}.op, {h}.before, {h}.after, {h}.act_id, {h}.xid, {h}.db_role)::text"
    )
    return (
        f"pg_catalog.int8send({h}.id) "
        f"|| pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to({h}.table_name, 'UTF8')), 1, 4) "
        f"|| pg_catalog.int8send({h}.row_id) || pg_catalog.sha256(pg_catalog.convert_to({text}, 'UTF8'))"
    )


def entries_sql(where: str, order: str = "h.id") -> str:
    """Return the SQL of the joined entries of the history rows that meet ``where``."""
    return f"SELECT pg_catalog.string_agg({entry_sql('h')}, ''::bytea ORDER BY {order}) FROM public.audit_history h WHERE {where}"  # noqa: S608 - fixed text


def table_code(table: str) -> bytes:
    """Return the four bytes by which an entry names a table."""
    return hashlib.sha256(table.encode()).digest()[:4]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, read back."""

    history_id: int
    table_code: bytes
    row_id: int
    digest: bytes


def read_entries(joined: bytes) -> Iterator[Entry]:
    """Yield the entries of a joined string; a broken tail is left out (its owner's MAC has failed already)."""
    whole = len(joined) - len(joined) % SIZE
    for fields in _FORM.iter_unpack(joined[:whole]):
        yield Entry(*fields)
