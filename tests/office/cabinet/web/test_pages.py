"""The pages of sessions: whole, in part, refused, and with whatever people send."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gabinete.foundation.access.models import RestrictedReading
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.models import Body, CabinetSession, Minutes
from gabinete.office.followup.models import Matter
from tests.foundation.documents import bytes_of as made
from tests.office.cabinet.stage import HELD_ON, NOW, TEXT, Room, drafts_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def lucia(room: Room, client_for: SignIn) -> Client:
    return client_for(room.cast.lucia)


def test_the_list_tells_what_to_do_first(room: Room, lucia: Client) -> None:
    assert "Todavía no hay sesiones" in lucia.get("/sesiones/").content.decode()
    Body.objects.all().delete()
    assert "Primero defina un gabinete" in lucia.get("/sesiones/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_the_database_for_any_number(
    room: Room, lucia: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        room.session()
        room.session(held_on=date(2027, 12, 1))
    lucia.get("/sesiones/")

    with django_assert_num_queries(5):
        lucia.get("/sesiones/")


@pytest.mark.parametrize("copies", [1, 3])
def test_the_review_asks_the_same_of_the_database_for_any_number_of_drafts(
    room: Room, lucia: Client, django_assert_num_queries: DjangoAssertNumQueries, copies: int
) -> None:
    minutes = room.minutes()
    for _ in range(copies):
        actions.add_draft(room.lucia, minutes.pk, (0, 6), NOW)
    lucia.get(f"/minutas/{minutes.pk}/revisar/")

    with django_assert_num_queries(11):
        lucia.get(f"/minutas/{minutes.pk}/revisar/")


def test_a_session_is_registered_called_and_found_by_its_form(room: Room, lucia: Client) -> None:
    sent = {
        "body": room.body.pk,
        "held_on": "2026-12-03",
        "starts_at": "10:30",
        "modality": "hybrid",
        "reserve": "2",
        "place": "Palacio",
        "once": str(uuid4()),
    }

    answers = [lucia.post("/sesiones/nueva/", sent) for _ in range(2)]

    session = CabinetSession.objects.get()
    assert {a["Location"] for a in answers} == {f"/sesiones/{session.pk}/"}
    for title in ("Primero", "Segundo"):
        point = {"title": title, "kind": "decision", "minutes": "5", "proposer": "cea", "once": str(uuid4())}
        assert lucia.post(f"/sesiones/{session.pk}/orden/agregar/", point).status_code == 303
    assert [(i.title, i.proposer.acronym if i.proposer else "") for i in session.agenda.all()] == [
        ("Primero", "CEA"),
        ("Segundo", "CEA"),
    ]
    assert lucia.post(f"/sesiones/{session.pk}/convocar/", {"version": 1}).status_code == 303
    page = lucia.get(f"/sesiones/{session.pk}/").content.decode()
    assert "Convocada" in page
    assert "1.ª sesión ordinaria" in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Este dato es necesario"),
        ({"held_on": "19/11/2026"}, "No es una fecha"),
        ({"held_on": "0001-01-01"}, "El año no es posible"),
        ({"held_on": "2026-12-03", "starts_at": "25:99"}, "No es una hora"),
        ({"held_on": "2026-12-03", "modality": "astral"}, "Elija una opción"),
        ({"held_on": "2026-12-03", "reserve": "5"}, "Elija una opción"),
        ({"held_on": "2026-12-03", "body": "9999999999999999999"}, "número entero"),
        ({"held_on": "2026-12-03", "body": "987654"}, "No hay un gabinete"),
        ({"held_on": "2026-12-03", "place": "x" * 241}, "acórtelo"),
        ({"held_on": "2026-12-03", "next_session_on": "2026-12-03"}, "posterior"),
    ],
)  # fmt: skip
def test_a_form_with_faults_comes_back_with_everything_typed(
    room: Room, lucia: Client, sent: dict[str, str], says: str
) -> None:
    answer = lucia.post(
        "/sesiones/nueva/", {"body": room.body.pk, "place": 'Sala "Uno" \u202e🎉\x00', **sent}
    )

    page = answer.content.decode()
    assert answer.status_code in {400, 404}
    assert says in page
    assert sent.get("held_on", "") in page
    assert not CabinetSession.objects.exists()


def test_a_body_form_with_an_unknown_unit_names_it_beside_its_row(room: Room, lucia: Client) -> None:
    sent = {
        "code": "GX",
        "name": "Gabinete X",
        "kind": "other",
        "chair": "Titular",
        "secretary_unit": "OEE",
        "is_active": "1",
        "rows": "2",
        "unit-0": "CEA",
        "unit-1": "Dependencia Fantasma",
    }

    refused = lucia.post("/sesiones/gabinetes/nuevo/", sent)
    accepted = lucia.post("/sesiones/gabinetes/nuevo/", sent | {"unit-1": "Contraloría General"})

    assert "«Dependencia Fantasma» no está en el directorio" in refused.content.decode()
    assert accepted.status_code == 303
    assert Body.objects.get(code="GX").seats.count() == 2


def test_minutes_go_from_the_form_to_matters_without_scripts(room: Room, lucia: Client) -> None:
    session = room.session(next_session_on=HELD_ON + timedelta(days=28))
    sent = {"file": SimpleUploadedFile("../minuta\u202e.docx", made.word(TEXT)), "once": str(uuid4())}
    uploaded = lucia.post(f"/sesiones/{session.pk}/minuta/", sent)
    minutes = Minutes.objects.get()
    assert uploaded["Location"] == f"/minutas/{minutes.pk}/revisar/"

    for draft in drafts_of(minutes):
        card = {
            "version": draft.version,
            "text": draft.text,
            "kind": draft.kind,
            "lead": "SSA",
            "means": "Acta",
            "term_unit": "fixed",
            "due": "2026-12-18",
        }
        assert lucia.post(f"/borradores/{draft.pk}/", card)["Location"].endswith(f"#borrador-{draft.pk}")
    minutes.refresh_from_db()
    confirmed = lucia.post(f"/minutas/{minutes.pk}/registrar/", {"version": minutes.version}, follow=True)

    assert "Se registraron y notificaron 3 asuntos" in confirmed.content.decode()
    assert Matter.objects.count() == 3
    assert lucia.post(f"/minutas/{minutes.pk}/registrar/", {"version": 1}).status_code == 303
    assert Matter.objects.count() == 3


def test_pasted_text_comes_back_when_it_is_refused(room: Room, lucia: Client) -> None:
    minutes = room.minutes()

    answer = lucia.post(f"/sesiones/{minutes.session_id}/minuta/", {"text": "Lo que pegué con cuidado"})

    assert answer.status_code == 409
    assert "Lo que pegué con cuidado" in answer.content.decode()


def test_what_lacks_is_shown_over_the_drafts(room: Room, lucia: Client) -> None:
    minutes = room.minutes()

    answer = lucia.post(f"/minutas/{minutes.pk}/registrar/", {"version": minutes.version})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Todavía no se registró nada" in page
    assert "Borrador 3: falta la fecha de la próxima sesión" in page


def test_parts_answer_alone_and_whole(room: Room, lucia: Client) -> None:
    draft = drafts_of(room.ready_minutes())[0]
    for address in (f"/borradores/{draft.pk}/plazo/", f"/borradores/{draft.pk}/parecidos/"):
        whole, part = lucia.get(address), lucia.get(address, headers=HTMX)
        assert (whole.status_code, part.status_code) == (200, 200)
        assert "<html" in whole.content.decode()
        assert "<html" not in part.content.decode()


def test_an_open_matter_that_looks_alike_is_pointed_out(room: Room, lucia: Client) -> None:
    first = room.ready_minutes()
    actions.confirm_minutes(room.lucia, first.pk, first.version, NOW)
    draft = drafts_of(room.minutes())[1]

    part = lucia.get(f"/borradores/{draft.pk}/parecidos/", headers=HTMX).content.decode()

    assert "GL/2026/01-02" in part
    assert "acueducto" in part


@pytest.mark.parametrize(
    "path",
    [
        "borradores/{draft}/",
        "borradores/{draft}/descartar/",
        "minutas/{minutes}/registrar/",
        "minutas/{minutes}/agregar/",
        "minutas/{minutes}/seguimiento/",
        "minutas/{minutes}/descartar/",
    ],
)
@pytest.mark.parametrize(
    ("name", "status"), [("rosa", 404), ("olga", 404), ("tomas", 403), ("ana", 403), ("elena", 403)]
)
def test_doors_of_the_review_are_shut_to_the_rest(
    room: Room, client_for: SignIn, path: str, name: str, status: int
) -> None:
    minutes = room.minutes()
    address = "/" + path.format(draft=drafts_of(minutes)[0].pk, minutes=minutes.pk)

    answer = client_for(room.cast.people[name]).post(address, {"version": 1})

    assert answer.status_code == status


def test_ids_that_are_nobodys_are_not_found(lucia: Client) -> None:
    for path in (
        "sesiones/999999/",
        "minutas/999999/revisar/",
        "borradores/999999/plazo/",
        "sesiones/gabinetes/999999/",
        "sesiones/999999/minuta/",
    ):
        assert lucia.get(f"/{path}").status_code == 404


def test_reading_a_restricted_session_is_written_down(room: Room, lucia: Client) -> None:
    session = room.session(reserve=3)

    lucia.get(f"/sesiones/{session.pk}/")

    assert RestrictedReading.objects.get().subject_id == session.pk
