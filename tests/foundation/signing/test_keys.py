"""Opening an e.firma: what is refused, in which words, and that nothing of it is left behind."""

import gc
import io
import logging
import pickle
import traceback
from datetime import timedelta

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import pem
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

from gabinete.foundation.signing import keys
from gabinete.foundation.signing.secret import Secret
from gabinete.kernel.errors import BadInput, GabineteError, RuleBroken
from tests.foundation.signing import authority as sat
from tests.foundation.signing.papers_of import minutes, places, signed

SENTINEL = "centinela-Ñandú-77031"


def open_with(cer: bytes, key: bytes, password: str = sat.PASSWORD, now=sat.NOW) -> keys.Signer:
    with keys.opened(cer, Secret(key), Secret(password), now=now) as signer:
        return signer


def test_efirma_opens_in_bytes_and_in_text_and_closes_afterwards() -> None:
    rosa = sat.person()

    for key in (rosa.key(), pem.armor("ENCRYPTED PRIVATE KEY", rosa.key())):
        with keys.opened(rosa.cer, Secret(key), Secret(sat.PASSWORD), now=sat.NOW) as signer:
            assert signer.key is not None
            assert signer.certificate.rfc == "BOLR800101AB1"
        assert signer.key is None


@pytest.mark.parametrize("password", ["", "otra", sat.PASSWORD.lower(), "ñ" * 300])
def test_wrong_password_is_said_and_nothing_hangs_from_it(password: str) -> None:
    rosa = sat.person()

    with pytest.raises(BadInput, match=r"contraseña no abre esa llave.*mayúsculas") as refusal:
        open_with(rosa.cer, rosa.key(), password)
    assert (refusal.value.__cause__, refusal.value.__context__) == (None, None)


def test_key_of_somebody_else_is_refused() -> None:
    with pytest.raises(RuleBroken, match="no corresponde al certificado de «ROSA BOJÓRQUEZ LEÓN»"):
        open_with(sat.person().cer, sat.person(key=sat.new_key(1)).key())


def test_certificate_out_of_its_time_is_refused_with_both_clocks() -> None:
    rosa = sat.person(since=sat.NOW, until=sat.NOW + timedelta(days=9))

    with pytest.raises(
        RuleBroken, match=r"empieza el 20 nov 2026, 10:00 y esta máquina marca 20 nov 2026, 09:00"
    ):
        open_with(rosa.cer, rosa.key(), now=sat.NOW - timedelta(hours=1))
    with pytest.raises(
        RuleBroken, match=r"venció el 29 nov 2026, 10:00; esta máquina marca 29 nov 2026, 11:00"
    ):
        open_with(rosa.cer, rosa.key(), now=sat.NOW + timedelta(days=9, hours=1))
    assert open_with(rosa.cer, rosa.key(), now=sat.NOW + timedelta(days=9)).certificate.rfc


def test_seal_authority_and_certificate_without_rfc_do_not_sign() -> None:
    seal, authority, nobody = sat.seal(), sat.tax_office(), sat.person(rfc="X", curp="Y")

    with pytest.raises(RuleBroken, match=r"sello digital \(CSD\): sirve para facturar"):
        open_with(seal.cer, seal.key())
    for other in (authority, nobody):
        with pytest.raises(RuleBroken, match=r"no es una e\.firma"):
            open_with(other.cer, other.key())


def test_whatever_is_not_an_encrypted_rsa_key_is_refused() -> None:
    rosa = sat.person()
    elliptic = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(sat.PASSWORD.encode())
    )

    for key, said in (
        (b"", "no es una llave"),
        (b"hola", "no es una llave privada cifrada"),
        (rosa.cer, "no es una llave privada cifrada"),
        (bytes(40_000), "no es una llave"),
        (rosa.open_key(), "no tiene contraseña"),
        (rosa.key()[:-1], "no es una llave"),
        (elliptic, "no es RSA"),
    ):
        with pytest.raises(BadInput, match=said):
            open_with(rosa.cer, key)


def test_key_that_would_keep_the_processor_busy_is_refused_at_once() -> None:
    rosa = sat.person()
    hostile = asn1_keys.EncryptedPrivateKeyInfo.load(rosa.key())
    derivation = hostile["encryption_algorithm"]["parameters"]["key_derivation_func"]
    derivation["parameters"]["iteration_count"] = keys.MOST_ROUNDS + 1

    with pytest.raises(BadInput, match="de una forma que el SAT no usa"):
        open_with(rosa.cer, hostile.dump(force=True))


def leaks(error: BaseException) -> str:
    """Everything a careless report could print of an error: messages, causes, and the local variables of each frame."""
    written = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(written.format()) + repr(error.__dict__)


@pytest.mark.parametrize("trouble", ["password", "pair", "date", "kind", "signing"])
def test_neither_key_nor_password_is_in_errors_logs_or_tracebacks(
    trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rosa = sat.person()
    cer = {"pair": sat.person(key=sat.new_key(1)).cer, "kind": sat.seal().cer}.get(trouble, rosa.cer)
    now = sat.NOW + timedelta(days=9999) if trouble == "date" else sat.NOW
    key, password = Secret(rosa.key(SENTINEL)), Secret(SENTINEL + ("x" if trouble == "password" else ""))

    with pytest.raises((GabineteError, ZeroDivisionError)) as refusal:  # noqa: SIM117 - the error crosses the with
        with keys.opened(cer, key, password, now=now):
            raise ZeroDivisionError
    said = leaks(refusal.value) + caplog.text

    assert "centinela" not in said
    assert "77031" not in said
    assert repr(rosa.key(SENTINEL))[2:40] not in said
    assert (len(key), len(password)) == (0, 0)


def test_secret_does_not_print_compare_or_travel() -> None:
    secret = Secret(SENTINEL)

    assert SENTINEL not in f"{secret} {secret!r} {[secret]}"
    with pytest.raises(TypeError):
        pickle.dump(secret, io.BytesIO())
    assert secret.reveal().decode() == SENTINEL
    secret.wipe()
    assert secret.reveal() == b""


def test_signed_document_holds_neither_key_nor_password() -> None:
    rosa = sat.person()
    pdf = signed(minutes(), rosa, places("Rosa")[0])
    gc.collect()

    assert sat.PASSWORD.encode() not in pdf
    assert rosa.key() not in pdf
    assert not [one for one in gc.get_objects() if isinstance(one, keys.Signer) and one.key is not None]
