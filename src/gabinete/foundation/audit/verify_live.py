"""Checks of today's rows against the last image history has of them, and of the triggers that write history."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from psycopg import sql

from gabinete.foundation.audit.findings import Finding, Kind
from gabinete.foundation.audit.functions import BODIES
from gabinete.foundation.audit.install import GUARD_TRIGGERS, HISTORY_TRIGGERS
from gabinete.foundation.audit.registry import APPEND_ONLY, SEALED_LATER, Watched, audited
from gabinete.foundation.audit.wording import as_image, field_label, label_of, record_name, short, table_label
from gabinete.kernel.clock import OFFICE_ZONE

STRETCH = 20_000
"""Keys looked at in one query."""

LISTED = 200
"""Rows of one stretch that are named; a table altered as a whole is told by its first ones."""

_SPAN = """
SELECT LEAST((SELECT min(id) FROM public.{table}), (SELECT min(row_id) FROM public.audit_history WHERE table_name = %(table)s)),
       GREATEST((SELECT max(id) FROM public.{table}), (SELECT max(row_id) FROM public.audit_history WHERE table_name = %(table)s)),
       (SELECT count(*) FROM public.{table})
"""
_COMPARE = """
SELECT COALESCE(live.id, past.row_id), live.image, past.after, past.op, past.at
FROM (SELECT r.id, {image} AS image FROM public.{table} r WHERE r.id BETWEEN %(low)s AND %(high)s) live
FULL JOIN (
  SELECT DISTINCT ON (h.row_id) h.row_id, h.after, h.op, h.at FROM public.audit_history h
  WHERE h.table_name = %(table)s AND h.row_id BETWEEN %(low)s AND %(high)s ORDER BY h.row_id, h.id DESC
) past ON past.row_id = live.id
WHERE live.image IS DISTINCT FROM past.after
ORDER BY 1 LIMIT %(limit)s
"""
_TRIGGERS = """
SELECT c.relname, t.tgname FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND p.proname IN ('audit_note', 'audit_refuse')
"""


def check_live(progress: Callable[[str, int, int], None]) -> Iterator[tuple[int, list[Finding]]]:
    """Yield, table by table, how many rows were compared and which are not as history has them.

    A table that is not there at all is told by ``check_triggers``.
    """
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    tables = [t for t in (*audited().values(), *map(Watched, SEALED_LATER)) if t.table in existing]
    for done, table in enumerate(tables, 1):
        low, high, count = _span(table)
        found: list[Finding] = []
        for start in range(low, high + 1, STRETCH):
            found.extend(_compare(table, start, start + STRETCH - 1))
            progress(
                table_label(table.table).lower(), min(start - low + STRETCH, high - low + 1), high - low + 1
            )
        progress("tablas", done, len(tables))
        yield count, found


def check_triggers() -> Iterator[Finding]:
    """Say which table is not being watched now, and whether the functions are those of the product."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS)
        standing = set(cursor.fetchall())
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s)", [list(BODIES)])
        bodies = dict(cursor.fetchall())
    wanted = [(t, name) for t in audited() for name in HISTORY_TRIGGERS]
    wanted += [(t, name) for t in APPEND_ONLY for name in GUARD_TRIGGERS]
    for table in sorted({t for t, name in wanted if (t, name) not in standing}):
        yield Finding(
            Kind.UNWATCHED,
            f"La tabla {table} ({table_label(table)}) no está vigilada: le faltan disparadores o están desactivados. "
            "Corra «gabinete migrate» para reponerlos y averigüe quién los quitó.",
            table=table,
        )
    for name in sorted(n for n, body in BODIES.items() if bodies.get(n) != body):
        yield Finding(
            Kind.UNWATCHED,
            f"La función {name} de la base no es la del producto. Corra «gabinete migrate» para reponerla y averigüe "
            "quién la cambió.",
        )


def _span(table: Watched) -> tuple[int, int, int]:
    """Return the first and last key to look at, and how many rows are alive."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_SPAN).format(table=sql.Identifier(table.table)), {"table": table.table})
        low, high, count = cursor.fetchone()
    return (low, high, count) if low is not None else (0, -1, count)


def _compare(table: Watched, low: int, high: int) -> Iterator[Finding]:
    """Compare one stretch of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(_COMPARE).format(table=sql.Identifier(table.table), image=sql.SQL(table.image("r"))),
            {"table": table.table, "low": low, "high": high, "limit": LISTED},
        )
        rows = cursor.fetchall()
    for row_id, live, past, op, at in rows:
        if op is None and table.table in SEALED_LATER:
            continue  # written after the last sealing
        yield _finding(table.table, row_id, (as_image(live), as_image(past)), op, at)


def _finding(
    table: str,
    row_id: int,
    images: tuple[dict[str, Any] | None, dict[str, Any] | None],
    op: str | None,
    at: Any,
) -> Finding:
    """Put a difference into words."""
    live, past = images
    name = record_name(table, row_id, past or live)
    fields: dict[str, tuple[Any, Any]] = {}
    if live is None:
        kind, text = Kind.LIVE_MISSING, f"Se borró a espaldas de la aplicación {name}."
    elif past is None:
        kind = Kind.LIVE_EXTRA
        text = f"Apareció a espaldas de la aplicación {name}" + (
            " después de haberse borrado." if op else "."
        )
    else:
        kind = Kind.LIVE_ALTERED
        fields = {
            k: (past.get(k), live.get(k))
            for k in sorted(past.keys() | live.keys())
            if past.get(k) != live.get(k)
        }
        told = "; ".join(
            f"{field_label(table, k)}: «{short(a)}» → «{short(b)}»" for k, (a, b) in fields.items()
        )
        text = f"Se alteró a espaldas de la aplicación {name}. {told}."
    if at is not None:
        text += f" Su última historia es del {at.astimezone(OFFICE_ZONE):%d/%m/%Y %H:%M}."
    return Finding(kind, text, table, row_id, label_of(past or live), at, fields=fields)
