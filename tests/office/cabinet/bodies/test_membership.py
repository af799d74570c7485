"""Who is behind a seat on a day."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Holder, Position
from gabinete.office.cabinet.models import Seat
from gabinete.office.cabinet.policies import seats_held
from gabinete.office.cabinet.queries.membership import (
    SeatNames,
    holder_names,
    people_of_seat,
    people_of_seats,
    quorum_of,
)
from tests.cast import BEGINNING, LONG_AGO, TODAY
from tests.office.cabinet.stage import Room

pytestmark = pytest.mark.django_db


def seat_of(room: Room, acronym: str) -> Seat:
    return room.body.seats.get(unit=room.cast.unit(acronym))


def post(room: Room, acronym: str, title: str, *holders: tuple[object, ...]) -> Position:
    """Make a post with who held it: (user, name, since, until, acting)."""
    with act(0, "tests.post", at=BEGINNING):
        made = Position.objects.create(unit=room.cast.unit(acronym), title=title)
        for user, name, since, until, acting in holders:
            Holder.objects.create(
                position=made,
                user=user,
                name=name,
                since=since,
                until=until,
                acting=acting,  # type: ignore[misc]
            )
    return made


def seated(room: Room, acronym: str, titular: Position | None, alternate: Position | None = None) -> Seat:
    seat = seat_of(room, acronym)
    with act(0, "tests.seated", at=BEGINNING):
        seat.position, seat.alternate_position = titular, alternate
        seat.save()
    return seat


def test_a_seat_names_who_holds_its_posts_that_day(room: Room) -> None:
    old = ("", "Raúl Quien Fue", LONG_AGO, date(2026, 11, 22), False)
    new = (None, "Nora Quien Es", TODAY, None, True)
    titular = post(room, "SIDUR", "Secretario", (None, *old[1:]), new)
    alternate = post(room, "SIDUR", "Subsecretaria", (room.cast.ivan, "Iván Cota", LONG_AGO, None, False))
    seat = seated(room, "SIDUR", titular, alternate)

    assert holder_names([seat], TODAY)[seat.pk] == SeatNames(
        "Nora Quien Es", acting=True, alternate="Iván Cota"
    )
    assert holder_names([seat], date(2026, 11, 22))[seat.pk].titular == "Raúl Quien Fue"


def test_a_seat_only_written_names_the_head_of_its_unit(room: Room) -> None:
    cea, sidur = seat_of(room, "CEA"), seat_of(room, "SIDUR")

    assert holder_names([cea, sidur], TODAY) == {
        cea.pk: SeatNames("Ramón Encinas Duarte"),
        sidur.pk: SeatNames(),
    }


def test_people_of_a_seat_are_those_who_hold_it_in_the_policies(room: Room) -> None:
    titular = post(room, "OEE", "Jefatura", (room.cast.marcos, "Marcos Ávila", LONG_AGO, None, False))
    alternate = post(room, "OEE", "Secretaría", (room.cast.lucia, "Lucía Montaño", LONG_AGO, TODAY, False))
    seats = [seated(room, "CEA", titular), seated(room, "SIDUR", None, alternate)]

    for day in (LONG_AGO, TODAY, date(2026, 11, 24)):
        behind = people_of_seats(seats, day)
        for seat in seats:
            speaking = {
                user.pk
                for name, user in room.cast.people.items()
                if seats_held(room.cast.actor(name, day), day).filter(pk=seat.pk).exists()
            }
            assert behind[seat.pk] == speaking
            assert people_of_seat(seat, day) == speaking
    assert behind[seats[0].pk] == {room.cast.rosa.pk, room.cast.ramon.pk, room.cast.marcos.pk}


def test_people_of_a_unit_that_took_over_speak_for_the_old_seat(room: Room) -> None:
    with act(0, "tests.seated", at=BEGINNING):
        old = Seat.objects.create(body=room.body, unit=room.cast.unit("SCG"), titular="Contralor")

    assert people_of_seat(old, TODAY) == {room.cast.sofia.pk}


def test_closed_accounts_speak_for_nobody(room: Room) -> None:
    titular = post(room, "OEE", "Jefatura", (room.cast.marcos, "Marcos Ávila", LONG_AGO, None, False))
    seat = seated(room, "SIDUR", titular)
    with act(0, "tests.closed", at=BEGINNING):
        for name in ("marcos", "ivan"):
            user = room.cast.people[name]
            user.is_active = False
            user.save()

    assert people_of_seat(seat, TODAY) == set()
    assert holder_names([seat], TODAY)[seat.pk].titular == "Marcos Ávila"


def test_any_number_of_seats_costs_the_same(
    room: Room, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    seats = list(room.body.seats.all())
    for some_seats in (seats[:1], seats):
        with django_assert_max_num_queries(2):
            people_of_seats(some_seats, TODAY)
        with django_assert_max_num_queries(2):
            holder_names(some_seats, TODAY)


def test_a_head_named_twice_is_one_person(room: Room) -> None:
    with act(0, "tests.grant", at=BEGINNING):
        Grant.objects.create(
            user=room.cast.ramon, role=Role.LIAISON, unit=room.cast.unit("CEA"), since=LONG_AGO
        )

    assert people_of_seat(seat_of(room, "CEA"), TODAY) == {room.cast.rosa.pk, room.cast.ramon.pk}


def test_the_rule_of_a_body_is_read_from_its_columns(room: Room) -> None:
    rule = quorum_of(room.body)

    assert (rule.rule, rule.top, rule.bottom, rule.second_call_minutes) == ("fraction", 1, 2, None)
