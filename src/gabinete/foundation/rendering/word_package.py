"""What a Word template may bring inside: text, styles and pictures; nothing that runs, calls home or explodes."""

import io
import re
import zipfile
from collections.abc import Iterator

from gabinete.kernel.errors import BadInput

SIZE_LIMIT = 5 * 1024 * 1024
"""Largest template taken, in bytes."""
PART_LIMIT = 4 * 1024 * 1024
"""Most bytes of one XML part; the longest of a real template stays under one megabyte."""
UNPACKED_LIMIT = 40 * 1024 * 1024
ENTRIES_LIMIT = 500
_MAIN = "word/document.xml"
_RUNS = re.compile(
    r"vbaproject|vbadata|activex|embeddings/|\.bin$|\.exe$|attachedtoolbars|afchunk", re.IGNORECASE
)
_TARGET = re.compile(rb"<[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_LINK = re.compile(rb"/hyperlink[\"']", re.IGNORECASE)
_ADDRESS = re.compile(rb"Target\s*=\s*[\"'](?:https?:|mailto:)", re.IGNORECASE)
_CALLS = re.compile(
    rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)<|w:instr\s*=\s*[\"']([^\"']*)", re.IGNORECASE)


def check_package(content: bytes, name: str) -> None:
    """Refuse a template that brings more than a document.

    Raises:
        BadInput: too large, not Word, damaged, a bomb, with macros, objects or references to the outside.
    """
    if len(content) > SIZE_LIMIT:
        raise refused(name, f"pesa más de {SIZE_LIMIT // 1024 // 1024} MB; quite imágenes o redúzcalas")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_size(package, name)
            for entry, part in _parts(package):
                _refuse_part(entry, part, name)
            if _MAIN not in package.namelist():
                raise refused(name, "no es un documento de Word (.docx)")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise refused(
            name, "no se pudo abrir como documento de Word (.docx): está dañado o es de otro tipo"
        ) from error


def refused(name: str, why: str) -> BadInput:
    """Return the refusal of a template for one reason."""
    return BadInput(
        "template.refused", f"«{name}» {why}. No se guardó nada y la plantilla anterior sigue en uso."
    )


def _refuse_size(package: zipfile.ZipFile, name: str) -> None:
    entries = package.infolist()
    large = any(e.file_size > PART_LIMIT for e in entries if e.filename.endswith((".xml", ".rels")))
    if len(entries) > ENTRIES_LIMIT or large or sum(e.file_size for e in entries) > UNPACKED_LIMIT:
        raise refused(name, "ocuparía demasiado al abrirse; envíe una plantilla más sencilla")


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield each entry; of those that are not XML only the name. A size that was declared false is cut short."""
    for entry in package.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            with package.open(entry) as part:
                yield entry.filename, part.read(PART_LIMIT + 1)
        else:
            yield entry.filename, b""


def _refuse_part(entry: str, part: bytes, name: str) -> None:
    if len(part) > PART_LIMIT:
        raise refused(name, "ocuparía demasiado al abrirse; envíe una plantilla más sencilla")
    if _RUNS.search(entry) or b"macroenabled" in part[:PART_LIMIT].lower():
        raise refused(
            name, "trae macros u objetos incrustados, que pueden ejecutar programas; guárdela sin ellos"
        )
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise refused(name, "trae definiciones que un documento de Word no necesita")
    for reference in _TARGET.findall(part):
        if not (_LINK.search(reference) and _ADDRESS.search(reference)):
            raise refused(
                name,
                "se refiere a algo de fuera (una plantilla, una imagen o un objeto vinculado); incrústelo",
            )
    for told in _INSTRUCTION.finditer(part):
        if _CALLS.search(told.group(1) or told.group(2) or b""):
            raise refused(name, "trae un campo de Word que lee otros archivos o ejecuta programas; quítelo")
