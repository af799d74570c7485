"""What a file is by its content, whatever its name says. No Django."""

import re
from typing import IO

import filetype  # type: ignore[import-untyped]

from gabinete.foundation.documents import kinds
from gabinete.foundation.documents.kinds import FileKind
from gabinete.foundation.documents.naming import suffix_of
from gabinete.foundation.documents.packages import encrypted, package_kind
from gabinete.kernel.errors import BadInput

HEAD_BYTES = 8192
_TAIL_BYTES = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(!doctype\s+(?:html|svg)|html|svg|script|head|body|iframe|\?php|xsl:)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def kind_of(file: IO[bytes], name: str) -> FileKind:
    """Return the accepted kind of an open file.

    Args:
        file: seekable; left at any position.
        name: already cleaned; its extension must not contradict the content.

    Raises:
        BadInput: empty, damaged, dangerous, not accepted or disguised; the message names the two types.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if not head:
        raise BadInput(
            "document.empty", f"«{name}» está vacío. No se guardó nada; elija el archivo completo."
        )
    found = _binary_kind(file, head, name) or _text_kind(head, name)
    _refuse_disguise(found, name)
    return found


def _binary_kind(file: IO[bytes], head: bytes, name: str) -> FileKind | None:
    """Return the kind of a file with a signature; ``None`` when it may be text."""
    if head.startswith(_OLE):
        raise _old_office(file, name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        file.seek(0)
        found = package_kind(file, name)
        if found is None:
            raise _refused("zip", name)
        return found
    if b"%PDF-" in head[:1024]:
        _refuse_cut_pdf(file, name)
        _refuse_closed_pdf(file, name)
        return kinds.PDF
    return _signed_kind(file, head, name)


def _signed_kind(file: IO[bytes], head: bytes, name: str) -> FileKind | None:
    guess = filetype.guess(head)
    if guess is None:
        return None
    found = kinds.BY_MEDIA_TYPE.get("image/heic" if guess.mime.startswith("image/hei") else guess.mime)
    if found is None:
        raise _refused(guess.extension, name)
    if found is kinds.PNG and b"IEND" not in _tail(file):
        raise _damaged(name)
    return found


def _text_kind(head: bytes, name: str) -> FileKind:
    """Return which kind of text it is, by its extension, having made sure that it is only text."""
    if head.startswith(b"#!"):
        raise _refused_as("un programa (guion de comandos)", name)
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise _refused_as("una página web o un dibujo SVG, que pueden llevar programas", name)
    if not _is_text(head):
        raise _refused_as("un archivo binario que no se reconoce", name)
    suffix = suffix_of(name)
    declared = kinds.BY_SUFFIX.get(suffix, kinds.TEXT)
    if suffix and suffix not in kinds.BY_SUFFIX:
        raise _refused(suffix, name)
    if declared is kinds.EMAIL and not _MAIL.match(head):
        raise _refused_as("un texto que no es un correo guardado", name)
    return declared if declared in kinds.TEXTUAL else kinds.TEXT


def _is_text(head: bytes) -> bool:
    """Return whether the bytes read as text in UTF-8, UTF-16 with mark, or Windows-1252."""
    encoding = next((e for bom, e in _BOMS.items() if head.startswith(bom)), "utf-8")
    for candidate in (encoding, "cp1252", "latin-1"):
        try:
            # The cut may fall inside a character: up to three bytes of the end are forgiven.
            text = head[: len(head) - len(head) % 2].decode(
                candidate, "ignore" if candidate == encoding and len(head) == HEAD_BYTES else "strict"
            )
        except UnicodeDecodeError:
            continue
        return not _CONTROL.search(text)
    return False


def _refuse_disguise(found: FileKind, name: str) -> None:
    suffix = suffix_of(name)
    declared = kinds.BY_SUFFIX.get(suffix)
    if (declared or found) is not found or suffix in _NEVER:
        raise BadInput(
            "document.disguised",
            f"«{name}» dice ser {kinds.in_words(suffix)}, pero por su contenido es {found.spanish}. "
            "No se guardó nada; póngale su extensión correcta o envíe el archivo original.",
            found=found.media_type,
        )


_PROGRAMS = "exe dll com scr msi bat cmd ps1 vbs vbe js jse mjs wsf hta lnk jar sh py rb pl php apk reg"
_PAGES_MACROS_AND_PACKS = (
    "html htm xhtml svg xml docm xlsm pptm dotm xltm xlam ppam doc xls ppt zip rar 7z dmg iso"
)
_NEVER = frozenset(_PROGRAMS.split() + _PAGES_MACROS_AND_PACKS.split())
"""Extensions that a machine would open as something else: refused even when the content is harmless."""


def _old_office(file: IO[bytes], name: str) -> BadInput:
    file.seek(0)
    if _ENCRYPTED_PACKAGE in file.read():
        return encrypted(name)
    return BadInput(
        "document.old_office",
        f"«{name}» está en un formato antiguo de Office, que puede llevar macros. No se guardó nada; "
        "ábralo y guárdelo como .docx, .xlsx o .pptx, o expórtelo a PDF.",
    )


def _refuse_cut_pdf(file: IO[bytes], name: str) -> None:
    if b"%%EOF" not in _tail(file):
        raise _damaged(name)


def _refuse_closed_pdf(file: IO[bytes], name: str) -> None:
    """Refuse a PDF that asks for a password to be read; one that only limits printing opens, and is let through."""
    file.seek(0)
    if b"/Encrypt" not in file.read():
        return
    from pypdf import PdfReader  # noqa: PLC0415 - slow import
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - slow import

    file.seek(0)
    try:
        reader = PdfReader(file)
        closed = reader.is_encrypted and not reader.decrypt("")
    except (PyPdfError, ValueError, KeyError, NotImplementedError, RecursionError):
        # What cannot be examined is kept as it is: it is evidence, and nothing here opens it.
        return
    if closed:
        raise encrypted(name)


def _tail(file: IO[bytes]) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL_BYTES))
    return file.read()


def _damaged(name: str) -> BadInput:
    return BadInput(
        "document.damaged",
        f"«{name}» está incompleto o dañado: le falta el final. No se guardó nada; vuelva a exportarlo y envíelo de nuevo.",
    )


def _refused(suffix: str, name: str) -> BadInput:
    return _refused_as(kinds.in_words(suffix), name)


def _refused_as(found: str, name: str) -> BadInput:
    declared = kinds.BY_SUFFIX.get(suffix_of(name))
    says = f"dice ser {declared.spanish}, pero por su contenido es" if declared else "es"
    return BadInput(
        "document.refused",
        f"«{name}» {says} {found}, y no se recibe. No se guardó nada; se aceptan {kinds.ACCEPTED_IN_WORDS}.",
        found=found,
    )
