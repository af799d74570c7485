"""The order of the day in a browser: by drag, by keyboard, with one tap, on a desk and on a phone."""

import io

import pytest
from playwright.sync_api import expect

from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import PointGiven, add_point
from gabinete.office.cabinet.actions.opinions import ask_opinion
from gabinete.office.cabinet.actions.point_files import add_file
from gabinete.office.cabinet.actions.positions import PositionGiven, take_position
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, MemberPosition
from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.rows import PDF
from tests.office.cabinet.stage import Room, make_room

TEXT = "Se propone autorizar el proyecto ejecutivo del tramo 2 del acueducto.\n\nLa obra inicia en marzo y la opera la Comisión Estatal del Agua."


@pytest.fixture
def table(office, now) -> tuple[Room, CabinetSession]:
    """GL called to a session with four points: one restricted, one with papers, an opinion and a position."""
    people, _matters = office
    room = make_room(people)
    session = room.session(
        held_on=(now.date().replace(day=1)).replace(year=now.year + 1), place="Palacio de Gobierno"
    )
    given = (
        PointGiven("Acueducto Río Sonora, tramo 2", "decision", people.unit("CEA").pk, 30, TEXT),
        PointGiven("Puente El Novillo", "information", people.unit("SIDUR").pk, 60),
        PointGiven("Calendario de pagos", "decision", people.unit("SH").pk, 40),
        PointGiven("Asunto delicado", "decision", is_restricted=True, reader_ids=[people.elena.pk]),
    )
    points = [add_point(room.lucia, session.pk, one, now) for one in given]
    add_file(room.lucia, points[0].pk, "Nota técnica", io.BytesIO(PDF), "Nota técnica.pdf", now)
    add_file(room.lucia, points[0].pk, "Nota técnica", io.BytesIO(PDF + b"%2\n"), "Nota técnica.pdf", now)
    session.refresh_from_db()
    actions.call_session(room.lucia, session.pk, session.version, now)
    ask_opinion(room.lucia, points[0].pk, [people.unit("SABG").pk], "¿Hay conflicto de interés?", 10, now)
    cea = room.body.seats.get(unit__acronym="CEA")
    take_position(
        room.cast.actor("rosa", now.date()),
        points[1].pk,
        PositionGiven(cea.pk, "remarks", "Falta el desvío."),
        now,
    )
    return room, CabinetSession.objects.get(pk=session.pk)


def order_of(session: CabinetSession) -> list[str]:
    return [
        title.split(" ")[0] for title in session.agenda.order_by("position").values_list("title", flat=True)
    ]


def test_points_are_ordered_by_drag_and_by_keyboard(table, open_as):
    room, session = table
    page = open_as(room.cast.lucia)
    page.goto(f"/sesiones/{session.pk}/orden/")
    first, third = session.agenda.get(position=1), session.agenda.get(position=3)
    rows = page.page.locator("#agenda-points li[data-point]")

    page.page.locator(f"#punto-{third.pk}").drag_to(
        page.page.locator(f"#punto-{first.pk}"), target_position={"x": 60, "y": 4}
    )
    expect(rows.first).to_have_attribute("data-point", str(third.pk))
    assert order_of(session) == ["Calendario", "Acueducto", "Puente", "Asunto"]

    page.page.locator(f"#punto-{third.pk}").focus()
    page.page.keyboard.press("Alt+ArrowDown")
    expect(rows.nth(1)).to_have_attribute("data-point", str(third.pk))
    expect(page.page.locator(f"#punto-{third.pk}")).to_be_focused()
    expect(page.page.locator("#agenda-said")).to_have_text("El punto quedó en el lugar 2.")
    page.page.keyboard.press("Alt+ArrowDown")
    expect(rows.nth(2)).to_have_attribute("data-point", str(third.pk))
    page.page.get_by_role("button", name="Subir el punto 3").click()
    expect(rows.nth(1)).to_have_attribute("data-point", str(third.pk))

    assert order_of(session) == ["Acueducto", "Calendario", "Puente", "Asunto"]
    page.check()
    assert page.complaints == []


def test_an_order_another_secretary_changed_is_not_written_over(table, open_as, now):
    room, session = table
    page = open_as(room.cast.lucia)
    page.goto(f"/sesiones/{session.pk}/orden/")
    with act(room.cast.marcos.pk, "tests.move", at=now):
        CabinetSession.objects.filter(pk=session.pk).update(agenda_version=99)

    page.page.get_by_role("button", name="Subir el punto 2").click()

    expect(page.page.locator("#messages")).to_contain_text("Otra persona cambió el orden del día")
    assert order_of(session)[0] == "Acueducto"
    assert [c for c in page.complaints if "409" not in c] == []


def test_the_sum_of_minutes_is_told_while_it_is_typed(table, open_as):
    room, session = table
    page = open_as(room.cast.lucia)
    page.goto(f"/sesiones/{session.pk}/orden/")

    page.page.get_by_label("Minutos", exact=True).fill("25")

    expect(page.page.locator("[data-live]")).to_have_text("Con este punto: 165 de 120 minutos.")
    expect(page.page.locator("#agenda-points")).to_contain_text("sobran 20 minutos")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_a_member_takes_positions_with_one_tap(table, open_as, viewport):
    room, session = table
    page = open_as(room.cast.rosa, viewport)
    page.goto(f"/sesiones/{session.pk}/carpeta/")
    point = AgendaItem.objects.get(session=session, position=3)
    mine = page.page.locator(f"#punto-{point.pk} .position")

    mine.get_by_role("button", name="Objeta").click()
    expect(mine.get_by_role("alert")).to_contain_text("por qué objeta")
    mine.get_by_role("textbox").fill("No hay suficiencia")
    mine.get_by_role("button", name="Objeta").click()
    expect(mine.get_by_role("status")).to_have_text("Se guardó su posición.")

    said = MemberPosition.objects.get(point=point)
    assert (said.stance, said.text) == ("objects", "No hay suficiencia")
    page.check()
    assert [c for c in page.complaints if "400" not in c] == []
