"""Signing minutes in order, by whoever must, here, outside or on paper."""

import io
import threading
from pathlib import Path

import pypdf
import pytest
from django.db import connection

from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.models import Notice
from gabinete.foundation.signing.keys import opened
from gabinete.foundation.signing.marks import Place
from gabinete.foundation.signing.secret import Secret
from gabinete.foundation.signing.stamping import sign_pdf
from gabinete.kernel.errors import (
    BadInput,
    GabineteError,
    IllegalMove,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
)
from gabinete.office.cabinet import efirma, states
from gabinete.office.cabinet.actions.locks import situation_of
from gabinete.office.cabinet.actions.signing import (
    check_certificate,
    receive_signed,
    record_autographs,
    record_missing,
    sign_with_efirma,
)
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, Seat, Signature
from gabinete.office.cabinet.policies.signing import may_record_autographs, may_record_missing, may_sign
from gabinete.office.cabinet.printing_minutes import SEE_SHEET
from gabinete.office.cabinet.queries.signing import content_of
from tests.cast import TODAY
from tests.foundation.documents import bytes_of as made
from tests.foundation.signing import authority as sat
from tests.office.cabinet.signing.stage import NOW, Table, brought, lay_table, lucia, ramon

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "elena", "marcos", "lucia", "tomas", "rosa", "ramon", "ivan", "sofia", "ana", "nadia", "berta", "saul", "olga",
)  # fmt: skip


def sign(table: Table, name: str, order: int, who: sat.Issued, now=NOW) -> Signature:
    return sign_with_efirma(table.actor(name), table.place(order).pk, brought(who), now)


def on_paper(table: Table, *orders: int, name: str = "lucia") -> list[Signature]:
    pks = [table.place(order).pk for order in orders]
    return record_autographs(
        table.actor(name), table.version.pk, pks, (io.BytesIO(made.pdf()), "hoja.pdf"), NOW
    )


def test_each_signs_in_turn_and_the_last_one_ends_it(table: Table) -> None:
    sign(table, "lucia", 1, lucia())
    sign(table, "ramon", 2, ramon())
    assert table.fresh().state == states.CIRCULATED
    on_paper(table, 3)

    version = MinutesVersion.objects.get(pk=table.version.pk)
    assert (table.fresh().state, version.signed_at) == (states.SIGNED, NOW)
    second = table.place(2)
    report = efirma.verify(content_of(second.document), NOW)
    assert report.is_trusted
    assert [one.rfc for one in report.signatures] == ["MOFL850101AB1", "EIDR700101AB2"]
    assert (second.rfc, second.certificate_serial, second.kind) == (
        "EIDR700101AB2", "00001000000504465032", "efirma",
    )  # fmt: skip
    assert (second.certificate_name, second.signed_by_id) == (
        "RAMON ENCINAS DUARTE",
        table.room.cast.ramon.pk,
    )


def test_signed_document_shows_every_mark_and_place(table: Table) -> None:
    sign(table, "lucia", 1, lucia())

    pdf = content_of(table.place(1).document)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    sheet = reader.pages[-1].extract_text()
    for said in (
        "Hoja de firmas",
        "GL/2026/01",
        "Firma 2 de 3",
        "Ing. Ramón Encinas Duarte",
        "Titular de SIDUR",
    ):
        assert said in sheet


def test_minutes_signed_electronically_carry_no_lines_to_sign_on_and_those_on_paper_do(table: Table) -> None:
    lines = "Vocal ejecutivo de la CEA"
    to_sign = efirma.pdf_to_sign(table.version)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_sign)).pages]
    body, sheet = " ".join(" ".join(pages[:-1]).split()), pages[-1]
    assert SEE_SHEET in body
    assert "Se acordó el tramo 2" in body
    assert (lines in body, lines in sheet) == (False, True)

    on_the_paper = pypdf.PdfReader(io.BytesIO(content_of(table.version.pdf)))
    paper = " ".join(" ".join(page.extract_text() for page in on_the_paper.pages).split())
    assert lines in paper
    assert "Firmada electrónicamente" not in paper


def test_document_to_sign_is_the_same_however_often_it_is_asked_for(table: Table) -> None:
    assert efirma.pdf_to_sign(table.version) == efirma.pdf_to_sign(table.version)


