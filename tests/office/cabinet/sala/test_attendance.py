"""Who is in the room: stays, quorum, votes, the door and the floor."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, NotFound, RuleBroken, Stale
from gabinete.office.cabinet.actions import attendance, doors, floor, room
from gabinete.office.cabinet.actions.attendance import SeatTaken
from gabinete.office.cabinet.actions.voting import cast_unanimous, cast_votes
from gabinete.office.cabinet.models import Attendance, FloorRequest, Presence
from gabinete.office.cabinet.queries.quorum import present_seats, quorum_now
from gabinete.office.cabinet.queries.room import room_of
from gabinete.office.cabinet.rules.room import happened_at, tally
from tests.office.cabinet.sala.scene import BEGIN, HELD_ON, Scene

pytestmark = pytest.mark.django_db


def line(scene: Scene, acronym: str) -> Attendance:
    return Attendance.objects.get(seat=scene.seats[acronym])


def test_who_leaves_and_comes_back_has_two_stays_with_their_points(scene: Scene) -> None:
    scene.open()
    cea = line(scene, "CEA").pk
    room.start_point(scene.lucia, scene.session_id, scene.points[0].pk, scene.mark(1))
    attendance.leave(scene.lucia, scene.session_id, cea, scene.mark(5))
    room.start_point(scene.lucia, scene.session_id, scene.points[1].pk, scene.mark(10))
    attendance.come_back(scene.lucia, scene.session_id, cea, scene.mark(12))

    first, second = Presence.objects.filter(attendance=cea)
    assert (first.left_in_id, second.arrived_in_id) == (scene.points[0].pk, scene.points[1].pk)
    assert (first.arrived_in, second.left_at) == (None, None)


def test_the_quorum_follows_who_comes_and_goes(scene: Scene) -> None:
    scene.open()

    assert quorum_now(scene.session).is_met
    attendance.leave(scene.lucia, scene.session_id, line(scene, "CEA").pk, scene.mark(5))
    assert "hay 2 de 4" in quorum_now(scene.session).lacks
    scene.seat("SSA", "alternate", 6, name="Delia Ñúñez")
    assert quorum_now(scene.session).is_met
    attendance.leave(scene.lucia, scene.session_id, line(scene, "OEE").pk, scene.mark(7))
    assert "preside" in quorum_now(scene.session).lacks


def test_guests_and_the_excused_do_not_count_for_the_quorum(scene: Scene) -> None:
    scene.seat("CEA", "excused")
    attendance.add_guest(scene.lucia, scene.session_id, "Rectora de la Universidad", "Rectora", scene.mark())

    assert quorum_now(scene.session).present == 0
    assert room_of(scene.session, BEGIN, scene.lucia).guests[0].inside == BEGIN


def test_an_alternate_needs_a_name(scene: Scene) -> None:
    with pytest.raises(BadInput, match="suplente"):
        scene.seat("CEA", "alternate")

    assert not Attendance.objects.exists()


def test_nobody_occupies_two_seats(scene: Scene) -> None:
    scene.seat("CEA", "alternate", name="Delia Núñez")

    with pytest.raises(RuleBroken, match="Nadie cuenta dos veces"):
        scene.seat("SIDUR", "alternate", name="delia nunez")


def test_the_same_seat_put_down_twice_is_one_line(scene: Scene) -> None:
    scene.seat("CEA")
    scene.seat("CEA", minutes=3)

    assert Presence.objects.get().arrived_at == BEGIN - timedelta(minutes=5)


def test_two_screens_that_put_a_seat_down_differently_are_told(scene: Scene) -> None:
    scene.seat("CEA")

    with pytest.raises(Stale) as refused:
        scene.seat("CEA", "absent")
    scene.seat("CEA", "absent", seen="holder")

    assert refused.value.data["current"] == "holder"
    assert not Presence.objects.exists()


def test_a_line_written_by_mistake_is_struck(scene: Scene) -> None:
    scene.seat("CEA")

    attendance.strike(scene.lucia, scene.session_id, line(scene, "CEA").pk, scene.mark())

    assert not Attendance.objects.exists()


def test_the_list_is_not_taken_before_the_call(scene: Scene) -> None:
    type(scene.session).objects.filter(pk=scene.session_id).update(state="planned")

    with pytest.raises(IllegalMove):
        scene.seat("CEA")


@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 30)), max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stays_never_overlap_whatever_is_keyed(scene: Scene, steps: list[tuple[bool, int]]) -> None:
    Attendance.objects.all().delete()
    scene.seat("CEA", minutes=0)
    cea, minute = line(scene, "CEA").pk, 0.0
    for leaves, kept in steps:
        minute += 7
        move = attendance.leave if leaves else attendance.come_back
        move(scene.lucia, scene.session_id, cea, scene.mark(minute, kept=kept))

    stays = list(Presence.objects.filter(attendance=cea).order_by("arrived_at", "pk"))
    ends = [stay.left_at for stay in stays[:-1]]
    assert None not in ends
    assert all(left <= after.arrived_at for left, after in zip(ends, stays[1:], strict=True) if left)
    assert (stays[-1].left_at is None) == (scene.seats["CEA"].pk in present_seats(scene.session))


@given(age=st.integers(-10_000, 10_000_000), since=st.one_of(st.none(), st.integers(-5_000, 5_000)))
def test_what_a_screen_kept_never_happens_in_the_future_nor_before_it_could(
    age: int, since: int | None
) -> None:
    opened: datetime | None = None if since is None else BEGIN + timedelta(seconds=since)

    moment = happened_at(BEGIN, timedelta(seconds=age), opened)

    assert moment <= BEGIN
    assert opened is None or opened > BEGIN or moment >= opened


@given(
    ballots=st.dictionaries(st.integers(1, 9), st.sampled_from(["favour", "against", "abstains"])),
    present=st.sets(st.integers(1, 9)),
    chair=st.one_of(st.none(), st.integers(1, 9)),
)
def test_a_tally_counts_every_ballot_once(
    ballots: dict[int, str], present: set[int], chair: int | None
) -> None:
    found = tally(ballots, present, chair)

    assert found.cast == len(ballots)
    assert found.missing == len(present - set(ballots))
    said = found.in_words
    assert said.startswith("Empate") == (found.tied and found.chair not in {"favour", "against"})


def test_votes_are_of_those_present_and_the_chair_decides_a_tie(voting: Scene) -> None:
    voting.open()
    voting.seat("SSA", minutes=1)
    point, seats = voting.points[1].pk, voting.seats
    ballots = {seats["OEE"].pk: "favour", seats["CEA"].pk: "favour", seats["SIDUR"].pk: "against"}

    cast = voting_cast(voting, point, ballots | {seats["SSA"].pk: "against"})

    found = room_of(voting.session, BEGIN, voting.lucia).point(point)
    assert cast == {"votes": 4}
    assert found is not None
    assert found.tally is not None
    assert found.tally.in_words == "Se aprueba por voto de calidad: 2 a favor, 2 en contra"


def voting_cast(scene: Scene, point: int, ballots: dict[int, str]) -> dict[str, object]:
    return cast_votes(scene.lucia, scene.session_id, point, ballots, scene.mark(5))


def test_who_is_not_in_the_room_does_not_vote(voting: Scene) -> None:
    voting.open()

    with pytest.raises(RuleBroken, match="quien está en la sala"):
        voting_cast(voting, voting.points[1].pk, {voting.seats["SSA"].pk: "favour"})


def test_whoever_voted_is_not_put_down_as_never_there(voting: Scene) -> None:
    voting.open()
    cea = line(voting, "CEA")
    voting_cast(voting, voting.points[1].pk, {voting.seats["CEA"].pk: "favour"})

    for quality in ("absent", "excused"):
        with pytest.raises(RuleBroken, match="votó en el punto 2"):
            voting.seat("CEA", quality, 6, seen="holder")
    with pytest.raises(RuleBroken, match="votó en el punto 2"):
        attendance.strike(voting.lucia, voting.session_id, cea.pk, voting.mark(6))

    voting_cast(voting, voting.points[1].pk, {voting.seats["CEA"].pk: ""})
    attendance.strike(voting.lucia, voting.session_id, cea.pk, voting.mark(7))
    assert not Attendance.objects.filter(pk=cea.pk).exists()


def test_without_quorum_nothing_is_voted(voting: Scene) -> None:
    voting.open()
    attendance.leave(voting.lucia, voting.session_id, line(voting, "CEA").pk, voting.mark(2))

    with pytest.raises(RuleBroken, match="No hay quórum"):
        voting_cast(voting, voting.points[1].pk, {voting.seats["SIDUR"].pk: "favour"})


def test_a_vote_for_all_leaves_those_already_cast(voting: Scene) -> None:
    voting.open()
    point = voting.points[1].pk
    voting_cast(voting, point, {voting.seats["CEA"].pk: "against"})

    from_all = voting_all(voting, point)

    assert from_all == {"votes": 3}
    found = room_of(voting.session, BEGIN, voting.lucia).point(point)
    assert found is not None
    assert found.ballots[voting.seats["CEA"].pk] == "against"


def voting_all(scene: Scene, point: int) -> dict[str, object]:
    return cast_unanimous(scene.lucia, scene.session_id, point, "favour", scene.mark(6))


def test_a_body_that_does_not_vote_takes_no_votes(scene: Scene) -> None:
    scene.open()

    with pytest.raises(RuleBroken, match="no vota"):
        voting_cast(scene, scene.points[1].pk, {scene.seats["CEA"].pk: "favour"})


def test_at_the_door_a_member_enters_once_and_the_secretary_undoes_it(scene: Scene) -> None:
    key = doors.open_door(scene.lucia, scene.session_id, scene.mark())
    given_ = SeatTaken(scene.seats["CEA"].pk, "holder", name="Ramón Encinas")

    first = doors.enter_by_door(key, given_, BEGIN)
    again = doors.enter_by_door(key, given_, BEGIN + timedelta(minutes=1))

    assert first.pk == again.pk
    assert first.by_door
    with pytest.raises(RuleBroken, match="ya está registrado"):
        doors.enter_by_door(key, SeatTaken(scene.seats["CEA"].pk, "holder", name="Otra Persona"), BEGIN)
    attendance.strike(scene.lucia, scene.session_id, first.pk, scene.mark(2))
    assert not Attendance.objects.exists()


def test_a_changed_or_closed_door_no_longer_opens(scene: Scene) -> None:
    first = doors.open_door(scene.lucia, scene.session_id, scene.mark())
    second = doors.open_door(scene.lucia, scene.session_id, scene.mark())
    with pytest.raises(NotFound):
        doors.session_at_door(first)

    assert doors.session_at_door(second).pk == scene.session_id
    doors.close_door(scene.lucia, scene.session_id, scene.mark())

    with pytest.raises(NotFound):
        doors.session_at_door(second)
    with pytest.raises(NotFound):
        doors.session_at_door("")


def test_the_key_of_the_door_is_not_kept(scene: Scene) -> None:
    key = doors.open_door(scene.lucia, scene.session_id, scene.mark())

    assert key not in str(scene.session.__dict__)


def test_a_member_asks_for_the_floor_once_and_is_given_it(scene: Scene) -> None:
    scene.open()
    rosa, seat = scene.cast.actor("rosa", HELD_ON), scene.seats["CEA"].pk

    asked = [floor.ask_floor(rosa, scene.session_id, seat, BEGIN) for _ in range(2)]
    assert asked[0] == asked[1]
    floor.give_floor(scene.lucia, scene.session_id, asked[0].pk, scene.mark(3))
    assert FloorRequest.objects.get().ended_at is not None
    floor.ask_floor(rosa, scene.session_id, seat, BEGIN + timedelta(minutes=9))
    floor.withdraw_floor(rosa, scene.session_id, seat, BEGIN + timedelta(minutes=10))

    assert FloorRequest.objects.filter(ended_at__isnull=True).count() == 0


@pytest.mark.parametrize("who", ["ivan", "sofia", "nadia", "olga", "tomas"])
def test_nobody_asks_for_the_floor_of_anothers_seat(scene: Scene, who: str) -> None:
    scene.open()

    with pytest.raises((NotAllowed, NotFound)):
        floor.ask_floor(
            scene.cast.actor(who, date(2026, 11, 26)), scene.session_id, scene.seats["CEA"].pk, BEGIN
        )

    assert not FloorRequest.objects.exists()
