"""Whether a certificate had been revoked, by the lists kept in this machine and by nothing else."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import CertificateRevocationList

from gabinete.foundation.signing.shape import x509
from gabinete.foundation.signing.trust import Trust
from gabinete.kernel.clock import day_of
from gabinete.kernel.words import short_date


@dataclass(frozen=True, slots=True)
class Revocation:
    """What the lists say.

    Attributes:
        revoked_at: when it was revoked, or None.
        note: what was looked at, in Spanish, for whoever reads the result.
    """

    revoked_at: datetime | None
    note: str


def revocation_of(certificate: x509.Certificate, trust: Trust, now: datetime) -> Revocation:
    """Return whether a certificate is in a list its own authority signed."""
    issuer = next((one for one in trust.authorities if one.subject == certificate.issuer), None)
    lists = [] if issuer is None else [one for one in trust.revocations if _is_signed_by(one, issuer)]
    for one in lists:
        entry = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None:
            revoked_at = entry.revocation_date_utc
            return Revocation(revoked_at, f"Revocado el {day(revoked_at)} según la lista de su autoridad.")
    if not lists:
        return Revocation(
            None, "No se comprobó si fue revocado: no hay en esta máquina una lista de su autoridad."
        )
    newest = max(lists, key=lambda one: one.last_update_utc)
    stale = newest.next_update_utc is not None and newest.next_update_utc < now
    ending = ", que ya no está al día; pida la nueva a administración técnica." if stale else "."
    return Revocation(None, f"Sin revocar según la lista del {day(newest.last_update_utc)}{ending}")


def day(at: datetime) -> str:
    """Return a moment as the office's day."""
    return short_date(day_of(at))


def _is_signed_by(revoked: CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        key = load_der_public_key(issuer.public_key.dump())
        return isinstance(key, RSAPublicKey | EllipticCurvePublicKey) and revoked.is_signature_valid(key)
    except (ValueError, TypeError, InvalidSignature):
        return False
