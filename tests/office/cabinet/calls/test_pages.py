"""The pages of calls: with a key and no account, on the desk, and for those who should see nothing."""

import io
from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from gabinete.office.cabinet import actions
from gabinete.office.cabinet.models import Answer
from tests.foundation.documents import bytes_of as made
from tests.office.cabinet.calls.stage import SECRET_POINT, Table
from tests.office.cabinet.stage import NOW

SignIn = Callable[..., Client]


def link(table: Table, acronym: str = "CEA") -> str:
    return f"/convocatoria/{table.key(acronym)}/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_link_shows_the_call_and_nothing_restricted_without_an_account(called: Table) -> None:
    shown = page(Client(), link(called))

    assert "1.ª sesión ordinaria del Gabinete Legal" in shown
    assert "Salón «Ñ»" in shown
    assert "1. Abasto de agua" in shown
    assert "Punto reservado" in shown
    assert SECRET_POINT not in shown
    assert "Titular de SIDUR" not in shown, "nor who else is convened"


def test_acuse_is_given_with_its_button_and_not_by_following_links(called: Table, client_for: SignIn) -> None:
    filter_of_mail = Client()
    page(filter_of_mail, link(called))
    filter_of_mail.get(f"{link(called)}convocatoria.pdf")
    assert filter_of_mail.get(f"{link(called)}acuse/").status_code == 405
    assert called.invited("CEA").received_at is None
    table = page(client_for(called.cast.lucia), f"/sesiones/{called.session.pk}/")
    assert "sin acuse" in table
    assert "Liga abierta el" in table

    shown = Client().post(f"{link(called)}acuse/", follow=True).content.decode()

    assert called.invited("CEA").received_at is not None
    assert "Acuse de recibo:" in shown
    assert "Acusar recibo" not in shown


def test_answer_is_taken_from_the_link_and_shown_again(called: Table) -> None:
    client = Client()
    data = {"answer": "alternate", "alternate_name": "Julia", "alternate_title": "Directora", "version": 1}
    file = io.BytesIO(made.JPEG)
    file.name = "oficio.jpg"

    answer = client.post(link(called), data | {"designation": file})

    assert (answer.status_code, answer["Location"]) == (303, link(called))
    one = called.invited("CEA")
    assert (one.answer, one.door, one.designation.name) == ("alternate", "link", "oficio.jpg")
    assert one.designation.source.startswith("Designación de suplente")
    shown = page(client, link(called))
    assert "quedó registrada" in shown
    assert "Julia, Directora" in shown


def test_refused_form_keeps_what_was_typed(called: Table) -> None:
    answer = Client().post(link(called), {"answer": "alternate", "alternate_name": "Julia", "version": 1})

    assert answer.status_code == 400
    assert 'value="Julia"' in answer.content.decode()
    assert "nombre y el cargo" in answer.content.decode()


def test_link_answers_only_forms_of_its_own_page(called: Table) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(link(called), {"answer": "attends", "version": 1}).status_code == 403
    assert called.invited("CEA").answer == "pending"


def test_wrong_keys_all_look_the_same_and_soon_have_to_wait(called: Table) -> None:
    client = Client()
    wrong = [f"/convocatoria/{n:032d}/" for n in range(25)]

    codes = [client.get(path).status_code for path in wrong]

    assert set(codes[:20]) == {404}
    assert set(codes[20:]) == {429}
    assert client.get(link(called)).status_code == 429, "from that address, for a while"
    assert Client(REMOTE_ADDR="10.1.2.3").get(link(called)).status_code == 200


def test_one_key_does_not_send_forms_without_end(called: Table) -> None:
    client = Client()
    codes = {client.post(link(called), {"answer": "", "version": 1}).status_code for _n in range(32)}

    assert codes == {400, 429}


def test_key_of_another_shape_is_not_an_address(called: Table) -> None:
    for path in ("/convocatoria/1/", "/convocatoria/../", f"/convocatoria/{called.session.pk}/"):
        assert Client().get(path).status_code == 404


def test_link_is_neither_kept_nor_indexed(called: Table) -> None:
    answer = Client().get(link(called))

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Referrer-Policy"] == "same-origin"


def test_link_of_a_cancelled_session_says_so_and_takes_nothing(called: Table) -> None:
    actions.cancel_session(called.room.lucia, called.session.pk, called.session.version, "No hay.", NOW)

    shown = page(Client(), link(called))

    assert "cancelada y ya no espera respuestas" in shown
    assert "<form" not in shown


