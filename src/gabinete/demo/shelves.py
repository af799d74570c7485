"""Writes a chronicle into the tables by COPY, then tells the audit how its rows came to be."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import sql

from gabinete.demo.told import Chronicle, Keys, Row
from gabinete.foundation.audit.loading import load, without_triggers

TABLES = (
    "documents_document", "followup_matter", "followup_participant", "followup_milestone", "followup_report",
    "followup_evidence", "followup_extension", "followup_logentry", "cabinet_cabinetsession", "cabinet_agendaitem",
    "cabinet_minutes", "cabinet_agreementdraft", "cabinet_draft_co",
)  # fmt: skip
"""Tables in which stories write."""
_JSON = frozenset({"data", "notes", "warnings"})


def last_keys() -> Keys:
    """Return the highest key ever given in each table, from which new ones follow."""
    last = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                sql.SQL(
                    "SELECT GREATEST(COALESCE(max(id), 0), pg_sequence_last_value(pg_get_serial_sequence({name}, 'id')::regclass)) FROM {table}"
                ).format(name=sql.Literal(table), table=sql.Identifier(table))
            )
            last[table] = int(cursor.fetchone()[0] or 0)
    return Keys(last)


@contextmanager
def without_word_indexes(*, enabled: bool) -> Iterator[None]:
    """Set aside the indexes of words and lists of matters, and make them anew at the end: quicker when rows are many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'followup_matter' AND indexdef LIKE '%USING gin%'"
        )
        found = cursor.fetchall() if enabled else []
        for name, _ in found:
            cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        yield
        for _, definition in found:
            cursor.execute(definition)


def write(chronicle: Chronicle) -> int:
    """Copy the rows as they are in the end and load the acts; return how many history rows there are."""
    tables = [table for table in TABLES if table in chronicle.rows]
    with without_triggers(tables):
        for table in tables:
            _copy(table, chronicle.rows[table])
    count = load(chronicle.acts())
    with connection.cursor() as cursor:
        # The load's own tables live until the transaction ends, and there may be other loads in it.
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP TABLE pg_temp.{}").format(sql.Identifier(name)))
    return count


def settle(keys: Keys, counters: dict[str, int]) -> None:
    """Leave sequences and folio counters where the next record goes on."""
    with connection.cursor() as cursor:
        for table, last in keys.last.items():
            if last:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])
        cursor.executemany(
            "INSERT INTO followup_counter (series, last) VALUES (%s, %s) "
            "ON CONFLICT (series) DO UPDATE SET last = GREATEST(followup_counter.last, EXCLUDED.last)",
            list(counters.items()),
        )


def _copy(table: str, rows: dict[int, Row]) -> None:
    """Copy rows in the order of their keys."""
    columns = list(next(iter(rows.values())))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for key in sorted(rows):
            copy.write_row([_plain(name, rows[key][name]) for name in columns])


def _plain(name: str, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if name in _JSON else value
