"""The points of a session as the room shows them: what each has gathered, for whoever may read it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from gabinete.foundation.access.people import Actor
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import AgendaItem, AgreementDraft, CabinetSession, MemberPosition, Vote
from gabinete.office.cabinet.policies.room import may_write_point
from gabinete.office.cabinet.queries.minutes import DraftCard
from gabinete.office.cabinet.rules.room import Tally
from gabinete.office.followup.rules import OFFICE_CALENDAR


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point in the room.

    Attributes:
        readable: whether the reader may know more of it than its number.
        stances: what members said of it before, as (stance, how many, acronyms).
    """

    point: AgendaItem
    readable: bool
    current: bool
    cards: Sequence[DraftCard] = ()
    ballots: dict[int, str] = field(default_factory=dict)
    tally: Tally | None = None
    stances: Sequence[tuple[str, int, str]] = ()

    @property
    def settled(self) -> bool:
        """Return whether it has an outcome."""
        return bool(self.point.outcome)

    def spent(self, now: datetime) -> timedelta:
        """Return how long it has taken."""
        if self.point.started_at is None:
            return timedelta(0)
        return (self.point.ended_at or now) - self.point.started_at


class Said(NamedTuple):
    """What a member said of a point before the session; ``acronym`` is of their unit."""

    point_id: int
    seat_id: int
    stance: str
    taken_at: datetime
    acronym: str


def points_read(session: CabinetSession, actor: Actor | None) -> list[tuple[AgendaItem, bool]]:
    """Return the order of the day, each point with whether somebody may read it (one query).

    Args:
        actor: who reads; None is whoever stands before the wall, to whom restricted points say nothing.
    """
    named = AgendaItem.readers.through.objects.filter(
        agendaitem=OuterRef("pk"), user_id=actor.user_id if actor else 0
    )
    points = session.agenda.select_related("proposer").annotate(is_named=Exists(named)).order_by("position")
    return [(point, point.is_named or not point.is_restricted) for point in points]


def cards_of(session: CabinetSession, points: Collection[int], now: datetime) -> dict[int, list[DraftCard]]:
    """Return the agreements of some points, by point; three queries, one when there are none."""
    drafts = list(
        AgreementDraft.objects.filter(point__in=points, minutes__session=session, dropped=False)
        .select_related("lead", "matter")
        .prefetch_related("co_responsible")
        .order_by("minutes_id", "position")
    )
    found: dict[int, list[DraftCard]] = defaultdict(list)
    if not drafts:
        return found
    today, days = now.astimezone(OFFICE_ZONE).date(), calendar(OFFICE_CALENDAR)
    for draft in drafts:
        found[draft.point_id or 0].append(DraftCard(draft, session, today, days))
    return found


def ballots_of(session: CabinetSession, points: Collection[int]) -> dict[int, dict[int, str]]:
    """Return how each seat voted on some points, by point; empty where the body does not vote."""
    if not session.body.votes:
        return {}
    found: dict[int, dict[int, str]] = {pk: {} for pk in points}
    votes = Vote.objects.filter(point__in=points)
    for point, seat, ballot in votes.values_list("point_id", "seat_id", "ballot"):
        found[point][seat] = ballot
    return found


def said_of(points: Collection[int]) -> list[Said]:
    """Return what members said of some points, by acronym."""
    taken = MemberPosition.objects.filter(point__in=points).order_by("seat__unit__acronym")
    columns = ("point_id", "seat_id", "stance", "taken_at", "seat__unit__acronym")
    return [Said(*row) for row in taken.values_list(*columns)]


def stances_of(said: Iterable[Said]) -> dict[int, list[tuple[str, int, str]]]:
    """Return what was said of each point as (stance, how many, acronyms)."""
    grouped: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in said:
        grouped[one.point_id, one.stance].append(one.acronym)
    found: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for (point, stance), acronyms in grouped.items():
        found[point].append((stance, len(acronyms), ", ".join(acronyms)))
    return found


def writable_point(actor: Actor, session: CabinetSession, pk: int) -> AgendaItem:
    """Return a point of a session for somebody who writes on it.

    Raises:
        NotFound: it is not of this session, or they may not write on it.
    """
    point = AgendaItem.objects.filter(pk=pk, session=session).first()
    if point is not None:
        point.session = session
    if point is None or not may_write_point(actor, point):
        raise policies.unknown("un punto")
    return point
