"""The one door: bytes in, text out, the kind told by the content and never by the name."""

from io import BytesIO
from pathlib import Path, PurePath

from gabinete.foundation.documents.kinds import DOCX, ODT
from gabinete.foundation.documents.packages import package_kind
from gabinete.foundation.documents.reading.libre import read_odt
from gabinete.foundation.documents.reading.model import Limits, ReadDocument
from gabinete.foundation.documents.reading.ocr import read_image
from gabinete.foundation.documents.reading.plain import decode, tidy
from gabinete.foundation.documents.reading.portable import read_pdf
from gabinete.foundation.documents.reading.refusals import (
    damaged,
    disguised,
    empty,
    encrypted,
    old_word,
    too_big,
    unknown,
)
from gabinete.foundation.documents.reading.word import read_docx
from gabinete.kernel.errors import BadInput

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"{\\rtf",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
_SUFFIXES = {
    "pdf": {"pdf"}, "docx": {"docx", "docm"}, "odt": {"odt"}, "image": {"png", "jpg", "jpeg", "tif", "tiff"}, "text": {"txt", "md", "markdown", "text", "eml", "csv", "log"},
}  # fmt: skip
_SPANISH = {
    "pdf": "un PDF",
    "docx": "un documento de Word",
    "odt": "un documento de LibreOffice",
    "image": "una imagen",
    "text": "texto sin formato",
}
_KNOWN = frozenset().union(*_SUFFIXES.values()) | {
    "doc",
    "rtf",
    "xlsx",
    "pptx",
    "zip",
    "exe",
    "html",
    "htm",
    "gif",
}
_HEADER = 1024


def read_text(
    source: Path | str | bytes, name: str | None = None, *, limits: Limits | None = None
) -> ReadDocument:
    """Return the text of a document: .docx, .odt, .pdf, .txt, .md, or the image of one.

    Args:
        source: its bytes, or the path where it is.
        name: how the person calls it, for messages and to compare its extension; the path's when missing.
        limits: how much to read; the usual ones when missing.

    Raises:
        BadInput: empty, truncated, too big, with password, macros or entities, disguised, a bomb, or a scan
            that cannot be recognised here. Nothing is written outside a temporary folder.
        OSError: the path cannot be read.
    """
    limits = limits or Limits()
    name = name or ("documento" if isinstance(source, bytes) else PurePath(source).name)
    data = _bytes(source, name, limits)
    kind = _kind(data, name)
    _refuse_disguise(kind, name)
    read = _read(kind, data, name, limits)
    text = tidy(read.text)
    if not any(character.isalnum() for character in text):
        raise empty(name)
    notes = list(read.notes)
    if len(text) > limits.characters:
        text = text[: limits.characters]
        notes.append("El texto es muy largo: solo se leyó la primera parte.")
    return ReadDocument(text, read.kind, read.pages, notes)


def _bytes(source: Path | str | bytes, name: str, limits: Limits) -> bytes:
    if not isinstance(source, bytes):
        with Path(source).open("rb") as file:
            source = file.read(limits.file_bytes + 1)
    if len(source) > limits.file_bytes:
        raise too_big(name, limits.file_bytes)
    if not source.strip(b"\x00 \r\n\t"):
        raise empty(name)
    return source


def _kind(data: bytes, name: str) -> str:
    """Return ``pdf``, ``docx``, ``odt``, ``image`` or ``text``, by content.

    Raises:
        BadInput: it is none of them, or it is one that is refused.
    """
    if b"%PDF-" in data[:_HEADER]:
        return "pdf"
    if data.startswith(b"PK"):
        return _package(data, name)
    if data.startswith(_OLD_OFFICE):
        # An encrypted .docx is an old container that holds the part «EncryptedPackage».
        raise encrypted(name) if "EncryptedPackage".encode("utf-16-le") in data else old_word(name)
    if data.startswith(_IMAGES):
        return "image"
    if data.startswith(_PROGRAMS):
        raise _other(name)
    return "text"


def _package(data: bytes, name: str) -> str:
    kind = package_kind(BytesIO(data), name)
    if kind == DOCX:
        return "docx"
    if kind == ODT:
        return "odt"
    raise _other(name)


def _other(name: str) -> BadInput:
    """Return the refusal of something else, that says so when it poses as a document."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    readable = any(suffix in suffixes for suffixes in _SUFFIXES.values())
    return disguised(name, "de otra clase") if readable else unknown(name)


def _refuse_disguise(kind: str, name: str) -> None:
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if suffix not in _KNOWN or suffix in _SUFFIXES[kind]:
        return
    if kind == "text" and suffix in {"pdf", "docx", "odt"}:
        raise damaged(name)
    raise disguised(name, _SPANISH[kind])


def _read(kind: str, data: bytes, name: str, limits: Limits) -> ReadDocument:
    if kind == "text":
        text, encoding = decode(data, name)
        suffix = PurePath(name).suffix.lower().lstrip(".")
        notes = (
            []
            if encoding.startswith("utf")
            else [f"Se leyó con la codificación {encoding}: revise acentos y eñes."]
        )
        return ReadDocument(text, "md" if suffix in {"md", "markdown"} else "txt", None, notes)
    return {"pdf": read_pdf, "docx": read_docx, "odt": read_odt, "image": read_image}[kind](
        data, name, limits
    )
