"""Opening a PDF that anybody may have sent, and adding to it without touching a byte of what it had."""

import hashlib
import logging
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodeLimits, StreamDecodeLimits
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from gabinete.kernel.errors import BadInput

LIMIT = 25 * 1024 * 1024
"""Largest PDF read, in bytes."""
_MEGABYTE = 1024 * 1024
_LIMITS = DecodeLimits(per_stream=StreamDecodeLimits(max_output_size=64 * _MEGABYTE))
# What a damaged file makes the library say is in our refusals; its tracebacks would only fill the log.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
_NOTHING = "No se firmó ni se guardó nada."


class Update(IncrementalPdfFileWriter):
    """Additions to a PDF that depend on nothing but the PDF and what is added.

    The library would write the present time and random identifiers; without them, whoever prepares the same document
    twice gets the same bytes, and a PDF signed elsewhere can be recognised as the one that was handed out.
    """

    def __init__(self, pdf: bytes, reader: PdfFileReader) -> None:
        super().__init__(BytesIO(pdf), prev=reader)
        self._document_id = generic.ArrayObject(
            [self._document_id[0], generic.ByteStringObject(hashlib.sha256(pdf).digest()[:16])]
        )

    def _update_meta(self) -> None:
        """Leave title, dates and XMP as they were."""

    def bytes(self) -> bytes:
        """Return the PDF with the additions."""
        out = BytesIO()
        self.write(out)
        return out.getvalue()


def read(pdf: bytes) -> PdfFileReader:
    """Return a reader of the PDF.

    Raises:
        BadInput: it is too big, is not a PDF, is damaged, or is encrypted.
    """
    if len(pdf) > LIMIT:
        raise BadInput(
            "signing.pdf_too_big",
            f"El archivo pesa más de {LIMIT // _MEGABYTE} MB, que es lo más que se revisa. {_NOTHING}",
        )
    reader = _opened(pdf)
    if reader is None:
        raise BadInput(
            "signing.not_pdf",
            f"El archivo no es un PDF o está dañado: no se pudo leer completo. {_NOTHING} Vuelva a descargarlo.",
        )
    if reader.encrypted:
        raise BadInput(
            "signing.encrypted",
            f"El PDF está protegido con contraseña. {_NOTHING} Envíe uno sin protección.",
        )
    return reader


def _opened(pdf: bytes) -> PdfFileReader | None:
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True, decode_limits=_LIMITS)
        if not reader.encrypted:
            _ = reader.root["/Pages"]["/Count"], list(enumerate_sig_fields(reader))
    except Exception:  # noqa: BLE001 - a hostile file may break its reader in any way; all of them mean the same
        return None
    return reader
