"""Who is behind a seat today: people change, seats stay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import UNIT_ROLES
from gabinete.foundation.access.queries import people_by_unit
from gabinete.foundation.org.models import Holder
from gabinete.office.cabinet.models import Body, CabinetSession, Seat
from gabinete.office.cabinet.rules.quorum import Quorum


@dataclass(frozen=True, slots=True)
class SeatNames:
    """Who is behind a seat on a day; empty texts when nobody is known.

    Attributes:
        titular: name of who holds the post, or heads the unit when the post is only written.
        acting: whether they are in charge and not appointed («encargado de despacho»).
        alternate: name of who holds the alternate post.
    """

    titular: str = ""
    acting: bool = False
    alternate: str = ""


def holder_names(seats: Iterable[Seat], today: date) -> dict[int, SeatNames]:
    """Return who holds each seat on a day, by the key of the seat; two queries for any number.

    A seat whose post is in the directory names its holder; one whose post was only written names the head of its unit.
    """
    kept = list(seats)
    posts = _holders(kept, today)
    heads = people_by_unit([Role.UNIT_HEAD], today, {seat.unit_id for seat in kept if not seat.position_id})
    return {seat.pk: _names(seat, posts, heads.get(seat.unit_id, ())) for seat in kept}


def names_at(session: CabinetSession, seats: Iterable[Seat], today: date) -> dict[int, SeatNames]:
    """Return who holds each seat for a session: today while it is ahead, its own day once that has passed."""
    return holder_names(seats, min(session.held_on, today))


def people_of_seats(seats: Iterable[Seat], today: date) -> dict[int, set[int]]:
    """Return the accounts that speak for each seat on a day, by the key of the seat; two queries for any number.

    They are the head and the liaisons of its unit (or of the units that took its place), and whoever holds its post or
    its alternate's. The same people :func:`policies.seats_held` answers from the other side.
    """
    kept = list(seats)
    posts = _holders(kept, today)
    there = people_by_unit(UNIT_ROLES, today, {seat.unit_id for seat in kept})
    return {
        seat.pk: {user_id for user_id, _name, _role in there.get(seat.unit_id, ())}
        | {
            holder.user_id
            for post in (seat.position_id, seat.alternate_position_id)
            for holder in posts.get(post or 0, ())
            if holder.user_id and holder.user is not None and holder.user.is_active
        }
        for seat in kept
    }


def people_of_seat(seat: Seat, today: date) -> set[int]:
    """Return the accounts that speak for one seat on a day."""
    return people_of_seats([seat], today)[seat.pk]


def quorum_of(body: Body) -> Quorum:
    """Return the quorum rule of a body as its pure rule."""
    return Quorum(
        body.quorum_rule,
        body.quorum_top,
        body.quorum_bottom,
        needs_chair=body.quorum_needs_chair,
        second_call_minutes=body.second_call_minutes,
    )


def _holders(seats: Sequence[Seat], today: date) -> dict[int, list[Holder]]:
    """Return who holds each post of these seats, the last to arrive first."""
    wanted = {post for seat in seats for post in (seat.position_id, seat.alternate_position_id) if post}
    in_force = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    found: dict[int, list[Holder]] = {}
    rows = Holder.objects.filter(in_force, position__in=wanted).select_related("user")
    for holder in rows.order_by("-since", "-pk"):
        found.setdefault(holder.position_id, []).append(holder)
    return found


def _names(seat: Seat, posts: dict[int, list[Holder]], heads: Sequence[tuple[int, str, Role]]) -> SeatNames:
    titular = next(iter(posts.get(seat.position_id or 0, ())), None)
    alternate = next(iter(posts.get(seat.alternate_position_id or 0, ())), None)
    head = next((name for _user_id, name, _role in heads), "")
    return SeatNames(
        titular.name if titular else head,
        acting=titular is not None and titular.acting,
        alternate=alternate.name if alternate else "",
    )
