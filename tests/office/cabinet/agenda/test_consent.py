"""Positions before the session, who reads them, and the block of points to which nobody objects."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Holder, Position
from gabinete.kernel.errors import (
    BadInput,
    GabineteError,
    IllegalMove,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
)
from gabinete.office.cabinet.actions import PointGiven, edit_point
from gabinete.office.cabinet.actions.consent import choose_consent, take_consent_block
from gabinete.office.cabinet.actions.freezing import unfreeze_agenda
from gabinete.office.cabinet.actions.opinions import ask_opinion
from gabinete.office.cabinet.models import AgendaItem, MemberPosition, Seat, Stance
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.queries.consent import consent_block
from gabinete.office.cabinet.rules import consent
from tests.cast import LONG_AGO, TODAY
from tests.office.cabinet.agenda.stage import agenda, in_state, marcos, points_of, says, seat, secret
from tests.office.cabinet.stage import NOW, Room

database = pytest.mark.django_db
SEATS = (1, 2, 3)
stances = st.dictionaries(st.sampled_from(SEATS), st.sampled_from([s.value for s in consent.Said]))
facts = st.builds(
    consent.PointFacts,
    is_own=st.booleans(),
    is_settled=st.booleans(),
    is_restricted=st.booleans(),
    opinion_pending=st.booleans(),
    stances=stances,
    chosen=st.sampled_from([c.value for c in consent.Chosen]),
)


@given(facts)
def test_nothing_objected_restricted_pending_or_settled_is_ever_taken_together(
    point: consent.PointFacts,
) -> None:
    if consent.is_taken(point, SEATS):
        assert not {"objects", "asks_floor"} & set(point.stances.values())
        assert point.is_own
        assert not (point.is_restricted)
        assert not (point.opinion_pending)
        assert not (point.is_settled)
        assert point.chosen != "out"


@given(facts)
def test_a_point_goes_by_itself_only_when_every_seat_agrees(point: consent.PointFacts) -> None:
    if consent.is_proposed(point, SEATS):
        assert {seat: point.stances.get(seat) for seat in SEATS} == dict.fromkeys(SEATS, "agrees")
    assert not consent.is_proposed(point, ())


@given(facts, st.sampled_from(SEATS), st.sampled_from(["objects", "asks_floor"]))
def test_an_objection_always_takes_a_point_out(point: consent.PointFacts, who: int, stance: str) -> None:
    objected = consent.PointFacts(stances={**point.stances, who: stance}, chosen="in")

    assert not consent.is_taken(objected, SEATS)
    assert consent.why_not(objected)


def test_the_words_of_the_rule_are_those_of_the_tables() -> None:
    assert {s.value for s in consent.Said} == set(Stance.values)
    assert set(consent.TAKEN_AS) == {"decision", "information", "followup"}


def taken(room: Room, session: object) -> list[str]:
    return [point.title for point in consent_block(session, TODAY).taken]  # type: ignore[arg-type]


@database
def test_a_point_falls_into_the_block_when_all_agree_and_is_taken_in_one_act(room: Room) -> None:
    session = agenda(room, called=True)
    one, two, three = points_of(session)
    edit_point(room.lucia, two.pk, 1, PointGiven("Dos", "information"), NOW)
    for point in (one, two):
        for who, acronym in (("rosa", "CEA"), ("ivan", "SIDUR")):
            says(room, who, acronym, point, "agrees")
    says(room, "rosa", "CEA", three, "agrees")
    assert taken(room, session) == ["Uno", "Dos"]
    with pytest.raises(IllegalMove):
        take_consent_block(room.lucia, session.pk, session.version, NOW)

    session = in_state(session, "open")
    settled = take_consent_block(room.lucia, session.pk, session.version, NOW + timedelta(days=1))

    assert [(p.title, p.outcome, p.in_consent) for p in settled] == [
        ("Uno", "agreed", True),
        ("Dos", "noted", True),
    ]
    assert AgendaItem.objects.get(pk=three.pk).outcome == ""
    with pytest.raises(Stale):
        take_consent_block(room.lucia, session.pk, session.version, NOW)
    with pytest.raises(RuleBroken, match="Ningún punto"):
        take_consent_block(room.lucia, session.pk, None, NOW)


@database
def test_the_secretary_adjusts_the_block_but_never_over_an_objection(room: Room) -> None:
    session = agenda(room, called=True)
    silent, objected, floor = points_of(session)
    says(room, "rosa", "CEA", objected, "objects", text="No hay suficiencia")
    says(room, "ivan", "SIDUR", floor, "asks_floor")

    choose_consent(room.lucia, silent.pk, 1, "in", NOW)
    assert taken(room, session) == ["Uno"]
    for point, why in ((objected, "1 integrante objeta"), (floor, "1 integrante pide la voz")):
        with pytest.raises(RuleBroken, match=why):
            choose_consent(room.lucia, point.pk, 1, "in", NOW)
    with pytest.raises(Stale):
        choose_consent(room.lucia, silent.pk, 1, "out", NOW)
    with pytest.raises(BadInput):
        choose_consent(room.lucia, silent.pk, 2, "quizá", NOW)

    says(room, "rosa", "CEA", silent, "objects", text="Lo pensé mejor")
    assert taken(room, session) == []


@database
def test_who_saw_the_block_before_it_was_adjusted_does_not_take_it(room: Room) -> None:
    session = in_state(agenda(room, called=True), "open")
    one, two, _three = points_of(session)
    choose_consent(room.lucia, one.pk, 1, "in", NOW)
    session.refresh_from_db()

    choose_consent(marcos(room), two.pk, 1, "in", NOW)

    with pytest.raises(Stale):
        take_consent_block(room.lucia, session.pk, session.version, NOW)


@database
def test_a_pending_opinion_keeps_a_point_out_until_its_term_goes_by(room: Room) -> None:
    session = agenda(room, called=True)
    point = points_of(session)[0]
    choose_consent(room.lucia, point.pk, 1, "in", NOW)
    ask_opinion(room.lucia, point.pk, [room.cast.unit("SH").pk], "", 3, NOW)

    assert taken(room, session) == []
    assert [p.title for p in consent_block(session, TODAY + timedelta(days=30)).taken] == ["Uno"]


@database
def test_a_position_stops_counting_when_the_point_changes_and_not_when_the_session_moves(room: Room) -> None:
    session = agenda(room, called=True)
    one = points_of(session)[0]
    for who, acronym in (("rosa", "CEA"), ("ivan", "SIDUR")):
        says(room, who, acronym, one, "agrees")
    later = NOW + timedelta(hours=2)

    edit_point(room.lucia, one.pk, 1, PointGiven("Uno", "decision", minutes=40), later)
    assert taken(room, session) == ["Uno"]
    edit_point(room.lucia, one.pk, 2, PointGiven("Uno, pero al doble", "decision"), later)
    assert taken(room, session) == []


@database
def test_a_position_is_said_again_over_the_one_that_was_seen(room: Room) -> None:
    point = points_of(agenda(room, called=True))[0]
    says(room, "rosa", "CEA", point, "agrees")

    assert says(room, "rosa", "CEA", point, "agrees").version == 1, "the same button pressed twice"
    with pytest.raises(Stale, match="posición de este asiento"):
        says(room, "ramon", "CEA", point, "asks_floor")
    again = says(room, "ramon", "CEA", point, "asks_floor", version=1)

    assert (again.version, MemberPosition.objects.count()) == (2, 1)


@database
@pytest.mark.parametrize(
    ("stance", "text"), [("objects", " "), ("remarks", ""), ("no", "x"), ("agrees", "x" * 4001)]
)
def test_an_impossible_position_is_refused_in_words(room: Room, stance: str, text: str) -> None:
    point = points_of(agenda(room, called=True))[0]

    with pytest.raises(BadInput, match="No se guardó nada"):
        says(room, "rosa", "CEA", point, stance, text=text)


@database
@pytest.mark.parametrize("state", ["planned", "open", "held", "cancelled"])
def test_positions_are_taken_between_the_call_and_the_opening(room: Room, state: str) -> None:
    session = agenda(room, called=True)
    in_state(session, state)

    with pytest.raises(IllegalMove):
        says(room, "rosa", "CEA", points_of(session)[0], "agrees")


@database
@pytest.mark.parametrize(
    "name", ["elena", "marcos", "lucia", "tomas", "ivan", "sofia", "ana", "nadia", "berta", "saul", "olga"]
)
def test_nobody_speaks_for_the_seat_of_another(room: Room, name: str) -> None:
    point = points_of(agenda(room, called=True))[0]

    with pytest.raises((NotAllowed, NotFound)):
        says(room, name, "CEA", point, "agrees")


@database
def test_whoever_holds_the_post_of_a_seat_speaks_for_it(room: Room) -> None:
    point = points_of(agenda(room, called=True))[0]
    with act(0, "tests.post", at=NOW):
        post = Position.objects.create(unit=room.cast.unit("OEE"), title="Jefatura de la Oficina")
        Holder.objects.create(position=post, user=room.cast.marcos, name="Marcos Ávila", since=LONG_AGO)
        Seat.objects.filter(unit__acronym="CEA").update(alternate_position=post)

    assert says(room, "marcos", "CEA", point, "agrees").taken_by == room.cast.marcos


@database
def test_positions_are_read_by_the_secretary_the_chair_and_their_own_seat(room: Room) -> None:
    session = agenda(room, called=True)
    point = points_of(session)[0]
    for who, acronym in (("rosa", "CEA"), ("ivan", "SIDUR")):
        says(room, who, acronym, point, "agrees")

    def read(name: str) -> set[str]:
        seen = rights.visible_positions(room.cast.actor(name), session, TODAY)
        return set(seen.values_list("seat__unit__acronym", flat=True))

    assert read("lucia") == read("marcos") == {"CEA", "SIDUR"}
    assert (read("rosa"), read("ivan")) == ({"CEA"}, {"SIDUR"})
    assert read("tomas") == read("elena") == read("ana") == read("sofia") == set()
    with act(0, "tests.chair", at=NOW):
        Seat.objects.filter(pk=seat(room, "SIDUR").pk).update(is_chair=True)
    assert read("ivan") == {"CEA", "SIDUR"}


@database
def test_positions_on_a_restricted_point_are_taken_and_read_only_by_whom_it_names(room: Room) -> None:
    session = agenda(room)
    point = secret(room, session, "ramon")
    in_state(session, "called")

    says(room, "ramon", "CEA", point, "objects", text="No")

    with pytest.raises(NotFound):
        says(room, "rosa", "CEA", point, "agrees", version=1)
    assert not rights.visible_positions(room.cast.actor("rosa"), session, TODAY).exists()
    assert not rights.visible_positions(marcos(room), session, TODAY).exists()
    assert point.pk not in {one.point.pk for one in consent_block(session, TODAY).points}


@database
@pytest.mark.parametrize(
    "name", ["elena", "tomas", "rosa", "ramon", "ivan", "sofia", "ana", "nadia", "berta", "saul", "olga"]
)
def test_only_whoever_runs_the_session_adjusts_takes_or_reopens(room: Room, name: str) -> None:
    session = in_state(agenda(room, called=True), "open")
    point, actor = points_of(session)[0], room.cast.actor(name)
    writes: tuple[Callable[[], object], ...] = (
        lambda: choose_consent(actor, point.pk, 1, "in", NOW),
        lambda: take_consent_block(actor, session.pk, None, NOW),
        lambda: unfreeze_agenda(actor, session.pk, session.version, "x", NOW),
    )

    for write in writes:
        with pytest.raises(GabineteError) as refused:
            write()
        assert isinstance(refused.value, NotAllowed | NotFound)