def test_signature_is_added_to_the_document_that_was_handed_out(table: Table) -> None:
    handed = efirma.pdf_to_sign(table.version)
    sign(table, "lucia", 1, lucia())

    assert content_of(table.place(1).document).startswith(handed)


def test_nobody_signs_before_their_turn_and_it_is_said_who_is_first(table: Table) -> None:
    with pytest.raises(
        RuleBroken, match=r"Todavía no es su turno. Antes firma Lucía Montaño Félix \(lugar 1\)"
    ):
        sign(table, "ramon", 2, ramon())
    with pytest.raises(RuleBroken, match="sin saltar a nadie"):
        on_paper(table, 1, 3)


def test_session_waits_for_those_who_have_not_signed(table: Table) -> None:
    sign(table, "lucia", 1, lucia())

    assert list(situation_of(table.session).unsigned) == ["Ing. Ramón Encinas Duarte", "Titular de SIDUR"]
    reasons = states.SESSION_FLOW.reasons_closed(
        "complete_signing", states.CIRCULATED, situation_of(table.session)
    )
    assert reasons == ["Falta la firma de Ing. Ramón Encinas Duarte y Titular de SIDUR."]


@pytest.mark.parametrize("who", EVERYBODY)
def test_signing_is_only_for_whom_it_belongs(table: Table, who: str) -> None:
    actor = table.actor(who)
    theirs = {order for order in (1, 2, 3) if may_sign(actor, table.place(order), TODAY)}

    assert theirs == {"lucia": {1}, "marcos": {1}, "ramon": {2}}.get(who, set())
    assert may_record_autographs(actor, table.session) == (who in {"lucia", "marcos"})
    if who not in {"lucia", "marcos"}:
        with pytest.raises((NotAllowed, NotFound)):
            sign(table, who, 1, lucia())
        with pytest.raises((NotAllowed, NotFound)):
            on_paper(table, 1, name=who)
    assert not Signature.objects.filter(signed_at__isnull=False).exists()


def test_certificate_of_another_person_does_not_sign_in_ones_place(table: Table) -> None:
    with pytest.raises(RuleBroken, match="«RAMON ENCINAS DUARTE» y en ese lugar firma «Lucía Montaño Félix»"):
        sign(table, "lucia", 1, ramon())
    with pytest.raises(RuleBroken, match="«RAMON ENCINAS DUARTE»"):
        sign(table, "marcos", 1, ramon())


def test_certificate_nobody_trusts_does_not_sign_when_there_are_roots(table: Table, roots: Path) -> None:
    false_root = sat.issue({"common_name": "Otra"}, None, serial=9, usage=sat.AUTHORITY)
    forged = sat.person("LUCIA MONTAÑO FELIX", "MOFL850101AB1", issuer=false_root)

    with pytest.raises(RuleBroken, match="no está entre las autoridades"):
        sign(table, "lucia", 1, forged)
    for file in roots.iterdir():
        file.unlink()
    certificate, warning = check_certificate(table.actor("lucia"), table.place(1).pk, forged.cer, NOW)
    assert certificate.rfc == "MOFL850101AB1"
    assert "no tiene raíces de confianza" in warning
    sign(table, "lucia", 1, forged)


def test_wrong_password_leaves_everything_as_it_was(table: Table) -> None:
    efirma_of = brought(lucia(), "centinela-9")

    with pytest.raises(BadInput, match="contraseña no abre"):
        sign_with_efirma(table.actor("lucia"), table.place(1).pk, efirma_of, NOW)
    assert table.place(1).signed_at is None
    assert (len(efirma_of.key), len(efirma_of.password)) == (0, 0)


def test_secrets_are_wiped_even_when_it_is_not_ones_turn(table: Table) -> None:
    efirma_of = brought(ramon())

    with pytest.raises(RuleBroken):
        sign_with_efirma(table.actor("ramon"), table.place(2).pk, efirma_of, NOW)
    assert (len(efirma_of.key), len(efirma_of.password)) == (0, 0)


def test_nothing_in_the_database_or_on_disk_holds_key_or_password(table: Table, settings) -> None:
    sign(table, "lucia", 1, lucia())

    key = lucia().key()
    for file in Path(settings.DOCUMENTS_ROOT).rglob("*"):
        if file.is_file():
            assert sat.PASSWORD.encode() not in file.read_bytes()
            assert key[40:80] not in file.read_bytes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_history h WHERE h::text ILIKE %s", [f"%{sat.PASSWORD}%"])
        assert cursor.fetchone() == (0,)


