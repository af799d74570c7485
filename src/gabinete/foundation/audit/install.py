"""Puts the triggers on every watched table, after each ``migrate``; doing it twice changes nothing."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction
from psycopg import sql

from gabinete.foundation.audit.baseline import take_base
from gabinete.foundation.audit.functions import CREATE
from gabinete.foundation.audit.registry import APPEND_ONLY, Watched, audited
from gabinete.kernel.clock import day_of

MONTHS_AHEAD = 3
_LOCK = 7_405_001
_EVENTS = {
    "insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows",
    "update": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows",
}
HISTORY_TRIGGERS = tuple(f"audit_{event}" for event in _EVENTS)
GUARD_TRIGGERS = ("audit_no_change", "audit_no_truncate")


def install(now: datetime) -> list[str]:
    """Make functions, partitions, triggers and guards as the registry says.

    Rows that existed before their table was watched, and columns that a migration added, enter history as a base
    (``baseline``), so that verification knows them from then on.

    Args:
        now: moment of the base.

    Returns:
        The tables that got new triggers or a new base.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        for statement in CREATE:
            cursor.execute(statement)
        ensure_partitions(months_from(day_of(now), MONTHS_AHEAD))
        existing = set(connection.introspection.table_names(cursor))
        standing = _standing_triggers()
        changed = [t.table for t in audited().values() if t.table in existing and _watch(t, standing)]
        for table in APPEND_ONLY:
            if table in existing and (table, GUARD_TRIGGERS[0], "") not in standing:
                _guard(table)
        return [*changed, *take_base([t for t in audited().values() if t.table in existing], now)]


def months_from(day: date, count: int) -> list[date]:
    """Return the first days of the month of ``day`` and of the ``count`` that follow."""
    first = day.year * 12 + day.month - 1
    return [date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(count + 1)]


def ensure_partitions(months: Iterable[date]) -> int:
    """Make the monthly tables of history that are missing; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE audit_partition(m)) FROM unnest(%s::date[]) AS m", [list(months)]
        )
        return int(cursor.fetchone()[0])


def trigger_arguments(table: Watched) -> str:
    """Return hidden and masked columns as PostgreSQL keeps trigger arguments."""
    return f"{{{','.join(table.hidden)}}}\\000{{{','.join(table.masked)}}}\\000"


def _standing_triggers() -> set[tuple[str, str, str]]:
    """Return (table, trigger, arguments) of the audit's triggers that are there and enabled."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, encode(t.tgargs, 'escape') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgname = ANY(%s)",
            [[*HISTORY_TRIGGERS, *GUARD_TRIGGERS]],
        )
        return set(cursor.fetchall())


def _watch(table: Watched, standing: set[tuple[str, str, str]]) -> bool:
    """Put the three history triggers on a table unless they stand already; say whether it had to."""
    arguments = trigger_arguments(table)
    if all((table.table, name, arguments) in standing for name in HISTORY_TRIGGERS):
        return False
    with connection.cursor() as cursor:
        for event, form in _EVENTS.items():
            statement = sql.SQL(
                "CREATE OR REPLACE TRIGGER {name} "
                + form
                + " FOR EACH STATEMENT EXECUTE FUNCTION audit_note({hidden}, {masked})"
            ).format(
                name=sql.Identifier(f"audit_{event}"),
                table=sql.Identifier(table.table),
                hidden=sql.Literal("{" + ",".join(table.hidden) + "}"),
                masked=sql.Literal("{" + ",".join(table.masked) + "}"),
            )
            cursor.execute(statement)
            cursor.execute(
                sql.SQL("ALTER TABLE {} ENABLE TRIGGER {}").format(
                    sql.Identifier(table.table), sql.Identifier(f"audit_{event}")
                )
            )
    return True


def _guard(table: str) -> None:
    """Refuse changes and removals in a table, also in the partitions it may have and for its owner."""
    name = sql.Identifier(table)
    with connection.cursor() as cursor:
        for statement in (
            "CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
            "CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
            "ALTER TABLE {} ENABLE TRIGGER audit_no_change",
            "ALTER TABLE {} ENABLE TRIGGER audit_no_truncate",
        ):
            cursor.execute(sql.SQL(statement).format(name))


def grant(app_role: str) -> None:
    """Give the application's role what it needs and no more: append-only tables can only be read and added to.

    To be run by the owner of the tables, after ``install``. Does nothing when there is no such role.
    """
    role = sql.Identifier(app_role)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [app_role])
        if cursor.fetchone() is None:
            return
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        cursor.execute(
            sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role)
        )
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
        existing = set(connection.introspection.table_names(cursor))
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_history'::regclass"
        )
        partitions = [name for (name,) in cursor.fetchall()]
        for table in (*(t for t in APPEND_ONLY if t in existing), *partitions):
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON {} FROM {}").format(
                    sql.Identifier(table), role
                )
            )
