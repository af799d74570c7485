"""Several questions asked of the database at once: what a first page shows costs one round trip, not one each."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet, Value

from gabinete.foundation.access.people import Actor
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.filters import Horizon
from gabinete.office.followup.queries.worklists import work_list_condition

COUNT_LIMIT = 1000
"""Counts beyond this are shown as «más de 1,000»."""


def counts_of(*asked: QuerySet[Any]) -> list[int]:
    """Return how many rows each query has, in one statement."""
    parts: list[str] = []
    values: list[Any] = []
    for one in asked:
        try:
            inner, given = one.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({inner}) q)")  # noqa: S608 - written by Django, values apart
        values.extend(given)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return list(cursor.fetchone())


def gathered(actor: Actor, matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Return open matters in the order of their terms, by the way that suits who asks.

    The office sees nearly all of them and walks the index of terms. An agency sees a small part, which is gathered
    and then sorted (``+ 0`` keeps PostgreSQL from walking the whole index, row by row, in search of it).
    """
    if actor.is_office:
        return matters.order_by("due_order", "id")
    return matters.alias(gathered=F("due_order") + Value(0)).order_by("gathered", "id")


def first_of_lists(
    actor: Actor, keys: Iterable[str], at: Horizon, shown: int
) -> dict[str, tuple[int, list[int]]]:
    """Return of each list of work how many matters it holds (up to ``COUNT_LIMIT + 1``) and the keys of the first.

    Raises:
        BadInput: when there is no such list.
    """
    parts: list[str] = []
    values: list[Any] = []
    found: dict[str, tuple[int, list[int]]] = {}
    for key in keys:
        found[key] = (0, [])
        listed = gathered(actor, visible_matters(actor).filter(work_list_condition(key, actor, at)))
        try:
            inner, given = listed.values("pk", "due_order")[: COUNT_LIMIT + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(
            f"SELECT %s, count(*), (array_agg(pk ORDER BY due_order, pk))[1:{shown:d}] FROM ({inner}) q"  # noqa: S608 - written by Django, values apart
        )
        values.extend((key, *given))
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            found.update({key: (n, pks or []) for key, n, pks in cursor.fetchall()})
    return found
