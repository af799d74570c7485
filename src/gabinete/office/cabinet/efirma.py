"""Where minutes meet the electronic signature: their sheet, the signature added here, the one added outside.

Whoever needs it imports it at that moment: the library takes a second and 16 MB, and few processes ever sign.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from gabinete.foundation.accounts.queries import has_demonstration
from gabinete.foundation.rendering.fonts import font_folder
from gabinete.foundation.rendering.pdf import pdf
from gabinete.foundation.signing.certificates import Certificate, describe
from gabinete.foundation.signing.coverage import coverage_of, is_only_signed, signatures_of
from gabinete.foundation.signing.keys import Signer
from gabinete.foundation.signing.marks import Place
from gabinete.foundation.signing.papers import read
from gabinete.foundation.signing.sheet import with_sheet
from gabinete.foundation.signing.stamping import sign_pdf
from gabinete.foundation.signing.trust import Trust, configured_trust
from gabinete.foundation.signing.verdicts import Report
from gabinete.foundation.signing.verifying import CLOCKS_APART, doubts_about, verify_pdf
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet.models import MinutesVersion, Signature
from gabinete.office.cabinet.printing import address_of
from gabinete.office.cabinet.printing_minutes import electronic, minutes_paper
from gabinete.office.cabinet.queries.signing import (
    content_of,
    electronic_document,
    reference_of,
    signers_of,
)

_NOTHING = "No se guardó nada."


def pdf_to_sign(version: MinutesVersion) -> bytes:
    """Return the PDF the next signature is added to: the last one signed, or the minutes with their sheet.

    Those carry no lines to sign on: the ones kept with the version, which are read and signed on paper, do.

    Asked twice before anybody signs it gives the same bytes, so that one signed outside can be recognised.

    Raises:
        NotFound: its content is not on disk.
    """
    made = electronic_document(version)
    if made is not None:
        return content_of(made)
    signers = signers_of(version)
    places = [_place_of(one, len(signers)) for one in signers]
    return with_sheet(_unlined(version), places, reference_of(version), font_folder())


def sign(signature: Signature, signer: Signer, now: datetime) -> bytes:
    """Return the minutes with one signature more.

    Raises:
        BadInput, RuleBroken: the PDF does not take it.
    """
    version = signature.minutes
    place = _place_of(signature, version.signatures.count())
    reference, fonts = reference_of(version), font_folder()
    return sign_pdf(pdf_to_sign(version), signer, place, reference=reference, now=now, fonts=fonts)


def doubts(certificate: Certificate, now: datetime) -> tuple[tuple[str, ...], bool]:
    """Return why a certificate would not be trusted today, and whether this machine has authorities to tell by."""
    trust = _trust()
    return doubts_about(certificate, trust, now), bool(trust.roots)


def verify(pdf: bytes, now: datetime) -> Report:
    """Return what may be concluded of a PDF.

    Raises:
        BadInput: it is not a PDF that can be read.
    """
    return verify_pdf(pdf, _trust(), now)


def require_signed_here(handed: bytes, received: bytes, field: str, now: datetime) -> Certificate:
    """Return the certificate of the signature that was added.

    Args:
        handed: the PDF that was given to be signed.
        received: the one that came back.
        field: where the signature must be.
        now: what the clock of this machine says.

    Raises:
        BadInput: it is another document, it was changed, or the signature is not where it must be.
        RuleBroken: it declares a moment that has not come.
    """
    if not is_only_signed(handed, received):
        raise BadInput(
            "signing.other_document",
            f"No es el PDF que se entregó para firmar, o trae algo más que la firma. {_NOTHING} Descárguelo otra vez desde esta "
            "página, fírmelo sin cambiarlo y súbalo.",
        )
    before, after = signatures_of(read(handed)), signatures_of(read(received))
    if before is None or after is None or len(after) != len(before) + 1:
        raise BadInput("signing.count", f"El PDF debe traer una firma más que el que se entregó. {_NOTHING}")
    added = after[-1]
    coverage = coverage_of(added)
    if coverage.trouble or not coverage.whole or added.field_name != field:
        raise BadInput(
            "signing.misplaced",
            f"La firma del PDF no es válida o no está en su lugar de la hoja. {_NOTHING} Con la orden «minutes sign» "
            "queda donde debe.",
        )
    declared = added.self_reported_timestamp
    if declared is None or declared.tzinfo is None or declared > now + CLOCKS_APART:
        raise RuleBroken(
            "signing.future",
            f"La firma declara una hora que todavía no llega. {_NOTHING} Revise el reloj de su máquina.",
        )
    return describe(added.signer_cert)


def _unlined(version: MinutesVersion) -> bytes:
    """Return the minutes without lines for signing by hand; the same bytes for the same version."""
    content, address = electronic(version.content), address_of(version.session)
    return pdf(minutes_paper(content, version.number, version.made_at, address, version.reason))


def _trust() -> Trust:
    return configured_trust(Path(settings.HOME), demonstration=has_demonstration())


def _place_of(signature: Signature, total: int) -> Place:
    title = "" if signature.title == signature.name else signature.title
    return Place(signature.order, total, signature.name, title)
