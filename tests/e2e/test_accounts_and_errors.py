"""The pages outside the daily walk: one's own account, what went wrong, a report with its figures, the seal."""

import pytest
from django.db import OperationalError
from pytest_django import Settings

from gabinete.delivery.desk import homes
from tests.cast import PASSWORD
from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.watching import Watched

VIEWPORTS = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
OUTSIDE = (
    "/cuenta/entrar/",
    "/cuenta/contrasena/olvidada/",
    "/cuenta/contrasena/olvidada/enviada/",
    "/cuenta/contrasena/cambiada/",
    "/cuenta/contrasena/nueva/1-no-sirve/",
    "/cuenta/cerrada/",
)
OWN = (
    "/cuenta/",
    "/cuenta/sesiones/",
    "/cuenta/contrasena/",
    "/cuenta/confirmar/",
    "/cuenta/salir/",
    "/cuenta/segundo-factor/",
    "/cuenta/segundo-factor/aplicacion/",
    "/cuenta/segundo-factor/llaves/",
    "/cuenta/segundo-factor/llaves/agregar/",
)


def expected(it: Watched, *statuses: int) -> list[str]:
    """Return the complaints, but those of the statuses that were looked for."""
    return [c for c in it.complaints if not any(f": {status}: " in c for status in statuses)]


def sign_in(it: Watched, username: str) -> None:
    it.goto("/cuenta/entrar/")
    it.page.locator("input[name=login]").fill(username)
    it.page.locator("input[name=password]").fill(PASSWORD)
    it.page.get_by_role("button", name="Entrar", exact=True).click()
    it.page.get_by_role("heading", level=1).first.wait_for()


def confirm(it: Watched) -> None:
    """Say the password again, as what changes the safety of an account asks for."""
    it.goto("/cuenta/confirmar/")
    it.page.locator("input[name=password]").fill(PASSWORD)
    it.page.get_by_role("button", name="Confirmar").click()
    it.page.get_by_role("heading", level=1).first.wait_for()


@VIEWPORTS
@pytest.mark.parametrize("mail", ["", "correo.ejemplo.invalid"], ids=["without-mail", "with-mail"])
def test_doors_of_whoever_is_not_signed_in_are_sound(open_as, settings: Settings, viewport, mail):
    settings.EMAIL_HOST = mail
    it = open_as(None, viewport)

    for path in OUTSIDE:
        it.goto(path)
        it.check()

    assert expected(it) == []


@VIEWPORTS
def test_pages_of_ones_own_account_are_sound(open_as, viewport):
    it = open_as(None, viewport)
    sign_in(it, "tomas")
    it.goto("/cuenta/confirmar/")
    it.check()
    confirm(it)

    seen = set()
    for path in OWN:
        it.goto(path)
        it.check()
        seen.add(it.page.get_by_role("heading", level=1).first.inner_text())

    assert expected(it) == []
    assert len(seen) >= len(OWN) - 2


def test_second_factor_that_does_not_match_is_said_and_sound(open_as):
    it = open_as(None, PHONE)
    sign_in(it, "tomas")
    confirm(it)
    it.goto("/cuenta/segundo-factor/aplicacion/")

    it.page.locator("input[name=code]").fill("000000")
    it.page.locator("form:has(input[name=code]) button").first.click()
    it.page.get_by_text("El código no es correcto").first.wait_for()
    it.check()

    assert expected(it) == []


@VIEWPORTS
@pytest.mark.parametrize(
    ("who", "path", "status"),
    [("tomas", "/asuntos/999999/", 404), ("tomas", "/no-hay-tal/", 404), ("rosa", "/asuntos/nuevo/", 403),
     ("nadia", "/asuntos/", 403), ("tomas", "/asuntos/?vence_desde=ayer", 400)],
)  # fmt: skip
def test_refusals_are_sound_pages_with_a_way_on(open_as, office, who, path, status, viewport):
    people, _rows = office
    it = open_as(people.people[who], viewport)

    it.goto(path)
    it.check()

    assert it.page.get_by_role("link").count() > 0
    assert [c for c in it.complaints if f": {status}: " in c]
    assert expected(it, status) == []


@VIEWPORTS
@pytest.mark.parametrize(
    ("failure", "status"), [(RuntimeError("roto"), 500), (OperationalError("sin base"), 503)]
)
def test_failures_are_sound_pages(open_as, office, monkeypatch, failure, status, viewport):
    people, _rows = office

    def fail(*_given: object) -> None:
        raise failure

    monkeypatch.setattr(homes, "sections_for", fail)
    it = open_as(people.tomas, viewport)
    it.goto("/")
    it.check()

    assert it.page.get_by_role("heading", level=1).inner_text()
    assert expected(it, status) == []
    assert len(it.complaints) > len(expected(it, status))


@VIEWPORTS
def test_report_its_figures_and_the_seal_are_sound(open_as, office, viewport):
    people, _rows = office
    it = open_as(people.lucia, viewport)
    it.goto("/informes/")
    it.check()
    it.page.locator("main form button").first.click()
    it.page.wait_for_url("**/informes/*/")
    it.check()
    figure = next(link for link in it.links() if "/cifras/" in link)
    it.goto(figure)
    it.check()

    auditor = open_as(people.ana, viewport)
    auditor.goto("/auditoria/sello/")
    auditor.check()
    auditor.page.locator("main form button").first.click()
    auditor.page.wait_for_load_state("networkidle")
    auditor.check()
    assert expected(it) + expected(auditor) == []
