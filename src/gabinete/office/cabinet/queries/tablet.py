"""What a member's tablet shows that is theirs: their seats, what they said, the papers, what was agreed for them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import AgendaItem, MemberPosition, PointFile, Seat
from gabinete.office.cabinet.queries.minutes import DraftCard
from gabinete.office.cabinet.queries.opinions import newest_files
from gabinete.office.cabinet.queries.room import Room


@dataclass(frozen=True, slots=True)
class Tablet:
    """What is somebody's own in a session.

    Attributes:
        seats: those they speak for.
        said: what those seats said of each point, by its key.
        papers: the last version of each paper, by the key of its point.
        mine: what was agreed for their units, with its point.
        asking: their seats that wait for the floor.
    """

    seats: Sequence[Seat]
    said: Mapping[int, MemberPosition]
    papers: Mapping[int, Sequence[PointFile]]
    mine: Sequence[tuple[AgendaItem, DraftCard]]
    asking: Collection[int]


def tablet_of(actor: Actor, room: Room) -> Tablet:
    """Return what is theirs, of the points they may read only; four queries, two for who sits nowhere.

    Args:
        room: as they read it.
    """
    session = room.session
    held = policies.seats_held(actor, room.now.astimezone(OFFICE_ZONE).date())
    seats = list(held.filter(body_id=session.body_id).select_related("unit").distinct())
    keys, units = {seat.pk for seat in seats}, {seat.unit_id for seat in seats}
    readable = [line.point.pk for line in room.points if line.readable]
    said = MemberPosition.objects.filter(point__in=readable, seat__in=keys) if keys else ()
    asking = session.floor_requests.filter(ended_at__isnull=True, seat__in=keys) if keys else None
    mine = [
        (line.point, card)
        for line in room.points
        for card in line.cards
        if card.draft.lead_id in units or any(u.pk in units for u in card.draft.co_responsible.all())
    ]
    return Tablet(
        seats,
        {position.point_id: position for position in said},
        _papers(readable),
        mine,
        frozenset(asking.values_list("seat_id", flat=True)) if asking is not None else frozenset(),
    )


def _papers(points: Collection[int]) -> dict[int, list[PointFile]]:
    papers: dict[int, list[PointFile]] = defaultdict(list)
    for file in newest_files(PointFile.objects.filter(point__in=points).select_related("document")):
        papers[file.point_id].append(file)
    return papers
