"""Signing minutes in a browser, from the certificate to the verification of what was signed."""

import os
from pathlib import Path

import pytest

from gabinete.office.cabinet import states
from gabinete.office.cabinet.queries.signing import content_of
from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.watching import Watched
from tests.foundation.signing import authority as sat
from tests.office.cabinet.signing.stage import Table, lay_table, lucia, ramon
from tests.office.cabinet.stage import make_room

SHOTS = os.environ.get("GABINETE_SHOTS", "")


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> None:
    roots = tmp_path / "roots"
    roots.mkdir()
    for name, who in (("raiz", sat.root()), ("sat", sat.tax_office())):
        (roots / f"{name}.cer").write_bytes(who.cer)
    monkeypatch.setenv("GABINETE_SIGNING_ROOTS", str(roots))
    monkeypatch.setenv("GABINETE_NOW", sat.NOW.isoformat())
    settings.DOCUMENTS_ROOT = tmp_path / "documents"


@pytest.fixture
def table(office) -> Table:
    return lay_table(make_room(office[0]))


def look(it: Watched, name: str) -> None:
    it.check()
    if SHOTS:
        width = it.page.viewport_size["width"]
        it.page.screenshot(path=f"{SHOTS}/{name}_{width}.png", full_page=True)


def give(it: Watched, field: str, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    it.page.locator(f"input[name={field}]").set_input_files(file)


def sign(it: Watched, table: Table, order: int, who: sat.Issued) -> None:
    it.goto(f"/sesiones/{table.session.pk}/")
    it.page.get_by_role("link", name="Firmar", exact=True).click()
    look(it, f"sign_{order}_certificate")
    give(it, "cer", "mio.cer", who.cer)
    it.page.get_by_role("button", name="Ver los datos del certificado").click()
    it.page.get_by_text(who.parsed.subject.native["common_name"]).wait_for()
    look(it, f"sign_{order}_key")
    give(it, "key", "mio.key", who.key())
    it.page.get_by_label("Contraseña de la llave").fill(sat.PASSWORD)
    it.page.get_by_role("button", name="Firmar", exact=True).click()
    it.page.get_by_text("Su firma quedó en la minuta.").wait_for()
    look(it, f"list_after_{order}")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_minutes_are_signed_by_two_finished_on_paper_and_verified(table: Table, open_as, viewport) -> None:
    people = table.room.cast
    secretary, head = open_as(people.lucia, viewport), open_as(people.ramon, viewport)

    sign(secretary, table, 1, lucia())
    sign(head, table, 2, ramon())
    secretary.goto(f"/sesiones/{table.session.pk}/firmas/")
    give(secretary, "sheet", "hoja.pdf", content_of(table.version.pdf))
    secretary.page.get_by_role("button", name="Registrar las firmas en papel").click()
    secretary.page.get_by_text("Firmaron 3 de 3").wait_for()
    look(secretary, "list_signed")
    secretary.goto(f"/sesiones/{table.session.pk}/")
    look(secretary, "session")

    head.goto("/verificar-firma/")
    look(head, "verify_empty")
    signed = content_of(table.place(2).document)
    for name, pdf, verdict in (
        ("good", signed, "Firmas válidas"),
        ("altered", signed.replace(b"%PDF-1.7", b"%PDF-1.6", 1), "Documento alterado"),
    ):
        give(head, "pdf", "minuta.pdf", pdf)
        head.page.locator("main form button.primary").click()
        head.page.get_by_role("heading", name=verdict).wait_for()
        look(head, f"verify_{name}")
    assert secretary.complaints + head.complaints == []
    assert table.fresh().state == states.SIGNED
