"""Lists of matters: filtered, counted up to a limit, and paged by key so that deep pages cost what the first does."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.kernel.errors import BadInput
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.filters import Filters, Horizon, horizon
from gabinete.office.followup.queries.finding import found
from gabinete.office.followup.queries.remembered import WRITTEN, Question, ask, remembered
from gabinete.office.followup.queries.rows import MatterRow, rows_from, rows_question
from gabinete.office.followup.queries.together import COUNT_LIMIT, counting, gathered
from gabinete.office.followup.queries.worklists import work_list_condition

PAGE_SIZE = 25

_ORDERS = {"vence": ("due_order", "id"), "reciente": ("-issued_on", "-id"), "cierre": ("-closed_on", "-id")}


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A page of a list.

    Attributes:
        count: how many there are, up to ``COUNT_LIMIT``; ``None`` when nobody asked.
        is_capped: whether there are more than ``count``.
        after: cursor of the next page; empty on the last one.
    """

    rows: list[MatterRow]
    count: int | None
    is_capped: bool
    after: str
    order: str

    @property
    def count_text(self) -> str:
        """Return the count as it is shown; empty when nobody asked."""
        if self.count is None:
            return ""
        return f"más de {self.count:,}" if self.is_capped else f"{self.count:,}"


def matters_matching(actor: Actor, filters: Filters, today: date) -> QuerySet[Matter]:
    """Return the visible matters that the filters choose, in no order.

    Raises:
        BadInput: when the list of work does not exist.
    """
    return _matching(actor, filters, horizon(today))


def matter_page(
    actor: Actor, filters: Filters, today: date, *, after: str = "", size: int = PAGE_SIZE
) -> MatterPage:
    """Return a page of the list, with the count on the first page only.

    Args:
        after: cursor given by the page before; empty for the first.
        size: rows a page, 1 to 200.

    Raises:
        BadInput: when a filter or the cursor cannot be understood.
    """
    order, size = order_of(filters), min(max(size, 1), 200)
    # Words are looked for while the question is written, so only without them is it the same again.
    write = _page_questions.__wrapped__ if filters.text else _page_questions
    page, all_of_them = write(actor, filters, horizon(today), after, size)
    rows = rows_from(ask(page), today)
    more, rows = len(rows) > size, rows[:size]
    count, capped = (None, False) if after else _count(all_of_them, rows, more=more)
    return MatterPage(rows, count, capped, _cursor(order, rows[-1]) if more else "", order)


def count_matching(actor: Actor, filters: Filters, today: date) -> int:
    """Return how many matters a list holds, up to ``COUNT_LIMIT + 1``."""
    return matters_matching(actor, filters, today).order_by()[: COUNT_LIMIT + 1].count()


def order_of(filters: Filters) -> str:
    """Return the order of a list: the one asked for, else the one that suits what is shown."""
    if filters.order:
        return filters.order
    if filters.closed_from or filters.closed_until or "done" in (filters.standing, filters.light):
        return "cierre"
    return "reciente" if filters.shows_closed else "vence"


def _matching(actor: Actor, filters: Filters, at: Horizon) -> QuerySet[Matter]:
    matters = visible_matters(actor).filter(filters.condition(at))
    if filters.work_list:
        matters = matters.filter(work_list_condition(filters.work_list, actor, at))
    return found(matters, filters.text) if filters.text else matters


def _ordered(actor: Actor, matters: QuerySet[Matter], order: str, size: int) -> QuerySet[Matter]:
    """Return the first matters in order; by term, their keys are found in the index alone and only those rows read."""
    if order != "vence":
        return matters.order_by(*_ORDERS[order])
    keys = gathered(actor, matters).values("pk")[: size + 1]
    return Matter.objects.filter(pk__in=keys).order_by("due_order", "id")


@lru_cache(maxsize=WRITTEN)
def _page_questions(
    actor: Actor, filters: Filters, at: Horizon, after: str, size: int
) -> tuple[Question, Question]:
    """Return what is asked for the rows of a page, and for how many there are in all."""
    matching, order = _matching(actor, filters, at), order_of(filters)
    wanted = matching.filter(_beyond(order, after)) if after else matching
    return (
        rows_question(_ordered(actor, wanted, order, size)[: size + 1]),
        counting(matching.order_by()[: COUNT_LIMIT + 1]),
    )


def _count(all_of_them: Question, rows: list[MatterRow], *, more: bool) -> tuple[int, bool]:
    """Return the count of a first page; without a next page it is already known."""
    if not more:
        return len(rows), False
    (((counted,),),) = remembered(all_of_them)
    return min(counted, COUNT_LIMIT), counted > COUNT_LIMIT


def _cursor(order: str, last: MatterRow) -> str:
    day = {"vence": last.due_order, "reciente": last.issued_on, "cierre": last.closed_on or date.min}[order]
    return f"{day.isoformat()}.{last.id}"


def _beyond(order: str, after: str) -> Q:
    """Return the condition «comes after the cursor»; the first half is what the index uses."""
    try:
        written, pk = after.split(".")
        day, key = date.fromisoformat(written), int(pk)
    except ValueError as error:
        raise BadInput(
            "matters.cursor",
            "La página pedida ya no existe. No se perdió nada; vuelva al principio de la lista.",
        ) from error
    if order == "vence":
        return Q(due_order__gte=day) & (Q(due_order__gt=day) | Q(id__gt=key))
    column = "issued_on" if order == "reciente" else "closed_on"
    return Q(**{f"{column}__lte": day}) & (Q(**{f"{column}__lt": day}) | Q(id__lt=key))
