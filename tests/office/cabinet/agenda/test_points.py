"""Points one by one: order, versions, late ones, and what keeps a point from being taken away."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from gabinete.kernel.errors import (
    BadInput,
    GabineteError,
    IllegalMove,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
)
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import (
    PointGiven,
    add_late_point,
    add_point,
    edit_point,
    move_point,
    remove_point,
)
from gabinete.office.cabinet.actions.freezing import freeze_agenda
from gabinete.office.cabinet.actions.opinions import ask_opinion
from gabinete.office.cabinet.actions.point_files import add_file
from gabinete.office.cabinet.actions.points import set_length, withdraw_point
from gabinete.office.cabinet.models import AgendaItem
from gabinete.office.cabinet.rules import order
from tests.cast import Cast
from tests.office.cabinet.agenda.stage import agenda, in_state, marcos, points_of, says, secret, titles_of
from tests.office.cabinet.stage import NOW, Room, make_room

database = pytest.mark.django_db


@given(st.lists(st.integers(), min_size=1, max_size=30, unique=True), st.data())
def test_moving_keeps_every_point_once_and_the_rest_in_their_order(
    points: list[int], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(points))
    to = data.draw(st.integers(1, len(points)))

    after = order.moved(points, one, to)

    assert after[to - 1] == one
    assert [p for p in after if p != one] == [p for p in points if p != one]


@given(st.lists(st.sampled_from(["opening", "own", "closing"])))
def test_a_new_point_enters_before_those_that_close_and_after_all_others(blocks: list[str]) -> None:
    index = order.place_for_new(blocks)

    assert set(blocks[index:]) <= {"closing"}
    assert index == 0 or blocks[index - 1] != "closing"


@settings(max_examples=50)
@given(st.integers(-3, 40))
def test_a_place_that_is_not_there_is_refused(to: int) -> None:
    if 1 <= to <= 3:
        assert sorted(order.moved([1, 2, 3], 2, to)) == [1, 2, 3]
    else:
        with pytest.raises(BadInput, match="no hay lugar"):
            order.moved([1, 2, 3], 2, to)


@database
def test_points_are_added_moved_and_removed_and_stay_numbered(room: Room) -> None:
    session = agenda(room)
    three = points_of(session)[2]

    session = move_point(room.lucia, three.pk, 1, session.agenda_version, NOW)
    assert titles_of(session) == ["Tres", "Uno", "Dos"]
    remove_point(room.lucia, points_of(session)[1].pk, 1, NOW)
    assert titles_of(session) == ["Tres", "Dos"]


@database
def test_two_secretaries_never_write_over_each_other(room: Room) -> None:
    session = agenda(room)
    one, two, _three = points_of(session)
    seen = session.agenda_version

    edit_point(marcos(room), one.pk, 1, PointGiven("Uno de Marcos"), NOW)
    move_point(marcos(room), two.pk, 1, seen, NOW)

    with pytest.raises(Stale, match="cambió este punto"):
        edit_point(room.lucia, one.pk, 1, PointGiven("Uno de Lucía"), NOW)
    with pytest.raises(Stale, match="cambió el orden del día"):
        move_point(room.lucia, one.pk, 3, seen, NOW)
    with pytest.raises(Stale):
        remove_point(room.lucia, one.pk, 1, NOW)
    assert titles_of(session) == ["Dos", "Uno de Marcos", "Tres"]


@pytest.mark.django_db(transaction=True)
def test_points_added_at_once_are_all_kept_in_their_own_place(cast: Cast) -> None:
    room = make_room(cast)
    session = room.session()

    def add(n: int) -> None:
        try:
            add_point(room.lucia, session.pk, PointGiven(f"Punto {n}"), NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(6)))

    assert sorted(titles_of(session)) == [f"Punto {n}" for n in range(6)]


@database
def test_a_form_sent_twice_adds_one_point(room: Room) -> None:
    session, once = room.session(), uuid4()

    added = {add_point(room.lucia, session.pk, PointGiven("Uno"), NOW, once).pk for _ in range(2)}

    assert len(added) == session.agenda.count() == 1


@database
@pytest.mark.parametrize(
    "point", [PointGiven(" "), PointGiven("x", "otro"), PointGiven("x", minutes=601), PointGiven("x" * 241)]
)
def test_an_impossible_point_changes_nothing(room: Room, point: PointGiven) -> None:
    session = agenda(room)

    with pytest.raises(BadInput):
        add_point(room.lucia, session.pk, point, NOW)
    with pytest.raises(BadInput):
        edit_point(room.lucia, points_of(session)[0].pk, 1, point, NOW)

    assert titles_of(session) == ["Uno", "Dos", "Tres"]


@database
def test_a_point_on_which_something_hangs_is_not_removed_but_may_be_withdrawn(room: Room) -> None:
    session = agenda(room, called=True)
    filed, said, asked = points_of(session)
    add_file(room.lucia, filed.pk, "Nota", io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "nota.pdf", NOW)
    says(room, "rosa", "CEA", said, "agrees")
    ask_opinion(room.lucia, asked.pk, [room.cast.unit("SH").pk], "", 5, NOW)

    for point, what in ((filed, "1 documento"), (said, "1 posición"), (asked, "1 opinión pedida")):
        with pytest.raises(RuleBroken, match=what):
            remove_point(room.lucia, point.pk, 1, NOW)

    with pytest.raises(BadInput, match="por qué se retira"):
        withdraw_point(room.lucia, filed.pk, 1, " ", NOW)
    gone = withdraw_point(room.lucia, filed.pk, 1, "Lo pidió la CEA", NOW)
    assert (gone.outcome, gone.resolution) == ("withdrawn", "Lo pidió la CEA")
    assert titles_of(session) == ["Uno", "Dos", "Tres"]


@database
def test_once_closed_points_enter_only_late_with_a_reason(room: Room) -> None:
    session = agenda(room, called=True)
    with pytest.raises(IllegalMove):
        add_late_point(room.lucia, session.pk, PointGiven("Tarde"), "Urge", NOW)
    session = freeze_agenda(room.lucia, session.pk, session.version, NOW)

    with pytest.raises(IllegalMove, match="Orden del día cerrado"):
        add_point(room.lucia, session.pk, PointGiven("Cuatro"), NOW)
    with pytest.raises(IllegalMove):
        edit_point(room.lucia, points_of(session)[0].pk, 1, PointGiven("Otro"), NOW)
    with pytest.raises(IllegalMove):
        remove_point(room.lucia, points_of(session)[0].pk, 1, NOW)
    with pytest.raises(BadInput, match="por qué entra"):
        add_late_point(room.lucia, session.pk, PointGiven("Tarde"), "", NOW)
    late = add_late_point(room.lucia, session.pk, PointGiven("Tarde"), "Urge", NOW)
    edit_point(room.lucia, late.pk, 1, PointGiven("Tarde y bien"), NOW)

    assert titles_of(session) == ["Uno", "Dos", "Tres", "Tarde y bien"]
    in_state(session, "open")
    assert add_late_point(room.lucia, session.pk, PointGiven("Más"), "Urge", NOW).late_reason == "Urge"
    in_state(session, "held")
    with pytest.raises(IllegalMove):
        add_late_point(room.lucia, session.pk, PointGiven("No"), "Urge", NOW)


@database
def test_the_length_of_the_session_is_kept_within_a_day(room: Room) -> None:
    session = room.session()

    assert set_length(room.lucia, session.pk, 1, 90, NOW).length_minutes == 90
    with pytest.raises(BadInput):
        set_length(room.lucia, session.pk, 2, 0, NOW)


@database
def test_a_restricted_point_is_written_only_by_whom_it_names(room: Room) -> None:
    session = agenda(room)
    point = secret(room, session, "elena")

    assert set(point.readers.values_list("username", flat=True)) == {"lucia", "elena"}
    for write in (
        lambda: edit_point(marcos(room), point.pk, 1, PointGiven("x"), NOW),
        lambda: remove_point(marcos(room), point.pk, 1, NOW),
        lambda: withdraw_point(marcos(room), point.pk, 1, "x", NOW),
    ):
        with pytest.raises(NotFound):
            write()
    session.refresh_from_db()
    move_point(marcos(room), point.pk, 1, session.agenda_version, NOW)
    assert AgendaItem.objects.get(pk=point.pk).position == 1


@database
def test_only_those_who_may_know_of_the_session_are_named(room: Room) -> None:
    session = agenda(room)

    for name in ("sofia", "nadia", "olga"):
        with pytest.raises(BadInput, match="no puede ver esta sesión"):
            secret(room, session, name)
    nobody = PointGiven("x", is_restricted=True, reader_ids=[999_999])
    with pytest.raises(BadInput):
        add_point(room.lucia, session.pk, nobody, NOW)


MANAGERS = {"marcos", "lucia"}


@database
@pytest.mark.parametrize(
    "name",
    [
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
    ],
)
def test_only_whoever_runs_sessions_writes_points(room: Room, name: str) -> None:
    session = agenda(room, called=True)
    actor, one = room.cast.actor(name), points_of(session)[0]
    later = NOW + timedelta(minutes=1)
    writes = (
        lambda: add_point(actor, session.pk, PointGiven("x"), later),
        lambda: edit_point(actor, one.pk, 1, PointGiven("y"), later),
        lambda: move_point(actor, one.pk, 2, 5, later),
        lambda: withdraw_point(actor, one.pk, 2, "x", later),
        lambda: remove_point(actor, points_of(session)[2].pk, 1, later),
        lambda: actions.set_agenda(actor, session.pk, session.version, [], later),
        lambda: set_length(actor, session.pk, session.version, 100, later),
        lambda: add_late_point(actor, session.pk, PointGiven("x"), "x", later),
    )

    refused = [_refusal(write) for write in writes]

    if name in MANAGERS:
        assert not {NotAllowed, NotFound} & set(refused)
    else:
        assert set(refused) <= {NotAllowed, NotFound}


def _refusal(write: object) -> type[GabineteError] | None:
    try:
        write()  # type: ignore[operator]
    except GabineteError as error:
        return type(error)
    return None


@database
def test_text_of_a_point_as_long_as_a_book_goes_as_a_document(room: Room) -> None:
    session = room.session()

    with pytest.raises(BadInput, match="agregue el texto como documento"):
        add_point(room.lucia, session.pk, PointGiven("Abasto", text="x" * 20_001), NOW)

    assert add_point(room.lucia, session.pk, PointGiven("Abasto", text="x" * 20_000), NOW).position == 1
