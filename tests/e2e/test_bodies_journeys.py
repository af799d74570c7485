"""A body from nothing to its year, mostly from the keyboard, on a desk and on a phone."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from gabinete.kernel import clock
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import BodyGiven, SeatGiven, SessionGiven
from gabinete.office.cabinet.models import Body
from gabinete.office.cabinet.queries.bodies import seats_of
from tests.e2e.conftest import PHONE, WIDE


def test_members_are_added_and_ordered_from_the_keyboard(open_as, office):
    people, _rows = office
    it = open_as(people.lucia)
    it.goto("/sesiones/gabinetes/nuevo/")
    page = it.page
    page.get_by_label("Clave").fill("GE-AGUA")
    page.get_by_label("Tipo").select_option("specialised")
    page.get_by_label("Nombre").fill("Gabinete del Agua")
    page.get_by_label("Preside", exact=True).fill("Gobernadora del Estado")
    page.get_by_label("Secretaría técnica").fill("OEE")
    page.locator("[name=unit-0]").focus()
    for place, acronym in enumerate(("CEA", "SIDUR", "SH", "SSA", "SABG")):
        expect(page.locator(f"[name=unit-{place}]")).to_be_focused()
        page.keyboard.type(acronym)
        page.keyboard.press("Enter")
    page.locator("[name=unit-4]").focus()
    for _step in range(4):
        page.keyboard.press("Alt+ArrowUp")
    page.locator("[name=chair_seat][value='4']").check()
    it.check()

    page.get_by_role("button", name="Guardar gabinete").click()
    page.wait_for_url("**/sesiones/gabinetes/*/")

    body = Body.objects.get(code="GE-AGUA")
    assert [seat.unit.acronym for seat in seats_of(body)] == ["SABG", "CEA", "SIDUR", "SH", "SSA"]
    assert seats_of(body)[0].is_chair
    it.check()
    assert it.complaints == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_the_pages_of_the_bodies_are_sound(open_as, office, viewport):
    people, _rows = office
    now, lucia = clock.now(), people.actor("lucia", clock.today())
    seats = [SeatGiven(people.unit(a).pk, f"Titular de {a}") for a in ("CEA", "SIDUR")]
    given = BodyGiven("GL", "Gabinete Legal", "legal", "Gobernadora", people.unit("OEE").pk, seats=seats)
    body = actions.create_body(lucia, given, now)
    day = clock.today() + timedelta(days=40)
    for extraordinary in (False, True):
        wanted = SessionGiven(day, time(10), "Salón Ciprés", extraordinary=extraordinary)
        session = actions.create_session(lucia, body.pk, wanted, now)
    it = open_as(people.lucia, viewport)
    here = f"/sesiones/gabinetes/{body.pk}/"
    rhythm = (
        f"?kind=month_day&every=1&day_of_month={day.day}&first={clock.today()}&last={day}&starts_at=10:00"
    )

    for path in (
        "/sesiones/gabinetes/",
        "/sesiones/gabinetes/usuales/",
        here,
        f"{here}?anio={day.year}",
        f"{here}definir/",
        f"{here}puntos/",
        f"{here}programar/",
        f"{here}programar/{rhythm}",
        f"/sesiones/calendario/?mes={day:%Y-%m}",
        f"/sesiones/calendario/?vista=anio&anio={day.year}",
        f"/sesiones/choques/?body={body.pk}&held_on={day}&starts_at=10:30&place=salon+cipres",
        f"/sesiones/{session.pk}/corregir/",
        f"/sesiones/{session.pk}/",
    ):
        it.goto(path)
        it.check()

    assert it.complaints == []


def test_a_clash_is_said_while_the_form_of_a_session_is_filled(open_as, office):
    people, _rows = office
    now, lucia = clock.now(), people.actor("lucia", clock.today())
    given = BodyGiven("GL", "Gabinete Legal", "legal", "Gobernadora", people.unit("OEE").pk)
    body = actions.create_body(lucia, given, now)
    day = clock.today() + timedelta(days=40)
    actions.create_session(lucia, body.pk, SessionGiven(day, time(10), "Salón Ciprés"), now)
    it = open_as(people.lucia)
    it.goto(f"/sesiones/nueva/?gabinete={body.pk}")

    it.page.get_by_label("Fecha", exact=True).fill(day.isoformat())
    it.page.get_by_label("Hora").fill("10:30")
    it.page.get_by_label("Lugar o liga").focus()

    expect(it.page.locator("#conflicts")).to_contain_text(
        "El mismo gabinete ya tiene la 1.ª sesión ordinaria"
    )
    it.check()
    assert it.complaints == []
