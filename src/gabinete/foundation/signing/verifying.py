"""Telling whether a signed PDF can be trusted: who signed, when, what, and whether anything changed since.

Nothing goes over the network: authorities and lists of revoked certificates are those this machine has.
"""

import asyncio
import hashlib
from datetime import datetime, timedelta

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from gabinete.foundation.signing.certificates import Certificate, CertificateKind, describe
from gabinete.foundation.signing.coverage import Coverage, coverage_of, signatures_of
from gabinete.foundation.signing.papers import read
from gabinete.foundation.signing.revocation import Revocation, day, revocation_of
from gabinete.foundation.signing.trust import Trust
from gabinete.foundation.signing.verdicts import Report, SignatureVerdict, Verdict
from gabinete.kernel.clock import OFFICE_ZONE

CLOCKS_APART = timedelta(minutes=10)
"""How far ahead another machine's clock may be before what it declares is not believed."""
STRONG = frozenset({"sha256", "sha384", "sha512"})


def verify_pdf(pdf: bytes, trust: Trust, now: datetime) -> Report:
    """Return what may be concluded of a PDF.

    Args:
        pdf: the file, whole.
        trust: authorities and lists to check against.
        now: what the clock of this machine says.

    Raises:
        BadInput: it is not a PDF, it is damaged, encrypted or too big.
    """
    reader = read(pdf)
    digest = hashlib.sha256(pdf).hexdigest()
    signatures = signatures_of(reader)
    if signatures is None:
        reason = "El archivo trae una firma que no se puede leer: fue modificada o está hecha de otra forma."
        return Report(Verdict.ALTERED, digest, (), reasons=(reason,), problems=trust.problems)
    found = tuple(
        _verdict_of(signature, order, trust, now) for order, signature in enumerate(signatures, start=1)
    )
    return Report(_worst(found), digest, found, _waiting(reader), problems=trust.problems)


def doubts_about(certificate: Certificate, trust: Trust, now: datetime) -> tuple[str, ...]:
    """Return why a signature made now with a certificate would not be trusted; empty when it would.

    Whoever has no authorities installed cannot tell, and that is a doubt too.
    """
    chain = _chain_trouble(certificate, trust, now)
    return ((chain,) if chain else ()) + _revoked(revocation_of(certificate.parsed, trust, now), now)


def _worst(found: tuple[SignatureVerdict, ...]) -> Verdict:
    verdicts = {one.verdict for one in found}
    ranked = (Verdict.ALTERED, Verdict.UNTRUSTED, Verdict.TRUSTED)
    return next((verdict for verdict in ranked if verdict in verdicts), Verdict.UNSIGNED)


def _waiting(reader: PdfFileReader) -> tuple[str, ...]:
    empty = [(name, ref.get_object()) for name, _, ref in enumerate_sig_fields(reader, filled_status=False)]
    return tuple(str(field["/TU"]) if "/TU" in field else name for name, field in empty)


def _verdict_of(signature: EmbeddedPdfSignature, order: int, trust: Trust, now: datetime) -> SignatureVerdict:
    coverage = coverage_of(signature)
    certificate = _holder(signature)
    signed_at = _declared(signature)
    revocation = revocation_of(certificate.parsed, trust, now) if certificate else Revocation(None, "")
    reasons = _altered(coverage) or _doubts(signature, certificate, signed_at, trust, now)
    if certificate and signed_at and not coverage.trouble:
        reasons += _revoked(revocation, signed_at)
    return SignatureVerdict(
        order=order,
        place=signature.field_name,
        verdict=Verdict.ALTERED if coverage.trouble else Verdict.UNTRUSTED if reasons else Verdict.TRUSTED,
        name=certificate.name if certificate else "",
        rfc=certificate.rfc if certificate else "",
        serial=certificate.serial if certificate else "",
        issuer=certificate.issuer if certificate else "",
        kind=certificate.kind.value if certificate else CertificateKind.OTHER.value,
        signed_at=signed_at,
        valid_since=certificate.since if certificate else None,
        valid_until=certificate.until if certificate else None,
        whole=coverage.whole,
        later=coverage.later,
        reasons=reasons,
        notes=_notes(certificate, revocation, now),
    )


