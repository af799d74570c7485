"""What is inside an Office or LibreOffice file, judged without unpacking it. No Django.

The three dangers of a zipped document: macros, encryption and a size that explodes when opened.
"""

import zipfile
import zlib
from typing import IO

from gabinete.foundation.documents.kinds import BY_MEDIA_TYPE, DOCX, PPTX, XLSX, FileKind
from gabinete.kernel.errors import BadInput

UNPACKED_LIMIT = 300 * 1024 * 1024
"""Most bytes a document may hold once unpacked."""
RATIO_LIMIT = 300
"""Most times a document over a megabyte may grow when unpacked; real ones stay under 60."""
ENTRIES_LIMIT = 10_000
_SMALL = 1024 * 1024
_TYPES_LIMIT = 2 * 1024 * 1024
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}


def package_kind(file: IO[bytes], name: str) -> FileKind | None:
    """Return which document a ZIP container is; ``None`` when it is a plain ZIP.

    Raises:
        BadInput: truncated, a bomb, encrypted, or with macros.
    """
    try:
        with zipfile.ZipFile(file) as package:
            _refuse_bomb(package, name)
            return _office_kind(package, name) or _open_document_kind(package, name)
    except (
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise BadInput(
            "document.damaged",
            f"«{name}» está incompleto o dañado y no se pudo abrir. No se guardó nada; vuelva a exportarlo y envíelo de nuevo.",
        ) from error


def _refuse_bomb(package: zipfile.ZipFile, name: str) -> None:
    entries = package.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    swollen = total > _SMALL and total / packed > RATIO_LIMIT
    if total > UNPACKED_LIMIT or swollen or len(entries) > ENTRIES_LIMIT:
        raise BadInput(
            "document.bomb",
            f"«{name}» ocuparía demasiado al abrirse y podría detener el sistema. No se guardó nada; envíe una versión más sencilla.",
        )


def _office_kind(package: zipfile.ZipFile, name: str) -> FileKind | None:
    names = set(package.namelist())
    if "[Content_Types].xml" not in names:
        return None
    with package.open("[Content_Types].xml") as part:
        types = part.read(_TYPES_LIMIT).lower()
    has_macros = any(entry.lower().endswith(("vbaproject.bin", "vbadata.xml")) for entry in names)
    if has_macros or b"macroenabled" in types:
        raise _macros(name)
    return next((kind for main, kind in _MAIN_PARTS.items() if main in names), None)


def _open_document_kind(package: zipfile.ZipFile, name: str) -> FileKind | None:
    names = package.namelist()
    if "mimetype" not in names:
        return None
    with package.open("mimetype") as part:
        kind = BY_MEDIA_TYPE.get(part.read(200).decode("ascii", "replace").strip())
    if kind is None:
        return None
    if any(entry.startswith(("Basic/", "Scripts/")) and not entry.endswith("/") for entry in names):
        raise _macros(name)
    if "META-INF/manifest.xml" in names:
        with package.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(_TYPES_LIMIT):
                raise encrypted(name)
    return kind


def encrypted(name: str) -> BadInput:
    """Return the refusal of a document closed with a password."""
    return BadInput(
        "document.encrypted",
        f"«{name}» está protegido con contraseña y no se puede revisar. No se guardó nada; envíelo sin contraseña.",
    )


def _macros(name: str) -> BadInput:
    return BadInput(
        "document.macros",
        f"«{name}» contiene macros, que pueden ejecutar programas. No se guardó nada; guárdelo sin macros o expórtelo a PDF.",
    )
