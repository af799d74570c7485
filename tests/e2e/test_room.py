"""A session held from its screens: by keyboard, without a connection, by two people, on the wall and on a phone."""

import pytest
from playwright.sync_api import expect

from gabinete.office.cabinet.actions import capture
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.models import (
    AgendaItem,
    AgreementDraft,
    Attendance,
    CabinetSession,
    Minutes,
    Vote,
)
from gabinete.office.followup.models import Matter
from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.room import make_room
from tests.office.cabinet.sala.scene import SECRET

TABLET = {"width": 1024, "height": 768}
FEW = 20_000
"""Milliseconds the slowest machine may take; how long it takes is for bench/, never for a test."""


def saved(it) -> None:
    expect(it.page.locator("#saved")).to_have_text("Todo está guardado", timeout=FEW)


def take_the_list(it) -> None:
    """Key in the four seats, one letter each."""
    it.page.keyboard.press("l")
    for key in ("t", "r", "t", "j"):
        it.page.keyboard.press(key)
    expect(it.page.locator(".quorum")).to_contain_text("3 de 4", timeout=FEW)
    it.page.locator("#main").focus()


def open_and_begin(it, point: int) -> None:
    """Open the session and begin a point."""
    it.page.keyboard.press("o")
    expect(it.page.get_by_text("Instalada")).to_be_visible(timeout=FEW)
    it.page.locator(f"[data-view='{point}']").click()
    it.page.locator("#main").focus()
    it.page.keyboard.press("Enter")
    expect(it.page.locator(".point-link.now")).to_contain_text("Acueducto", timeout=FEW)


def type_an_agreement(it) -> None:
    """Type an agreement choosing who answers and by when from what is offered."""
    keys = it.page.keyboard
    keys.press("n")
    keys.type("Que @SIDU")
    it.page.get_by_role("option", name="SIDUR").wait_for()
    keys.press("Enter")
    keys.type("presente el avance #15")
    it.page.get_by_role("option", name="15 días hábiles").wait_for()
    keys.press("Enter")
    keys.type("+ informe firmado")
    it.page.get_by_text("se cumple con: Informe firmado").wait_for()
    it.check()
    keys.press("Enter")
    expect(it.page.locator("article:visible .got")).to_contain_text("Presentar el avance", timeout=FEW)
    keys.press("Escape")


def test_a_session_is_held_from_the_keyboard(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now, opened=False)
    it = open_as(people.lucia)
    it.goto(f"/sesiones/{scene.session_id}/sala/")
    it.check()
    keys = it.page.keyboard

    take_the_list(it)
    open_and_begin(it, scene.points[1].pk)
    type_an_agreement(it)
    keys.press("m")
    keys.type("Hay recursos en el anexo 4.")
    keys.press("Escape")
    keys.press("1")
    expect(it.page.locator("article:visible [aria-pressed=true]")).to_contain_text("Acordado", timeout=FEW)
    saved(it)
    keys.press("?")
    expect(it.page.get_by_role("dialog", name="Atajos de la sala")).to_be_visible()
    it.check()

    draft = AgreementDraft.objects.get()
    assert (draft.lead.acronym, draft.term_n, draft.term_unit) == ("SIDUR", 15, "business")
    assert draft.means_of_verification == "Informe firmado"
    point = AgendaItem.objects.get(pk=scene.points[1].pk)
    assert (point.outcome, point.notes) == ("agreed", "Hay recursos en el anexo 4.")
    assert dict(Attendance.objects.values_list("seat__unit__acronym", "quality"))["SSA"] == "excused"
    assert it.complaints == []


