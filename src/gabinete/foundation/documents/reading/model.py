"""What reading gives, and how far it goes."""

from collections.abc import Callable
from dataclasses import dataclass, field

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before refusing.

    Attributes:
        file_bytes: largest file taken.
        part_bytes: largest part of a zipped document once unpacked.
        characters: longest text given; what follows is left out and noted.
        pages: most pages of a PDF that are read; the rest are noted.
        scanned_pages: most pages that are recognised optically; 0 refuses scans with ``reading.needs_ocr``, for who
            reads them later.
        ocr_seconds: longest time for one page.
        on_page: told (pages recognised, pages to recognise) as a scan is read.
    """

    file_bytes: int = 25 * _MEGABYTE
    part_bytes: int = 40 * _MEGABYTE
    characters: int = 3_000_000
    pages: int = 400
    scanned_pages: int = 40
    ocr_seconds: int = 90
    on_page: Callable[[int, int], None] | None = None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The text of a document.

    Attributes:
        text: NFC, lines ended by a line feed, without control or direction marks.
        kind: ``docx``, ``odt``, ``pdf``, ``txt``, ``md`` or ``image``.
        pages: of a PDF or a scan; ``None`` for what has no pages.
        notes: Spanish sentences on how it was read and what was left out.
    """

    text: str
    kind: str
    pages: int | None = None
    notes: list[str] = field(default_factory=list)
