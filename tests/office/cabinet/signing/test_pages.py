"""The pages of signing and of verifying."""

import logging
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gabinete.office.cabinet import states
from gabinete.office.cabinet.queries.signing import content_of
from tests.foundation.documents import bytes_of as made
from tests.foundation.signing import authority as sat
from tests.foundation.signing.papers_of import encrypted, minutes, places, sheeted, signed, signed_by
from tests.office.cabinet.signing.stage import Table, lay_table, lucia, ramon

pytestmark = pytest.mark.django_db
SENTINEL = "centinela-pagina-5521"


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def encoded_in(page: str) -> str:
    return page.split('name="certificate" value="')[1].split('"', maxsplit=1)[0]


def sign_by_pages(table: Table, client, order: int, who: sat.Issued, password: str = sat.PASSWORD):
    pk = table.place(order).pk
    asked = client.post(f"/firmas/{pk}/", {"cer": file("a.cer", who.cer)})
    assert asked.status_code == 200, asked.content.decode()
    return client.post(
        f"/firmas/{pk}/llave/",
        {
            "certificate": encoded_in(asked.content.decode()),
            "key": file("a.key", who.key()),
            "passphrase": password,
        },
    )


def test_signing_goes_by_two_steps_and_ends_in_the_list(table: Table, client_for) -> None:
    client = client_for(table.room.cast.lucia)
    page = client.get(f"/firmas/{table.place(1).pk}/").content.decode()
    assert "Su certificado (.cer)" in page
    assert 'type="password"' not in page

    asked = client.post(f"/firmas/{table.place(1).pk}/", {"cer": file("a.cer", lucia().cer)}).content.decode()
    for said in ("LUCIA MONTAÑO FELIX", "MOFL850101AB1", "00001000000504465031", 'autocomplete="off"'):
        assert said in asked
    done = sign_by_pages(table, client, 1, lucia())

    assert (done.status_code, done["Location"]) == (303, f"/sesiones/{table.session.pk}/firmas/")
    listed = client.get(done["Location"]).content.decode()
    assert "Firmaron 1 de 3" in listed
    assert "RFC MOFL850101AB1" in listed
    assert "Firmar</a>" not in listed


def test_list_shows_whose_turn_it_is_and_lets_only_them_sign(table: Table, client_for) -> None:
    address = f"/sesiones/{table.session.pk}/firmas/"
    waiting = client_for(table.room.cast.ramon).get(address).content.decode()
    assert "Antes firma Lucía Montaño Félix (lugar 1)." in waiting
    assert f"/firmas/{table.place(2).pk}/" not in waiting
    assert "Registrar las firmas en papel" not in waiting

    sign_by_pages(table, client_for(table.room.cast.lucia), 1, lucia())
    theirs = client_for(table.room.cast.ramon).get(address).content.decode()
    assert f"/firmas/{table.place(2).pk}/" in theirs
    session = client_for(table.room.cast.ramon).get(f"/sesiones/{table.session.pk}/").content.decode()
    assert f"/firmas/{table.place(2).pk}/" in session
    assert "Sigue Ing. Ramón Encinas Duarte" in session


@pytest.mark.parametrize(
    ("who", "status"), [("rosa", 403), ("ivan", 403), ("tomas", 403), ("olga", 404), ("nadia", 404)]
)
def test_place_of_another_is_not_opened(table: Table, client_for, who: str, status: int) -> None:
    client = client_for(table.room.cast.people[who])
    pk = table.place(1).pk

    assert client.get(f"/firmas/{pk}/").status_code == status
    for path in (f"/firmas/{pk}/", f"/firmas/{pk}/llave/", f"/firmas/{pk}/externa/"):
        assert client.post(path, {}).status_code == status


@pytest.mark.parametrize("who", ["olga", "nadia", "sofia"])
def test_signatures_of_a_session_that_is_not_theirs_do_not_exist(table: Table, client_for, who: str) -> None:
    client = client_for(table.room.cast.people[who])

    for path in (
        f"/sesiones/{table.session.pk}/firmas/",
        f"/sesiones/{table.session.pk}/firmas/minuta.pdf",
        f"/firmas/{table.place(1).pk}/archivo/",
    ):
        assert client.get(path).status_code == 404


