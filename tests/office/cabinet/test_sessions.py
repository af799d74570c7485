"""Bodies and their sessions: numbers, order of the day, call; who sees them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.models import Notice
from gabinete.kernel.errors import (
    BadInput,
    GabineteError,
    IllegalMove,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
)
from gabinete.office.cabinet import actions, policies, queries
from gabinete.office.cabinet.actions import BodyGiven, PointGiven, SeatGiven, SessionGiven
from gabinete.office.cabinet.models import Body, CabinetSession
from tests.cast import Cast
from tests.office.cabinet.stage import HELD_ON, NOW, Room, make_room

pytestmark = pytest.mark.django_db


def body_given(room: Room, **changed: object) -> BodyGiven:
    plain = {
        "code": "GE-SEG",
        "name": "Gabinete de Seguridad",
        "kind": "specialised",
        "chair": "Titular",
        "secretary_unit_id": room.cast.unit("OEE").pk,
    }
    return BodyGiven(**{**plain, **changed})  # type: ignore[arg-type]


def test_numbers_run_by_body_and_year_whatever_the_character(room: Room) -> None:
    other = actions.create_body(room.lucia, body_given(room), NOW)

    numbers = [
        room.session().number,
        room.session(extraordinary=True).number,
        room.session(held_on=date(2027, 1, 14)).number,
        actions.create_session(room.lucia, other.pk, SessionGiven(HELD_ON), NOW).number,
        room.session().number,
    ]

    assert numbers == [1, 2, 1, 1, 3]


def test_the_number_of_a_cancelled_session_is_never_given_again(room: Room) -> None:
    first = room.session()
    actions.cancel_session(room.lucia, first.pk, 1, "No hubo quórum", NOW)

    assert room.session().number == 2


def test_a_form_sent_twice_registers_one_session(room: Room) -> None:
    once = uuid4()

    sessions = {
        actions.create_session(room.lucia, room.body.pk, SessionGiven(HELD_ON), NOW, once).pk
        for _ in range(2)
    }

    assert len(sessions) == CabinetSession.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sessions_registered_at_once_take_different_numbers(cast: Cast) -> None:
    room = make_room(cast)

    def register(_n: int) -> int:
        try:
            return room.session().number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(register, range(6)))

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_the_order_of_the_day_is_numbered_as_it_comes_and_never_written_over(room: Room) -> None:
    session = room.session()
    points = [PointGiven("Uno"), PointGiven("Dos", "decision", None, 20)]

    actions.set_agenda(room.lucia, session.pk, 1, points, NOW)

    with pytest.raises(RuleBroken, match="no se escribe encima"):
        actions.set_agenda(room.lucia, session.pk, 2, [PointGiven("Otro")], NOW)
    assert list(session.agenda.values_list("position", "title")) == [(1, "Uno"), (2, "Dos")]
    with pytest.raises(Stale):
        actions.set_agenda(room.lucia, session.pk, 1, [], NOW)


@pytest.mark.parametrize(
    "point", [PointGiven(" "), PointGiven("x", "otro"), PointGiven("x", minutes=0), PointGiven("x" * 241)]
)
def test_an_impossible_point_leaves_the_order_of_the_day_as_it_was(room: Room, point: PointGiven) -> None:
    session = room.session()

    with pytest.raises(BadInput):
        actions.set_agenda(room.lucia, session.pk, 1, [PointGiven("Uno"), point], NOW)

    assert not session.agenda.exists()


def test_the_call_is_sent_to_the_members_with_acuse_and_its_date_is_kept(room: Room) -> None:
    session = room.session(place="Palacio de Gobierno", held_on=date(2026, 12, 3))
    actions.set_agenda(room.lucia, session.pk, 1, [PointGiven("Abasto de agua")], NOW)

    called = actions.call_session(room.lucia, session.pk, 2, NOW)

    assert (called.state, called.call_sent_at) == ("called", NOW)
    told = Notice.objects.filter(kind="cabinet.call")
    assert {n.user.username for n in told} == {"rosa", "ramon", "ivan"}
    assert all(n.needs_receipt and "1. Abasto de agua" in n.text for n in told)


def test_a_session_without_order_of_the_day_is_not_called(room: Room) -> None:
    with pytest.raises(IllegalMove, match="orden del día está vacío"):
        actions.call_session(room.lucia, room.session().pk, 1, NOW)


def test_a_session_does_not_move_to_another_year(room: Room) -> None:
    session = room.session()

    with pytest.raises(RuleBroken, match="otro año"):
        actions.edit_session(room.lucia, session.pk, 1, SessionGiven(date(2027, 1, 7)), NOW)


def test_the_next_session_comes_after_this_one(room: Room) -> None:
    with pytest.raises(BadInput, match="posterior"):
        room.session(next_session_on=HELD_ON)


@pytest.mark.parametrize("state", ["signed", "closed", "recorded", "cancelled"])
def test_what_signed_minutes_say_of_the_next_session_does_not_change(room: Room, state: str) -> None:
    session = room.session(next_session_on=date(2026, 12, 17))
    with act(room.lucia.user_id, "tests.sign", at=NOW):
        CabinetSession.objects.filter(pk=session.pk).update(state=state)

    with pytest.raises(IllegalMove):
        actions.set_next_session(room.lucia, session.pk, None, date(2026, 12, 20), NOW)

    assert CabinetSession.objects.get(pk=session.pk).next_session_on == date(2026, 12, 17)


def test_a_body_is_defined_with_its_seats_and_changed_whole(room: Room) -> None:
    cea, ssa = room.cast.unit("CEA").pk, room.cast.unit("SSA").pk
    body = actions.create_body(room.lucia, body_given(room, seats=[SeatGiven(cea), SeatGiven(ssa)]), NOW)

    actions.edit_body(
        room.lucia,
        body.pk,
        1,
        body_given(room, name="Otro nombre", seats=[SeatGiven(ssa, "Secretaria", "Subsecretario")]),
        NOW,
    )

    body.refresh_from_db()
    assert (body.name, body.version) == ("Otro nombre", 2)
    assert list(body.seats.values_list("unit_id", "titular", "alternate")) == [
        (ssa, "Secretaria", "Subsecretario")
    ]


@pytest.mark.parametrize("code", ["", "GE SEG!", "-GL", "A" * 13, "<GL>", "ge_seg"])
def test_a_code_that_no_folio_can_carry_is_refused(room: Room, code: str) -> None:
    with pytest.raises(BadInput, match="clave"):
        actions.create_body(room.lucia, body_given(room, code=code), NOW)


def test_codes_are_not_shared_nor_changed_once_they_head_folios(room: Room) -> None:
    with pytest.raises(RuleBroken, match="ya es de otro"):
        actions.create_body(room.lucia, body_given(room, code="gl"), NOW)
    room.session()
    with pytest.raises(RuleBroken, match="encabeza folios"):
        actions.edit_body(room.lucia, room.body.pk, 1, body_given(room), NOW)
    assert Body.objects.count() == 1


EVERYBODY = (
    "elena",
    "marcos",
    "lucia",
    "tomas",
    "rosa",
    "ramon",
    "ivan",
    "sofia",
    "ana",
    "nadia",
    "berta",
    "saul",
    "olga",
)


@pytest.mark.parametrize("name", EVERYBODY)
def test_policy_and_queryset_say_the_same_of_every_session(room: Room, name: str) -> None:
    other = actions.create_body(room.lucia, body_given(room), NOW)
    for reserve in range(1, 5):
        room.session(reserve=reserve)
        actions.create_session(room.lucia, other.pk, SessionGiven(HELD_ON, reserve=reserve), NOW)
    CabinetSession.objects.filter(body=other, number=4).update(reserve=5)
    actor = room.cast.actor(name)

    visible = set(policies.visible_sessions(actor).values_list("pk", flat=True))

    assert visible == {
        s.pk for s in CabinetSession.objects.select_related("body") if policies.may_view_session(actor, s)
    }


def test_agencies_see_their_bodies_up_to_internal_reserve(room: Room) -> None:
    actions.create_session(
        room.lucia, actions.create_body(room.lucia, body_given(room), NOW).pk, SessionGiven(HELD_ON), NOW
    )
    mine, restricted = room.session(), room.session(reserve=3)

    seen = set(policies.visible_sessions(room.cast.actor("rosa")).values_list("pk", flat=True))

    assert seen == {mine.pk}
    assert restricted.pk not in seen
    assert list(policies.visible_bodies(room.cast.actor("rosa"))) == [room.body]
    assert not policies.visible_minutes(room.cast.actor("rosa")).exists()


MANAGERS = {"marcos", "lucia"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_managers_write(room: Room, name: str) -> None:
    session, actor = room.session(held_on=date(2026, 12, 3)), room.cast.actor(name)
    writes = (
        lambda: actions.create_body(actor, body_given(room), NOW),
        lambda: actions.edit_body(actor, room.body.pk, 1, body_given(room, code="GL"), NOW),
        lambda: actions.create_session(actor, room.body.pk, SessionGiven(date(2026, 12, 3)), NOW),
        lambda: actions.set_agenda(actor, session.pk, 1, [PointGiven("x")], NOW),
        lambda: actions.call_session(actor, session.pk, 2, NOW),
        lambda: actions.edit_session(actor, session.pk, 3, SessionGiven(date(2026, 12, 3)), NOW),
        lambda: actions.set_next_session(actor, session.pk, None, date(2026, 12, 12), NOW),
        lambda: actions.cancel_session(actor, session.pk, 5, "Motivo", NOW),
    )

    refused = 0
    for write in writes:
        try:
            write()
        except (NotAllowed, NotFound):
            refused += 1

    assert refused == (0 if name in MANAGERS else len(writes))


@pytest.mark.parametrize("written", ["GL/2026/1", "gl / 2026 / 01"])
def test_a_session_is_found_as_people_write_it(room: Room, written: str) -> None:
    session = room.session()

    assert queries.session_called(room.lucia, written) == session


@pytest.mark.parametrize("written", ["", "GL/2026/9", "ZZ/2026/1", "9999999", "GL/x/y", "1; drop"])
def test_a_session_that_is_not_there_is_refused_in_words(room: Room, written: str) -> None:
    with pytest.raises(GabineteError, match="No hay una sesión"):
        queries.session_called(room.lucia, written)
