"""The consent block of a session: which points go together, and why the others do not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gabinete.office.cabinet.models import AgendaBlock, AgendaItem, CabinetSession, MemberPosition
from gabinete.office.cabinet.queries.opinions import why_not_presented
from gabinete.office.cabinet.rules import consent


@dataclass(frozen=True, slots=True)
class ConsentPoint:
    """A point towards the block.

    Attributes:
        is_taken: it goes with the block as things stand.
        is_proposed: it goes by itself: every seat agrees.
        reasons: why it may not go; empty when it may.
        answered: how many seats said something of it as it stands now.
    """

    point: AgendaItem
    is_taken: bool
    is_proposed: bool
    reasons: tuple[str, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class ConsentBlock:
    """The block of a session.

    Attributes:
        points: every point of its own that everybody may see, in order.
        seats: how many seats the body has.
    """

    points: tuple[ConsentPoint, ...]
    seats: int

    @property
    def taken(self) -> list[AgendaItem]:
        """Return the points that go together as things stand."""
        return [one.point for one in self.points if one.is_taken]


def consent_block(session: CabinetSession, today: date) -> ConsentBlock:
    """Return which points of a session go together, in four queries; restricted points are never among them."""
    seats = frozenset(session.body.seats.values_list("pk", flat=True))
    items = session.agenda.filter(block=AgendaBlock.OWN, is_restricted=False).order_by("position")
    points = list(items.select_related("proposer"))
    return block_of(points, seats, fresh_stances(points), why_not_presented(session, today))


def block_of(
    points: Collection[AgendaItem],
    seats: frozenset[int],
    stances: Mapping[int, Mapping[int, str]],
    stopped: Mapping[int, str],
) -> ConsentBlock:
    """Return which of some points that everybody may see go together, from what was already read.

    Args:
        points: in order; those that came by rule are left out.
        seats: keys of the seats of the body.
        stances, stopped: as :func:`facts_of` takes them.
    """
    facts = facts_of(points, stances, stopped)
    own = [point for point in points if point.block == AgendaBlock.OWN]
    return ConsentBlock(tuple(_towards(point, facts[point.pk], seats) for point in own), len(seats))


def fresh_stances(points: Collection[AgendaItem]) -> dict[int, dict[int, str]]:
    """Return what each seat said of some points as they stand now, by point and seat.

    What was said before a point, or a paper of it, changed is left out: it was said of something else.
    """
    said = MemberPosition.objects.filter(point__in=points)
    return fresh_of(points, said.values_list("point_id", "seat_id", "stance", "taken_at"))


def fresh_of(
    points: Iterable[AgendaItem], said: Iterable[tuple[int, int, str, datetime, *tuple[Any, ...]]]
) -> dict[int, dict[int, str]]:
    """Return the same as :func:`fresh_stances` from what was already read.

    Args:
        said: of each thing said: key of the point and of the seat, stance and when. Of other points it is left out.
    """
    by_key = {point.pk: point for point in points}
    stances: dict[int, dict[int, str]] = defaultdict(dict)
    for point_id, seat, stance, taken_at, *_more in said:
        point = by_key.get(point_id)
        if point is not None and (point.changed_at is None or taken_at >= point.changed_at):
            stances[point_id][seat] = stance
    return stances


def facts_of(
    points: Collection[AgendaItem], stances: Mapping[int, Mapping[int, str]], stopped: Mapping[int, str]
) -> dict[int, consent.PointFacts]:
    """Return the points as the rule sees them, by key.

    Args:
        stances: as ``fresh_stances`` gives them.
        stopped: as ``why_not_presented`` gives them.
    """
    return {
        point.pk: consent.PointFacts(
            is_own=point.block == AgendaBlock.OWN,
            is_settled=bool(point.outcome),
            is_restricted=point.is_restricted,
            opinion_pending=point.pk in stopped,
            stances=stances.get(point.pk, {}),
            chosen=point.consent_choice,
        )
        for point in points
    }


def _towards(point: AgendaItem, facts: consent.PointFacts, seats: frozenset[int]) -> ConsentPoint:
    return ConsentPoint(
        point,
        consent.is_taken(facts, seats),
        consent.is_proposed(facts, seats),
        tuple(consent.why_not(facts)),
        len(facts.stances.keys() & seats),
    )
