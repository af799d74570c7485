"""A fictitious certificate authority, made for one demonstration: its key is forgotten when it is built.

Its certificates have the shape of the SAT's. The RFC of each person carries a date that does not exist, so that it can be
nobody's. The authority is kept apart from those a real office trusts and counts only where the people are fictitious too
(``signing.trust.configured_trust``).
"""

import os
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from secrets import randbelow

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gabinete.demo.accounts import EFIRMA_FOLDER
from gabinete.foundation.signing.trust import demonstration_folder

NAME = "AUTORIDAD FICTICIA DE LA DEMOSTRACIÓN (SIN VALOR)"
_YEAR = timedelta(days=365)
_SIGNS = ("digital_signature", "content_commitment", "data_encipherment", "key_agreement")
_ISSUES = ("key_cert_sign", "crl_sign")
_USAGES = (*_SIGNS, *_ISSUES, "key_encipherment", "encipher_only", "decipher_only")


@dataclass(frozen=True, slots=True)
class Brought:
    """The files of somebody's e.firma.

    Attributes:
        cer: the certificate, in DER.
        key: the private key, encrypted with the password of the demonstration.
    """

    cer: bytes
    key: bytes


class Authority:
    """Issues what the people of the demonstration sign with.

    Args:
        home: where everything made on this machine is.
        now: the present of the demonstration.
        password: of every key it gives out.
    """

    def __init__(self, home: Path, now: datetime, password: str) -> None:
        self._home, self._now, self._password = home, now, password.encode()
        self._key = _new_key()
        self._name = x509.Name([
            x509.NameAttribute(NameOID.COMMON_NAME, NAME),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Gabinete, demostración"),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "MX"),
        ])  # fmt: skip
        own = self._certificate(self._name, self._key, 1, _ISSUES).public_bytes(Encoding.DER)
        mark = f"{x509.load_der_x509_certificate(own).fingerprint(hashes.SHA256()).hex()[:8]}"
        _keep(demonstration_folder(home) / f"autoridad-{mark}.cer", own)

    def issue(self, name: str) -> Brought:
        """Return the e.firma of somebody, by full name as in the directory: given names and two surnames."""
        key, capitals = _new_key(), name.upper()
        parts = (
            (NameOID.COMMON_NAME, capitals), (NameOID.ORGANIZATION_NAME, capitals), (NameOID.COUNTRY_NAME, "MX"),
            (NameOID.X500_UNIQUE_IDENTIFIER, rfc_of(name)),
        )  # fmt: skip
        subject = x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])
        serial = int.from_bytes(f"00009{randbelow(10**15):015}".encode())
        made = self._certificate(subject, key, serial, _SIGNS)
        sealed = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(self._password))
        return Brought(made.public_bytes(Encoding.DER), sealed)

    def give(self, brought: Brought, username: str) -> None:
        """Leave an e.firma where a visitor finds it, to sign as that person."""
        for suffix, content in ((".cer", brought.cer), (".key", brought.key)):
            _keep(self._home / EFIRMA_FOLDER / f"{username}{suffix}", content)

    def _certificate(
        self, subject: x509.Name, key: rsa.RSAPrivateKey, serial: int, usages: tuple[str, ...]
    ) -> x509.Certificate:
        issues = usages == _ISSUES
        builder = x509.CertificateBuilder(
            issuer_name=self._name,
            subject_name=subject,
            public_key=key.public_key(),
            serial_number=serial,
            not_valid_before=self._now - (2 if issues else 1) * _YEAR,
            not_valid_after=self._now + 3 * _YEAR,
        )
        usage = x509.KeyUsage(**{name: name in usages for name in _USAGES})
        constraint = x509.BasicConstraints(ca=issues, path_length=0 if issues else None)
        builder = builder.add_extension(constraint, critical=True).add_extension(usage, critical=False)
        if not issues:
            purposes = x509.ExtendedKeyUsage(
                [ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH]
            )
            builder = builder.add_extension(purposes, critical=False)
        return builder.sign(self._key, hashes.SHA256())


def rfc_of(name: str) -> str:
    """Return an RFC with the letters of a name and a date that does not exist.

    Example:
        >>> rfc_of("Elena Robles Ibarra")
        'ROIE000000FIC'
    """
    plain = unicodedata.normalize("NFD", name.upper()).encode("ascii", "ignore").decode()
    *given, first, second = plain.split()
    return f"{first[:2]}{second[0]}{given[0][0]}000000FIC"


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _keep(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, over the one of an earlier demonstration."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
