"""Reads of who holds the posts of a unit: today, before and to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from gabinete.foundation.org.models import Holder, Position
from gabinete.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Post:
    """A post with its people.

    Attributes:
        now: who holds it on the day asked; None when it is vacant.
        before: who held it, the last first.
        to_come: who will, the first first.
    """

    position: Position
    now: Holder | None
    before: Sequence[Holder]
    to_come: Sequence[Holder]

    @property
    def last_day(self) -> date | None:
        """Return since when a vacant post has nobody: the last day of the last holder."""
        return self.before[0].until if self.now is None and self.before else None


def holding(today: date) -> Q:
    """Return the condition «holds the post that day», both ends included."""
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def posts_of(unit_id: int, today: date) -> list[Post]:
    """Return the posts of a unit, the one that heads it first; two queries."""
    return [
        _post(one, today) for one in _with_holders().filter(unit_id=unit_id).order_by("-is_head", "title")
    ]


def post_by_key(acronym: str, post_id: int, today: date) -> Post:
    """Return a post of a unit.

    Raises:
        NotFound: the unit has no such post.
    """
    found = _with_holders().filter(unit__acronym__iexact=acronym, pk=post_id).first()
    if found is None:
        raise NotFound("org.no_such_post", "Ese cargo no está en el directorio. Búsquelo en su unidad.")
    return _post(found, today)


def holder_by_key(acronym: str, holder_id: int) -> Holder:
    """Return somebody written down in a post of a unit.

    Raises:
        NotFound: the unit has no such record.
    """
    there = Holder.objects.select_related("position__unit").filter(position__unit__acronym__iexact=acronym)
    found = there.filter(pk=holder_id).first()
    if found is None:
        raise NotFound("org.no_such_holder", "Ese registro no existe. Búsquelo en su unidad.")
    return found


def heads_of(unit_ids: Iterable[int], today: date) -> dict[int, Holder]:
    """Return who holds the post that heads each unit on a day, by unit; one query."""
    rows = Holder.objects.filter(
        holding(today), position__is_head=True, position__unit__in=list(unit_ids)
    ).select_related("position")
    return {holder.position.unit_id: holder for holder in rows}


def _with_holders() -> QuerySet[Position]:
    people = Prefetch("holders", Holder.objects.select_related("user").order_by("-since"), to_attr="people")
    return Position.objects.select_related("unit").prefetch_related(people)


def _post(position: Position, today: date) -> Post:
    people: list[Holder] = position.people  # type: ignore[attr-defined]  # of the prefetch above
    now = next(
        (one for one in people if one.since <= today and (one.until is None or one.until >= today)), None
    )
    return Post(
        position,
        now,
        [one for one in people if one.until is not None and one.until < today],
        [one for one in reversed(people) if one.since > today],
    )
