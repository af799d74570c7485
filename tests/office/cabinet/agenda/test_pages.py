"""The pages of the order of the day: who opens them, what they do, what they must never show."""

import io
from collections.abc import Callable
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from gabinete.foundation.access.models import RestrictedReading
from gabinete.foundation.notifications.models import Notice
from gabinete.office.cabinet.actions import PointGiven, add_point
from gabinete.office.cabinet.actions.freezing import freeze_agenda
from gabinete.office.cabinet.actions.opinions import ask_opinion
from gabinete.office.cabinet.actions.point_files import add_file
from gabinete.office.cabinet.models import AgendaItem, MemberPosition, Opinion, PointFile
from tests.foundation.documents import bytes_of as made
from tests.office.cabinet.agenda.stage import (
    SECRET,
    agenda,
    other_body,
    points_of,
    says,
    seat,
    secret,
    titles_of,
)
from tests.office.cabinet.stage import NOW, Room

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
HTMX = {"HX-Request": "true"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def lucia(room: Room, client_for: SignIn) -> Client:
    return client_for(room.cast.lucia)


@pytest.fixture
def rosa(room: Room, client_for: SignIn) -> Client:
    return client_for(room.cast.rosa)


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"cabinet:{name}", args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def test_every_page_of_the_agenda_opens_to_whoever_runs_the_session(room: Room, lucia: Client) -> None:
    session = agenda(room, called=True)
    point = points_of(session)[0]
    other_body(room)

    for name in (
        "show-session",
        "edit-agenda",
        "add-point",
        "show-positions",
        "show-folder",
        "send-agreement",
    ):
        assert "Gabinete Legal" in page(lucia, name, session.pk)
    assert "Uno" in page(lucia, "show-point", point.pk)
    assert "Uno" in page(lucia, "edit-point", point.pk)
    assert "retira" in page(lucia, "withdraw-point", point.pk)
    freeze_agenda(room.lucia, session.pk, session.version, NOW)
    assert "extemporáneo" in page(lucia, "edit-agenda", session.pk)
    assert "Por qué entra" in page(lucia, "add-late-point", session.pk)
    assert "Por qué se reabre" in page(lucia, "unfreeze-agenda", session.pk)


def test_a_member_sees_the_folder_and_not_the_editor(room: Room, rosa: Client) -> None:
    session = agenda(room, called=True)

    folder = page(rosa, "show-folder", session.pk)

    assert "Le falta tomar posición en 3 puntos" in folder
    assert folder.count('value="objects"') == 3
    for name in ("edit-agenda", "add-point", "show-positions"):
        assert rosa.get(reverse(f"cabinet:{name}", args=[session.pk])).status_code == 403


def test_the_order_is_changed_by_the_buttons_with_and_without_script(room: Room, lucia: Client) -> None:
    session = agenda(room)
    three = points_of(session)[2]

    plain = lucia.post(f"/puntos/{three.pk}/mover/", {"to": 2, "version": session.agenda_version})
    part = lucia.post(
        f"/puntos/{three.pk}/mover/", {"to": 1, "version": session.agenda_version + 1}, headers=HTMX
    )
    late = lucia.post(
        f"/puntos/{three.pk}/mover/", {"to": 3, "version": session.agenda_version}, headers=HTMX
    )

    assert plain["Location"] == f"/sesiones/{session.pk}/orden/#punto-{three.pk}"
    assert "<html" not in part.content.decode()
    assert 'data-said="El punto quedó en el lugar 1."' in part.content.decode()
    assert (late.status_code, late["HX-Retarget"]) == (409, "#messages")
    assert titles_of(session) == ["Tres", "Uno", "Dos"]


def test_the_minutes_are_added_up_and_what_does_not_fit_is_said(room: Room, lucia: Client) -> None:
    session = agenda(room)
    lucia.post(f"/sesiones/{session.pk}/orden/duracion/", {"minutes": "25", "version": session.version})

    assert "sobran 5 minutos" in page(lucia, "edit-agenda", session.pk)
    assert "sobran 5 minutos" in page(lucia, "show-session", session.pk)


def test_a_refused_point_comes_back_with_everything_that_was_typed(room: Room, lucia: Client) -> None:
    session = agenda(room)
    sent = {
        "title": "", "kind": "decision", "minutes": "7", "text": "Lo escrito", "proposer": "cea",
        "is_restricted": "1", "readers": [str(room.cast.elena.pk), "x"], "once": str(uuid4()),
    }  # fmt: skip

    answer = lucia.post(f"/sesiones/{session.pk}/orden/agregar/", sent)

    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Este dato es necesario" in text
    assert "Lo escrito" in text
    assert 'value="7"' in text
    assert f'value="{room.cast.elena.pk}" checked' in text


def test_what_another_secretary_changed_is_said_and_nothing_typed_is_lost(room: Room, lucia: Client) -> None:
    point = points_of(agenda(room))[0]
    lucia.post(
        f"/puntos/{point.pk}/corregir/",
        {"title": "De ella", "kind": "decision", "minutes": "5", "version": "1"},
    )

    late = lucia.post(
        f"/puntos/{point.pk}/corregir/",
        {"title": "De él", "kind": "decision", "minutes": "5", "version": "1"},
    )

    assert late.status_code == 409
    assert "Otra persona cambió este punto" in late.content.decode()
    assert "De él" in late.content.decode()
    assert AgendaItem.objects.get(pk=point.pk).title == "De ella"


def test_a_position_is_taken_with_one_tap_and_a_word_is_asked_for_where_it_is_needed(
    room: Room, rosa: Client
) -> None:
    session = agenda(room, called=True)
    point, mine = points_of(session)[0], seat(room, "CEA")
    sent = {"seat": mine.pk, "version": 0}

    bare = rosa.post(f"/puntos/{point.pk}/posicion/", {**sent, "stance": "objects"}, headers=HTMX)
    taken = rosa.post(f"/puntos/{point.pk}/posicion/", {**sent, "stance": "agrees"}, headers=HTMX)
    plain = rosa.post(
        f"/puntos/{point.pk}/posicion/", {"seat": mine.pk, "version": 1, "stance": "asks_floor"}
    )

    assert bare.status_code == 400
    assert bare["HX-Retarget"] == f"#posicion-{point.pk}-{mine.pk}"
    assert "por qué objeta" in bare.content.decode()
    assert "Se guardó su posición" in taken.content.decode()
    assert plain["Location"] == f"/sesiones/{session.pk}/carpeta/#punto-{point.pk}"
    assert MemberPosition.objects.get().stance == "asks_floor"


def test_papers_have_versions_and_hostile_files_are_refused(room: Room, lucia: Client, rosa: Client) -> None:
    point = points_of(agenda(room, called=True))[0]
    address = f"/puntos/{point.pk}/documentos/"

    for content in (PDF, PDF, PDF + b"%2\n"):
        lucia.post(address, {"title": "Nota técnica", "file": SimpleUploadedFile("nota.pdf", content)})
    refused = lucia.post(address, {"file": SimpleUploadedFile("nota.pdf", b"MZ\x90\x00 programa")})
    nothing = lucia.post(address, {"title": "x"})

    assert list(PointFile.objects.order_by("number").values_list("title", "number")) == [
        ("Nota técnica", 1),
        ("Nota técnica", 2),
    ]
    assert (refused.status_code, nothing.status_code) == (400, 400)
    assert "1 versión anterior" in page(rosa, "show-folder", point.session_id)
    paper = PointFile.objects.get(number=1)
    given = rosa.get(f"{address}{paper.pk}/")
    assert given["Content-Disposition"].startswith("attachment")
    assert rosa.post(address, {"file": SimpleUploadedFile("n.pdf", PDF)}).status_code == 403


def test_an_agency_without_a_seat_reads_what_it_is_asked_about_and_nothing_else(
    room: Room, lucia: Client, client_for: SignIn
) -> None:
    session = agenda(room, called=True)
    asked_about, other, _third = points_of(session)
    for point in (asked_about, other):
        lucia.post(f"/puntos/{point.pk}/documentos/", {"file": SimpleUploadedFile("nota.pdf", PDF)})
    lucia.post(
        f"/puntos/{asked_about.pk}/opinion/", {"units": "sabg", "days": "5", "question": "¿Hay conflicto?"}
    )
    sofia, opinion = client_for(room.cast.sofia), Opinion.objects.get()

    text = page(sofia, "show-opinion", opinion.pk)

    assert "¿Hay conflicto?" in text
    assert "Día hábil 5" in text
    assert "Opiniones que se le piden" in sofia.get("/").content.decode()
    assert Notice.objects.filter(user=room.cast.sofia, kind="cabinet.opinion", needs_receipt=True).exists()
    papers = {p.point_id: p for p in PointFile.objects.all()}
    assert sofia.get(f"/puntos/{asked_about.pk}/documentos/{papers[asked_about.pk].pk}/").status_code == 200
    for address in (
        f"/puntos/{other.pk}/documentos/{papers[other.pk].pk}/", f"/puntos/{asked_about.pk}/",
        f"/sesiones/{session.pk}/", f"/sesiones/{session.pk}/carpeta/",
    ):  # fmt: skip
        assert sofia.get(address).status_code == 404
    bare = sofia.post(f"/opiniones/{opinion.pk}/", {"verdict": "against", "version": 1})
    assert (bare.status_code, "Escriba la opinión" in bare.content.decode()) == (400, True)
    letter = SimpleUploadedFile("oficio.pdf", PDF)
    given = sofia.post(f"/opiniones/{opinion.pk}/", {"verdict": "against", "version": 1, "file": letter})
    assert given.status_code == 303
    assert sofia.get(f"/opiniones/{opinion.pk}/oficio/").status_code == 200
    assert "desfavorable" in page(lucia, "show-point", asked_about.pk)


def test_a_restricted_point_leaks_by_no_door(room: Room, client_for: SignIn, lucia: Client) -> None:
    session = agenda(room)
    point = secret(room, session, "ramon")
    other_body(room)
    add_file(room.lucia, point.pk, f"{SECRET} nota", io.BytesIO(made.word()), f"{SECRET}.docx", NOW)
    lucia.post(f"/sesiones/{session.pk}/convocar/", {"version": session.version})
    says(room, "ramon", "CEA", point, "remarks", text=SECRET)
    ask_opinion(room.lucia, point.pk, [room.cast.unit("CEA").pk], SECRET, 5, NOW)
    opinion, paper = Opinion.objects.get(), PointFile.objects.get()
    doors = [
        "/", "/sesiones/", f"/sesiones/{session.pk}/", f"/sesiones/{session.pk}/orden/", f"/sesiones/{session.pk}/carpeta/",
        f"/sesiones/{session.pk}/posiciones/", f"/sesiones/{session.pk}/convocatoria.docx",
        f"/sesiones/{session.pk}/minuta.docx", f"/puntos/{point.pk}/", f"/puntos/{point.pk}/corregir/",
        f"/puntos/{point.pk}/documentos/{paper.pk}/", f"/opiniones/{opinion.pk}/", "/buscar/?q=Remoci%C3%B3n+titular", "/avisos/",
        f"/sesiones/{session.pk}/enviar-acuerdo/", f"/puntos/{point.pk}/retirar/",
    ]  # fmt: skip

    for name in ("marcos", "elena", "tomas", "rosa", "ivan", "ana", "sofia", "nadia"):
        client = client_for(room.cast.people[name])
        for door in doors:
            shown = _shown(client.get(door))
            assert "Zyxquark" not in shown, (
                name,
                door,
            )
    assert "Punto reservado 4" in page(client_for(room.cast.marcos), "edit-agenda", session.pk)
    assert "Punto reservado 4" in page(client_for(room.cast.rosa), "show-folder", session.pk)
    said = Notice.objects.filter(text__contains="Zyxquark").exclude(
        user__in=[room.cast.ramon, room.cast.lucia]
    )
    assert not said.exists()
    assert not Notice.objects.filter(title__contains="Zyxquark").exists()
    assert SECRET in page(client_for(room.cast.ramon), "show-folder", session.pk)
    read = RestrictedReading.objects.filter(subject_kind="cabinet.point", subject_id=point.pk)
    assert {r.user.username for r in read.select_related("user")} == {"ramon"}
    assert not read.filter(subject_label__contains="Zyxquark").exists()


def _shown(answer: object) -> str:
    content = b"".join(answer) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined,arg-type]
    if content[:2] == b"PK":
        return _inside(content)
    return content.decode("utf-8", "replace")


