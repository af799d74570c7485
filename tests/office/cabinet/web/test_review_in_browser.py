"""The review of minutes with hands on the keyboard, in a real browser."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from gabinete.foundation.org.models import Unit
from gabinete.office.cabinet.models import AgreementDraft, Minutes
from gabinete.office.followup.models import Matter
from tests.cast import Cast
from tests.office.cabinet.stage import HELD_ON, drafts_of, make_room
from tests.office.followup.stage import make_calendar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def minutes(cast: Cast, settings: Settings) -> Minutes:
    make_calendar("sonora")
    settings.PUBLIC_ADDRESS = "http://127.0.0.1"
    return make_room(cast).minutes(next_session_on=HELD_ON.replace(month=12))


@pytest.fixture
def page(cast: Cast, live_server: LiveServer, minutes: Minutes, browser: Browser) -> Iterator[Page]:
    client = Client()
    client.force_login(cast.lucia)
    (name,) = [n for n in client.cookies if "sesion" in n]
    context = browser.new_context(viewport={"width": 1360, "height": 900}, locale="es-MX")
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda said: (
            faults.append(said.text) if said.type == "error" and "status of 4" not in said.text else None
        ),
    )
    opened.goto(f"{live_server.url}/minutas/{minutes.pk}/revisar/")
    yield opened
    assert faults == []
    context.close()


def fresh(minutes: Minutes, number: int) -> AgreementDraft:
    return drafts_of(minutes)[number - 1]


def said(page: Page, draft: AgreementDraft) -> str:
    return f"#draft-{draft.pk}-said"


def test_fields_are_saved_one_after_another_without_losing_the_place(page: Page, minutes: Minutes) -> None:
    draft = fresh(minutes, 1)
    card = page.locator(f"#borrador-{draft.pk}")

    card.locator("[name=lead]").fill("cea")
    page.keyboard.press("Tab")
    card.locator("[name=term_n]").fill("10")
    page.keyboard.press("Tab")
    card.locator("[name=text]").fill("Firmar el convenio de abasto")
    page.keyboard.press("Tab")

    expect(page.locator(said(page, draft))).to_have_text("✓ Guardado")
    expect(card.locator("[name=lead]")).to_have_value("CEA · Comisión Estatal del Agua")
    expect(card.locator("[name=means]")).to_have_value("Convenio de abasto, con firmas")
    saved = fresh(minutes, 1)
    assert (saved.lead, saved.term_n, saved.text) == (
        Unit.objects.get(acronym="CEA"),
        10,
        "Firmar el convenio de abasto",
    )
    assert page.evaluate("document.activeElement.closest('.draft')?.dataset.draft") == str(draft.pk)


def test_a_refusal_is_said_in_the_card_and_what_was_typed_stays(page: Page, minutes: Minutes) -> None:
    draft = fresh(minutes, 2)
    field = page.locator(f"#borrador-{draft.pk} [name=lead]")

    field.fill("Secretaría de lo Imposible ✨")
    page.keyboard.press("Tab")

    expect(page.locator(said(page, draft))).to_contain_text("no está en el directorio")
    expect(field).to_have_value("Secretaría de lo Imposible ✨")


def test_somebody_elses_change_is_told_and_nothing_is_overwritten(page: Page, minutes: Minutes) -> None:
    draft = fresh(minutes, 1)
    AgreementDraft.objects.filter(pk=draft.pk).update(version=9, text="Lo que puso otra persona")

    page.locator(f"#borrador-{draft.pk} [name=text]").fill("Lo que puse yo")
    page.keyboard.press("Tab")

    expect(page.locator(said(page, draft))).to_contain_text("Otra persona cambió esto")
    expect(page.locator(f"#borrador-{draft.pk} [name=text]")).to_have_value("Lo que puse yo")
    assert fresh(minutes, 1).text == "Lo que puso otra persona"


def test_keys_move_drop_add_and_register(page: Page, minutes: Minutes) -> None:
    expect(page.locator(".draft.now")).to_have_attribute("aria-label", "Borrador 1")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".draft.now")).to_have_attribute("aria-label", "Borrador 3")
    expect(page.locator("mark.now")).to_contain_text("SIDUR")

    page.keyboard.press("x")
    expect(page.locator("#confirm .primary")).to_have_text("Registrar 2 asuntos")
    expect(page.locator(".draft.dropped")).to_contain_text("pavimentación")
    page.keyboard.press("x")
    expect(page.locator("#confirm .primary")).to_have_text("Registrar 3 asuntos")

    page.evaluate(
        """() => { const line = [...document.querySelectorAll('[data-start]')][1].firstChild; const range = document.createRange();
        const at = line.data.indexOf('se abrió la sesión'); range.setStart(line, at); range.setEnd(line, at + 18);
        const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range); }"""
    )
    page.keyboard.press("a")
    expect(page.locator(".draft")).to_have_count(4)
    added = fresh(minutes, 4)
    assert (added.quote, minutes.text[added.start : added.end]) == (
        "se abrió la sesión",
        "se abrió la sesión",
    )
    expect(page.locator(".draft.now")).to_have_attribute("aria-label", "Borrador 4")

    page.keyboard.press("Control+Enter")
    expect(page.locator(".message.error")).to_contain_text("Borrador 4: falta quién responde")
    assert not Matter.objects.exists()
    page.locator(f"#borrador-{added.pk} [name=lead]").fill("SIDUR")
    page.locator(f"#borrador-{fresh(minutes, 1).pk} [name=lead]").fill("SSA")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#messages")).to_contain_text("Se registraron y notificaron 4 asuntos")
    assert Matter.objects.count() == 4


def test_an_expired_session_loses_nothing_that_was_typed(
    page: Page, minutes: Minutes, cast: Cast, live_server: LiveServer
) -> None:
    draft = fresh(minutes, 1)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="gabinete_sesion")

    page.locator(f"#borrador-{draft.pk} [name=text]").fill("Firmar lo que escribí sin sesión")
    page.keyboard.press("Tab")
    page.wait_for_url("**/cuenta/**")
    page.context.add_cookies([{k: c[k] for k in ("name", "value", "domain", "path")} for c in cookies])
    page.goto(f"{live_server.url}/minutas/{minutes.pk}/revisar/")

    expect(page.locator(f"#borrador-{draft.pk} [name=text]")).to_have_value(
        "Firmar lo que escribí sin sesión"
    )
    expect(page.locator(f"#borrador-{draft.pk}")).to_contain_text("Recuperamos lo que había escrito")


def test_why_a_day_opens_in_a_dialog(page: Page, minutes: Minutes) -> None:
    page.locator(f"#draft-{fresh(minutes, 1).pk}-due a").click()

    expect(page.locator("#dialog")).to_contain_text("15 días hábiles desde el día siguiente")
    expect(page.locator("#dialog tbody tr")).not_to_have_count(0)
