"""Whether what was signed is still what there is, byte by byte.

The digest of a PDF signature covers the whole file but the signature itself: a string of hexadecimal digits between the
two ranges. Those bytes cannot cover themselves, so this module is strict with them: nothing but the signature and zeros,
one way of writing each digit, one encoding of the signature. ADR 0024 says what is left.
"""

import string
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import cms, parser
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, collect_embedded_signatures
from pyhanko.sign.validation.status import SignatureCoverageLevel

_LOWER = frozenset(string.digits + "abcdef")
_UPPER = frozenset(string.digits + "ABCDEF")
_ENDINGS = (b"%%EOF", b"%%EOF\n", b"%%EOF\r", b"%%EOF\r\n")
_NULL = b"\x05\x00"
CONTAINER = "los bytes de la propia firma fueron modificados."


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a signature covers.

    Attributes:
        whole: it covers the document as it is now, to its last byte.
        trouble: in what way the document was altered, in Spanish; empty when it was not.
        later: what was added after it without altering it, in Spanish; empty when nothing was.
    """

    whole: bool
    trouble: str = ""
    later: str = ""


def troubles_of(reader: PdfFileReader) -> list[str]:
    """Return in what ways a signed document was altered; empty when it was not."""
    signatures = signatures_of(reader)
    if signatures is None:
        return ["trae una firma que no se puede leer."]
    return [trouble for signature in signatures if (trouble := coverage_of(signature).trouble)]


def signatures_of(reader: PdfFileReader) -> list[EmbeddedPdfSignature] | None:
    """Return the signatures, in the order they were made; None when there is one that cannot be read."""
    try:
        filled = list(enumerate_sig_fields(reader, filled_status=True))
        found = list(collect_embedded_signatures(reader))
    except Exception:  # noqa: BLE001 - a hostile file may break its reader in any way; all of them mean the same
        return None
    return found if len(found) == len(filled) else None


def is_only_signed(before: bytes, after: bytes) -> bool:
    """Return whether a PDF is another one with signatures added, and nothing else.

    A signature covers whatever was changed in the same stroke: who signs outside could have changed the text first.
    """
    if not after.startswith(before) or len(after) == len(before):
        return False
    try:
        base = PdfFileReader(BytesIO(before)).xrefs.total_revisions - 1
        changes: object = DEFAULT_DIFF_POLICY.review_file(PdfFileReader(BytesIO(after)), base)
        signatures = {name for name, _, _ in enumerate_sig_fields(PdfFileReader(BytesIO(after)))}
    except Exception:  # noqa: BLE001 - as below
        return False
    return isinstance(changes, DiffResult) and set(changes.changed_form_fields) <= signatures


def coverage_of(signature: EmbeddedPdfSignature) -> Coverage:
    """Return what a signature covers, and whether that is still as it was."""
    try:
        trouble = _container_trouble(signature) or _digest_trouble(signature)
        if trouble:
            return Coverage(whole=False, trouble=trouble)
        return _changes(signature)
    except Exception:  # noqa: BLE001 - as above
        return Coverage(whole=False, trouble="la firma no se puede comprobar: está dañada.")


def _container_trouble(signature: EmbeddedPdfSignature) -> str:
    """Return what is wrong with the bytes no digest covers."""
    pdf = _content(signature.reader)
    ranges = [int(one) for one in signature.byte_range]
    if len(ranges) != 4 or ranges[0] != 0 or not 0 < ranges[1] < ranges[2] <= len(pdf):  # noqa: PLR2004 - two ranges
        return "la firma no cubre el documento completo."
    written = pdf[ranges[1] : ranges[2]]
    digits = frozenset(written[1:-1].decode("latin-1"))
    if written[:1] != b"<" or written[-1:] != b">" or not (digits <= _LOWER or digits <= _UPPER):
        return CONTAINER
    held = bytes.fromhex(written[1:-1].decode("ascii"))
    length = _length(held)
    if any(held[length:]) or held != signature.pkcs7_content:
        return CONTAINER
    return "" if _is_strict(held[:length], signature) else CONTAINER


def _is_strict(held: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Return whether what the signature says outside of what it signs is the only thing it could say."""
    message = cms.ContentInfo.load(held, strict=True)
    signed, signer = message["content"], signature.signer_info
    digest = signer["digest_algorithm"]
    by_issuer = signer["sid"].name == "issuer_and_serial_number"
    return (
        _is_der(held)
        and signed["version"].native == signer["version"].native == ("v1" if by_issuer else "v3")
        and digest.contents in (digest["algorithm"].dump(), digest["algorithm"].dump() + _NULL)
        and [one.dump() for one in signed["digest_algorithms"]] == [digest.dump()]
        and signer["sid"].chosen.dump() == _identifier(signature, by_issuer=by_issuer)
    )


def _identifier(signature: EmbeddedPdfSignature, *, by_issuer: bool) -> bytes:
    """Return how the signature must name its certificate."""
    certificate = signature.signer_cert
    if not by_issuer:
        return bytes(
            cms.SignerIdentifier("subject_key_identifier", certificate.key_identifier_value).chosen.dump()
        )
    named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    return bytes(cms.IssuerAndSerialNumber(named).dump())


def _is_der(held: bytes) -> bool:
    """Return whether each length is written in its only way, and nothing is there to fill, as PAdES demands."""
    place = 0
    while place < len(held):
        length = parser.peek(held[place:])
        kind, method, tag, _, contents, _ = parser.parse(held[place : place + length], strict=True)
        written_so = parser.emit(kind, method, tag, contents) == held[place : place + length]
        if not written_so or (kind, tag) == (0, 0) or (method and not _is_der(contents)):
            return False
        place += length
    return True


def _digest_trouble(signature: EmbeddedPdfSignature) -> str:
    digest = signature.compute_digest()
    intact, valid = validate_sig_integrity(signature.signer_info, signature.signer_cert, "data", digest)
    if not valid:
        return "la firma no fue hecha con la llave de su certificado, o se modificó."
    return "" if intact else "cambió algo de lo que se firmó."


def _changes(signature: EmbeddedPdfSignature) -> Coverage:
    """Return what came after a signature that is itself intact."""
    signature.compute_integrity_info()
    covered: SignatureCoverageLevel | None = signature.coverage
    if covered == SignatureCoverageLevel.ENTIRE_FILE:
        return Coverage(whole=True)
    if covered != SignatureCoverageLevel.ENTIRE_REVISION:
        return Coverage(whole=False, trouble="la firma no cubre el documento completo.")
    if not _content(signature.reader).endswith(_ENDINGS):
        return Coverage(whole=False, trouble="se agregaron datos después del final del documento.")
    changes: object = signature.diff_result
    if not isinstance(changes, DiffResult):
        return Coverage(whole=False, trouble="se cambió el documento después de firmarse.")
    signatures = {name for name, _, _ in enumerate_sig_fields(signature.reader)}
    if filled := sorted(set(changes.changed_form_fields) - signatures):
        return Coverage(
            whole=False, trouble=f"después de firmarse se llenaron sus campos {', '.join(filled)}."
        )
    return Coverage(whole=False, later="Después solo se agregaron otras firmas.")


def _length(held: bytes) -> int:
    """Return how many bytes the signature has, without the zeros that fill its place."""
    header = parser.peek(held)
    return int(header)


def _content(reader: PdfFileReader) -> bytes:
    stream = reader.stream
    if not isinstance(stream, BytesIO):
        raise TypeError("PDFs are read from memory")
    return stream.getvalue()