def _holder(signature: EmbeddedPdfSignature) -> Certificate | None:
    try:
        return describe(signature.signer_cert)
    except Exception:  # noqa: BLE001 - a hostile certificate may break its reader in any way; all of them mean the same
        return None


def _declared(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        at = signature.self_reported_timestamp
    except Exception:  # noqa: BLE001 - as above
        return None
    return at if at is not None and at.tzinfo else None


def _altered(coverage: Coverage) -> tuple[str, ...]:
    return (f"Documento alterado: {coverage.trouble}",) if coverage.trouble else ()


def _doubts(
    signature: EmbeddedPdfSignature,
    certificate: Certificate | None,
    signed_at: datetime | None,
    trust: Trust,
    now: datetime,
) -> tuple[str, ...]:
    """Return why an intact signature is not to be trusted."""
    if certificate is None or signed_at is None:
        return ("La firma no dice quién o cuándo firmó.",)
    found = []
    if signature.md_algorithm not in STRONG:
        found.append(f"Usa un resumen que ya no es seguro ({signature.md_algorithm}).")
    if signed_at > now + CLOCKS_APART:
        found.append(
            f"Declara una hora futura ({_moment(signed_at)}); esta máquina marca {_moment(now)}. Revise los relojes."
        )
    if certificate.kind is CertificateKind.CSD:
        found.append("Se firmó con un sello digital (CSD), que es para facturar, y no con una e.firma.")
    if not certificate.since <= signed_at <= certificate.until:
        found.append(
            f"El certificado no estaba en vigor cuando se firmó: vale del {day(certificate.since)} "
            f"al {day(certificate.until)}."
        )
    elif chain := _chain_trouble(certificate, trust, signed_at):
        found.append(chain)
    return tuple(found)


def _chain_trouble(certificate: Certificate, trust: Trust, at: datetime) -> str:
    """Return why the certificate does not lead to an authority this office trusts, or nothing."""
    if not trust.roots:
        return "Esta máquina no tiene raíces de confianza: administración técnica debe instalar las del SAT."
    context = ValidationContext(
        trust_roots=list(trust.roots),
        other_certs=list(trust.intermediates),
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    checked = CertificateValidator(certificate.parsed, validation_context=context)
    try:
        asyncio.run(checked.async_validate_usage({"non_repudiation"}))
    except PathError:  # before the next: it is one of them
        return (
            f"Lo emitió «{certificate.issuer}», que no está entre las autoridades en que confía esta oficina."
        )
    except (ValidationError, ValueError) as error:
        return f"Su cadena de certificados no es válida ({error})."
    return ""


def _revoked(revocation: Revocation, signed_at: datetime) -> tuple[str, ...]:
    if revocation.revoked_at is None:
        return ()
    if revocation.revoked_at <= signed_at:
        return (f"El certificado ya estaba revocado cuando se firmó, desde el {day(revocation.revoked_at)}.",)
    doubt = (
        "después de la hora que declara la firma; sin sello de tiempo no se puede probar que se firmó antes."
    )
    return (f"El certificado se revocó el {day(revocation.revoked_at)}, {doubt}",)


def _notes(certificate: Certificate | None, revocation: Revocation, now: datetime) -> tuple[str, ...]:
    if certificate is None:
        return ()
    found = [revocation.note]
    if certificate.until < now:
        found.append(f"El certificado venció el {day(certificate.until)}; al firmar podía estar en vigor.")
    if not certificate.rfc:
        found.append("El certificado no trae RFC.")
    elif certificate.representative:
        found.append(f"Por la persona moral firmó quien tiene el RFC {certificate.representative}.")
    return tuple(found)


def _moment(at: datetime) -> str:
    local = at.astimezone(OFFICE_ZONE)
    return f"{day(at)}, {local:%H:%M}"