def test_signing_twice_is_one_signature(table: Table) -> None:
    first = sign(table, "lucia", 1, lucia())
    again = sign(table, "lucia", 1, lucia())

    assert again.document_id == first.document_id
    with pytest.raises(IllegalMove, match="ya se firmó"):
        sign(table, "marcos", 1, lucia())


def test_new_version_takes_the_place_of_the_one_that_was_to_be_signed(table: Table) -> None:
    place = table.place(1).pk
    table.next_version()

    with pytest.raises(Stale, match="versión más nueva"):
        sign_with_efirma(table.actor("lucia"), place, brought(lucia()), NOW)
    with pytest.raises(NotFound):
        sign_with_efirma(table.actor("lucia"), 999_999, brought(lucia()), NOW)


def test_minutes_not_sent_to_sign_or_already_signed_are_not_signed(table: Table) -> None:
    on_paper(table, 1, 2, 3)
    assert table.fresh().state == states.SIGNED

    with pytest.raises(IllegalMove):
        on_paper(table, 1)
    with pytest.raises(IllegalMove):
        sign(table, "marcos", 1, lucia())


def test_paper_is_a_scan_and_nothing_else(table: Table) -> None:
    with pytest.raises(BadInput, match="debe ser un PDF o una imagen"):
        record_autographs(
            table.actor("lucia"),
            table.version.pk,
            [table.place(1).pk],
            (io.BytesIO(made.word()), "hoja.docx"),
            NOW,
        )
    with pytest.raises(RuleBroken):
        record_autographs(
            table.actor("lucia"), table.version.pk, [], (io.BytesIO(made.pdf()), "hoja.pdf"), NOW
        )
    assert not Signature.objects.filter(signed_at__isnull=False).exists()


def test_paper_and_efirma_mix_and_the_electronic_document_goes_on(table: Table) -> None:
    on_paper(table, 1)
    sign(table, "ramon", 2, ramon())

    report = efirma.verify(content_of(table.place(2).document), NOW)
    assert [one.place for one in report.signatures] == ["Firma2"]
    assert report.is_trusted


def test_next_signer_is_told_and_everybody_at_the_end(table: Table) -> None:
    sign(table, "lucia", 1, lucia())
    told = Notice.objects.filter(kind="cabinet.signing")
    assert {one.user.name for one in told} == {"Rosa Bojórquez León", "Ramón Encinas Duarte"}

    on_paper(table, 2, 3)
    ends = Notice.objects.filter(kind="cabinet.signed")
    assert {one.user.name for one in ends} == {
        "Rosa Bojórquez León", "Ramón Encinas Duarte", "Iván Cota Valenzuela",
    }  # fmt: skip


def test_who_will_not_sign_is_put_down_with_why_and_the_rest_go_on(table: Table) -> None:
    sign(table, "lucia", 1, lucia())

    noted = record_missing(table.actor("lucia"), table.place(2).pk, " Renunció el día 20. ", NOW)

    assert (noted.kind, noted.missing_reason, noted.signed_at) == ("missing", "Renunció el día 20.", None)
    told = Notice.objects.filter(kind="cabinet.signing", title__startswith="Constancia")
    assert {one.user.name for one in told} == {"Rosa Bojórquez León", "Ramón Encinas Duarte"}
    with pytest.raises(IllegalMove, match="en ese lugar no se firma: Renunció"):
        sign(table, "ramon", 2, ramon())
    on_paper(table, 3)
    assert table.fresh().state == states.SIGNED


def test_last_one_who_will_not_sign_ends_the_signing(table: Table) -> None:
    on_paper(table, 1, 2)

    record_missing(table.actor("lucia"), table.place(3).pk, "No estuvo de acuerdo.", NOW)

    assert table.fresh().state == states.SIGNED
    with pytest.raises(IllegalMove):
        record_missing(table.actor("lucia"), table.place(3).pk, "Otra vez.", NOW)


