"""Reads of the opinions asked of agencies: what each owes, and which points they stop."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies, states
from gabinete.office.cabinet.models import CabinetSession, Opinion, PointFile
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.rules import opinions as rule


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """An opinion as a list shows it.

    Attributes:
        is_late: its term went by without an answer.
        is_mine: whoever asks may answer it.
    """

    opinion: Opinion
    is_late: bool
    is_mine: bool


def opinions_owed(actor: Actor, today: date, limit: int = 20) -> list[OpinionRow]:
    """Return the opinions that the units of whoever asks still owe, the nearest term first."""
    owed = (
        rights.opinions_to_give(actor)
        .filter(answered_at__isnull=True, point__session__state__in=states.AHEAD | {states.OPEN})
        .filter(point__outcome="")
        .select_related("unit", "point__session__body")
        .order_by("due", "pk")[:limit]
    )
    return [OpinionRow(one, one.due < today, is_mine=True) for one in owed]


def opinion_of(actor: Actor, pk: int) -> Opinion:
    """Return an opinion they may read, with its point and session.

    Raises:
        NotFound.
    """
    read = rights.visible_opinions(actor).select_related(
        "unit", "document", "answered_by", "asked_by", "point__session__body", "point__proposer"
    )
    opinion = read.filter(pk=pk).first()
    if opinion is None:
        raise policies.unknown("una opinión")
    return opinion


def opinions_of_point(actor: Actor, point_id: int, today: date) -> list[OpinionRow]:
    """Return the opinions asked about a point that they may read, by term."""
    asked = (
        rights.visible_opinions(actor)
        .filter(point=point_id)
        .select_related("unit", "document", "answered_by", "point__session")
        .order_by("due", "pk")
    )
    return [
        OpinionRow(one, not one.answered_at and one.due < today, rights.may_answer_opinion(actor, one))
        for one in asked
    ]


def why_not_presented(session: CabinetSession, today: date) -> dict[int, str]:
    """Return why each point of a session may not be presented yet, by its key; the rest are left out.

    An opinion that was not given in its term no longer stops its point.
    """
    waiting: dict[int, list[tuple[str, date]]] = defaultdict(list)
    asked = Opinion.objects.filter(point__session=session, point__outcome="", answered_at__isnull=True)
    for point, unit, due in asked.order_by("due", "pk").values_list("point_id", "unit__acronym", "due"):
        if rule.is_pending(due, today, answered=False):
            waiting[point].append((unit, due))
    return {point: rule.why_not_presented(units) for point, units in waiting.items()}


def newest_files(files: Iterable[PointFile]) -> list[PointFile]:
    """Return the last version of each paper, by title."""
    newest: dict[tuple[int, str], PointFile] = {}
    for one in files:
        kept = newest.get((one.point_id, one.title))
        if kept is None or kept.number < one.number:
            newest[one.point_id, one.title] = one
    return sorted(newest.values(), key=lambda one: (one.point_id, one.title))
