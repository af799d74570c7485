"""To whom the call of a seat is sent: people change, seats stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.access.queries import in_force
from gabinete.foundation.accounts.models import User
from gabinete.foundation.org.models import Holder
from gabinete.office.cabinet.models import Invitation, Seat
from gabinete.office.cabinet.queries.membership import people_of_seats

_TITULAR, _HEAD, _ALTERNATE, _LIAISON = range(4)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is told of a call.

    Attributes:
        address: where they read their mail; empty when they have none.
        is_alternate: they are there because they hold the alternate's post.
    """

    user_id: int
    name: str
    address: str
    is_alternate: bool = False


def addressees_of(seats: Iterable[Seat], today: date) -> dict[int, list[Addressee]]:
    """Return who is told, by the key of the seat: first the titular, then the head, the alternate and the liaisons."""
    kept = list(seats)
    people = people_of_seats(kept, today)
    everybody = {user_id for ids in people.values() for user_id in ids}
    users = User.objects.filter(pk__in=everybody, is_active=True).in_bulk()
    posts = _posts(kept, everybody, today)
    heads = set(
        Grant.objects.filter(in_force(today), role=Role.UNIT_HEAD, user_id__in=everybody).values_list(
            "user_id", flat=True
        )
    )
    found: dict[int, list[Addressee]] = {}
    for seat in kept:
        ranked = sorted(
            (_rank(seat, user_id, posts, heads), users[user_id].name, user_id)
            for user_id in people[seat.pk]
            if user_id in users
        )
        found[seat.pk] = [
            Addressee(user_id, name, users[user_id].email.strip().lower(), is_alternate=rank == _ALTERNATE)
            for rank, name, user_id in ranked
        ]
    return found


def current(invited: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Return the invitations of guests who are still expected, and of seats that are still of the body."""
    return invited.filter(seat__left_on__isnull=True, withdrawn_at__isnull=True)


def _posts(seats: list[Seat], people: set[int], today: date) -> set[tuple[int, int]]:
    """Return which of these people hold which post, as (person, post)."""
    wanted = {post for seat in seats for post in (seat.position_id, seat.alternate_position_id) if post}
    held = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    rows = Holder.objects.filter(held, position__in=wanted, user_id__in=people)
    return {(user_id, post) for user_id, post in rows.values_list("user_id", "position_id") if user_id}


def _rank(seat: Seat, user_id: int, posts: set[tuple[int, int]], heads: set[int]) -> int:
    if (user_id, seat.position_id) in posts:
        return _TITULAR
    if user_id in heads:
        return _HEAD
    return _ALTERNATE if (user_id, seat.alternate_position_id) in posts else _LIAISON