def test_minutes_need_who_presides_and_the_technical_secretary(table: Table) -> None:
    with act(table.room.lucia.user_id, "tests.preside", at=NOW):
        Seat.objects.filter(pk=table.place(2).seat_id).update(is_chair=True)

    for order in (1, 2):
        with pytest.raises(RuleBroken, match="la minuta no vale"):
            record_missing(table.actor("lucia"), table.place(order).pk, "No quiere.", NOW)
    with pytest.raises(BadInput, match="por qué no firmó"):
        record_missing(table.actor("lucia"), table.place(3).pk, " ", NOW)
    assert not Signature.objects.exclude(kind="").exists()


@pytest.mark.parametrize("who", [name for name in EVERYBODY if name not in {"lucia", "marcos"}])
def test_only_who_runs_the_session_puts_down_that_somebody_did_not_sign(table: Table, who: str) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        record_missing(table.actor(who), table.place(3).pk, "No quiere.", NOW)

    assert not may_record_missing(table.actor(who), table.session)


def outside(pdf: bytes, who: sat.Issued, place: Place, now=NOW) -> bytes:
    with opened(who.cer, Secret(who.key()), Secret(sat.PASSWORD), now=now) as signer:
        return sign_pdf(pdf, signer, place, reference="x", now=now)


def test_document_signed_outside_is_recognised(table: Table) -> None:
    handed = efirma.pdf_to_sign(table.version)
    signed = outside(handed, lucia(), Place(1, 3, "Lucía"))

    made_here = receive_signed(table.actor("lucia"), table.place(1).pk, signed, NOW)

    assert made_here.rfc == "MOFL850101AB1"
    assert content_of(made_here.document) == signed
    sign(table, "ramon", 2, ramon())
    assert efirma.verify(content_of(table.place(2).document), NOW).is_trusted


def test_document_signed_outside_must_be_the_one_handed_out_and_nothing_more(table: Table) -> None:
    handed = efirma.pdf_to_sign(table.version)
    update = pypdf.PdfWriter(io.BytesIO(handed), incremental=True)
    update.pages[0].merge_page(pypdf.PageObject.create_blank_page(width=10, height=10))
    update.add_metadata({"/Title": "Otra cosa"})
    changed = io.BytesIO()
    update.write(changed)
    assert changed.getvalue().startswith(handed)
    cases = {
        "not signed": handed,
        "other": outside(content_of(table.version.pdf), lucia(), Place(1, 1, "Lucía")),
        "changed before signing": outside(changed.getvalue(), lucia(), Place(1, 3, "Lucía")),
        "other place": outside(handed, lucia(), Place(2, 3, "Lucía")),
        "two": outside(outside(handed, lucia(), Place(1, 3, "L")), ramon(), Place(2, 3, "R")),
        "not a pdf": b"hola",
    }

    for case, pdf in cases.items():
        with pytest.raises(GabineteError) as refusal:
            receive_signed(table.actor("lucia"), table.place(1).pk, pdf, NOW)
        assert refusal.value.status == 400, case
    assert table.place(1).signed_at is None


def test_document_signed_outside_with_another_certificate_is_refused(table: Table) -> None:
    handed = efirma.pdf_to_sign(table.version)

    with pytest.raises(RuleBroken, match="«RAMON ENCINAS DUARTE»"):
        receive_signed(
            table.actor("lucia"), table.place(1).pk, outside(handed, ramon(), Place(1, 3, "Lucía")), NOW
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_leave_both_signatures(room) -> None:
    table = lay_table(room)
    place_of = {"lucia": table.place(1).pk, "ramon": table.place(2).pk}
    actors = {name: table.actor(name) for name in place_of}
    outcomes: dict[str, str] = {}
    start = threading.Barrier(2)

    def go(name: str, who: sat.Issued) -> None:
        start.wait()
        try:
            sign_with_efirma(actors[name], place_of[name], brought(who), NOW)
            outcomes[name] = "signed"
        except RuleBroken as refusal:
            outcomes[name] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=one) for one in (("lucia", lucia()), ("ramon", ramon()))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes["lucia"] == "signed"
    if outcomes["ramon"] == "signing.turn":  # came first to the lock: it is said, and done again
        sign_with_efirma(actors["ramon"], place_of["ramon"], brought(ramon()), NOW)
    report = efirma.verify(content_of(table.place(2).document), NOW)
    assert [one.rfc for one in report.signatures] == ["MOFL850101AB1", "EIDR700101AB2"]
    assert CabinetSession.objects.get(pk=table.session.pk).state == states.CIRCULATED
