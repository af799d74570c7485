"""Papers and scans: what comes out of a session, and what takes its time to come in."""

import io
import shutil
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from docx import Document as Word
from PIL import Image, ImageDraw, ImageFont
from procrastinate.contrib.django import app
from pypdf import PdfReader

from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import MinutesGiven, PointGiven
from gabinete.office.cabinet.models import Minutes
from tests.cast import Cast
from tests.foundation.documents import bytes_of as made
from tests.office.cabinet.stage import NOW, Room, make_room
from tests.office.followup.stage import make_calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(room: Room) -> int:
    """A session with its order of the day, called, and with its agreements registered."""
    minutes = room.ready_minutes()
    actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)
    session = room.session(place="Salón «Ñ» & Cía", reserve=1)
    actions.set_agenda(
        room.lucia,
        session.pk,
        1,
        [PointGiven("Abasto de agua", "decision", room.cast.unit("CEA").pk, 15)],
        NOW,
    )
    actions.call_session(room.lucia, session.pk, 2, NOW - timedelta(days=2))
    return session.pk


def word_text(content: bytes) -> str:
    paper = Word(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in paper.paragraphs] + cells)


def test_the_call_prints_day_place_points_and_members(
    called: int, room: Room, client_for: Callable[..., Client]
) -> None:
    client = client_for(room.cast.rosa)

    word = client.get(f"/sesiones/{called}/convocatoria.docx")
    printed = client.get(f"/sesiones/{called}/convocatoria.pdf")

    text = word_text(word.content)
    assert "attachment" in word["Content-Disposition"]
    for said in (
        "2.ª sesión ordinaria",
        "jueves 19 de noviembre de 2026",
        "Salón «Ñ» & Cía",
        "Abasto de agua",
        "Titular de SIDUR",
    ):
        assert said in text
    assert "Abasto de agua" in "".join(
        page.extract_text() for page in PdfReader(BytesIO(printed.content)).pages
    )


def test_the_minutes_print_agreements_with_folio_and_signatures(
    called: int, room: Room, client_for: Callable[..., Client]
) -> None:
    minutes = Minutes.objects.get()

    word = client_for(room.cast.lucia).get(f"/sesiones/{minutes.session_id}/minuta.docx")

    text = word_text(word.content)
    assert "GL/2026/01-02" in text
    assert "Próxima sesión: jueves 17 de diciembre de 2026" in text
    assert text.count("______") >= 3


def test_whoever_prints_sees_only_their_own_matters(
    called: int, room: Room, client_for: Callable[..., Client]
) -> None:
    minutes = Minutes.objects.get()

    text = word_text(client_for(room.cast.rosa).get(f"/sesiones/{minutes.session_id}/minuta.docx").content)

    assert "GL/2026/01-02" in text
    assert "GL/2026/01-03" not in text


@pytest.mark.parametrize("path", ["convocatoria.pdf", "minuta.docx", "convocatoria.exe"])
def test_papers_do_not_exist_for_strangers(
    called: int, room: Room, client_for: Callable[..., Client], path: str
) -> None:
    assert client_for(room.cast.sofia).get(f"/sesiones/{called}/{path}").status_code == 404


def test_the_original_is_given_back_as_it_came(room: Room, client_for: Callable[..., Client]) -> None:
    content = made.word("Se acordó que la CEA entregue el padrón.")
    given = MinutesGiven(file=io.BytesIO(content), name="minuta 7.ª.docx")
    minutes = actions.upload_minutes(room.lucia, room.session().pk, given, NOW)

    answer = client_for(room.cast.tomas).get(f"/minutas/{minutes.pk}/archivo/")
    refused = client_for(room.cast.rosa).get(f"/minutas/{minutes.pk}/archivo/")

    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert refused.status_code == 404


def scan() -> bytes:
    """Return the picture of a page that agrees on something."""
    page = Image.new("L", (1900, 500), 255)
    font = ImageFont.load_default(44)
    ImageDraw.Draw(page).multiline_text(
        (60, 60),
        "Se acuerda que la CEA entregue el proyecto\nejecutivo del acueducto antes del\n18 de diciembre de 2026.",
        0,
        font,
        spacing=24,
    )
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, queues=["reading"])


@pytest.fixture
def waiting(
    cast: Cast, transactional_db: None, settings: object, tmp_path: object, client_for: Callable[..., Client]
) -> Callable[[bytes], tuple[Minutes, Client]]:
    """Return a function that uploads a scan and gives the minutes that wait for it."""
    settings.DOCUMENTS_ROOT = tmp_path  # type: ignore[attr-defined]
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    make_calendar("sonora")
    room = make_room(cast)

    def upload(content: bytes) -> tuple[Minutes, Client]:
        given = MinutesGiven(file=io.BytesIO(content), name="minuta.png")
        return actions.upload_minutes(room.lucia, room.session().pk, given, NOW), client_for(cast.lucia)

    return upload


needs_ocr = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract no está instalado")


@needs_ocr
@pytest.mark.django_db(transaction=True)
def test_a_scan_is_read_by_the_worker_while_its_page_waits(
    waiting: Callable[[bytes], tuple[Minutes, Client]],
) -> None:
    minutes, client = waiting(scan())
    page = client.get(f"/minutas/{minutes.pk}/revisar/").content.decode()
    part = client.get(f"/minutas/{minutes.pk}/lectura/", headers={"HX-Request": "true"}).content.decode()
    assert "Leyendo la minuta" in page
    assert part.strip().startswith("<div")

    work()

    minutes.refresh_from_db()
    assert minutes.reading == "ready"
    assert "acueducto" in minutes.text
    assert [d.lead.acronym for d in minutes.drafts.all() if d.lead] == ["CEA"]
    ended = client.get(f"/minutas/{minutes.pk}/lectura/", headers={"HX-Request": "true"})
    assert (ended.status_code, ended["HX-Redirect"]) == (204, f"/minutas/{minutes.pk}/revisar/")


@needs_ocr
@pytest.mark.django_db(transaction=True)
def test_a_scan_without_letters_says_why_and_lets_another_be_sent(
    waiting: Callable[[bytes], tuple[Minutes, Client]],
) -> None:
    minutes, client = waiting(made.png())

    work()

    page = client.get(f"/minutas/{minutes.pk}/revisar/").content.decode()
    assert "No se pudo leer la minuta" in page
    assert "Descartarla y subir otra" in page
    assert client.post(f"/minutas/{minutes.pk}/descartar/").status_code == 303
    assert not Minutes.objects.exists()