def test_link_of_a_session_that_became_restricted_opens_nothing(called: Table) -> None:
    called.session.reserve = 4
    called.session.save()

    assert Client().get(link(called)).status_code == 404


def test_call_is_given_as_pdf_with_its_restricted_points_covered(called: Table) -> None:
    answer = Client().get(f"{link(called)}convocatoria.pdf")

    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Abasto de agua" in text
    assert "Punto reservado" in text
    assert SECRET_POINT not in text


def test_secretary_sees_who_answered_by_where_and_what_is_expected(called: Table, client_for: SignIn) -> None:
    Client().post(link(called), {"answer": "attends", "version": 1, "note": "Llego tarde"})

    shown = page(client_for(called.cast.lucia), f"/sesiones/{called.session.pk}/")

    for said in (
        "Respuestas a la convocatoria",
        "por la liga del correo",
        "Llego tarde",
        "Recordar a quien falta",
        "hay 1 de 2",
    ):
        assert said in shown


def test_member_sees_their_own_answer_and_nobody_elses(called: Table, client_for: SignIn) -> None:
    Client().post(link(called, "SIDUR"), {"answer": "absent", "version": 1, "note": "Comisión fuera"})

    shown = page(client_for(called.cast.rosa), f"/sesiones/{called.session.pk}/")

    assert "Su respuesta" in shown
    assert "Titular de CEA" in shown
    assert "Comisión fuera" not in shown
    assert "Respuestas a la convocatoria" not in shown


def test_member_answers_on_the_desk(called: Table, client_for: SignIn) -> None:
    client, one = client_for(called.cast.rosa), called.invited("CEA")

    assert "Responder la convocatoria" in page(client, f"/convocatorias/{one.pk}/responder/")
    client.post(f"/convocatorias/{one.pk}/responder/", {"answer": "attends", "version": one.version})

    assert called.invited("CEA").answer == Answer.ATTENDS


def test_secretary_answers_for_a_member_and_reminds_the_rest(called: Table, client_for: SignIn) -> None:
    client, one = client_for(called.cast.lucia), called.invited("CEA")

    client.post(f"/convocatorias/{one.pk}/registrar/", {"answer": "attends", "version": one.version})
    shown = client.post(f"/sesiones/{called.session.pk}/recordar/", follow=True).content.decode()

    assert called.invited("CEA").door == "office"
    assert "Se recordó a 1 integrante" in shown


@pytest.mark.parametrize(
    ("who", "code"), [("ivan", 404), ("sofia", 404), ("tomas", 404), ("ana", 404), ("olga", 404)]
)
def test_invitations_of_others_do_not_exist_for_me(
    called: Table, client_for: SignIn, who: str, code: int
) -> None:
    client, one = client_for(called.cast.people[who]), called.invited("CEA")

    for door in ("responder", "registrar", "designacion"):
        assert client.get(f"/convocatorias/{one.pk}/{door}/").status_code == code


def test_member_does_not_answer_through_the_door_of_the_secretary(called: Table, client_for: SignIn) -> None:
    one = called.invited("CEA")

    answer = client_for(called.cast.rosa).post(f"/convocatorias/{one.pk}/registrar/", {"answer": "attends"})

    assert answer.status_code == 403
    assert called.invited("CEA").answer == "pending"


def test_secretary_postpones_from_its_page(called: Table, client_for: SignIn) -> None:
    client, path = client_for(called.cast.lucia), f"/sesiones/{called.session.pk}/diferir/"

    refused = client.post(path, {"reason": "", "held_on": "2026-12-10", "version": called.session.version})
    shown = client.post(
        path, {"reason": "Gira", "held_on": "2026-12-10", "version": called.session.version}, follow=True
    ).content.decode()

    assert refused.status_code == 400
    assert 'value="2026-12-10"' in refused.content.decode()
    assert "Se difirió del 3 de diciembre de 2026" in shown.replace("jueves ", "")
    assert called.fresh().state == "postponed"


def test_answers_cost_the_same_for_any_number_of_replies(
    called: Table, client_for: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(called.cast.lucia)
    client.get(f"/sesiones/{called.session.pk}/")

    with django_assert_max_num_queries(24):
        client.get(f"/sesiones/{called.session.pk}/")


def test_floods_are_forgotten_after_a_while(called: Table) -> None:
    for n in range(25):
        Client().get(f"/convocatoria/{n:032d}/")
    caches["process"].clear()

    assert Client().get(link(called)).status_code == 200
