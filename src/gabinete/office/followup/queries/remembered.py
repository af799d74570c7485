"""Answers kept while nothing is committed: counts of thousands of matters, shared by whoever asks the same.

Exact, not «recent»: the key is PostgreSQL's own snapshot (which transactions it takes as finished) besides the question
with all its values, visibility among them. The same snapshot sees the same rows; the first commit of anybody makes
another. What a transaction has written itself no snapshot tells, so inside one that wrote nothing is kept.

Source: PostgreSQL manual, 9.28 «Transaction ID and snapshot information functions»; ADR-0016.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

WRITTEN = 1024
"""Questions kept already written: what a person sees and a day fix the statement, and writing it costs more than asking."""
KEPT = 512
"""Answers kept in each process; the oldest leave first. Each is a few rows."""
_SNAPSHOT = "SELECT pg_current_snapshot()::text, pg_current_xact_id_if_assigned() IS NULL"

Rows = tuple[tuple[Any, ...], ...]
_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A statement that only reads, with its values; an empty one is answered with no rows."""

    sql: str
    values: tuple[Any, ...] = ()


class _Memory:
    """The newest answers of a process, safe among its threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[_Key, Rows] = OrderedDict()

    def get(self, key: _Key) -> Rows | None:
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: _Key, rows: Rows) -> None:
        with self._lock:
            self._kept[key] = rows
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


_memory = _Memory()


def question(matters: QuerySet[Any, Any]) -> Question:
    """Return the question that a query of plain columns asks."""
    try:
        sql, values = matters.query.sql_with_params()
    except EmptyResultSet:
        return Question("")
    return Question(sql, values)


def ask(asked: Question) -> Rows:
    """Return the rows of a question, asked now."""
    if not asked.sql:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.values or None)
        return tuple(cursor.fetchall())


def remembered(*asked: Question) -> list[Rows]:
    """Return the rows of each question, in order: one small query, and one more for each not yet answered.

    Rows are as the database gives them: only for columns whose values need no conversion by a model field.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT)
        snapshot, may_keep = cursor.fetchone()
        # The snapshot was taken first: what is read after it can only be fresher than what it names.
        place = (str(connection.settings_dict["NAME"]), snapshot)
        return [_answer(cursor, one, place, may_keep=may_keep) for one in asked]


def _answer(cursor: Any, asked: Question, place: tuple[str, str], *, may_keep: bool) -> Rows:
    if not asked.sql:
        return ()
    key = (*place, asked.sql, repr(asked.values))
    kept = _memory.get(key) if may_keep else None
    if kept is not None:
        return kept
    cursor.execute(asked.sql, asked.values or None)
    rows = tuple(cursor.fetchall())
    if may_keep:
        _memory.keep(key, rows)
    return rows
