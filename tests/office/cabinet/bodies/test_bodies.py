"""Setting up a body without code: seats by post, quorum, what leaves and what may not leave yet."""

from dataclasses import replace
from datetime import date

import pytest

from gabinete.foundation.audit.acts import act
from gabinete.foundation.audit.queries import history_of
from gabinete.foundation.org.models import Position
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet import actions, policies, states
from gabinete.office.cabinet.actions import BodyGiven, SeatGiven
from gabinete.office.cabinet.models import Body, CabinetSession, Invitation, Seat
from gabinete.office.cabinet.queries.bodies import former_seats, seats_of
from gabinete.office.cabinet.queries.membership import quorum_of
from gabinete.office.cabinet.rules.quorum import COUNT, Quorum
from gabinete.office.strategy.models import PlanLevel, PlanNode
from tests.cast import BEGINNING
from tests.office.cabinet.stage import NOW, Room

pytestmark = pytest.mark.django_db


def seat(room: Room, acronym: str, titular: str = "", alternate: str = "", **more: object) -> SeatGiven:
    return SeatGiven(room.cast.unit(acronym).pk, titular, alternate, **more)  # type: ignore[arg-type]


def given(room: Room, *seats: SeatGiven, **changed: object) -> BodyGiven:
    plain = BodyGiven("GX", "Gabinete X", "sectoral", "Titular", room.cast.unit("OEE").pk, seats=seats)
    return replace(plain, **changed)  # type: ignore[arg-type]


def posts(room: Room, **titles: str) -> dict[str, Position]:
    with act(0, "tests.posts", at=BEGINNING):
        return {
            acronym: Position.objects.create(unit=room.cast.unit(acronym), title=title)
            for acronym, title in titles.items()
        }


def test_a_body_keeps_its_rules_and_its_seats_in_order_of_protocol(room: Room) -> None:
    with act(0, "tests.plan", at=BEGINNING):
        region = PlanNode.objects.create(level=PlanLevel.REGION, code="RX", name="Sierra")
    rule = Quorum(COUNT, 2, 2, needs_chair=True, second_call_minutes=30)
    wanted = given(
        room,
        seat(room, "SSA", "Secretaría de Salud", is_chair=True),
        seat(room, "CEA", "Vocalía"),
        quorum=rule,
        votes=True,
        freeze_days=3,
        session_minutes=90,
        usual_place="Salón  Ciprés",
        default_reserve=3,
        plan_node_id=region.pk,
    )

    body = Body.objects.get(pk=actions.create_body(room.lucia, wanted, NOW).pk)

    assert quorum_of(body) == rule
    assert (body.votes, body.freeze_days, body.session_minutes) == (True, 3, 90)
    assert (body.usual_place, body.default_reserve, body.plan_node) == ("Salón Ciprés", 3, region)
    assert [(s.unit.acronym, s.order, s.is_chair) for s in seats_of(body)] == [
        ("SSA", 1, True),
        ("CEA", 2, False),
    ]


def test_posts_of_the_directory_are_linked_by_what_is_written(room: Room) -> None:
    there = posts(room, CEA="Vocalía Ejecutiva", SH="Subsecretaría de Egresos")
    body = actions.create_body(
        room.lucia, given(room, seat(room, "CEA", "vocalia ejecutiva", "Subsecretaría de Egresos")), NOW
    )

    (made,) = seats_of(body)

    assert (made.position, made.alternate_position) == (there["CEA"], there["SH"])
    assert made.titular == "vocalia ejecutiva"


def test_a_post_given_by_its_key_writes_its_title(room: Room) -> None:
    there = posts(room, CEA="Vocalía Ejecutiva")["CEA"]
    body = actions.create_body(room.lucia, given(room, seat(room, "CEA", position_id=there.pk)), NOW)

    assert seats_of(body)[0].titular == "Vocalía Ejecutiva"


def test_presidency_moves_from_one_seat_to_another(room: Room) -> None:
    first = [seat(room, "CEA", is_chair=True), seat(room, "SSA")]
    body = actions.create_body(room.lucia, given(room, *first), NOW)
    assert body.quorum_needs_chair

    actions.edit_body(
        room.lucia, body.pk, 1, given(room, seat(room, "SSA", is_chair=True), seat(room, "CEA")), NOW
    )

    assert [(s.unit.acronym, s.is_chair) for s in seats_of(body)] == [("SSA", True), ("CEA", False)]


