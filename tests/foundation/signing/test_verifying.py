"""Telling whether a signed PDF can be trusted."""

from datetime import timedelta
from functools import cache
from io import BytesIO

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from gabinete.foundation.signing.coverage import signatures_of
from gabinete.foundation.signing.marks import Place
from gabinete.foundation.signing.papers import read
from gabinete.foundation.signing.trust import Trust
from gabinete.foundation.signing.verdicts import Report, Verdict
from gabinete.foundation.signing.verifying import verify_pdf
from gabinete.kernel.errors import BadInput
from tests.foundation.signing import authority as sat
from tests.foundation.signing.papers_of import minutes, places, sheeted, signed, signed_by

AT_MOST = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def rosa() -> sat.Issued:
    return sat.person()


@cache
def document() -> bytes:
    """Signed by two."""
    return signed_by([rosa(), sat.person("ELENA ROBLES IBARRA", "ROIE750505QA2", "ROIE750505MSRBBL02")])


def verdict(pdf: bytes, trust: Trust | None = None, now=sat.NOW) -> Report:
    return verify_pdf(pdf, trust or sat.trust(), now)


def outcome(pdf: bytes) -> str:
    try:
        return verdict(pdf).verdict.value
    except BadInput as refusal:
        return refusal.code


def test_report_says_who_signed_when_and_what_it_covers() -> None:
    report = verdict(document(), sat.trust(sat.revocations()))

    first, second = report.signatures
    assert report.verdict is Verdict.TRUSTED
    assert (first.rfc, first.serial, first.name) == (
        "BOLR800101AB1",
        "00001000000504465028",
        "ROSA BOJÓRQUEZ LEÓN",
    )
    assert (second.rfc, second.order, second.place) == ("ROIE750505QA2", 2, "Firma2")
    assert first.signed_at == sat.NOW
    assert (first.whole, first.later) == (False, "Después solo se agregaron otras firmas.")
    assert (second.whole, second.later) == (True, "")
    assert first.notes == ("Sin revocar según la lista del 19 nov 2026.",)
    assert first.as_data()["signed_at"] == "2026-11-20T10:00:00-07:00"


def test_report_says_whose_place_is_still_empty() -> None:
    pdf = signed(sheeted("Rosa", "Elena"), rosa(), places("Rosa", "Elena")[0])

    assert verdict(pdf).waiting == ("Firma 2 de 2: Elena",)


def test_document_nobody_signed_is_not_trusted() -> None:
    assert verdict(minutes()).verdict is Verdict.UNSIGNED
    assert not verdict(sheeted("Rosa")).is_trusted


@AT_MOST
@given(st.data())
def test_one_byte_changed_anywhere_is_noticed(data: st.DataObject) -> None:
    pdf = bytearray(document())
    place = data.draw(st.integers(0, len(pdf) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda value: value != pdf[place]))
    pdf[place] = other

    assert outcome(bytes(pdf)) in {"altered", "signing.not_pdf"}


@AT_MOST
@given(st.data())
def test_one_byte_changed_in_what_no_signature_covers_is_noticed(data: st.DataObject) -> None:
    """The last signature does not cover itself: its digits, its padding, its angle brackets."""
    pdf = bytearray(document())
    start, end = gap_of(document())
    place = data.draw(st.integers(start, end - 1))
    digits = st.sampled_from(b"0123456789abcdefABCDEF<> ")
    pdf[place] = data.draw(digits.filter(lambda value: value != pdf[place]))

    assert outcome(bytes(pdf)) in {"altered", "signing.not_pdf"}


def gap_of(pdf: bytes) -> tuple[int, int]:
    found = signatures_of(read(pdf))
    assert found
    return int(found[-1].byte_range[1]), int(found[-1].byte_range[2])


@AT_MOST
@given(st.data())
def test_bytes_taken_away_or_added_are_noticed(data: st.DataObject) -> None:
    pdf = document()
    place = data.draw(st.integers(0, len(pdf)))
    if data.draw(st.booleans()):
        changed = pdf[:place] + data.draw(st.binary(min_size=1, max_size=20)) + pdf[place:]
    else:
        changed = pdf[:place] + pdf[place + data.draw(st.integers(1, 40)) :]
    if changed == pdf:
        return

    assert outcome(changed) not in {"trusted", "unsigned"}


def test_content_changed_by_an_update_after_signing_is_altered() -> None:
    update = IncrementalPdfFileWriter(BytesIO(document()))
    page = update.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = update.add_object(generic.StreamObject(stream_data=b"q Q"))
    update.update_container(page)
    out = BytesIO()
    update.write(out)

    report = verdict(out.getvalue())
    assert report.verdict is Verdict.ALTERED
    assert report.signatures[1].reasons == (
        "Documento alterado: se cambió el documento después de firmarse.",
    )


