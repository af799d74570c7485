"""Reading what a certificate of the SAT says of its holder."""

import pytest
from asn1crypto import pem

from gabinete.foundation.signing.certificates import CertificateKind, read_certificate, serial_of
from gabinete.kernel.errors import BadInput
from tests.foundation.signing import authority as sat


def test_certificate_says_who_its_holder_is_as_the_tax_office_writes_it() -> None:
    found = read_certificate(sat.person().cer)

    assert (found.rfc, found.curp, found.name) == (
        "BOLR800101AB1", "BOLR800101MSRJNS09", "ROSA BOJÓRQUEZ LEÓN",
    )  # fmt: skip
    assert (found.serial, found.kind, found.representative) == (
        "00001000000504465028", CertificateKind.EFIRMA, "",
    )  # fmt: skip
    assert found.issuer == "AC DEL SERVICIO DE ADMINISTRACION TRIBUTARIA"


def test_certificate_in_text_reads_as_the_one_in_bytes() -> None:
    cer = sat.person().cer

    assert read_certificate(pem.armor("CERTIFICATE", cer)) == read_certificate(cer)


def test_company_is_told_from_who_represents_it() -> None:
    found = read_certificate(
        sat.person("AGENCIA SC", "AAA010101AAA / HEGT7610034S2", " / HEGT761003MDFRNN09").cer
    )

    assert (found.rfc, found.representative, found.curp) == (
        "AAA010101AAA", "HEGT7610034S2", "HEGT761003MDFRNN09",
    )  # fmt: skip
    assert found.kind is CertificateKind.EFIRMA


def test_rfc_is_found_in_the_serial_number_when_it_is_there() -> None:
    found = read_certificate(sat.person(rfc="sin dato", curp="ÑUÑO800101AB1 / NUNO800101HSRXXX09").cer)

    assert (found.rfc, found.curp) == ("ÑUÑO800101AB1", "NUNO800101HSRXXX09")


def test_seal_and_authority_are_not_an_efirma() -> None:
    assert read_certificate(sat.seal().cer).kind is CertificateKind.CSD
    assert read_certificate(sat.person(usage=sat.SEAL, extended=False).cer).kind is CertificateKind.CSD
    assert read_certificate(sat.tax_office().cer).kind is CertificateKind.AUTHORITY
    assert read_certificate(sat.person(rfc="X", curp="Y").cer).kind is CertificateKind.OTHER


def test_serial_that_is_not_of_the_tax_office_is_hexadecimal() -> None:
    assert serial_of(0xAB) == "AB"
    assert serial_of(1 << 170) == f"{1 << 170:X}"


@pytest.mark.parametrize(
    "content",
    [b"", b"hola", b"%PDF-1.7", b"\x30\x82\xff\xff", b"-----BEGIN CERTIFICATE-----\nx\n", bytes(40_000)],
    ids=["empty", "text", "pdf", "cut", "pem", "big"],
)
def test_whatever_is_not_a_certificate_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"no es un certificado.*\.cer"):
        read_certificate(content)


def test_certificate_cut_or_with_something_after_it_is_refused() -> None:
    cer = sat.person().cer

    for broken in (cer[:-1], cer + b"\0", cer[:200]):
        with pytest.raises(BadInput):
            read_certificate(broken)