def test_wrong_password_keeps_the_certificate_and_repeats_nothing(table: Table, client_for, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    refused = sign_by_pages(table, client_for(table.room.cast.lucia), 1, lucia(), SENTINEL)

    page = refused.content.decode()
    assert refused.status_code == 400
    assert "La contraseña no abre esa llave" in page
    assert "LUCIA MONTAÑO FELIX" in page
    assert SENTINEL not in page + caplog.text
    assert "no-store" in refused["Cache-Control"]


def test_failure_of_ours_while_signing_says_nothing_of_what_was_brought(
    table: Table, client_for, caplog, monkeypatch
) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_for(table.room.cast.lucia)
    client.raise_request_exception = False

    def break_down(*given: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("gabinete.office.cabinet.efirma.sign", break_down)
    broken = sign_by_pages(table, client, 1, lucia())

    assert broken.status_code == 500
    assert sat.PASSWORD not in broken.content.decode() + caplog.text
    assert table.place(1).signed_at is None


def test_key_never_touches_the_disk(table: Table, client_for, monkeypatch, tmp_path: Path) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("a file of the form was written to disk")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refuse)
    done = sign_by_pages(table, client_for(table.room.cast.lucia), 1, lucia())

    assert done.status_code == 303


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Falta el archivo .cer"),
        (bytes(40_000), "Falta el archivo .cer"),
        (b"hola", "no es un certificado"),
    ],
    ids=["none", "big", "text"],
)
def test_bad_certificate_is_said_on_the_page(table: Table, client_for, content: bytes, said: str) -> None:
    sent = {"cer": file("a.cer", content)} if content else {}
    page = client_for(table.room.cast.lucia).post(f"/firmas/{table.place(1).pk}/", sent)

    assert page.status_code == 400
    assert said in page.content.decode()


def test_seal_and_expired_certificate_are_said_before_asking_for_the_key(table: Table, client_for) -> None:
    client = client_for(table.room.cast.lucia)
    for cer, said in ((sat.seal().cer, "sello digital (CSD)"), (ramon().cer, "en ese lugar firma")):
        page = client.post(f"/firmas/{table.place(1).pk}/", {"cer": file("a.cer", cer)})
        assert (page.status_code, said in page.content.decode()) == (422, True)
        assert 'type="password"' not in page.content.decode()


def test_form_of_another_site_is_refused(table: Table, client_for) -> None:
    client = client_for(table.room.cast.lucia)
    client.handler.enforce_csrf_checks = True

    for path in (f"/firmas/{table.place(1).pk}/", f"/firmas/{table.place(1).pk}/llave/", "/verificar-firma/"):
        assert client.post(path, {}).status_code == 403


def test_document_signed_outside_goes_up_from_the_page(table: Table, client_for) -> None:
    client = client_for(table.room.cast.lucia)
    handed = client.get(f"/sesiones/{table.session.pk}/firmas/minuta.pdf")
    assert handed["Content-Type"] == "application/pdf"
    pdf = signed(handed.content, lucia(), places("Lucía", "R", "S")[0])

    done = client.post(f"/firmas/{table.place(1).pk}/externa/", {"pdf": file("m.pdf", pdf)})

    assert done.status_code == 303
    assert content_of(table.place(1).document) == pdf
    assert client.get(f"/firmas/{table.place(1).pk}/archivo/").getvalue() == pdf


def test_secretary_brings_the_sheet_signed_by_hand(table: Table, client_for) -> None:
    client = client_for(table.room.cast.lucia)
    address = f"/sesiones/{table.session.pk}/firmas/papel/"
    everybody = [table.place(order).pk for order in (1, 2, 3)]

    assert client.post(address, {"signers": everybody}).status_code == 400
    wrong = client.post(address, {"signers": everybody[1:], "sheet": file("h.pdf", made.pdf())})
    assert (wrong.status_code, "sin saltar a nadie" in wrong.content.decode()) == (422, True)
    done = client.post(address, {"signers": everybody, "sheet": file("h.pdf", made.pdf())})
    assert done.status_code == 303
    assert table.fresh().state == states.SIGNED
    page = client.get(done["Location"]).content.decode()
    assert "Firmaron 3 de 3" in page
    assert "lo registró Lucía Montaño Félix" in page
    assert client_for(table.room.cast.rosa).post(address, {}).status_code in {400, 403}


