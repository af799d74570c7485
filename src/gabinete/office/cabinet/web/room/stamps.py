"""Stamps of the parts of the secretary's screen: a part whose stamp the screen already has is not sent again.

A point and a seat weigh some four kilobytes each, and almost every entry changes one of them. The screen says which
stamps it has; what it has as it stands is left out of the answer, and only its name is told.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language

from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet.queries.minutes import DraftCard
from gabinete.office.cabinet.queries.room import Room
from gabinete.office.cabinet.queries.room_people import SeatLine
from gabinete.office.cabinet.queries.room_points import PointLine

LETTERS = 5
"""Bytes of a stamp: two versions of one part share one once in a million million."""
MOST = 1000
"""Stamps of one screen that are read; a room has some fifty."""


def stamps_of(room: Room) -> dict[str, str]:
    """Return the stamp of each point and seat of a room by the name of its part, as its reader sees it."""
    common = (get_language(), room.session.state, room.now.astimezone(OFFICE_ZONE).date())
    points = {f"point-{line.point.pk}": _stamp(common, *_point(line, room)) for line in room.points}
    return points | {f"seat-{line.seat.pk}": _stamp(common, *_seat(line)) for line in room.seats}


def kept_by(screen: str, stamps: Mapping[str, str]) -> set[str]:
    """Return the names of the parts that a screen has as they stand.

    Args:
        screen: the stamps it has, apart by spaces.
    """
    held = set(screen.split()[:MOST])
    return {name for name, stamp in stamps.items() if stamp in held}


def _stamp(*facts: object) -> str:
    return hashlib.blake2s(repr(facts).encode(), digest_size=LETTERS).hexdigest()


def _point(line: PointLine, room: Room) -> tuple[object, ...]:
    """Return all that the panel of a point is drawn from; of one that is not read, only what is told of it."""
    point = line.point
    walk = line.current and room.following and (room.following.point.pk, room.following.point.position)
    clock = (
        point.pk,
        point.position,
        point.minutes,
        point.started_at,
        point.ended_at,
        line.settled,
        line.current,
        walk,
    )
    if not line.readable:
        return clock
    proposer = point.proposer.acronym if point.proposer else ""
    said = (proposer, line.stances, sorted(line.ballots.items()), line.tally.in_words if line.tally else "")
    return (*clock, _row(point), said, [_card(card) for card in line.cards], room.session.body.votes)


def _card(card: DraftCard) -> tuple[object, ...]:
    draft = card.draft
    folio = draft.matter.folio if draft.matter else ""
    due = card.counted.due if card.counted else None
    return (_row(draft), str(draft.lead or ""), card.co_units, folio, card.counted is None, due)


def _seat(it: SeatLine) -> tuple[object, ...]:
    expected = it.expected
    answer = expected and (expected.answer, expected.alternate_name, expected.alternate_title)
    unit = (it.seat.unit.acronym, it.seat.unit.name)
    return (_row(it.seat), unit, it.names, _row(it.line) if it.line else None, it.inside, answer)


def _row(row: Model) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in vars(row).items() if not name.startswith("_")]
