"""What a session clashes with, and what is not told of it."""

from datetime import date, time

import pytest
from pytest_django import DjangoAssertNumQueries

from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Position
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import BodyGiven, SeatGiven, SessionGiven
from gabinete.office.cabinet.models import Body, CabinetSession
from gabinete.office.cabinet.queries.conflicts import (
    BODY,
    CHAIR,
    MEMBER,
    ROOM,
    Conflict,
    Slot,
    conflicts_at,
    conflicts_of,
)
from tests.office.cabinet.stage import NOW, Room

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 3)


def body(room: Room, code: str, *acronyms: str, chair: str = "Titular de la mesa") -> Body:
    seats = [SeatGiven(room.cast.unit(a).pk, f"Titular de {a}") for a in acronyms]
    given = BodyGiven(
        code, f"Gabinete {code}", "specialised", f"{chair} {code}", room.cast.unit("OEE").pk, seats=seats
    )
    return actions.create_body(room.lucia, given, NOW)


def sits(
    room: Room, where: Body, hour: int | None = 10, place: str = "", reserve: int = 2, day: date = DAY
) -> CabinetSession:
    given = SessionGiven(day, time(hour) if hour is not None else None, place, reserve=reserve)
    return actions.create_session(room.lucia, where.pk, given, NOW)


def told(found: list[Conflict]) -> list[tuple[str, bool, str]]:
    return [(it.kind, it.sure, it.text) for it in found]


def test_a_unit_that_sits_in_two_bodies_at_once_is_said(room: Room) -> None:
    mine = sits(room, room.body, 10)
    sits(room, body(room, "GX", "CEA", "SSA"), 11)

    found = conflicts_of(mine, room.lucia)

    assert told(found) == [
        (MEMBER, True, "CEA también integra la 1.ª sesión ordinaria del Gabinete GX a las 11:00.")
    ]


def test_the_room_is_the_same_however_it_is_written(room: Room) -> None:
    mine = sits(room, room.body, 10, "Salón Gobernadores")
    theirs = sits(room, body(room, "GX", "SSA"), 11, "salon  gobernadores")

    assert told(conflicts_of(mine)) == [
        (ROOM, True, "Salón Gobernadores: la ocupa la 1.ª sesión ordinaria del Gabinete GX a las 11:00.")
    ]
    assert [it.session_id for it in conflicts_of(theirs)] == [mine.pk]


def test_whoever_presides_cannot_be_in_two_places(room: Room) -> None:
    other = body(room, "GX", "SSA")
    with act(0, "tests.chair", at=NOW):
        Body.objects.filter(pk=other.pk).update(chair="TITULAR DEL EJECUTIVO")
    mine = sits(room, room.body)
    sits(room, other)

    assert [it.kind for it in conflicts_of(mine)] == [CHAIR]


def test_a_post_that_sits_for_another_unit_is_the_same_person(room: Room) -> None:
    with act(0, "tests.post", at=NOW):
        post = Position.objects.create(unit=room.cast.unit("SSA"), title="Secretaria de Salud Pública")
    seat = SeatGiven(room.cast.unit("SSA").pk, position_id=post.pk)
    other = SeatGiven(room.cast.unit("SH").pk, position_id=post.pk)
    bodies = [
        actions.create_body(
            room.lucia, BodyGiven(c, f"Mesa {c}", "other", f"Preside {c}", seat.unit_id, seats=[s]), NOW
        )
        for c, s in (("GX", seat), ("GY", other))
    ]
    sits(room, bodies[0])

    (found,) = conflicts_of(sits(room, bodies[1]))

    assert found.text.startswith("Secretaria de Salud Pública (SH) también integra la 1.ª sesión")


def test_a_body_that_already_meets_is_said_once_without_its_members(room: Room) -> None:
    first, second = sits(room, room.body), sits(room, room.body)

    assert [(it.kind, it.session_id) for it in conflicts_of(second, room.lucia)] == [(BODY, first.pk)]


def test_without_an_hour_the_same_day_is_only_a_warning(room: Room) -> None:
    mine = sits(room, room.body, None)
    sits(room, body(room, "GX", "CEA"), 11)

    (found,) = conflicts_of(mine)

    assert not found.sure
    assert found.text.endswith("El mismo día; falta fijar la hora.")


def test_sessions_that_do_not_meet_do_not_clash(room: Room) -> None:
    mine = sits(room, room.body, 10, "Salón")
    other = body(room, "GX", "CEA")
    sits(room, other, 12, "Salón")
    sits(room, other, 10, "Salón", day=date(2026, 12, 4))
    cancelled = sits(room, other, 10, "Salón")
    actions.cancel_session(room.lucia, cancelled.pk, 1, "No hay materia", NOW)

    assert conflicts_of(mine) == []


def test_a_session_somebody_may_not_read_is_not_named(room: Room) -> None:
    mine = sits(room, room.body, 10, "Salón")
    hidden = sits(room, body(room, "GX", "CEA", chair="Mesa secreta"), 10, "Salón", reserve=4)

    for found in (conflicts_of(mine), conflicts_of(mine, room.cast.actor("rosa"))):
        said = " ".join(it.text for it in found)
        assert len(found) == 2
        assert "otra sesión reservada" in said
        assert "GX" not in said
        assert {it.session_id for it in found} == {None}
    assert {it.session_id for it in conflicts_of(mine, room.cast.actor("marcos"))} == {hidden.pk}


@pytest.mark.parametrize("count", [1, 12])
def test_any_number_of_slots_costs_the_same(
    room: Room, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    other = body(room, "GX", "CEA")
    slots = [Slot(room.body.pk, date(2026, 12, 1 + n), time(10)) for n in range(count)]
    for slot in slots:
        sits(room, other, 10, day=slot.day)

    lucia = room.lucia
    with django_assert_max_num_queries(4):
        found = conflicts_at(slots, lucia)

    assert [len(it) for it in found] == [1] * count


def test_no_slots_clash_with_nothing() -> None:
    assert conflicts_at([]) == []


def test_a_session_whose_date_is_pending_clashes_with_nothing(room: Room) -> None:
    mine, postponed = sits(room, room.body), sits(room, room.body)
    with act(0, "tests.pending", at=NOW):
        CabinetSession.objects.filter(pk=postponed.pk).update(date_pending=True)
    postponed.refresh_from_db()

    assert conflicts_of(mine) == []
    assert conflicts_of(postponed) == []