def test_list_costs_the_same_for_many_signers(
    table: Table, client_for, django_assert_max_num_queries
) -> None:
    client = client_for(table.room.cast.ramon)
    client.get(f"/sesiones/{table.session.pk}/firmas/")

    with django_assert_max_num_queries(16):
        client.get(f"/sesiones/{table.session.pk}/firmas/")


def test_restricted_session_leaves_note_of_who_took_its_minutes(room, client_for) -> None:
    table = lay_table(room, reserve=3)
    client = client_for(room.cast.lucia)

    assert client.get(f"/sesiones/{table.session.pk}/firmas/minuta.pdf").status_code == 200
    from gabinete.foundation.access.models import RestrictedReading  # noqa: PLC0415

    assert RestrictedReading.objects.filter(subject_kind="cabinet.version").count() == 1


def verified(client, content: bytes):
    return client.post("/verificar-firma/", {"pdf": file("minuta.pdf", content)})


@pytest.mark.parametrize("who", ["lucia", "rosa", "ana", "nadia", "olga"])
def test_anybody_with_an_account_verifies_and_strangers_sign_in_first(
    table: Table, client_for, client, who: str
) -> None:
    assert client_for(table.room.cast.people[who]).get("/verificar-firma/").status_code == 200
    assert client.get("/verificar-firma/").status_code == 302


def test_verification_says_who_signed_and_keeps_nothing(table: Table, client_for, settings) -> None:
    client = client_for(table.room.cast.rosa)
    before = sorted(Path(settings.DOCUMENTS_ROOT).rglob("*"))
    pdf = signed_by([sat.person()])

    good = verified(client, pdf).content.decode()
    for said in ("Firmas válidas", "ROSA BOJÓRQUEZ LEÓN", "BOLR800101AB1", "Cubre el documento completo."):
        assert said in good
    altered = verified(client, pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1)).content.decode()
    assert "Documento alterado" in altered
    assert "Sin firma electrónica" in verified(client, minutes()).content.decode()
    waiting = verified(client, signed(sheeted("Rosa", "Elena"), sat.person(), places("Rosa", "Elena")[0]))
    assert "Firma 2 de 2: Elena" in waiting.content.decode()
    assert sorted(Path(settings.DOCUMENTS_ROOT).rglob("*")) == before


def test_verification_refuses_what_it_cannot_read_in_words(table: Table, client_for) -> None:
    client = client_for(table.room.cast.rosa)

    for content, said in (
        (b"hola", "no es un PDF o está dañado"),
        (encrypted(), "protegido con contraseña"),
        (bytes(26 * 1024 * 1024), "Elija un PDF de hasta 25 MB"),
        (b"%PDF-1.7\n" + b"\0" * 5000 + b"startxref\n99999999\n%%EOF", "no es un PDF o está dañado"),
    ):
        page = verified(client, content)
        assert (page.status_code, said in page.content.decode()) == (400, True)
    assert client.post("/verificar-firma/", {}).status_code == 400


def test_who_will_not_sign_is_put_down_from_the_list(table: Table, client_for) -> None:
    client, address = client_for(table.room.cast.lucia), f"/sesiones/{table.session.pk}/firmas/"
    assert "Alguien no va a firmar" in client.get(address).content.decode()
    assert "Alguien no va a firmar" not in client_for(table.room.cast.ramon).get(address).content.decode()

    for given in ({}, {"signer": "x"}, {"signer": "9" * 30, "reason": "x"}, {"signer": table.place(3).pk}):
        refused = client.post(f"{address}constancia/", given)
        assert 400 <= refused.status_code < 500, given
    done = client.post(f"{address}constancia/", {"signer": table.place(3).pk, "reason": "=1+1 <b>Viajó</b>"})

    assert (done.status_code, done["Location"]) == (303, address)
    listed = client.get(address).content.decode()
    assert "No firmó: =1+1 &lt;b&gt;Viajó&lt;/b&gt;" in listed
    assert "1 no firmó, con constancia." in listed
