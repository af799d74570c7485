"""Signing a PDF: PAdES B-B, in its place, as an addition that leaves every earlier byte as it was."""

import asyncio
from datetime import datetime
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from pyhanko.pdf_utils.form_tools import annot_width_height
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from gabinete.foundation.signing import coverage
from gabinete.foundation.signing.keys import Signer
from gabinete.foundation.signing.marks import Place, style_of
from gabinete.foundation.signing.papers import Update, read
from gabinete.foundation.signing.sheet import with_sheet
from gabinete.kernel.errors import BadInput, RuleBroken

DIGEST = "sha256"
_NOTHING = "No se firmó nada."


class _Hand(signers.Signer):
    """The library's signer, with the key where it already is instead of a copy of it."""

    def __init__(self, signer: Signer) -> None:
        super().__init__(signing_cert=signer.certificate.parsed)
        self._signer = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002 - the library's own signature
        """Return the signature of some bytes."""
        key = self._signer.key
        if key is None or digest_algorithm != DIGEST:
            raise SigningError("The key is closed, or another digest was asked for")
        return bytes(key.key_size // 8) if dry_run else key.sign(data, PKCS1v15(), hashes.SHA256())


def sign_pdf(
    pdf: bytes, signer: Signer, place: Place, *, reference: str, now: datetime, fonts: Path | None = None
) -> bytes:
    """Return the PDF signed in a place: what it had, byte by byte, and the signature after it.

    A PDF without a sheet of signatures gets one before its first signature. One that came already signed and without a
    free place cannot get a page any more: its signature is as good, but has no visible mark.

    Args:
        pdf: to be signed.
        signer: an open e.firma.
        place: of the sheet.
        reference: which document it is, for the sheet.
        now: the moment the signature declares.
        fonts: folder of TrueType files for the mark, or None.

    Raises:
        BadInput: it is not a PDF that can be signed.
        RuleBroken: the place is taken, or what was signed before was altered.
    """
    reader = read(pdf)
    fields = dict(_fields(reader))
    if any(fields.values()):
        _require_intact(reader)
    if fields.get(place.field):
        raise RuleBroken(
            "signing.taken", f"El lugar {place.order} de ese documento ya está firmado. {_NOTHING}"
        )
    if place.field not in fields and not any(fields.values()):
        pdf = with_sheet(pdf, [place], reference, fonts)
        reader = read(pdf)
    return _signed(pdf, reader, signer, place, now, fonts)


def free_place(pdf: bytes) -> int | None:
    """Return the order of the first free place of the sheet; None when there is none.

    Raises:
        BadInput: it is not a PDF that can be read.
    """
    return min((order for order, filled in _orders(pdf) if not filled), default=None)


def places_of(pdf: bytes) -> int:
    """Return how many places the sheet of a PDF has; 0 without a sheet.

    Raises:
        BadInput: it is not a PDF that can be read.
    """
    return len(_orders(pdf))


def _orders(pdf: bytes) -> list[tuple[int, bool]]:
    named = [(name.removeprefix("Firma"), filled) for name, filled in _fields(read(pdf))]
    return [(int(number), filled) for number, filled in named if number.isascii() and number.isdigit()]


def _fields(reader: PdfFileReader) -> list[tuple[str, bool]]:
    return [(name, value is not None) for name, value, _ in enumerate_sig_fields(reader)]


def _require_intact(reader: PdfFileReader) -> None:
    troubles = coverage.troubles_of(reader)
    if troubles:
        raise RuleBroken(
            "signing.altered",
            f"El documento cambió después de firmarse: {troubles[0]} {_NOTHING} Descargue otra vez el original.",
        )


def _signed(
    pdf: bytes, reader: PdfFileReader, signer: Signer, place: Place, now: datetime, fonts: Path | None
) -> bytes:
    box = _box(reader, place)
    made = PdfSigner(
        PdfSignatureMetadata(
            field_name=place.field,
            md_algorithm=DIGEST,
            name=signer.certificate.name,
            reason=f"Firma {place.order} de {place.total}",
            subfilter=SigSeedSubFilter.PADES,
        ),
        _Hand(signer),
        stamp_style=style_of(signer.certificate, place, now, box, fonts) if box else None,
    )
    failure = ""
    try:
        return asyncio.run(_sign(made, Update(pdf, reader), now))
    except (SigningError, PdfError) as error:
        failure = str(error)
    raise BadInput("signing.cannot", f"Ese PDF no admite otra firma ({failure}). {_NOTHING}")


async def _sign(made: PdfSigner, update: Update, now: datetime) -> bytes:
    session = made.init_signing_session(update)
    session.system_time = now
    checked = await session.perform_presign_validation(update)
    reserved = await session.estimate_signature_container_size(checked)
    document = session.prepare_tbs_document(checked, reserved)
    out = BytesIO()
    digest, _ = document.digest_tbs_document(output=out)
    await document.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=now))
    return out.getvalue()


def _box(reader: PdfFileReader, place: Place) -> tuple[float, float] | None:
    """Return the size of the place, or None when it is not visible."""
    for _, _, field in enumerate_sig_fields(reader, with_name=place.field):
        width, height = annot_width_height(field.get_object())
        return (float(width), float(height)) if width and height else None
    return None
