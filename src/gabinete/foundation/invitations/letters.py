"""Letters with a calendar inside, shaped so that mail programs offer to accept or decline (RFC 6047)."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.mime.text import MIMEText

from django.core.mail import EmailMultiAlternatives

ICS = "text/calendar"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent.

    Attributes:
        to: first the person who is asked; ``copies`` are told besides.
        message_id: the same at every attempt, so that no mailbox shows it twice.
        method: ``REQUEST`` or ``CANCEL``; must be the one inside the calendar.
        calendar: as :mod:`calendars` wrote it; empty for a letter without one.
        files: name, content and type of what is attached.
    """

    to: Sequence[str]
    copies: Sequence[str]
    sender: str
    subject: str
    text: str
    html: str
    message_id: str
    method: str = ""
    calendar: bytes = b""
    files: Sequence[tuple[str, bytes, str]] = ()


def written(letter: Letter) -> EmailMultiAlternatives:
    """Return the letter ready to leave: text, HTML and calendar as one thing three ways, then the files.

    The calendar goes both inside, where programs look for what to answer, and as a file, for those who open it by hand.
    """
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        from_email=letter.sender,
        to=list(letter.to),
        cc=list(letter.copies),
        headers={"Message-ID": letter.message_id, "X-Auto-Response-Suppress": "OOF, AutoReply"},
    )
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach_alternative(letter.calendar.decode("utf-8"), f"{ICS}; method={letter.method}")
        message.attach(_file(letter.calendar, letter.method))
    for name, content, kind in letter.files:
        message.attach(name, content, kind)
    return message


def _file(calendar: bytes, method: str) -> MIMEText:
    part = MIMEText(calendar.decode("utf-8"), "calendar", "utf-8")
    part.set_param("method", method)
    part.set_param("name", "convocatoria.ics")
    part.add_header("Content-Disposition", "attachment", filename="convocatoria.ics")
    return part
