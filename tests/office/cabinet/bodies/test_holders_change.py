"""People change, seats stay: who holds a post is recorded once, and every table shows it."""

from datetime import timedelta

import pytest

from gabinete.foundation.access.models import Grant
from gabinete.foundation.org import posts
from gabinete.foundation.org.models import Holder, Position
from gabinete.foundation.org.posts import NewHolder
from gabinete.office.cabinet.models import CabinetSession, Invitation
from gabinete.office.cabinet.queries.calls import answers_of
from gabinete.office.cabinet.queries.happened import what_happened
from gabinete.office.cabinet.queries.membership import holder_names, people_of_seats
from gabinete.office.cabinet.queries.room import room_of
from gabinete.office.cabinet.rules.seating import UNNAMED_POST
from tests.cast import LONG_AGO, Cast
from tests.office.cabinet.stage import HELD_ON, NOW, Room, make_room

DAY = timedelta(days=1)
BEFORE, AFTER = HELD_ON, HELD_ON + 7 * DAY
LATER = NOW + 10 * DAY


@pytest.fixture
def room(cast: Cast) -> Room:
    return make_room(cast)


def change_of_hands(cast: Cast) -> Position:
    """Ramón heads CEA until the day before AFTER; Perla from then on."""
    nadia = cast.actor("nadia")
    post = posts.add_post(nadia, cast.unit("CEA").pk, "Titular de CEA", is_head=True, now=NOW)
    first = NewHolder("Ramón Encinas", LONG_AGO, user_id=cast.ramon.pk)
    posts.record_holder(nadia, post.pk, first, version=1, now=NOW)
    posts.record_holder(nadia, post.pk, NewHolder("Perla Soto", AFTER, acting=True), version=2, now=NOW)
    return post


def names_on(room: Room, days: tuple[object, ...]) -> list[str]:
    seat = room.body.seats.get(unit=room.cast.unit("CEA"))
    return [holder_names([seat], day)[seat.pk].titular for day in days]


def test_seat_written_by_its_words_is_linked_when_its_post_enters_the_directory(room: Room) -> None:
    seat = room.body.seats.get(unit=room.cast.unit("CEA"))
    assert seat.position is None
    post = change_of_hands(room.cast)

    seat.refresh_from_db()
    assert seat.position == post
    assert room.body.seats.get(unit=room.cast.unit("SIDUR")).position is None


def test_seat_without_words_takes_the_post_that_heads_its_unit(room: Room) -> None:
    room.body.seats.update(titular=UNNAMED_POST)
    nadia, unit = room.cast.actor("nadia"), room.cast.unit("CEA").pk
    posts.add_post(nadia, unit, "Director de Obra", is_head=False, now=NOW)
    head = posts.add_post(nadia, unit, "Vocal ejecutivo", is_head=True, now=NOW)

    seat = room.body.seats.get(unit=room.cast.unit("CEA"))
    assert (seat.position, seat.titular) == (head, "Vocal ejecutivo")


def test_seats_show_the_new_person_from_their_first_day(room: Room) -> None:
    change_of_hands(room.cast)

    assert names_on(room, (BEFORE, AFTER - DAY, AFTER)) == ["Ramón Encinas", "Ramón Encinas", "Perla Soto"]


def test_session_held_before_goes_on_showing_who_was_there(room: Room) -> None:
    held, ahead = room.session(), room.session(held_on=AFTER + DAY)
    for session in (held, ahead):
        Invitation.objects.create(
            session=session, seat=room.body.seats.get(unit=room.cast.unit("CEA")), key=f"k{session.pk}"
        )
    change_of_hands(room.cast)

    def shown(session: CabinetSession) -> tuple[list[str], list[str], list[str]]:
        said = [row.person for row in answers_of(session, (LATER).date()).rows]
        seats = [line.names.titular for line in room_of(session, LATER, None).seats]
        printed = [one.name for one in what_happened(session, ()).people]
        return said, [name for name in seats if name], [name for name in printed if name]

    assert shown(held) == (["Ramón Encinas"],) * 3
    assert shown(ahead) == (["Perla Soto"],) * 3


def test_new_holder_answers_for_the_seat_and_the_one_before_no_longer(room: Room) -> None:
    post = change_of_hands(room.cast)
    seat = room.body.seats.get(unit=room.cast.unit("CEA"))
    Holder.objects.filter(position=post, name="Perla Soto").update(user=room.cast.tomas)

    assert room.cast.tomas.pk not in people_of_seats([seat], BEFORE)[seat.pk]
    assert room.cast.tomas.pk in people_of_seats([seat], AFTER)[seat.pk]
    Grant.objects.filter(user=room.cast.ramon).delete()
    assert room.cast.ramon.pk in people_of_seats([seat], BEFORE)[seat.pk]
    assert room.cast.ramon.pk not in people_of_seats([seat], AFTER)[seat.pk]
