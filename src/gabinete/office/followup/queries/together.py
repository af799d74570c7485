"""Several questions asked of the database at once: what a first page shows costs one round trip, not one each."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet, Value

from gabinete.foundation.access.people import Actor
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.filters import Horizon
from gabinete.office.followup.queries.remembered import WRITTEN, Question, question, remembered
from gabinete.office.followup.queries.worklists import work_list_condition

COUNT_LIMIT = 1000
"""Counts beyond this are shown as «más de 1,000»."""


def counting(*asked: QuerySet[Any]) -> Question:
    """Return the question of how many rows each query has, as one row."""
    parts: list[str] = []
    values: list[Any] = []
    for one in asked:
        inner = question((one if one.query.is_sliced else one.order_by()).values_list("pk"))
        parts.append(f"(SELECT count(*) FROM ({inner.sql}) q)" if inner.sql else "0")  # noqa: S608 - written by Django, values apart
        values.extend(inner.values)
    return Question("SELECT " + ", ".join(parts), tuple(values))


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
    found: dict[str, tuple[int, list[int]]] = {key: (0, []) for key in keys}
    (rows,) = remembered(_lists_question(actor, tuple(found), at, shown))
    return found | {key: (n, list(pks or ())) for key, n, pks in rows}


@lru_cache(maxsize=WRITTEN)
def _lists_question(actor: Actor, keys: tuple[str, ...], at: Horizon, shown: int) -> Question:
    parts: list[str] = []
    values: list[Any] = []
    for key in keys:
        listed = gathered(actor, visible_matters(actor).filter(work_list_condition(key, actor, at)))
        one = question(listed.values_list("pk", "due_order")[: COUNT_LIMIT + 1])
        if one.sql:
            parts.append(
                f"SELECT %s, count(*), (array_agg(pk ORDER BY due_order, pk))[1:{shown:d}] FROM ({one.sql}) q"  # noqa: S608 - written by Django, values apart
            )
            values.extend((key, *one.values))
    return Question(" UNION ALL ".join(parts), tuple(values))
