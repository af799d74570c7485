"""Pure decisions about bodies, sessions and drafts: no Django, no clock, no database."""

from gabinete.office.cabinet.rules.naming import TITLE_LIMIT, of_body, session_name, title_of
from gabinete.office.cabinet.rules.readiness import (
    NEXT_SESSION,
    DraftFacts,
    DraftTermGiven,
    counted,
    lacking_sentence,
    lacks,
    term_of,
)
from gabinete.office.cabinet.rules.typed import body_code, clean_line, clean_text

__all__ = [
    "NEXT_SESSION",
    "TITLE_LIMIT",
    "DraftFacts",
    "DraftTermGiven",
    "body_code",
    "clean_line",
    "clean_text",
    "counted",
    "lacking_sentence",
    "lacks",
    "of_body",
    "session_name",
    "term_of",
    "title_of",
]
