"""Text of PDF; those without it go to optical recognition."""

from io import BytesIO

from gabinete.foundation.documents.reading.model import Limits, ReadDocument
from gabinete.foundation.documents.reading.ocr import read_scanned_pdf
from gabinete.foundation.documents.reading.refusals import damaged, empty, encrypted

_LETTERS_A_PAGE = 25
"""Letters a page from which a PDF is taken to have text."""


def read_pdf(data: bytes, name: str, limits: Limits) -> ReadDocument:
    """Return the text of a PDF.

    Raises:
        BadInput: damaged, with a password, without pages, or a scan that cannot be recognised here.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - slow import

    try:
        reader = PdfReader(BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        texts = [] if locked else _texts(reader.pages, min(count, limits.pages), limits.characters)
    except Exception as error:  # pypdf raises whatever broken files make it raise
        raise (encrypted(name) if "decrypt" in type(error).__name__.lower() else damaged(name)) from error
    if locked:
        raise encrypted(name)
    if count == 0:
        raise empty(name)
    text = "\n".join(texts)
    if sum(character.isalpha() for character in text) < _LETTERS_A_PAGE * min(len(texts), 4):
        return read_scanned_pdf(data, name, count, limits)
    notes = (
        [f"Tiene {count} páginas: solo se leyeron las primeras {limits.pages}."]
        if count > limits.pages
        else []
    )
    return ReadDocument(text, "pdf", count, notes)


def _texts(pages: object, count: int, limit: int) -> list[str]:
    """Return the text of the first pages, until there is enough of it."""
    texts: list[str] = []
    size = 0
    for number in range(count):
        texts.append(pages[number].extract_text() or "")  # type: ignore[index]
        size += len(texts[-1])
        if size > limit:
            break
    return texts
