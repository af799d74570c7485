"""What a certificate of the SAT says of its holder."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from asn1crypto import pem

from gabinete.foundation.signing.shape import x509
from gabinete.kernel.errors import BadInput

LIMIT = 32 * 1024
"""Largest certificate or key taken, in bytes; those of the SAT are under 3 KB."""
_RFC = re.compile(r"(?<![A-ZÑ&0-9])[A-ZÑ&]{3,4}[0-9]{6}[A-Z0-9]{3}(?![A-ZÑ&0-9])")
_CURP = re.compile(r"(?<![A-Z0-9])[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[A-Z0-9][0-9](?![A-Z0-9])")
_SEAL_USAGE = {"digital_signature", "non_repudiation"}


class CertificateKind(StrEnum):
    """What the SAT issued it for."""

    EFIRMA = "efirma"
    CSD = "csd"
    AUTHORITY = "authority"
    OTHER = "other"


KIND_LABELS = {
    CertificateKind.EFIRMA: "e.firma",
    CertificateKind.CSD: "sello digital (CSD)",
    CertificateKind.AUTHORITY: "autoridad certificadora",
    CertificateKind.OTHER: "otro",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as its holder knows it.

    Attributes:
        rfc: of the holder; empty when there is none in it.
        representative: RFC of who represents the holder, when the holder is a company or an agency.
        curp: of the person, or of the representative; empty when there is none.
        name: of the holder.
        serial: as the SAT prints it: twenty digits, or hexadecimal when it is not one of theirs.
        issuer: name of the authority.
        since: first moment of its validity; ``until``, the last.
    """

    rfc: str
    representative: str
    curp: str
    name: str
    serial: str
    kind: CertificateKind
    issuer: str
    since: datetime
    until: datetime
    parsed: x509.Certificate = field(repr=False, compare=False)

    @property
    def kind_label(self) -> str:
        """Return its kind in Spanish."""
        return KIND_LABELS[self.kind]


def read_certificate(content: bytes) -> Certificate:
    """Return what a ``.cer`` says, in DER as the SAT gives it or in PEM.

    Raises:
        BadInput: it is not a certificate.
    """
    parsed = parse(content)
    if parsed is None:
        raise BadInput(
            "signing.not_certificate",
            "Ese archivo no es un certificado. No se firmó nada; elija el archivo .cer que le entregó el SAT.",
        )
    return describe(parsed)


def parse(content: bytes) -> x509.Certificate | None:
    """Return the certificate wholly parsed, or None when it is not one."""
    if not content or len(content) > LIMIT:
        return None
    try:
        der = pem.unarmor(content)[2] if pem.detect(content) else content
        parsed = x509.Certificate.load(der, strict=True)
        _ = parsed.native  # asn1crypto parses lazily: whatever is wrong inside must come out here
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
        return None
    return parsed


def describe(parsed: x509.Certificate) -> Certificate:
    """Return what a parsed certificate says of its holder."""
    subject = {key: _text(value) for key, value in parsed.subject.native.items()}
    identifiers = f"{subject.get('unique_identifier', '')} / {subject.get('serial_number', '')}".upper()
    taxpayers = list(dict.fromkeys(_RFC.findall(_CURP.sub(" ", identifiers))))
    curp = _CURP.search(identifiers)
    return Certificate(
        rfc=taxpayers[0] if taxpayers else "",
        representative=taxpayers[1] if len(taxpayers) > 1 else "",
        curp=curp.group() if curp else "",
        name=subject.get("common_name") or subject.get("name") or parsed.subject.human_friendly,
        serial=serial_of(parsed.serial_number),
        kind=_kind(parsed, subject, has_rfc=bool(taxpayers)),
        issuer=_text(parsed.issuer.native.get("common_name", "")) or parsed.issuer.human_friendly,
        since=parsed.not_valid_before,
        until=parsed.not_valid_after,
        parsed=parsed,
    )


def serial_of(number: int) -> str:
    """Return a serial number as the SAT prints it.

    Example:
        >>> serial_of(int.from_bytes(b"00001000000504465028"))
        '00001000000504465028'
        >>> serial_of(255)
        'FF'
    """
    raw = number.to_bytes(20) if 0 < number < 1 << 160 else b""
    return raw.decode("ascii") if raw.isdigit() else f"{number:X}"


def _kind(parsed: x509.Certificate, subject: dict[str, str], *, has_rfc: bool) -> CertificateKind:
    """Return what it is for.

    Since 2019 only seals have an organizational unit (the branch); by key usage a seal only signs, and an e.firma also
    enciphers. The SAT's test certificates of 2017 agree with both.
    """
    if parsed.ca:
        return CertificateKind.AUTHORITY
    if not has_rfc:
        return CertificateKind.OTHER
    usage = set(parsed.key_usage_value.native) if parsed.key_usage_value else set()
    if subject.get("organizational_unit_name") or (
        usage == _SEAL_USAGE and parsed.extended_key_usage_value is None
    ):
        return CertificateKind.CSD
    return CertificateKind.EFIRMA if not usage or usage >= _SEAL_USAGE else CertificateKind.OTHER


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value).strip()
