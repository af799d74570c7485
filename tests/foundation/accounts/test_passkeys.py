"""Passkeys in a real browser with a virtual authenticator: registered, used alone, and as the second factor."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.cast import PASSWORD, Cast, gather

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return gather()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="es-MX")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()


def address(live_server: LiveServer, path: str) -> str:
    """Browsers give passkeys to names, not to numbers: localhost."""
    return f"http://localhost:{live_server.thread.port}{path}"


def sign_in(page: Page, live_server: LiveServer, username: str) -> None:
    page.goto(address(live_server, "/cuenta/entrar/?next=/cuenta/"))
    page.get_by_label("Usuario").fill(username)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()


def register(page: Page, live_server: LiveServer, *, alone: bool) -> None:
    page.goto(address(live_server, "/cuenta/segundo-factor/llaves/agregar/"))
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Confirmar").click()
    page.get_by_label("Nombre para reconocerla").fill("La de mi escritorio")
    page.get_by_label("Entrar solo con esta llave").set_checked(alone)
    page.get_by_role("button", name="Registrar la llave").click()
    page.wait_for_url("**/segundo-factor/codigos/")


def leave(page: Page, live_server: LiveServer) -> None:
    page.context.clear_cookies()
    page.goto(address(live_server, "/cuenta/entrar/?next=/cuenta/"))


def test_passkey_is_registered_and_opens_without_password(
    people: Cast, live_server: LiveServer, page: Page
) -> None:
    sign_in(page, live_server, "rosa")
    register(page, live_server, alone=True)
    leave(page, live_server)
    page.get_by_role("button", name="Entrar con una llave de acceso").click()

    expect(page.get_by_role("heading", name="Rosa Bojórquez León")).to_be_visible()
    page.goto(address(live_server, "/cuenta/segundo-factor/"))
    expect(page.get_by_text("1 llave registrada.")).to_be_visible()


def test_key_is_asked_as_second_factor(people: Cast, live_server: LiveServer, page: Page) -> None:
    sign_in(page, live_server, "rosa")
    register(page, live_server, alone=False)
    page.context.clear_cookies()
    sign_in(page, live_server, "rosa")
    page.wait_for_url("**/segundo-factor/")
    page.get_by_role("button", name="Usar una llave de acceso").click()

    expect(page.get_by_role("heading", name="Rosa Bojórquez León")).to_be_visible()


def test_key_is_listed_renamed_and_taken_away(people: Cast, live_server: LiveServer, page: Page) -> None:
    sign_in(page, live_server, "rosa")
    register(page, live_server, alone=True)
    page.goto(address(live_server, "/cuenta/segundo-factor/llaves/"))
    page.get_by_role("link", name="Cambiar nombre").click()
    page.get_by_label("Nombre").fill("La vieja")
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("link", name="Quitar La vieja").click()
    page.get_by_role("button", name="Quitar la llave").click()

    expect(page.get_by_text("No hay llaves registradas")).to_be_visible()


def test_refusal_of_the_browser_is_said(people: Cast, live_server: LiveServer, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{live_server.thread.port}/cuenta/entrar/")
    page.get_by_role("button", name="Entrar con una llave de acceso").click()

    page.get_by_text("hacen falta https o «localhost»").wait_for()
