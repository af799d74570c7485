"""The kinds of file the office takes, and how the others are called when they are refused. No Django."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is accepted.

    Attributes:
        media_type: what is stored and served.
        suffixes: extensions it may carry; the first is given to a file that came without one.
        spanish: how it is called in a sentence («un documento PDF»).
    """

    media_type: str
    suffixes: tuple[str, ...]
    spanish: str


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

PDF = FileKind("application/pdf", ("pdf",), "un documento PDF")
DOCX = FileKind(f"{_OOXML}.wordprocessingml.document", ("docx",), "un documento de Word")
XLSX = FileKind(f"{_OOXML}.spreadsheetml.sheet", ("xlsx",), "una hoja de Excel")
PPTX = FileKind(f"{_OOXML}.presentationml.presentation", ("pptx",), "una presentación de PowerPoint")
ODT = FileKind(f"{_ODF}.text", ("odt",), "un documento de LibreOffice")
ODS = FileKind(f"{_ODF}.spreadsheet", ("ods",), "una hoja de LibreOffice")
PNG = FileKind("image/png", ("png",), "una imagen PNG")
JPEG = FileKind("image/jpeg", ("jpg", "jpeg"), "una imagen JPG")
WEBP = FileKind("image/webp", ("webp",), "una imagen WebP")
HEIC = FileKind("image/heic", ("heic", "heif"), "una fotografía HEIC")
MP4 = FileKind("video/mp4", ("mp4",), "un video MP4")
TEXT = FileKind("text/plain", ("txt",), "un texto sin formato")
CSV = FileKind("text/csv", ("csv",), "una tabla CSV")
MARKDOWN = FileKind("text/markdown", ("md",), "un texto Markdown")
EMAIL = FileKind("message/rfc822", ("eml",), "un correo guardado")

ACCEPTED = (PDF, DOCX, XLSX, PPTX, ODT, ODS, PNG, JPEG, WEBP, HEIC, MP4, TEXT, CSV, MARKDOWN, EMAIL)
TEXTUAL = (TEXT, CSV, MARKDOWN, EMAIL)
BY_SUFFIX = {suffix: kind for kind in ACCEPTED for suffix in kind.suffixes}
BY_MEDIA_TYPE = {kind.media_type: kind for kind in ACCEPTED}
ACCEPTED_IN_WORDS = (
    "PDF, Word, Excel, PowerPoint y LibreOffice sin macros, JPG, PNG, WebP, HEIC, MP4, TXT, CSV, MD y EML"
)

SPANISH_OF_REFUSED = {
    "exe": "un programa de Windows",
    "elf": "un programa de Linux",
    "zip": "un archivo comprimido ZIP",
    "rar": "un archivo comprimido RAR",
    "7z": "un archivo comprimido 7-Zip",
    "gz": "un archivo comprimido GZ",
    "gif": "una imagen GIF",
    "tif": "una imagen TIFF",
    "rtf": "un documento RTF",
    "mov": "un video MOV",
    "mp3": "un audio MP3",
    "class": "un programa de Java",
    "dex": "un programa de Android",
    "wasm": "un programa WebAssembly",
}
"""Kinds told by ``filetype`` that are not taken, in words; the rest are named by their extension."""


def in_words(suffix: str) -> str:
    """Return what a file with this extension says it is."""
    kind = BY_SUFFIX.get(suffix)
    if kind:
        return kind.spanish
    return SPANISH_OF_REFUSED.get(suffix, f"un archivo «.{suffix}»" if suffix else "un archivo sin extensión")
