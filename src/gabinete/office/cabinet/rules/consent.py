"""Which points are taken together because nobody objects. Pure.

Two rules, one inside the other. A point **may** go with the rest when nobody objects to it, nobody asks for the floor,
everybody may see it and no opinion is pending on it. It goes **by itself** when, besides, every seat answered and all
agree. Between the two the technical secretary decides, for a seat that stays silent neither agrees nor objects.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gabinete.kernel.words import plural

TAKEN_AS = {"decision": "agreed", "information": "noted", "followup": "noted"}
"""Outcome of a point taken with the block, by its kind (``models.PointKind`` → ``models.Outcome``)."""


class Said(StrEnum):
    """What a member says of a point; same values as ``models.Stance``."""

    AGREES = "agrees"
    REMARKS = "remarks"
    ASKS_FLOOR = "asks_floor"
    OBJECTS = "objects"


class Chosen(StrEnum):
    """What the secretary decided; same values as ``models.ConsentChoice``."""

    RULE = ""
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A point as the rule sees it.

    Attributes:
        is_own: it is of this session, not one of those that always open or close it.
        is_settled: it already has an outcome.
        is_restricted: only some may see it.
        opinion_pending: an agency still has time to give the opinion it was asked for.
        stances: what each seat said of the point as it stands now, by seat; older ones are left out.
        chosen: what the secretary decided about it.
    """

    is_own: bool = True
    is_settled: bool = False
    is_restricted: bool = False
    opinion_pending: bool = False
    stances: Mapping[int, str] = field(default_factory=dict)
    chosen: str = Chosen.RULE


def why_not(point: PointFacts) -> list[str]:
    """Return every reason why a point may not be taken with the rest, in Spanish; empty when it may."""
    said = list(point.stances.values())
    objections, floors = said.count(Said.OBJECTS), said.count(Said.ASKS_FLOOR)
    reasons = {
        "es de los que abren o cierran la sesión": not point.is_own,
        "ya tiene resultado": point.is_settled,
        "es reservado": point.is_restricted,
        "falta una opinión que se pidió": point.opinion_pending,
        f"{plural(objections, 'integrante objeta', 'integrantes objetan')}": objections > 0,
        f"{plural(floors, 'integrante pide la voz', 'integrantes piden la voz')}": floors > 0,
    }
    return [reason for reason, holds in reasons.items() if holds]


def is_proposed(point: PointFacts, seats: Collection[int]) -> bool:
    """Return whether a point goes with the block by itself: it may, and every seat answered and agrees.

    Args:
        seats: those of the body; with none, nobody has agreed to anything.
    """
    everybody = bool(seats) and all(point.stances.get(seat) == Said.AGREES for seat in seats)
    return everybody and not why_not(point)


def is_taken(point: PointFacts, seats: Collection[int]) -> bool:
    """Return whether a point goes with the block once the secretary's decision counts."""
    if point.chosen == Chosen.OUT or why_not(point):
        return False
    return point.chosen == Chosen.IN or is_proposed(point, seats)
