"""Text of scans, by the ``tesseract`` program when it is installed; nothing leaves the machine."""

import os
import shutil
import struct
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from gabinete.foundation.documents.reading.model import Limits, ReadDocument
from gabinete.foundation.documents.reading.refusals import bomb, damaged, needs_ocr, no_ocr, unreadable_scan

_DPI = "220"
_MOST_PIXELS = 120_000_000
_LEAST_LETTERS = 12
NOTE = "El texto se obtuvo por reconocimiento óptico: compárelo con el original antes de confirmar."


def is_available() -> bool:
    """Return whether scans in Spanish can be read here."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return "spa" in listed.stdout.split()


def read_image(data: bytes, name: str, limits: Limits) -> ReadDocument:
    """Return the text of an image.

    Raises:
        BadInput: no recogniser installed, an image too large, or no text in it.
    """
    if not is_available():
        raise no_ocr(name)
    if limits.scanned_pages == 0:
        raise needs_ocr(name)
    _refuse_huge(data, name)
    with TemporaryDirectory(prefix="gabinete-") as folder:
        image = Path(folder) / "page"
        image.write_bytes(data)
        text = _recognise(image, name, limits)
    return _result(text, "image", 1, [NOTE], name)


def read_scanned_pdf(data: bytes, name: str, pages: int, limits: Limits) -> ReadDocument:
    """Return the text of a PDF whose pages are images.

    Raises:
        BadInput: no recogniser installed, pages that cannot be drawn, or no text in them.
    """
    if not is_available():
        raise no_ocr(name)
    if limits.scanned_pages == 0:
        raise needs_ocr(name)
    notes = [NOTE]
    if pages > limits.scanned_pages:
        notes.append(f"Tiene {pages} páginas: solo se leyeron las primeras {limits.scanned_pages}.")
    with TemporaryDirectory(prefix="gabinete-") as folder:
        images = _draw(data, Path(folder), min(pages, limits.scanned_pages), limits, name)
        texts = []
        for image in images:
            texts.append(_recognise(image, name, limits))
            if limits.on_page is not None:
                limits.on_page(len(texts), len(images))
    return _result("\n\n".join(texts), "pdf", pages, notes, name)


def _draw(data: bytes, folder: Path, pages: int, limits: Limits, name: str) -> list[Path]:
    """Return an image of each page, drawn by poppler or, without it, taken out of the PDF."""
    source = folder / "source.pdf"
    source.write_bytes(data)
    program = shutil.which("pdftoppm")
    if program is None:
        return _embedded(data, folder, pages, name)
    command = [program, "-r", _DPI, "-gray", "-png", "-l", str(pages), str(source), str(folder / "page")]
    try:
        subprocess.run(command, capture_output=True, timeout=limits.ocr_seconds + 5 * pages, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise damaged(name) from error
    return sorted(folder.glob("page*.png"))


def _embedded(data: bytes, folder: Path, pages: int, name: str) -> list[Path]:
    """Return the images that the pages hold; scanners put one in each."""
    from pypdf import PdfReader  # noqa: PLC0415 - slow import

    found: list[Path] = []
    try:
        for number, page in enumerate(PdfReader(BytesIO(data)).pages[:pages]):
            for image in list(page.images)[:1]:
                found.append(folder / f"page{number:04d}{Path(image.name).suffix}")
                found[-1].write_bytes(image.data)
    except Exception as error:  # pypdf and Pillow raise whatever broken files make them raise
        raise no_ocr(name) from error
    return found


def _recognise(image: Path, name: str, limits: Limits) -> str:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    command = ["tesseract", str(image), "stdout", "-l", "spa", "--psm", "3"]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=limits.ocr_seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise bomb(name) from error
    if done.returncode != 0:
        raise damaged(name)
    return done.stdout.decode("utf-8", "replace")


def _result(text: str, kind: str, pages: int, notes: list[str], name: str) -> ReadDocument:
    if sum(character.isalpha() for character in text) < _LEAST_LETTERS:
        raise unreadable_scan(name)
    return ReadDocument(text, kind, pages, notes)


def _refuse_huge(data: bytes, name: str) -> None:
    """Refuse a PNG whose header declares more pixels than any page has."""
    if data.startswith(b"\x89PNG") and len(data) > 24:  # noqa: PLR2004
        width, height = struct.unpack(">II", data[16:24])
        if width * height > _MOST_PIXELS:
            raise bomb(name)
