"""Minutes as offices have them, from the file to the agency's inbox, in a browser."""

import io
from pathlib import Path

import pytest
from docx import Document

from gabinete.foundation.audit.acts import act
from gabinete.kernel import clock
from gabinete.office.cabinet.models import Body, CabinetSession, Minutes, Seat
from gabinete.office.followup.models import Matter
from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.watching import Watched

TEXT = (
    "MINUTA DE LA PRIMERA SESIÓN ORDINARIA DEL GABINETE LEGAL",
    "Se dio cuenta del quórum y se abrió la sesión.",
    "Se acordó que la CEA entregue el proyecto ejecutivo del acueducto «El Ñáñaro» en un plazo de quince días hábiles.",
    "La Titular del Ejecutivo instruyó a la SIDUR a presentar el avance de la pavimentación en un plazo de veinte días hábiles.",
)


@pytest.fixture
def session(office) -> CabinetSession:
    people, _rows = office
    with act(0, "tests.body", at=clock.now()):
        body = Body.objects.create(
            code="GA", name="Gabinete Ampliado", kind="extended", chair="Gobernadora del Estado",
            secretary_unit=people.unit("OEE"),
        )  # fmt: skip
        Seat.objects.create(body=body, unit=people.unit("CEA"), titular="Titular de la CEA")
        return CabinetSession.objects.create(
            body=body, year=2026, number=3, held_on=clock.today(), created_by=people.lucia
        )


def word_file() -> bytes:
    document, content = Document(), io.BytesIO()
    for line in TEXT:
        document.add_paragraph(line)
    document.save(content)
    return content.getvalue()


def upload(it: Watched, session: CabinetSession, name: str, content: bytes) -> Minutes:
    it.goto(f"/sesiones/{session.pk}/minuta/")
    it.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    it.page.get_by_role("button", name="Leer").first.click()
    it.page.wait_for_url("**/revisar/")
    return Minutes.objects.get(session=session)


FILES = (("minuta ñandú.docx", word_file()), ("minuta.txt", "\r\n".join(TEXT).encode("latin-1")))


@pytest.mark.parametrize(("name", "content"), FILES, ids=["docx", "latin-1"])
def test_minutes_become_matters_in_the_inbox_of_their_agencies(open_as, office, session, name, content):
    people, _rows = office
    it = open_as(people.lucia)
    minutes = upload(it, session, name, content)
    assert "«El Ñáñaro»" in it.page.locator("#minutes-text").inner_text()
    it.page.locator("#cards .draft").nth(1).wait_for()
    it.check()

    chosen = it.page.locator("#cards .draft select[name=monitor]").first
    assert chosen.locator("option:checked").inner_text() == "Tomás Quijada Soto (propuesto)"
    chosen.select_option(label="Marcos Ávila Peñúñuri")
    it.page.locator("#cards .draft").first.get_by_text("Guardado").wait_for()
    it.page.get_by_role("button", name="Registrar 2 asuntos").click()
    it.page.get_by_text("Se registraron y notificaron 2 asuntos.").wait_for()
    it.check()

    born = Matter.objects.filter(body="GA").order_by("folio")
    assert [(m.lead.acronym, m.state, m.monitor.username) for m in born] == [
        ("CEA", "notified", "marcos"),
        ("SIDUR", "notified", "tomas"),
    ]
    agency = open_as(people.rosa, PHONE)
    agency.goto("/")
    agency.page.get_by_text("El Ñáñaro").first.wait_for()
    assert minutes.drafts.count() == 2
    assert it.complaints + agency.complaints == []


def test_whole_minutes_are_given_to_one_person_from_the_keyboard(open_as, office, session):
    people, _rows = office
    it = open_as(people.lucia, WIDE)
    upload(it, session, "minuta.txt", "\n".join(TEXT).encode())

    it.page.get_by_label("Da seguimiento a toda la minuta").focus()
    it.page.keyboard.type("Marcos")
    it.page.keyboard.press("Tab")
    with it.page.expect_navigation():
        it.page.keyboard.press("Enter")

    options = it.page.locator("#cards .draft select[name=monitor] option:checked")
    assert options.all_inner_texts() == ["Marcos Ávila Peñúñuri (propuesto)"] * 2
    assert it.complaints == []


def test_minutes_left_for_later_are_found_on_the_first_page(open_as, office, session, tmp_path: Path):
    people, _rows = office
    it = open_as(people.lucia, PHONE)
    minutes = upload(it, session, "minuta.txt", "\n".join(TEXT).encode())

    it.goto("/")
    it.check()
    it.page.get_by_role("link", name="3.ª sesión ordinaria del Gabinete Ampliado").click()

    it.page.wait_for_url(f"**/minutas/{minutes.pk}/revisar/")
    assert it.complaints == []
