"""Reading what comes back by mail. Whatever it is, it is said; nothing in it is believed here.

Anybody may write to the office's mailbox: letters are bounded, malformed ones are named and never stop the rest.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime

from icalendar import Calendar, Component

from gabinete.foundation.invitations.events import Reply

LETTER_LIMIT = 2 * 1024 * 1024
"""Largest letter read, in bytes; replies carry a few thousand."""
CALENDAR_LIMIT = 128 * 1024
PARTS_LIMIT = 60
_ID_LIMIT, _UID_LIMIT, _COMMENT_LIMIT, _WORD_LIMIT = 400, 255, 400, 20
_ANSWERS = frozenset({"REPLY", "COUNTER"})
_MAX_SEQUENCE = 2_147_483_647


def read_reply(raw: bytes, authority: str = "") -> Reply | None:
    """Return what a letter answers; None when it carries no calendar that answers.

    Args:
        raw: the letter as the server keeps it.
        authority: how the office's own mail server signs its ``Authentication-Results`` (RFC 8601); without it nobody
            vouches for the sender.
    """
    try:
        letter = message_from_bytes(raw, policy=default)
        part = _calendar_part(letter)
        return None if part is None else _reply(letter, raw, part, authority)
    except Exception as error:  # noqa: BLE001 - parsers of hostile text fail in every way there is; the letter is named
        return Reply(_digest(raw), trouble=f"La carta no se pudo leer ({type(error).__name__}).")


def _reply(letter: EmailMessage, raw: bytes, part: EmailMessage, authority: str) -> Reply | None:
    bare = Reply(
        _clean(letter.get("Message-ID", ""))[:_ID_LIMIT] or _digest(raw),
        senders=tuple(_addresses(letter.get_all("From", []))),
        arrived_at=_arrival(letter),
        vouched=_vouched(letter, authority),
    )
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or len(content) > CALENDAR_LIMIT:
        return replace(bare, trouble="El calendario que trae es demasiado grande.")
    try:
        calendar = Calendar.from_ical(_decoded(content, part))
    except Exception as error:  # noqa: BLE001 - see above
        return replace(bare, trouble=f"El calendario que trae está mal formado ({type(error).__name__}).")
    method = _clean(calendar.get("METHOD", "")).upper()[:_WORD_LIMIT]
    if method not in _ANSWERS:
        return None  # somebody else's invitation, or a file to import
    events = calendar.walk("VEVENT")
    if len(events) != 1:
        return replace(bare, method=method, trouble=f"Trae {len(events)} eventos y debe traer uno.")
    return _answer(replace(bare, method=method), events[0])


def _answer(bare: Reply, event: Component) -> Reply:
    asked = [value for value in _listed(event.get("ATTENDEE")) if value is not None]
    states = {str(getattr(value, "params", {}).get("PARTSTAT", "NEEDS-ACTION")).upper() for value in asked}
    one = len(asked) == 1
    return replace(
        bare,
        uid=_clean(event.get("UID", ""))[:_UID_LIMIT],
        attendees=tuple(_address(str(value)) for value in asked[:PARTS_LIMIT]),
        partstat=_clean(states.pop())[:_WORD_LIMIT] if one else "",
        sequence=_sequence(event),
        comment=_clean(event.get("COMMENT", ""))[:_COMMENT_LIMIT],
        trouble="" if one else f"Responde por {len(asked)} personas y debe responder por una.",
    )


def _calendar_part(letter: EmailMessage) -> EmailMessage | None:
    """Return the part that is a calendar; inside, or as a file when the program sends no other."""
    found = None
    for count, part in enumerate(letter.walk()):
        if count >= PARTS_LIMIT:
            break
        if part.get_content_type() == "text/calendar":
            return part
        name = (part.get_filename() or "").lower()
        if found is None and (part.get_content_type() == "application/ics" or name.endswith(".ics")):
            found = part
    return found


def _decoded(content: bytes, part: EmailMessage) -> str:
    """Return the text; a charset that is false or unknown gives way to the usual ones."""
    for charset in (part.get_content_charset("utf-8"), "utf-8", "windows-1252"):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return content.decode("latin-1")


def _sequence(event: Component) -> int | None:
    try:
        number = int(str(event.get("SEQUENCE")))
    except ValueError:
        return None
    return number if 0 <= number <= _MAX_SEQUENCE else None


def _arrival(letter: EmailMessage) -> datetime | None:
    """Return when our own server took it: the date of the topmost ``Received``, which only it writes."""
    received = letter.get_all("Received", [])
    if not received:
        return None
    try:
        moment = parsedate_to_datetime(str(received[0]).rpartition(";")[2].strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _vouched(letter: EmailMessage, authority: str) -> bool | None:
    """Return what the office's server found of the sender; headers written by others are not listened to."""
    if not authority:
        return None
    for header in letter.get_all("Authentication-Results", []):
        server, _, results = " ".join(str(header).split()).lower().partition(";")
        if server.split(" ")[0] == authority.lower():
            return "dmarc=pass" in results
    return False


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else [value]


def _addresses(headers: Iterable[object]) -> list[str]:
    return [
        _address(address) for _name, address in getaddresses([str(header) for header in headers]) if address
    ]


def _address(text: str) -> str:
    bare = text.strip()
    if bare.lower().startswith("mailto:"):
        bare = bare[len("mailto:") :]
    return _clean(bare).lower()[:320]


def _clean(value: object) -> str:
    """Return one line without marks that no database keeps."""
    kept = "".join(c for c in str(value) if c.isprintable() or c.isspace())
    return " ".join(kept.encode("utf-8", "replace").decode("utf-8").split())


def _digest(raw: bytes) -> str:
    return f"<sha256.{hashlib.sha256(raw).hexdigest()}>"