def _inside(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


@pytest.mark.parametrize("count", [2, 8])
@pytest.mark.parametrize(
    ("name", "most"), [("edit-agenda", 16), ("show-folder", 18), ("show-positions", 20), ("show-session", 23)]
)
def test_pages_ask_the_same_of_the_database_for_any_number_of_points(
    room: Room,
    lucia: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
    name: str,
    most: int,
) -> None:
    session = agenda(room, *[f"Punto {n}" for n in range(count)], called=True)
    for point in points_of(session):
        says(room, "rosa", "CEA", point, "agrees")
        lucia.post(f"/puntos/{point.pk}/documentos/", {"file": SimpleUploadedFile("nota.pdf", PDF)})
    page(lucia, name, session.pk)

    with django_assert_max_num_queries(most):
        page(lucia, name, session.pk)


def test_addresses_with_nothing_behind_are_not_found(lucia: Client, room: Room) -> None:
    point = points_of(agenda(room))[0]
    for address in (
        "/puntos/999999/",
        "/opiniones/999999/",
        f"/puntos/{point.pk}/documentos/99/",
        "/sesiones/99999/orden/",
        "/sesiones/99999/carpeta/",
    ):
        assert lucia.get(address).status_code == 404
    for name in ("mover", "quitar", "documentos", "opinion", "posicion", "bloque", "enviar"):
        assert lucia.get(f"/puntos/{point.pk}/{name}/").status_code == 405
        assert lucia.post(f"/puntos/{point.pk}/{name}/", {"version": "x", "to": "-1"}).status_code in {
            400,
            404,
            409,
        }


def test_a_point_of_another_session_is_never_added_by_mistake(room: Room, lucia: Client) -> None:
    add_point(room.lucia, room.session().pk, PointGiven("Ajeno"), NOW)

    assert "Ajeno" not in page(lucia, "edit-agenda", agenda(room).pk)


def test_positions_are_read_by_point_what_asks_for_minutes_first(room: Room, lucia: Client) -> None:
    session = agenda(room, called=True)
    first, second, _third = points_of(session)
    says(room, "rosa", "CEA", first, "agrees")
    says(room, "ivan", "SIDUR", first, "objects", text="Falta el dictamen.")

    shown = page(lucia, "show-positions", session.pk)

    card = shown[shown.index(f'id="punto-{first.pk}"') : shown.index(f'id="punto-{second.pk}"')]
    assert card.index("Falta el dictamen.") < card.index("conforme")
    assert "2 de 2 respondieron" in card
    assert "Sin posición" not in card
    assert "Sin posición: CEA, SIDUR." in shown[shown.index(f'id="punto-{second.pk}"') :]


def test_the_button_just_pressed_can_be_found_again_after_it_is_replaced(room: Room, rosa: Client) -> None:
    """The program of the page gives the focus back to what has the same name: who uses a keyboard stays there."""
    point = points_of(agenda(room, called=True))[0]
    sent = {"seat": seat(room, "CEA").pk, "stance": "agrees", "version": 0}

    answer = rosa.post(
        reverse("cabinet:take-position", args=[point.pk]), sent, headers={"hx-request": "true"}
    )

    assert f'id="stance-{point.pk}-{seat(room, "CEA").pk}-agrees"' in answer.content.decode()
