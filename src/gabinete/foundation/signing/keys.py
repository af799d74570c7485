"""Opening somebody's e.firma for as long as it takes to sign once.

Neither the password nor the key is kept, written down or named in an error: refusals are raised outside of any
``except``, so that no cause hangs from them, and from functions that only ever hold a ``Secret``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

from asn1crypto import algos, core, pem
from asn1crypto import keys as asn1_keys
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key

from gabinete.foundation.signing.certificates import LIMIT, Certificate, CertificateKind, read_certificate
from gabinete.foundation.signing.secret import Secret
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.words import short_date

LEAST_BITS = 2048
MOST_ROUNDS = 5_000_000
"""Most rounds of hashing a key may ask for: a hostile one could otherwise keep a processor busy for hours."""
_NOTHING = "No se firmó nada y no se guardó nada."


@dataclass(slots=True)
class Signer:
    """An e.firma open for signing; closed when the ``with`` that opened it ends.

    Attributes:
        certificate: of the holder.
        key: None once closed.
    """

    certificate: Certificate
    key: RSAPrivateKey | None = field(repr=False)


@contextmanager
def opened(cer: bytes, key: Secret, password: Secret, *, now: datetime) -> Iterator[Signer]:
    """Open an e.firma, and close it at the end: the key and the password are wiped whatever happens.

    Args:
        cer: the ``.cer``, in DER or PEM.
        key: the ``.key``, an encrypted PKCS#8, in DER or PEM.
        password: of the key.
        now: what the clock of this machine says.

    Raises:
        BadInput: not a certificate, not a key, or a wrong password.
        RuleBroken: a certificate that does not sign today, or somebody else's key.
    """
    signer = None
    try:
        certificate = read_certificate(cer)
        require_signing(certificate, now)
        private = _private_key(key, password)
        _require_pair(certificate, private)
        signer = Signer(certificate, private)
        del private
        yield signer
    finally:
        key.wipe()
        password.wipe()
        if signer is not None:
            signer.key = None


def require_signing(certificate: Certificate, now: datetime) -> None:
    """Go on only when the certificate is somebody's e.firma and is in force.

    Raises:
        RuleBroken: with what it is instead, or since when or until when it was valid.
    """
    if certificate.kind is CertificateKind.CSD:
        _refuse(
            "csd",
            "Ese certificado es un sello digital (CSD): sirve para facturar, no para firmar como persona. "
            f"{_NOTHING} Elija el .cer y la .key de su e.firma.",
        )
    if certificate.kind is not CertificateKind.EFIRMA:
        _refuse(
            "no_rfc",
            f"El certificado de «{certificate.name}» no es una e.firma: no trae un RFC o no sirve para firmar. "
            f"{_NOTHING} Elija el .cer que le entregó el SAT.",
        )
    if now < certificate.since:
        _refuse(
            "not_yet",
            f"La vigencia de ese certificado empieza el {_moment(certificate.since)} y esta máquina marca {_moment(now)}. "
            f"{_NOTHING} Si su e.firma es nueva, revise que el reloj de la máquina esté en hora.",
        )
    if now > certificate.until:
        _refuse(
            "expired",
            f"Ese certificado venció el {_moment(certificate.until)}; esta máquina marca {_moment(now)}. {_NOTHING} "
            "Renueve su e.firma ante el SAT, o firme en papel.",
        )


def _private_key(key: Secret, password: Secret) -> RSAPrivateKey:
    """Return the key, decrypted.

    Raises:
        BadInput: it is not an encrypted key, or the password is not its own.
    """
    trouble = _trouble_with(key)
    if trouble:
        raise BadInput("signing.not_key", f"{trouble} {_NOTHING} Elija el archivo .key de su e.firma.")
    private = None
    try:
        private = load_der_private_key(_der(key), password.reveal())
    except UnsupportedAlgorithm:
        trouble = "La llave está cifrada de una forma que no se conoce."
    except (ValueError, TypeError):
        trouble = ""  # said below, where the library's own error no longer hangs from ours
    if trouble:
        raise BadInput("signing.not_key", f"{trouble} {_NOTHING} Elija el archivo .key de su e.firma.")
    if private is None:
        raise BadInput(
            "signing.not_opened",
            f"La contraseña no abre esa llave. {_NOTHING} Revise mayúsculas y minúsculas y escríbala otra vez.",
        )
    if not isinstance(private, RSAPrivateKey):
        raise BadInput("signing.not_key", f"La llave no es de una e.firma (no es RSA). {_NOTHING}")
    return private


def _trouble_with(key: Secret) -> str:
    """Return what is wrong with a key before trying any password, or nothing."""
    if not 0 < len(key) <= LIMIT:
        return "Ese archivo no es una llave privada."
    try:
        algorithm = asn1_keys.EncryptedPrivateKeyInfo.load(_der(key), strict=True)["encryption_algorithm"]
        rounds = _rounds(algorithm)
    except (ValueError, TypeError, KeyError):
        return (
            "Esa llave no tiene contraseña; la de la e.firma siempre la tiene."
            if _is_open(key)
            else "Ese archivo no es una llave privada cifrada."
        )
    if rounds is None or rounds > MOST_ROUNDS:
        return "La llave está cifrada de una forma que el SAT no usa."
    return ""


def _rounds(algorithm: algos.EncryptionAlgorithm) -> int | None:
    """Return how many rounds it takes to try one password; None when not by PBKDF2 or the older PBES1."""
    if algorithm["algorithm"].native == "pbes2":
        derivation = algorithm["parameters"]["key_derivation_func"]
        if derivation["algorithm"].native != "pbkdf2":
            return None
        return int(derivation["parameters"]["iteration_count"].native)
    parameters = algorithm["parameters"]
    return int(parameters["iterations"].native) if isinstance(parameters, core.Sequence) else None


def _is_open(key: Secret) -> bool:
    try:
        asn1_keys.PrivateKeyInfo.load(_der(key), strict=True)["private_key_algorithm"].native  # noqa: B018 - parses
    except (ValueError, TypeError, KeyError):
        return False
    return True


def _der(key: Secret) -> bytes:
    return bytes(pem.unarmor(key.reveal())[2]) if pem.detect(key.reveal()) else key.reveal()


def _require_pair(certificate: Certificate, private: RSAPrivateKey) -> None:
    ours = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if ours != certificate.parsed.public_key.dump():
        _refuse(
            "other_key",
            f"Esa llave no corresponde al certificado de «{certificate.name}». {_NOTHING} "
            "Elija el .cer y la .key de la misma e.firma; al renovarla cambian los dos.",
        )
    if private.key_size < LEAST_BITS:
        _refuse(
            "weak",
            f"La llave es de {private.key_size} bits y ya no se considera segura. {_NOTHING} Renueve su e.firma.",
        )


def _refuse(code: str, message: str) -> NoReturn:
    raise RuleBroken(f"signing.{code}", message)


def _moment(at: datetime) -> str:
    local = at.astimezone(OFFICE_ZONE)
    return f"{short_date(local.date())}, {local:%H:%M}"
