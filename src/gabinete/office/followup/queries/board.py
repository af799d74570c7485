"""The board: how the open matters stand, by agency, cabinet or axis, with coverage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Case, Count, QuerySet, Value, When
from django.db.models.fields import CharField

from gabinete.foundation.access.people import Actor
from gabinete.foundation.org.models import Unit
from gabinete.kernel.figures import Coverage
from gabinete.kernel.standing import DeadlineStanding, LightName
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.filters import (
    NONE,
    OPEN,
    Filters,
    Horizon,
    horizon,
    silent_condition,
    standing_condition,
)
from gabinete.office.followup.queries.remembered import WRITTEN, Question, question, remembered
from gabinete.office.followup.rules import SHOWN_LIGHTS
from gabinete.office.strategy.models import PlanNode

EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class LinkedCount:
    """A number with the filters that list what it counts."""

    n: int
    filters: Filters

    @property
    def params(self) -> dict[str, str]:
        """Return the filters as they are written in the address."""
        return self.filters.as_params()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """How one agency, cabinet or axis stands.

    Attributes:
        key: acronym or code; empty for matters that have none.
        lights: open matters by value of the light; the values exclude each other and add up to the total.
        coverage: how many open matters have an accepted report, of how many.
    """

    key: str
    name: str
    total: LinkedCount
    lights: dict[LightName, LinkedCount]
    coverage: Coverage

    @property
    def overdue(self) -> int:
        """Return how many are overdue."""
        return self.lights[LightName.OVERDUE].n


def lit(matters: QuerySet[Matter], at: Horizon) -> QuerySet[Any]:
    """Return open matters with their light computed by the database as ``lit``."""
    asked_in_order = (
        (LightName.OVERDUE, standing_condition(DeadlineStanding.OVERDUE, at)),
        (LightName.SILENT, silent_condition(at)),
        (LightName.SOON, standing_condition(DeadlineStanding.DUE_SOON, at)),
    )
    whens = [When(condition, then=Value(light.value)) for light, condition in asked_in_order]
    light = Case(*whens, default=Value(LightName.ON_TIME.value), output_field=CharField())
    return matters.filter(OPEN).annotate(lit=light)


def board_by_unit(actor: Actor, today: date) -> list[BoardRow]:
    """Return the board by lead agency, the most overdue first: two queries, whatever the number of matters."""
    names = {pk: (acronym, name) for pk, acronym, name in Unit.objects.values_list("pk", "acronym", "name")}
    return _board(actor, today, "lead_id", "unit", names)


def board_by_body(actor: Actor, today: date, names: Iterable[tuple[str, str]] = ()) -> list[BoardRow]:
    """Return the board by cabinet; ``names`` gives (code, name), which the tables of this package do not keep."""
    return _board(actor, today, "body", "body", {code: (code, name) for code, name in names})


def board_by_axis(actor: Actor, today: date) -> list[BoardRow]:
    """Return the board by node of the plan."""
    names = {pk: (code, name) for pk, code, name in PlanNode.objects.values_list("pk", "code", "name")}
    return _board(actor, today, "axis_id", "axis", names)


def board_total(actor: Actor, today: date, filters: Filters | None = None) -> BoardRow:
    """Return how all the open matters stand, or those some filters choose: one query."""
    chosen = filters or EVERYTHING
    (rows,) = remembered(total_question(actor, horizon(today), chosen))
    return total_row(rows, chosen)


@lru_cache(maxsize=WRITTEN)
def total_question(actor: Actor, at: Horizon, chosen: Filters = EVERYTHING) -> Question:
    """Return what is asked for the total: (light, how many, how many with an accepted report)."""
    matters = lit(visible_matters(actor).filter(chosen.condition(at)), at).order_by()
    counted = matters.values("lit").annotate(n=Count("*"), reported=Count("accepted_percent"))
    return question(counted.values_list("lit", "n", "reported"))


def total_row(rows: Iterable[tuple[Any, ...]], chosen: Filters = EVERYTHING) -> BoardRow:
    """Return the total of the answer to :func:`total_question`."""
    return _row("", "", chosen, [(lit_as, n, reported) for lit_as, n, reported in rows])


def _board(
    actor: Actor, today: date, column: str, filter_name: str, names: Mapping[Any, tuple[str, str]]
) -> list[BoardRow]:
    groups: dict[object, list[tuple[str, int, int]]] = {}
    (rows,) = remembered(_board_question(actor, horizon(today), column))
    for value, lit_as, n, reported in rows:
        groups.setdefault(value, []).append((lit_as, n, reported))
    board = []
    for value, parts in groups.items():
        key, name = names.get(value, (str(value or ""), str(value or "")))
        board.append(_row(key, name, _chosen(filter_name, key or NONE), parts))
    return sorted(board, key=lambda row: (-row.overdue, -row.total.n, row.key))


@lru_cache(maxsize=WRITTEN)
def _board_question(actor: Actor, at: Horizon, column: str) -> Question:
    matters = lit(visible_matters(actor), at).order_by()
    counted = matters.values(column, "lit").annotate(n=Count("*"), reported=Count("accepted_percent"))
    return question(counted.values_list(column, "lit", "n", "reported"))


@lru_cache(maxsize=WRITTEN)
def _chosen(filter_name: str, key: str) -> Filters:
    return Filters().with_(**{filter_name: key})


@lru_cache(maxsize=WRITTEN)
def _by_light(filters: Filters) -> dict[LightName, Filters]:
    """Return the filters of each light of a row: always the same, and making them costs more than counting."""
    return {light: filters.with_(light=light.value) for light in SHOWN_LIGHTS}


def _row(key: str, name: str, filters: Filters, parts: list[tuple[str, int, int]]) -> BoardRow:
    counts = dict.fromkeys(SHOWN_LIGHTS, 0)
    for lit_as, n, _ in parts:
        counts[LightName(lit_as)] += n
    total = sum(counts.values())
    return BoardRow(
        key,
        name,
        LinkedCount(total, filters),
        {light: LinkedCount(counts[light], lit_only) for light, lit_only in _by_light(filters).items()},
        Coverage(sum(reported for _, _, reported in parts), total),
    )


def bodies_with_matters() -> list[str]:
    """Return the codes of the cabinets that ever ordered a matter, in alphabetical order.

    Read by skipping from code to code in the index, so that it costs the same with thousands of matters.
    """
    codes: list[str] = []
    last = ""
    while (
        following := Matter.objects.filter(body__gt=last)
        .order_by("body", "-issued_on")
        .values_list("body", flat=True)
        .first()
    ) is not None:
        codes.append(following)
        last = following
    return codes