def test_going_back_to_an_earlier_signature_shows_the_later_ones_missing() -> None:
    first = signed(sheeted("Rosa", "Elena"), rosa(), places("Rosa", "Elena")[0])

    report = verdict(first)
    assert (report.is_trusted, report.waiting) == (True, ("Firma 2 de 2: Elena",))


def test_signature_wiped_by_an_update_is_altered_or_unsigned_never_trusted() -> None:
    update = IncrementalPdfFileWriter(BytesIO(document()))
    field = update.root["/AcroForm"]["/Fields"][0].get_object()
    del field["/V"]
    update.update_container(field)
    out = BytesIO()
    update.write(out)

    assert verdict(out.getvalue()).verdict is Verdict.ALTERED


def test_document_rewritten_by_another_program_is_never_trusted() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(document()))
    out = BytesIO()
    writer.write(out)

    assert outcome(out.getvalue()) == "altered"


def only(report: Report) -> tuple[str, ...]:
    assert report.verdict is Verdict.UNTRUSTED
    (one,) = report.signatures
    return one.reasons


def test_authority_nobody_installed_is_not_trusted() -> None:
    pdf = signed_by([rosa()])

    assert "no tiene raíces de confianza" in only(verdict(pdf, Trust()))[0]
    stranger = sat.issue({"common_name": "Otra raíz"}, None, serial=7, usage=sat.AUTHORITY)
    assert "no está entre las autoridades" in only(verdict(pdf, Trust((stranger.parsed,))))[0]
    assert "no está entre las autoridades" in only(verdict(pdf, Trust((sat.root().parsed,))))[0]


def test_authority_with_the_same_name_and_another_key_does_not_vouch() -> None:
    name = {"common_name": "Autoridad raíz de las pruebas", "country_name": "MX"}
    false_root = sat.issue(name, None, serial=1, usage=sat.AUTHORITY)
    subject = sat.tax_office().parsed.subject.native
    false_office = sat.issue(
        {key: subject[key] for key in ("common_name", "organization_name", "country_name", "unique_identifier")},
        false_root, serial="00001000000000000001", usage=sat.AUTHORITY,
    )  # fmt: skip
    forged = signed_by([sat.person(issuer=false_office)])

    assert verdict(forged).verdict is Verdict.UNTRUSTED


def test_person_does_not_vouch_for_another() -> None:
    elena = sat.person("ELENA", "ROIE750505QA2", issuer=rosa())

    assert verdict(signed_by([elena])).verdict is Verdict.UNTRUSTED


def test_revoked_certificate_is_not_trusted_and_its_day_is_said() -> None:
    pdf = signed_by([rosa()])
    before = sat.revocations(rosa(), at=sat.NOW - timedelta(days=30))
    after = sat.revocations(rosa(), at=sat.NOW + timedelta(hours=2))

    assert only(verdict(pdf, sat.trust(before))) == (
        "El certificado ya estaba revocado cuando se firmó, desde el 21 oct 2026.",
    )
    assert "no se puede probar que se firmó antes" in only(verdict(pdf, sat.trust(after)))[0]


def test_list_of_another_authority_revokes_nobody() -> None:
    other = sat.issue(
        {"common_name": "AC DEL SERVICIO DE ADMINISTRACION TRIBUTARIA"}, None, serial=3, usage=sat.AUTHORITY
    )
    report = verdict(signed_by([rosa()]), sat.trust(sat.revocations(rosa(), issuer=other)))

    assert report.is_trusted
    assert "No se comprobó si fue revocado" in report.signatures[0].notes[0]


def test_old_list_is_used_and_said_to_be_old() -> None:
    report = verdict(signed_by([rosa()]), sat.trust(sat.revocations()), sat.NOW + timedelta(days=60))

    assert "ya no está al día" in report.signatures[0].notes[0]


def test_certificate_that_expired_after_signing_still_vouches_and_it_is_said() -> None:
    who = sat.person(until=sat.NOW + timedelta(days=1))
    report = verdict(signed_by([who]), now=sat.NOW + timedelta(days=90))

    assert report.is_trusted
    assert any("venció el 21 nov 2026" in note for note in report.signatures[0].notes)


def test_signature_that_declares_a_future_hour_is_not_believed() -> None:
    pdf = signed(sheeted("Rosa"), rosa(), Place(1, 1, "Rosa"), now=sat.NOW + timedelta(hours=1))

    assert "Declara una hora futura (20 nov 2026, 11:00)" in only(verdict(pdf))[0]
    assert verdict(pdf, now=sat.NOW + timedelta(minutes=55)).is_trusted


@pytest.mark.parametrize("kind", ["seal", "expired"])
def test_signature_made_by_other_means_with_a_wrong_certificate_is_not_trusted(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gabinete.foundation.signing.keys.require_signing", lambda *_: None)
    who = sat.seal() if kind == "seal" else sat.person(until=sat.NOW - timedelta(days=2))

    said = only(verdict(signed_by([who])))[0]
    assert ("sello digital (CSD)" if kind == "seal" else "no estaba en vigor cuando se firmó") in said