def test_what_is_written_without_a_connection_is_sent_once_when_it_returns(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_as(people.lucia)
    it.goto(f"/sesiones/{scene.session_id}/sala/")
    saved(it)
    context, keys = it.page.context, it.page.keyboard

    context.set_offline(True)
    it.page.locator("article:visible [data-capture]").fill(
        "Que la CEA entregue el proyecto en 10 días hábiles"
    )
    keys.press("Enter")
    keys.press("Escape")
    it.page.locator("article:visible [data-text=notes]").fill("Dicho sin red")
    keys.press("Escape")
    keys.press("1")
    expect(it.page.locator("#queue")).to_contain_text("3 anotaciones por enviar", timeout=FEW)
    it.page.wait_for_timeout(1500)
    assert not AgreementDraft.objects.exists()
    context.set_offline(False)
    saved(it)

    assert AgreementDraft.objects.count() == 1
    point = AgendaItem.objects.get(pk=scene.points[1].pk)
    assert (point.notes, point.outcome) == ("Dicho sin red", "agreed")


def test_what_is_being_chosen_stays_offered_when_the_page_is_written_again(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_as(people.lucia)
    it.goto(f"/sesiones/{scene.session_id}/sala/")
    saved(it)
    it.page.keyboard.press("n")
    it.page.keyboard.type("Que @S")
    it.page.get_by_role("option", selected=True).wait_for()
    it.page.keyboard.press("ArrowDown")
    chosen = it.page.get_by_role("option", selected=True).inner_text().split(" · ")[0]

    marcos, point = people.actor("marcos", now.date()), scene.points[1].pk
    capture.capture(marcos, scene.session_id, point, "Que la CEA entregue el proyecto", Mark(now))
    expect(it.page.locator("article:visible .got")).to_contain_text("Entregar el proyecto", timeout=FEW)
    it.page.keyboard.press("Tab")

    expect(it.page.locator("article:visible [data-capture]")).to_have_value(f"Que @{chosen} ")


def test_what_was_being_written_survives_a_closed_tab(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_as(people.lucia)
    path = f"/sesiones/{scene.session_id}/sala/"
    it.goto(path)
    saved(it)
    it.page.context.set_offline(True)
    it.page.locator("article:visible [data-text=notes]").fill("A medio escribir")
    it.page.locator("article:visible [data-capture]").fill("Que la CEA")
    it.page.wait_for_timeout(1200)
    again = it.page.context.new_page()
    it.page.close(run_before_unload=False)
    again.context.set_offline(False)
    again.goto(it.base + path)

    expect(again.locator("#saved")).to_have_text("Todo está guardado", timeout=FEW)
    expect(again.locator("article:visible [data-capture]")).to_have_value("Que la CEA")
    assert AgendaItem.objects.get(pk=scene.points[1].pk).notes == "A medio escribir"


def test_two_secretaries_see_each_other_and_neither_writes_over_the_other(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    path = f"/sesiones/{scene.session_id}/sala/"
    lucia, marcos = open_as(people.lucia), open_as(people.marcos)
    for it in (lucia, marcos):
        it.goto(path)
    notes = "article:visible [data-text=notes]"

    lucia.page.context.set_offline(True)
    lucia.page.locator(notes).fill("Lo que oyó Lucía")
    lucia.page.locator("#main").focus()
    marcos.page.locator(notes).fill("Lo que oyó Marcos")
    marcos.page.locator("#main").focus()
    saved(marcos)
    lucia.page.context.set_offline(False)
    conflict = lucia.page.locator(".conflict")
    expect(conflict).to_contain_text("Lo que oyó Lucía", timeout=FEW)
    expect(conflict).to_contain_text("Lo que oyó Marcos")
    assert AgendaItem.objects.get(pk=scene.points[1].pk).notes == "Lo que oyó Marcos"
    conflict.get_by_role("button", name="Dejar los dos").click()
    saved(lucia)

    expect(marcos.page.locator(notes)).to_have_value("Lo que oyó Marcos\nLo que oyó Lucía", timeout=FEW)
    marcos.page.locator("article:visible [data-value=deferred]").click()
    expect(lucia.page.locator("article:visible [aria-pressed=true]")).to_contain_text("Diferido", timeout=FEW)
    # The only complaints are of the connection that was cut on purpose, and of the conflict that was told.
    assert [one for one in marcos.complaints if "409" not in one] == []


def test_votes_are_keyed_on_the_point_one_looks_at(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now, votes=True)
    it = open_as(people.marcos)
    it.goto(f"/sesiones/{scene.session_id}/sala/")
    seat, keys = scene.seats["CEA"].pk, it.page.keyboard
    row = f"article:visible [data-voter='{seat}']"
    for point in (scene.points[1], scene.points[2]):
        it.page.locator(f"[data-view='{point.pk}']").click()
        it.page.locator("#main").focus()
        keys.press("v")
        expect(it.page.locator("article:visible [data-voter]")).to_have_count(3)
        it.page.locator(f"{row} [data-ballot=against]").focus()
        keys.press("Enter")
        expect(it.page.locator(f"{row} [aria-pressed=true]")).to_have_text("en contra", timeout=FEW)
        expect(it.page.locator(f"{row} [data-ballot=against]")).to_be_focused()
        it.check()
    it.page.locator("article:visible").get_by_role("button", name="Los que faltan, a favor").click()
    expect(it.page.locator("article:visible .votes summary")).to_contain_text(
        "Se aprueba: 2 a favor", timeout=FEW
    )

    line = Attendance.objects.get(seat=seat).pk
    it.page.evaluate(
        "(line) => document.querySelector(`.seat [name=line][value='${line}']`).form.requestSubmit()", line
    )
    expect(it.page.locator(".quorum")).to_contain_text("2 de 4", timeout=FEW)
    expect(it.page.locator("article:visible [data-voter]")).to_have_count(3)
    assert Vote.objects.filter(seat=seat, ballot="against").count() == 2
    assert it.complaints == []


def test_a_clock_an_hour_off_does_not_matter(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_as(people.lucia)
    it.page.add_init_script("{ const real = Date.now; Date.now = () => real() + 3600000; }")
    it.goto(f"/sesiones/{scene.session_id}/sala/")

    expect(it.page.locator("article:visible .timer-said")).to_contain_text("6:", timeout=FEW)
    it.page.locator(f"[data-view='{scene.points[3].pk}']").click()
    it.page.locator("#main").focus()
    it.page.keyboard.press("Enter")
    saved(it)
    expect(it.page.locator(".point-link.now")).to_contain_text("Asuntos generales", timeout=FEW)

    started = AgendaItem.objects.get(pk=scene.points[3].pk).started_at
    assert started is not None
    assert 0 <= (started - now).total_seconds() < 300


def test_the_wall_and_the_tablet_follow_along_and_hide_what_is_restricted(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    marcos, rosa = open_as(people.marcos), open_as(people.rosa, TABLET)
    marcos.goto(f"/sesiones/{scene.session_id}/entrada/")
    marcos.page.get_by_role("button", name="Abrir la pantalla en una liga sin cuenta").click()
    marcos.page.wait_for_url("**/proyector/**")
    wall = open_as(None, WIDE)
    wall.goto(marcos.page.url.removeprefix(marcos.base))
    rosa.goto(f"/sesiones/{scene.session_id}/en-sala/")
    for it in (wall, rosa):
        expect(it.page.locator("h1").first).to_contain_text("Acueducto", timeout=FEW)
        it.check()
    marcos.goto(f"/sesiones/{scene.session_id}/sala/")

    marcos.page.locator("article:visible [data-capture]").fill("Que la CEA entregue el plano")
    expect(wall.page.get_by_text("Se está escribiendo")).to_be_visible(timeout=FEW)
    marcos.page.keyboard.press("Enter")
    expect(rosa.page.locator("[data-part=mine]")).to_contain_text("Entregar el plano", timeout=FEW)
    rosa.page.get_by_role("button", name="Pedir la voz").click()
    expect(marcos.page.get_by_role("button", name="Dar la voz")).to_be_visible(timeout=FEW)
    marcos.page.locator("#main").focus()
    marcos.page.keyboard.press("ArrowRight")

    for it in (wall, rosa):
        expect(it.page.locator("h1").first).to_have_text("Punto reservado", timeout=FEW)
        assert SECRET not in it.page.content()
    assert marcos.complaints + wall.complaints + rosa.complaints == []


@pytest.mark.parametrize("viewport", [TABLET, PHONE], ids=["tablet", "phone"])
def test_the_screens_of_the_room_are_sound(open_as, office, now, viewport):
    people, _rows = office
    scene = make_room(people, now, votes=True)
    it = open_as(people.lucia, viewport)

    for page in ("", "sala/", "proyector/", "en-sala/", "entrada/"):
        it.goto(f"/sesiones/{scene.session_id}/{page}")
        it.check()
    it.page.get_by_role("button", name="Abrir la entrada").click()
    it.page.locator(".code svg").wait_for()
    it.check()
    door = open_as(None, viewport)
    door.goto("/entrada/" + it.page.locator(".address").inner_text().split("/entrada/")[1])
    door.check()
    door.page.get_by_label("Su asiento").select_option(index=1)
    door.page.get_by_label("Su nombre").fill("Delia Núñez")
    door.page.get_by_role("button", name="Registrarme").click()
    door.page.get_by_text("Quedó en la lista").wait_for()
    door.check()

    assert it.complaints + door.complaints == []


def test_a_session_ends_and_its_agreements_become_matters(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_as(people.lucia)
    it.goto(f"/sesiones/{scene.session_id}/sala/")
    it.page.locator("article:visible [data-capture]").fill(
        "Que la CEA entregue el proyecto en 10 días hábiles + acuse"
    )
    it.page.keyboard.press("Enter")
    saved(it)
    it.page.get_by_text("Diferir lo que falta").click()
    it.page.get_by_role("button", name="Diferir los restantes").click()
    # The secretary does not read the restricted point and defers it with the rest.
    expect(it.page.get_by_text("Todos los puntos tienen resultado.")).to_be_visible(timeout=FEW)
    it.page.locator(".ending").get_by_role("button", name="Concluir la sesión").click()
    it.page.get_by_role("link", name="Revisar y registrar acuerdos").click()
    it.page.get_by_role("button", name="Registrar 1 asunto").click()
    it.page.get_by_text("Se registró y notificó 1 asunto.").wait_for()

    assert CabinetSession.objects.get(pk=scene.session_id).state == "held"
    assert Minutes.objects.get().confirmed_at is not None
    assert Matter.objects.filter(body="GT").get().lead.acronym == "CEA"
    assert it.complaints == []


def test_who_keys_the_list_fast_is_not_told_that_somebody_else_did(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now, opened=False)
    it = open_as(people.lucia)
    it.goto(f"/sesiones/{scene.session_id}/sala/")
    saved(it)
    keys = it.page.keyboard
    it.page.context.set_offline(True)

    keys.press("l")
    keys.press("t")
    keys.press("t")
    it.page.locator("#main").focus()
    keys.press("l")
    keys.press("t")
    keys.press("ArrowUp")
    keys.press("j")
    it.page.context.set_offline(False)
    saved(it)

    assert it.page.locator(".conflict").count() == 0
    seen = dict(Attendance.objects.values_list("seat__unit__acronym", "quality"))
    assert sorted(seen.values()) == ["excused", "holder", "holder"]


def test_two_secretaries_who_key_a_seat_differently_read_it_in_words(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now, opened=False)
    lucia, marcos = open_as(people.lucia), open_as(people.marcos)
    for it in (lucia, marcos):
        it.goto(f"/sesiones/{scene.session_id}/sala/")
        saved(it)

    lucia.page.context.set_offline(True)
    lucia.page.keyboard.press("l")
    lucia.page.keyboard.press("j")
    marcos.page.keyboard.press("l")
    marcos.page.keyboard.press("t")
    saved(marcos)
    lucia.page.context.set_offline(False)
    conflict = lucia.page.locator(".conflict")
    expect(conflict.locator("[data-mine]")).to_have_text("Justificó", timeout=FEW)
    expect(conflict.locator("[data-theirs]")).to_have_text("Titular")
