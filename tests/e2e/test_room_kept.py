"""The room's screen loaded again without a network: nothing is lost, and nothing stays once it should not."""

import re

from playwright.sync_api import expect

from gabinete.office.cabinet.actions import room
from gabinete.office.cabinet.models import AgendaItem, AgreementDraft
from tests.e2e.room import make_room
from tests.e2e.test_room import FEW, saved

KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("gabinete-kept:"));
  const active = (await navigator.serviceWorker.getRegistrations()).filter((one) => one.active);
  const files = names.length ? (await (await caches.open(names[0])).keys()).length : 0;
  return names.length === 1 && active.length === 1 && files > 15;
}"""
NOTHING = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("gabinete-kept:"));
  return names.length === 0 && (await navigator.serviceWorker.getRegistrations()).length === 0;
}"""
LOGIN = re.compile("/cuenta/entrar/")
NOTES = "article:visible [data-text=notes]"
CAPTURE = "article:visible [data-capture]"


def until(it, holds: str) -> None:
    """Wait until an asynchronous question about what the browser keeps is answered with yes."""
    for _turn in range(FEW // 200):
        if it.page.evaluate(holds):
            return
        it.page.wait_for_timeout(200)
    raise AssertionError(holds)


def open_room(open_as, people, scene):
    it = open_as(people.lucia)
    it.goto(f"/sesiones/{scene.session_id}/sala/")
    saved(it)
    until(it, KEPT)
    return it


def go_on(page, other: int) -> None:
    """Add to the notes, and withdraw another point, without a connection."""
    page.locator(NOTES).fill("Antes del corte. Y después.")
    page.locator("#main").focus()
    page.locator(f"[data-view='{other}']").click()
    page.locator("#main").focus()
    page.keyboard.press("5")


def test_a_screen_loaded_again_without_a_connection_goes_on_and_loses_nothing(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now, votes=True)
    it = open_room(open_as, people, scene)
    page, point = it.page, scene.points[1].pk
    page.locator(NOTES).fill("Antes del corte.")
    page.locator("#main").focus()
    saved(it)
    until(
        it, "async () => (await (await caches.match(location.pathname)).text()).includes('Antes del corte.')"
    )

    page.context.set_offline(True)
    page.locator(CAPTURE).fill("Que la CEA entregue el plano en 5 días hábiles")
    page.keyboard.press("Enter")
    page.reload()
    expect(page.locator("#queue")).to_contain_text("lo último que este equipo supo", timeout=FEW)
    expect(page.locator("#queue")).to_contain_text("entregue el plano")
    expect(page.locator(NOTES)).to_have_value("Antes del corte.")
    go_on(page, scene.points[3].pk)
    expect(page.locator("#queue")).to_contain_text("3 anotaciones por enviar", timeout=FEW)
    page.context.set_offline(False)
    saved(it)

    expect(page.locator("#queue")).to_be_hidden(timeout=FEW)
    assert AgreementDraft.objects.count() == 1
    assert AgendaItem.objects.get(pk=point).notes == "Antes del corte. Y después."
    assert AgendaItem.objects.get(pk=scene.points[3].pk).outcome == "withdrawn"


def test_what_one_wrote_in_another_tab_is_not_said_to_be_of_somebody_else(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_room(open_as, people, scene)
    it.page.context.set_offline(True)
    it.page.reload()
    it.page.locator(NOTES).fill("En esta pestaña")
    it.page.locator("#main").focus()
    given = ("notes", "En la otra pestaña", "")
    mark = scene.mark()
    room.write_text(
        people.actor("lucia", now.date()),
        scene.session_id,
        scene.points[1].pk,
        given,
        type(mark)(now, mark.once),
    )
    it.page.context.set_offline(False)

    conflict = it.page.locator(".conflict")
    expect(conflict).to_contain_text("Usted escribió las notas de este punto en otra pestaña", timeout=FEW)
    expect(conflict).not_to_contain_text("Otra persona")
    conflict.get_by_role("button", name="Dejar los dos").click()
    saved(it)
    assert AgendaItem.objects.get(pk=scene.points[1].pk).notes == "En la otra pestaña\nEn esta pestaña"


def test_signing_out_leaves_nothing_of_the_room_on_the_machine(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_room(open_as, people, scene)
    it.page.evaluate(
        """([user, session]) => localStorage.setItem(`gabinete-sala:${user}:${session}`, JSON.stringify([{ once: "x", at: 1, state: "refused", error: "", say: "", fields: {} }]))""",
        [people.lucia.pk, scene.session_id],
    )
    it.goto("/asuntos/")
    asked = []
    it.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    it.page.locator(".who summary").click()
    it.page.get_by_role("button", name="Salir").click()
    assert "faltan por enviar: 1" in asked[0]
    assert it.page.url.endswith("/asuntos/")
    it.page.once("dialog", lambda dialog: dialog.accept())
    it.page.get_by_role("button", name="Salir").click()
    expect(it.page).to_have_url(LOGIN, timeout=FEW)
    until(it, NOTHING)

    assert (
        it.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('gabinete-sala')).length")
        == 0
    )


def test_whoever_signs_in_after_another_finds_nothing_of_theirs(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_room(open_as, people, scene)

    it.page.context.clear_cookies()
    it.goto("/")
    expect(it.page).to_have_url(LOGIN, timeout=FEW)
    until(it, NOTHING)
    it.page.context.set_offline(True)

    try:
        it.page.goto(f"{it.base}/sesiones/{scene.session_id}/sala/")
        shown = it.page.content()
    except Exception:  # noqa: BLE001 - the browser's own page, which is what is wanted
        shown = ""
    assert "Acueducto" not in shown


def test_a_concluded_session_is_no_longer_kept(open_as, office, now):
    people, _rows = office
    scene = make_room(people, now)
    it = open_room(open_as, people, scene)

    room.conclude(people.actor("lucia", now.date()), scene.session_id, type(scene.mark())(now))

    expect(it.page.get_by_text("La sesión concluyó a las")).to_be_visible(timeout=FEW)
    until(it, NOTHING)
