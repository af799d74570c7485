"""The folders of authorities and of lists of revoked certificates."""

from pathlib import Path

import pytest
from asn1crypto import pem
from cryptography.hazmat.primitives.serialization import Encoding

from gabinete.foundation.signing.shape import x509
from gabinete.foundation.signing.trust import configured_trust, load_trust
from tests.foundation.signing import authority as sat


def bytes_of(found: tuple[x509.Certificate, ...]) -> list[bytes]:
    return [one.dump() for one in found]


def test_folder_is_read_whole_and_what_does_not_belong_is_said(tmp_path: Path) -> None:
    (tmp_path / "raiz.cer").write_bytes(sat.root().cer)
    (tmp_path / "sat.pem").write_bytes(pem.armor("CERTIFICATE", sat.tax_office().cer))
    (tmp_path / "rosa.cer").write_bytes(sat.person().cer)
    (tmp_path / "nota.txt").write_text("léeme", encoding="utf-8")
    (tmp_path / "roto.crt").write_bytes(b"hola")
    lists = tmp_path / "listas"
    lists.mkdir()
    (lists / "a.crl").write_bytes(sat.revocations().public_bytes(Encoding.DER))
    (lists / "b.pem").write_bytes(sat.revocations().public_bytes(Encoding.PEM))
    (lists / "c.crl").write_bytes(b"hola")

    trust = load_trust(tmp_path, lists)

    assert bytes_of(trust.roots) == [sat.root().cer]
    assert bytes_of(trust.intermediates) == [sat.tax_office().cer]
    assert len(trust.revocations) == 2
    assert trust.problems == (
        "rosa.cer no es de una autoridad certificadora",
        "roto.crt no es un certificado",
        "c.crl no es una lista de certificados revocados",
    )


def test_folder_that_does_not_exist_trusts_nobody(tmp_path: Path) -> None:
    assert load_trust(tmp_path / "nada", None) == load_trust(None)
    assert load_trust(None).roots == ()


def test_environment_may_name_other_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "signing" / "roots").mkdir(parents=True)
    (tmp_path / "signing" / "roots" / "raiz.cer").write_bytes(sat.root().cer)

    assert bytes_of(configured_trust(tmp_path).roots) == [sat.root().cer]
    monkeypatch.setenv("GABINETE_SIGNING_ROOTS", str(tmp_path / "otra"))
    assert configured_trust(tmp_path).roots == ()
