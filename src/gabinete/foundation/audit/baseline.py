"""The base: how rows older than the audit, and columns younger than a row's last image, enter history.

It only ever *adds* what history does not know. What history does know is carried over from the last image and not
from the live row, so that a migration cannot be used to whitewash an alteration.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from psycopg import sql

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.audit.models import WatchedTable
from gabinete.foundation.audit.registry import Watched

_NEW_ROWS = """
INSERT INTO audit_history (at, table_name, row_id, op, before, after, act_id, xid, db_role)
SELECT %(at)s, %(table)s, r.id, 'B', NULL, {image}, %(act)s, pg_current_xact_id()::text::bigint, session_user
FROM {table} r
WHERE NOT EXISTS (SELECT 1 FROM audit_history h WHERE h.table_name = %(table)s AND h.row_id = r.id)
ORDER BY r.id
"""
_NEW_COLUMNS = """
INSERT INTO audit_history (at, table_name, row_id, op, before, after, act_id, xid, db_role)
SELECT %(at)s, %(table)s, n.id, 'B', NULL, n.after, %(act)s, pg_current_xact_id()::text::bigint, session_user
FROM (
  SELECT r.id, last.after AS known,
         (last.after - %(dropped)s::text[]) || ({image} - ARRAY(SELECT jsonb_object_keys(last.after))) AS after
  FROM {table} r JOIN (
    SELECT DISTINCT ON (row_id) row_id, after FROM audit_history WHERE table_name = %(table)s ORDER BY row_id, id DESC
  ) last ON last.row_id = r.id WHERE last.after IS NOT NULL) n
WHERE n.after IS DISTINCT FROM n.known
ORDER BY n.id
"""


def take_base(tables: Sequence[Watched], now: datetime) -> list[str]:
    """Write into history what it does not know of newly watched tables and of new columns; return those tables."""
    known = {t.table_name: list(t.columns) for t in WatchedTable.objects.all()}
    columns = {t.table: _columns(t) for t in tables}
    fresh = [t for t in tables if known.get(t.table) != columns[t.table]]
    if not fresh:
        return []
    with act(
        SYSTEM_ACTOR,
        "audit.take_base",
        at=now,
        reason="Base de las tablas o columnas que se empiezan a vigilar",
    ) as base:
        for table in fresh:
            _base_table(table, known.get(table.table), columns[table.table], (base.id, now))
    WatchedTable.objects.bulk_create(
        [WatchedTable(table_name=t.table, columns=columns[t.table]) for t in fresh],
        update_conflicts=True,
        unique_fields=["table_name"],
        update_fields=["columns"],
    )
    return [t.table for t in fresh]


def _base_table(
    table: Watched, known: list[str] | None, columns: list[str], moment: tuple[int, datetime]
) -> None:
    """Write the base of one table: all of it when it is new, else what its columns have gained and lost."""
    form = _NEW_ROWS if known is None else _NEW_COLUMNS
    with connection.cursor() as cursor:
        # Images do not depend on the zone of the session that takes them.
        cursor.execute("SET LOCAL timezone = 'UTC'; SET LOCAL statement_timeout = 0")
        cursor.execute(
            sql.SQL(form).format(table=sql.Identifier(table.table), image=sql.SQL(table.image("r"))),
            {
                "at": moment[1],
                "act": moment[0],
                "table": table.table,
                "dropped": sorted(set(known or ()) - set(columns)),
            },
        )


def _columns(table: Watched) -> list[str]:
    """Return the columns that enter the images of a table, sorted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [table.table],
        )
        return sorted({name for (name,) in cursor.fetchall()} - set(table.hidden))
