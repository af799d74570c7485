"""The screens of the room: who opens them, what they never tell, what they cost."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gabinete.delivery.cli import sessions_held
from gabinete.foundation.audit.acts import act
from gabinete.kernel import clock
from gabinete.kernel.errors import IllegalMove
from gabinete.office.cabinet.actions import capture, doors, room
from gabinete.office.cabinet.models import AgreementDraft, Attendance, CabinetSession, FloorRequest
from gabinete.office.cabinet.web.room.pulse import SALT
from tests.office.cabinet.sala.scene import BEGIN, SECRET, Scene

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
KEPT = {"X-Room": "1"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.CLOCK_VARIABLE, (BEGIN + timedelta(minutes=30)).isoformat())


@pytest.fixture
def lucia(scene: Scene, client_for: SignIn) -> Client:
    return client_for(scene.cast.lucia)


def write(client: Client, scene: Scene, headers: dict[str, str] | None = None, **fields: object):
    sent = {"once": str(uuid4()), **fields}
    return client.post(f"/sesiones/{scene.session_id}/sala/anotar/", sent, headers=headers or KEPT)


def pages(scene: Scene) -> list[str]:
    base = f"/sesiones/{scene.session_id}/"
    return [base, f"{base}sala/", f"{base}proyector/", f"{base}en-sala/"]


def agreed_in_secret(scene: Scene) -> str:
    """A restricted point under way, with all that may be written of it."""
    scene.open()
    marcos, point = scene.cast.actor("marcos"), scene.points[2].pk
    room.start_point(marcos, scene.session_id, point, scene.mark(1))
    room.write_text(marcos, scene.session_id, point, ("notes", "Reservadísimo", ""), scene.mark(2))
    room.write_text(marcos, scene.session_id, point, ("resolution", "Reservadísimo", ""), scene.mark(2))
    room.set_outcome(marcos, scene.session_id, point, "rejected", "", scene.mark(3))
    capture.capture(
        marcos, scene.session_id, point, "Que @SH pague Reservadísimo en 10 días hábiles", scene.mark(4)
    )
    return doors.open_wall(marcos, scene.session_id, scene.mark(5))


@pytest.mark.parametrize("who", ["lucia", "rosa", "elena", "tomas", "ana"])
def test_a_restricted_point_says_nothing_on_any_screen(scene: Scene, client_for: SignIn, who: str) -> None:
    key = agreed_in_secret(scene)
    client = client_for(scene.cast.people[who])
    told = [client.get(path).content.decode() for path in [*pages(scene)[1:], f"/proyector/{key}/"]]

    for page in told:
        assert SECRET not in page
        assert "Reservadísimo" not in page
        assert "rechazado" not in page.lower() or "Rechazado <kbd" in page
    assert any("Punto reservado" in page for page in told)


def test_the_wall_hides_a_restricted_point_even_from_its_readers(scene: Scene, client_for: SignIn) -> None:
    key = agreed_in_secret(scene)
    marcos = client_for(scene.cast.marcos)

    assert SECRET in marcos.get(f"/sesiones/{scene.session_id}/sala/").content.decode()
    for path in (f"/sesiones/{scene.session_id}/proyector/", f"/proyector/{key}/"):
        page = marcos.get(path).content.decode()
        assert "Punto reservado" in page
        assert SECRET not in page
        assert "Reservadísimo" not in page


def test_what_is_typed_reaches_the_wall_but_not_from_a_restricted_point(
    scene: Scene, client_for: SignIn
) -> None:
    scene.open()
    room.start_point(scene.lucia, scene.session_id, scene.points[1].pk, scene.mark(1))
    marcos = client_for(scene.cast.marcos)
    read, wall = f"/sesiones/{scene.session_id}/sala/leer/", f"/sesiones/{scene.session_id}/proyector/"

    said = marcos.post(
        read, {"point": scene.points[1].pk, "text": "Que la CEA entregue el proyecto", "wall": "1"}
    )
    assert "CEA" in said.content.decode()
    assert "entregue el proyecto" in marcos.get(wall).content.decode()
    marcos.post(read, {"point": scene.points[2].pk, "text": "Que SH pague el puente", "wall": "1"})
    assert "puente" not in marcos.get(wall).content.decode()


def test_the_review_keeps_agreements_of_a_restricted_point_to_its_readers(
    scene: Scene, client_for: SignIn
) -> None:
    agreed_in_secret(scene)
    draft = AgreementDraft.objects.get()
    path = f"/minutas/{draft.minutes_id}/revisar/"

    assert "Reservadísimo" not in client_for(scene.cast.lucia).get(path).content.decode()
    assert "Reservadísimo" in client_for(scene.cast.marcos).get(path).content.decode()
    refused = client_for(scene.cast.lucia).post(
        f"/borradores/{draft.pk}/", {"version": draft.version, "text": "x"}
    )
    assert refused.status_code == 404


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("lucia", 200),
        ("marcos", 200),
        ("elena", 403),
        ("tomas", 403),
        ("rosa", 403),
        ("ana", 403),
        ("sofia", 404),
    ],
)
def test_the_room_opens_to_whoever_runs_the_session(
    scene: Scene, client_for: SignIn, who: str, expected: int
) -> None:
    client = client_for(scene.cast.people[who])

    assert client.get(f"/sesiones/{scene.session_id}/sala/").status_code == expected
    assert client.get(f"/sesiones/{scene.session_id}/entrada/").status_code == expected
    refused = write(client, scene, do="guest", name="Alguien")
    assert (refused.status_code == 200) == (expected == 200)


@pytest.mark.parametrize(("who", "expected"), [("rosa", 200), ("elena", 200), ("sofia", 404), ("nadia", 404)])
def test_the_wall_and_the_tablet_open_to_whoever_may_know_of_the_session(
    scene: Scene, client_for: SignIn, who: str, expected: int
) -> None:
    client = client_for(scene.cast.people[who])

    assert client.get(f"/sesiones/{scene.session_id}/proyector/").status_code == expected
    assert client.get(f"/sesiones/{scene.session_id}/en-sala/").status_code == expected


def test_the_list_is_taken_by_plain_forms_too(scene: Scene, lucia: Client) -> None:
    seat = scene.seats["CEA"].pk

    answer = write(
        lucia, scene, {"Accept": "text/html"}, do="seat", seat=seat, quality="remote", name="Ramón"
    )

    assert answer.status_code == 303
    line = Attendance.objects.get()
    assert (line.quality, line.modality, line.name) == ("holder", "remote", "Ramón")


def test_a_session_goes_through_by_the_entries_of_the_screen(scene: Scene, lucia: Client) -> None:
    for acronym, quality in (("OEE", "holder"), ("CEA", "remote"), ("SIDUR", "holder"), ("SSA", "excused")):
        assert (
            write(lucia, scene, do="seat", seat=scene.seats[acronym].pk, quality=quality).status_code == 200
        )
    point = scene.points[1].pk
    steps: list[dict[str, object]] = [
        {"do": "open"},
        {"do": "start", "point": point},
        {"do": "agreement", "point": point, "text": "Que la CEA entregue el proyecto en 10 días hábiles"},
        {"do": "text", "point": point, "field": "notes", "text": "Hay recursos", "seen": ""},
        {"do": "outcome", "point": point, "outcome": "agreed", "seen": ""},
        {"do": "finish", "point": point},
        {"do": "defer_rest"},
        {"do": "conclude"},
    ]

    answers = [write(lucia, scene, **step) for step in steps]

    assert [answer.status_code for answer in answers] == [200] * len(steps)
    draft = AgreementDraft.objects.get()
    edited = write(
        lucia, scene, do="edit_draft", draft=draft.pk, version=draft.version, text="Entregar el proyecto final",
        lead="SIDUR", co="CEA", term_unit="business", term_n="20", means="Acuse",
    )  # fmt: skip
    assert edited.status_code == 200
    draft.refresh_from_db()
    assert (str(draft.lead.acronym if draft.lead else ""), draft.term_n) == ("SIDUR", 20)
    page = lucia.get(f"/sesiones/{scene.session_id}/sala/").content.decode()
    assert "Revisar y registrar acuerdos" in page
    assert "Entregar el proyecto final" in page


def test_an_entry_sent_again_is_answered_as_the_first_time(scene: Scene, lucia: Client) -> None:
    once = str(uuid4())

    answers = [write(lucia, scene, do="guest", name="Rectora", once=once).json() for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert Attendance.objects.count() == 1


def test_a_conflict_is_told_as_data_with_what_is_there_now(scene: Scene, lucia: Client) -> None:
    scene.open()
    point = scene.points[1].pk
    write(lucia, scene, do="text", point=point, field="notes", text="Primero", seen="")

    answer = write(lucia, scene, do="text", point=point, field="notes", text="Segundo", seen="")

    assert answer.status_code == 409
    assert json.loads(answer.content)["current"] == "Primero"


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "nada"}, {}, {"do": "start", "point": "987654"}, {"do": "start", "point": "x"},
        {"do": "seat", "seat": "9999999", "quality": "holder"}, {"do": "seat", "seat": "1", "quality": "rey"},
        {"do": "outcome", "point": "1", "outcome": "ganado"}, {"do": "text", "point": "1", "field": "title", "text": "x"},
        {"do": "vote", "point": "1", "seat-1": "quizá"}, {"do": "leave", "line": ""}, {"do": "guest", "name": " "},
        {"do": "guest", "name": "x" * 500}, {"do": "start", "point": "1", "age": "-5"},
        {"do": "start", "point": "1", "age": "99999999999999"}, {"do": "edit_draft", "draft": "1", "term_unit": "siglos"},
    ],
)  # fmt: skip
def test_whatever_is_sent_is_refused_in_words(scene: Scene, lucia: Client, fields: dict[str, str]) -> None:
    answer = write(lucia, scene, **fields)

    assert answer.status_code in {400, 404, 409, 422}
    assert answer.json()["error"]
    assert not Attendance.objects.exists()


def test_a_pulse_costs_few_questions_and_says_when_nothing_changed(
    scene: Scene, lucia: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    scene.open()
    for wall, most in ((False, 1), (True, 2)):
        path = f"/pulso/{signing.dumps([scene.session_id, wall], salt=SALT)}/"
        for client in (Client(), lucia):
            with django_assert_max_num_queries(most + (client is lucia) * 2):
                first = client.get(path)
            assert first.json()["now"] == round((BEGIN + timedelta(minutes=30)).timestamp() * 1000)
            with django_assert_max_num_queries(most + (client is lucia) * 2):
                assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
            write(lucia, scene, do="guest", name="Alguien")
            assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_spoilt_pulse_tells_nothing(scene: Scene) -> None:
    assert Client().get(f"/pulso/{signing.dumps([scene.session_id, False], salt='otra')}/").status_code == 404
    assert Client().get(f"/pulso/{signing.dumps([987654, False], salt=SALT)}/").status_code == 404


def test_what_serves_the_room_without_a_network_is_asked_for_above_it(scene: Scene, lucia: Client) -> None:
    page = lucia.get(f"/sesiones/{scene.session_id}/sala/")
    found = re.search(r'data-worker="([^"]+)"', page.content.decode())
    assert found is not None

    script = Client().get(found[1])

    assert f"/sesiones/{scene.session_id}/sala/".startswith(found[1].rsplit("/", 1)[0])
    assert (script.status_code, script["Content-Type"], script["Cache-Control"]) == (
        200, "text/javascript", "no-cache",
    )  # fmt: skip
    assert b"addEventListener" in script.content
    assert "worker-src 'self'" in page["Content-Security-Policy"]
    assert "data-worker" not in lucia.get(f"/sesiones/{scene.session_id}/en-sala/").content.decode()


@pytest.mark.parametrize(
    ("state", "keeps"), [("called", "yes"), ("open", "yes"), ("held", "no"), ("closed", "no")]
)
def test_the_room_is_kept_only_until_it_is_concluded(
    scene: Scene, lucia: Client, state: str, keeps: str
) -> None:
    type(scene.session).objects.filter(pk=scene.session_id).update(state=state)

    for headers in ({}, {"X-Parts": "all"}):
        page = lucia.get(f"/sesiones/{scene.session_id}/sala/", headers=headers).content.decode()

        assert f'data-keeps="{keeps}"' in page


def test_the_floor_is_asked_from_the_tablet(scene: Scene, client_for: SignIn) -> None:
    scene.open()
    rosa, path = client_for(scene.cast.rosa), f"/sesiones/{scene.session_id}/en-sala/palabra/"
    seat = scene.seats["CEA"].pk

    rosa.post(path, {"do": "ask", "seat": seat})
    assert "Pidió la voz" in rosa.get(f"/sesiones/{scene.session_id}/en-sala/").content.decode()
    assert (
        "Dar la voz"
        in client_for(scene.cast.lucia).get(f"/sesiones/{scene.session_id}/sala/").content.decode()
    )
    rosa.post(path, {"do": "withdraw", "seat": seat})

    assert FloorRequest.objects.get().ended_at is not None
    assert rosa.post(path, {"do": "ask", "seat": scene.seats["SIDUR"].pk}).status_code == 403


def test_the_door_takes_a_member_in_without_an_account(scene: Scene, lucia: Client) -> None:
    lucia.post(f"/sesiones/{scene.session_id}/entrada/", {"do": "open"})
    page = lucia.get(f"/sesiones/{scene.session_id}/entrada/").content.decode()
    path = f"/entrada/{page.split('/entrada/')[-1].split('/')[0]}/"
    phone = Client()

    refused = phone.post(path, {"seat": scene.seats["CEA"].pk, "name": " "})
    assert "Escriba su nombre" in refused.content.decode()
    assert (
        phone.post(path, {"seat": scene.seats["CEA"].pk, "name": "Delia", "alternate": "1"}).status_code
        == 303
    )
    assert "Quedó en la lista" in phone.get(path).content.decode()
    assert "Titular de CEA" not in Client().get(path).content.decode()
    assert "por código QR" in lucia.get(f"/sesiones/{scene.session_id}/sala/").content.decode()
    lucia.post(f"/sesiones/{scene.session_id}/entrada/", {"do": "close"})
    assert phone.get(path).status_code == 404


def test_the_wall_says_that_the_session_ended_until_its_minutes_go_out(scene: Scene) -> None:
    scene.open()
    key = doors.open_wall(scene.lucia, scene.session_id, scene.mark(1))
    assert "Acuerdos anteriores" in Client().get(f"/proyector/{key}/").content.decode()

    room.conclude(scene.lucia, scene.session_id, scene.mark(2))
    ended = Client().get(f"/proyector/{key}/").content.decode()
    with act(0, "tests.circulate", at=BEGIN):
        CabinetSession.objects.update(state="circulated")

    assert "La sesión concluyó" in ended
    assert "Acuerdos anteriores" not in ended
    assert Client().get(f"/proyector/{key}/").status_code == 404


def test_an_agreement_is_corrected_only_from_the_room_of_its_session(scene: Scene, lucia: Client) -> None:
    scene.open()
    capture.capture(
        scene.lucia, scene.session_id, scene.points[1].pk, "Que la CEA entregue el plan", scene.mark(3)
    )
    draft = AgreementDraft.objects.get()
    with act(0, "tests.other", at=BEGIN):
        session = CabinetSession.objects.create(
            body=scene.session.body, number=99, year=2026, held_on=scene.session.held_on, state="open",
            created_by=scene.cast.lucia,
        )  # fmt: skip
    for do in ("edit_draft", "drop_draft"):
        sent = {
            "do": do,
            "draft": draft.pk,
            "version": draft.version,
            "text": "Otro",
            "term_unit": "none",
            "once": str(uuid4()),
        }
        answer = lucia.post(f"/sesiones/{session.pk}/sala/anotar/", sent, headers=KEPT)
        assert answer.status_code == 404

    draft.refresh_from_db()
    assert (draft.text, draft.dropped) == ("Entregar el plan", False)


def test_the_room_says_when_today_is_not_the_day_of_the_call(
    scene: Scene, lucia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/sesiones/{scene.session_id}/sala/"
    assert "Está convocada para el" not in lucia.get(path).content.decode()

    monkeypatch.setenv(clock.CLOCK_VARIABLE, (BEGIN - timedelta(days=3)).isoformat())
    page = lucia.get(path).content.decode()

    assert "Está convocada para el 26 de noviembre de 2026 y hoy es 23 de noviembre de 2026" in page
    assert 'value="second_call"' not in page


def test_a_concluded_session_says_one_thing_to_do_next(scene: Scene, lucia: Client) -> None:
    scene.open()
    capture.capture(
        scene.lucia, scene.session_id, scene.points[1].pk, "Que la CEA entregue el plan", scene.mark(3)
    )
    room.conclude(scene.lucia, scene.session_id, scene.mark(9))
    path = f"/sesiones/{scene.session_id}/"

    page = lucia.get(path).content.decode()
    assert (page.count('class="card say"'), page.count("btn primary")) == (1, 1)
    assert "Falta el resultado" in page

    with act(0, "tests.outcomes", at=BEGIN):
        scene.session.agenda.update(outcome="noted")
    page = lucia.get(path).content.decode()
    assert (page.count('class="card say"'), page.count("btn primary")) == (1, 1)
    assert "Revisar y registrar acuerdos" in page


def test_the_consent_block_is_taken_in_one_entry(scene: Scene, lucia: Client) -> None:
    scene.open()
    with act(0, "tests.consent", at=BEGIN):
        scene.session.agenda.filter(is_restricted=False).update(consent_choice="in")

    assert "Tomar el bloque" in lucia.get(f"/sesiones/{scene.session_id}/sala/").content.decode()
    once = str(uuid4())
    answers = [write(lucia, scene, do="consent", once=once).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0]["taken"] >= 1
    assert scene.session.agenda.filter(in_consent=True).count() == answers[0]["taken"]


def test_the_terminal_opens_a_session_with_those_on_its_list(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = f"GT/{scene.session.year}/8"
    with pytest.raises(IllegalMove):
        sessions_held.open_session(reference, "", "lucia")
    for acronym in ("OEE", "CEA", "SIDUR"):
        scene.seat(acronym)

    sessions_held.open_session(reference, "", "lucia")

    assert "quedó instalada" in capsys.readouterr().out
    assert scene.session.state == "open"
    with pytest.raises(IllegalMove):
        sessions_held.close_session(reference, "lucia")
