"""Many rows at once, by COPY: the way a database takes them fastest, its triggers and constraints as ever."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState
from psycopg import sql
from psycopg.types.json import Jsonb

_M = TypeVar("_M", bound=models.Model)
_RESERVE = "SELECT nextval(pg_get_serial_sequence(%s, 'id')::regclass) FROM generate_series(1, %s)"
STEP = 500
"""Rows between one word of progress and the next."""

Progress = Callable[[int], None]
Row = Mapping[str, Any]


def silent(_done: int) -> None:
    """Say nothing of the progress."""


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """Return so many new keys of a table."""
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, [model._meta.db_table, count])  # noqa: SLF001 - Django's description of a model
        return [pk for (pk,) in cursor.fetchall()]


def copied(model: type[_M], rows: Iterable[Row], progress: Progress = silent) -> list[_M]:
    """Write rows and return them.

    Args:
        rows: by column, all with the same ones; those left out take the default of their field.
        progress: called now and then with how many are done.
    """
    usual = {f.attname: f.get_default() for f in _written_fields(model)}
    made: list[_M] = []

    def kept() -> Iterator[Row]:
        for row in rows:
            made.append(_instance(model, {**usual, **row}))
            yield row

    copy(model, kept(), progress)
    return made


def copy(model: type[models.Model], rows: Iterable[Row], progress: Progress = silent) -> None:
    """Write rows; see :func:`copied`, which also returns them."""
    pending = iter(rows)
    first = next(pending, None)
    if first is None:
        return
    # A column that nobody gives and has no default is not sent: most of a new row is of that kind.
    usual = {f.attname: f.get_default() for f in _written_fields(model)}
    fields = [f for f in _written_fields(model) if f.attname in first or usual[f.attname] is not None]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),  # noqa: SLF001
        sql.SQL(", ").join(sql.Identifier(f.column) for f in fields),
    )
    given = [(n, f.attname) for n, f in enumerate(fields) if f.attname in first]
    jsons = [n for n, f in enumerate(fields) if isinstance(f, models.JSONField)]
    values = [usual[f.attname] for f in fields]
    with connection.cursor() as cursor, cursor.copy(statement) as copying:
        done = 0
        for done, row in enumerate(chain([first], pending), start=1):
            for n, name in given:
                values[n] = row[name]
            for n in jsons:
                values[n] = Jsonb(row.get(fields[n].attname, usual[fields[n].attname]))
            copying.write_row(values)
            if not done % STEP:
                progress(done)
    progress(done)


def _written_fields(model: type[models.Model]) -> Sequence[Any]:
    """Return the fields that are written: neither what the database computes nor what a trigger keeps."""
    return [f for f in model._meta.concrete_fields if not f.generated and f.name != "search"]  # noqa: SLF001


def _instance(model: type[_M], values: dict[str, Any]) -> _M:
    """Return what ``Model.from_db`` would, without its signals: making it takes longer than writing the row."""
    made = model.__new__(model)
    made.__dict__.update(values)
    made._state = ModelState()  # noqa: SLF001 - as Django does
    made._state.adding, made._state.db = False, connection.alias  # noqa: SLF001
    return made