@pytest.mark.parametrize(
    ("acronyms", "changed", "said"),
    [
        (("CEA", "CEA"), {}, "CEA aparece 2 veces"),
        (("CEA", "SSA"), {"quorum": Quorum(COUNT, 3, needs_chair=False)}, "nunca podría sesionar"),
        (("CEA",), {"quorum": Quorum()}, "ningún asiento está marcado"),
        (("CEA",), {"quorum": Quorum(top=3, bottom=2, needs_chair=False)}, "La fracción 3/2"),
    ],
)
def test_a_body_that_could_not_work_is_refused_and_not_kept(
    room: Room, acronyms: tuple[str, ...], changed: dict[str, object], said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        actions.create_body(room.lucia, given(room, *(seat(room, a) for a in acronyms), **changed), NOW)
    assert not Body.objects.filter(code="GX").exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"freeze_days": 61}, "cierre del orden del día"),
        ({"session_minutes": 4}, "minutos de la sesión"),
        ({"session_minutes": 601}, "minutos de la sesión"),
        ({"quorum": Quorum(COUNT, 40000, needs_chair=False)}, "asientos del quórum"),
        ({"quorum": Quorum(top=1, bottom=40000, needs_chair=False)}, "partes del quórum"),
        ({"quorum": Quorum(needs_chair=False, second_call_minutes=9999)}, "segunda convocatoria"),
        ({"default_reserve": 5}, "reserva"),
        ({"default_reserve": 99}, "reserva"),
        ({"plan_node_id": 987654}, "eje o una región"),
        ({"usual_place": "x" * 241}, "acórtelo"),
        ({"seats": [SeatGiven(987654)]}, "no tiene unidad"),
        ({"seats": [SeatGiven(1)] * 121}, "admite 120"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(room: Room, changed: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        actions.create_body(room.lucia, given(room, **changed), NOW)


def test_a_post_that_is_not_in_the_directory_is_refused(room: Room) -> None:
    with pytest.raises(BadInput, match="ya no está en el directorio"):
        actions.create_body(room.lucia, given(room, seat(room, "CEA", position_id=987654)), NOW)


def test_an_alternate_who_sits_elsewhere_is_refused(room: Room) -> None:
    there = posts(room, CEA="Vocalía Ejecutiva", SSA="Secretaría de Salud")
    seats = [
        seat(room, "CEA", position_id=there["CEA"].pk, alternate="Gerencia"),
        seat(room, "SSA", "Secretaría de Salud", alternate_position_id=there["CEA"].pk),
    ]
    with pytest.raises(RuleBroken, match="no hay suplente de suplente"):
        actions.create_body(room.lucia, given(room, *seats), NOW)
    with pytest.raises(RuleBroken, match="titular y suplente de su propio asiento"):
        actions.create_body(room.lucia, given(room, seat(room, "CEA", "A", "a")), NOW)


def called(room: Room, state: str, acronym: str = "CEA") -> CabinetSession:
    session = room.session()
    with act(0, "tests.called", at=NOW):
        Invitation.objects.create(
            session=session, seat=room.body.seats.get(unit=room.cast.unit(acronym)), key=f"{session.pk}"
        )
        CabinetSession.objects.filter(pk=session.pk).update(state=state)
    return session


def only_sidur(room: Room) -> BodyGiven:
    return given(room, seat(room, "SIDUR"), code="GL", name="Gabinete Legal")


def test_a_seat_that_did_nothing_is_erased(room: Room) -> None:
    actions.edit_body(room.lucia, room.body.pk, 1, only_sidur(room), NOW)

    assert Seat.ever.filter(body=room.body).count() == 1


@pytest.mark.parametrize("state", [states.CALLED, states.FROZEN, states.OPEN, states.HELD, states.CIRCULATED])
def test_a_seat_in_a_session_under_way_stays_until_it_ends(room: Room, state: str) -> None:
    called(room, state)

    with pytest.raises(RuleBroken, match="CEA participa en una sesión convocada"):
        actions.edit_body(room.lucia, room.body.pk, 1, only_sidur(room), NOW)

    assert room.body.seats.count() == 2


def test_a_seat_with_a_past_leaves_keeps_it_and_may_come_back(room: Room) -> None:
    session = called(room, states.CLOSED)

    actions.edit_body(room.lucia, room.body.pk, 1, only_sidur(room), NOW)

    (gone,) = former_seats(room.body)
    assert (gone.unit.acronym, gone.left_on) == ("CEA", date(2026, 11, 20))
    assert [s.unit.acronym for s in seats_of(room.body)] == ["SIDUR"]
    assert session.invitations.get().seat == gone
    back = given(room, seat(room, "CEA"), seat(room, "SIDUR"), code="GL", name="Gabinete Legal")
    actions.edit_body(room.lucia, room.body.pk, 2, back, NOW)
    assert seats_of(room.body)[0].pk == gone.pk
    assert not former_seats(room.body)


def test_a_unit_that_left_no_longer_reads_the_body(room: Room) -> None:
    called(room, states.CLOSED)
    actions.edit_body(room.lucia, room.body.pk, 1, only_sidur(room), NOW)

    from_cea = room.cast.actor("rosa")

    assert not policies.visible_bodies(from_cea).exists()
    assert not policies.seats_held(from_cea, NOW.date()).exists()


def test_the_history_of_a_body_says_who_changed_its_rule(room: Room) -> None:
    changed = given(room, seat(room, "CEA"), code="GL", quorum=Quorum(COUNT, 1, needs_chair=False))
    actions.edit_body(room.lucia, room.body.pk, 1, changed, NOW)

    assert "cabinet.edit_body" in {line.verb for line in history_of("cabinet_body", room.body.pk)}
