"""A certificate authority of the tests, whose certificates have the shape of the SAT's.

The shape was compared with the test certificates the SAT publishes: RFC and CURP in 2.5.4.45 and serialNumber as
strings, twenty ASCII digits as serial number, an organizational unit in seals only, and their key usages.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto.core import ParsableOctetString
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from gabinete.foundation.signing.shape import x509
from gabinete.foundation.signing.trust import Trust

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
PASSWORD = "Arena-del-Pinacate-91"
_YEAR = timedelta(days=365)
EFIRMA = {"digital_signature", "non_repudiation", "data_encipherment", "key_agreement"}
SEAL = {"digital_signature", "non_repudiation"}
AUTHORITY = {"key_cert_sign", "crl_sign"}


@cache
def new_key(number: int = 0) -> rsa.RSAPrivateKey:
    """Return a key; one for each number, because making them is slow."""
    _ = number
    return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True)
class Issued:
    """A certificate with its key."""

    parsed: x509.Certificate
    private: rsa.RSAPrivateKey

    @property
    def cer(self) -> bytes:
        return self.parsed.dump()

    def key(self, password: str = PASSWORD) -> bytes:
        """The ``.key`` as the SAT gives it: encrypted PKCS#8 in DER."""
        return self.private.private_bytes(
            Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode())
        )

    def open_key(self) -> bytes:
        return self.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _serial(digits: str | int) -> int:
    return int.from_bytes(digits.encode()) if isinstance(digits, str) else digits


def _name(parts: dict[str, str]) -> x509.Name:
    made = [
        x509.RelativeDistinguishedName([x509.NameTypeAndValue({"type": kind, "value": _value(kind, text)})])
        for kind, text in parts.items()
    ]
    return x509.Name("", x509.RDNSequence(made))


def _value(kind: str, text: str) -> object:
    if kind == "email_address":
        return text
    if text.isascii():
        return x509.DirectoryString("printable_string", x509.PrintableString(text))
    return x509.DirectoryString("utf8_string", x509.UTF8String(text))


def issue(
    subject: dict[str, str],
    issuer: Issued | None,
    *,
    serial: str | int,
    usage: set[str],
    key: rsa.RSAPrivateKey | None = None,
    extended: bool = False,
    since: datetime = NOW - _YEAR,
    until: datetime = NOW + 3 * _YEAR,
) -> Issued:
    """Return a certificate signed by the issuer, or by itself."""
    authority = usage == AUTHORITY
    private = key or (rsa.generate_private_key(65537, 2048) if authority else new_key())
    public = keys.PublicKeyInfo.load(
        private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    extensions = [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": ParsableOctetString(x509.BasicConstraints({"ca": authority}).dump())},
        {"extn_id": "key_usage", "critical": False, "extn_value": ParsableOctetString(x509.KeyUsage(usage).dump())},
    ]  # fmt: skip
    if extended:
        purposes = x509.ExtKeyUsageSyntax(["email_protection", "client_auth"])
        extensions.append(
            {"extn_id": "extended_key_usage", "extn_value": ParsableOctetString(purposes.dump())}
        )
    name = _name(subject)
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": _serial(serial),
            "signature": {"algorithm": "sha256_rsa"},
            "issuer": issuer.parsed.subject if issuer else name,
            "validity": {
                "not_before": x509.Time({"utc_time": since}),
                "not_after": x509.Time({"utc_time": until}),
            },
            "subject": name,
            "subject_public_key_info": public,
            "extensions": extensions,
        }
    )
    signing = issuer.private if issuer else private
    signature = signing.sign(body.dump(), padding.PKCS1v15(), hashes.SHA256())
    made = x509.Certificate(
        {
            "tbs_certificate": body,
            "signature_algorithm": {"algorithm": "sha256_rsa"},
            "signature_value": signature,
        }
    )
    return Issued(x509.Certificate.load(made.dump()), load_der_private_key(private.private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, NoEncryption()), None))  # type: ignore[arg-type]  # fmt: skip


@cache
def root() -> Issued:
    subject = {"common_name": "Autoridad raíz de las pruebas", "country_name": "MX"}
    return issue(subject, None, serial=1, usage=AUTHORITY, since=NOW - 9 * _YEAR, until=NOW + 9 * _YEAR)


@cache
def tax_office() -> Issued:
    subject = {
        "common_name": "AC DEL SERVICIO DE ADMINISTRACION TRIBUTARIA",
        "organization_name": "SERVICIO DE ADMINISTRACION TRIBUTARIA",
        "country_name": "MX",
        "unique_identifier": "SAT970701NN3",
    }
    return issue(subject, root(), serial="00001000000000000001", usage=AUTHORITY, since=NOW - 6 * _YEAR, until=NOW + 6 * _YEAR)  # fmt: skip


def person(
    name: str = "ROSA BOJÓRQUEZ LEÓN",
    rfc: str = "BOLR800101AB1",
    curp: str = "BOLR800101MSRJNS09",
    serial: str = "00001000000504465028",
    **more: object,
) -> Issued:
    """Return somebody's e.firma."""
    subject = {
        "common_name": name,
        "name": name,
        "organization_name": name,
        "country_name": "MX",
        "email_address": "alguien@ejemplo.mx",
        "unique_identifier": rfc,
        "serial_number": curp,
    }
    given: dict[str, object] = {"serial": serial, "usage": EFIRMA, "extended": True, **more}
    return issue(subject, given.pop("issuer", None) or tax_office(), **given)  # type: ignore[arg-type]


def seal() -> Issued:
    """Return a seal (CSD), which invoices and does not sign for a person."""
    subject = {
        "common_name": "ROSA BOJORQUEZ LEON",
        "unique_identifier": "AAA010101AAA / BOLR800101AB1",
        "serial_number": " / BOLR800101MSRJNS09",
        "organizational_unit_name": "Matriz",
    }
    return issue(subject, tax_office(), serial="00001000000504465099", usage=SEAL)


def revocations(
    *revoked: Issued, at: datetime = NOW - timedelta(days=30), issuer: Issued | None = None
) -> pyca.CertificateRevocationList:
    """Return the list of revoked certificates of the authority."""
    ours = issuer or tax_office()
    made = pyca.CertificateRevocationListBuilder(
        pyca.load_der_x509_certificate(ours.cer).subject, NOW - timedelta(days=1), NOW + timedelta(days=6)
    )
    for one in revoked:
        entry = pyca.RevokedCertificateBuilder(one.parsed.serial_number, at)
        made = made.add_revoked_certificate(entry.build())
    return made.sign(ours.private, hashes.SHA256())


def trust(*lists: pyca.CertificateRevocationList) -> Trust:
    return Trust((root().parsed,), (tax_office().parsed,), lists)
