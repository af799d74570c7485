"""From a file to its text and from the text to proposals: where this package meets the readers of documents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gabinete.foundation.documents.models import Document
from gabinete.foundation.documents.reading import Limits, read_text
from gabinete.foundation.documents.vault import open_content
from gabinete.foundation.org.directory import Directory
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet.extraction import Draft, extract
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.rules.capture import readings_of
from gabinete.office.followup.rules import OFFICE_CALENDAR


@dataclass(frozen=True, slots=True)
class Read:
    """A document as text.

    Attributes:
        notes: what the reader should know (pages without text, doubtful letters).
    """

    text: str
    notes: Sequence[str] = ()


def read_document(document: Document) -> Read | None:
    """Return the text of a document that has it; ``None`` when it is a scan, which is read apart.

    Raises:
        BadInput: it cannot be read here.
    """
    try:
        return _read(document, Limits(scanned_pages=0))
    except BadInput as error:
        if error.code == "reading.needs_ocr":
            return None
        raise


def read_scanned(document: Document, on_page: Callable[[int, int], None]) -> Read:
    """Return the text of a scan, page after page.

    Args:
        on_page: told how many pages are read, and of how many.

    Raises:
        BadInput: nothing could be recognised.
    """
    return _read(document, Limits(on_page=on_page))


def _read(document: Document, limits: Limits) -> Read:
    with open_content(document.sha256, document.name) as file:
        found = read_text(file.read(), document.name, limits=limits)
    return Read(found.text, tuple(found.notes))


def proposals_in(text: str, session: CabinetSession) -> list[Draft]:
    """Return the agreements the text seems to hold, dated from its session by the office's calendar."""
    return extract(
        text,
        session_date=session.held_on,
        directory=Directory.load(),
        next_session=session.next_session_on,
        days=calendar(OFFICE_CALENDAR),
    )


def best_reading(text: str, session: CabinetSession) -> Draft | None:
    """Return the agreement that one typed sentence holds, however it was phrased; ``None`` when none is seen.

    The sentence is read as minutes would have it; who answers weighs more than how sure the reading is.
    """
    found = [draft for written in readings_of(text) for draft in proposals_in(written, session)]
    return max(
        found, key=lambda draft: (bool(draft.units), bool(draft.responsible), draft.confidence), default=None
    )
