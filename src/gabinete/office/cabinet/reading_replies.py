"""One visit to the mailbox of replies: each letter looked at once, none of them able to stop the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from gabinete.foundation.invitations.events import Reply
from gabinete.foundation.invitations.mailbox import Account, Inbox, opened
from gabinete.foundation.invitations.replies import read_reply
from gabinete.kernel.errors import BadInput

_PORTS = {"tls": 993, "starttls": 143, "none": 143}


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit found.

    Attributes:
        read: replies kept, taken or not.
        others: letters that answer nothing, or too big to be an answer, left unread for people.
    """

    read: int = 0
    others: int = 0


def account() -> Account | None:
    """Return how the mailbox is reached, as the office set it; None when it did not.

    Raises:
        BadInput: the security asked for is unknown.
    """
    given = settings.CALL_MAILBOX
    if not given["host"]:
        return None
    security = given["security"].lower() or "tls"
    if security not in _PORTS:
        raise BadInput(
            "mailbox.security", f"GABINETE_IMAP_TLS debe ser tls, starttls o none, no «{security[:20]}»."
        )
    port = int(given["port"]) if given["port"].isdecimal() else _PORTS[security]
    return Account(
        given["host"],
        port,
        given["user"],
        given["password"],
        security,
        given["folder"] or "INBOX",
        given["authority"],
    )


def visit(where: Account, take: Callable[[Reply, datetime], object], now: datetime) -> Visit:
    """Read what waits in the mailbox.

    A letter is marked only after what it says was kept: a fall in between reads it again, and its Message-ID says so.

    Args:
        take: keeps a reply.

    Raises:
        MailboxAway: the mailbox cannot be reached.
    """
    read = others = 0
    with opened(where) as inbox:
        for letter in list(inbox.waiting()):
            if _looked_at(inbox, letter.uid, letter.raw, where.authority, lambda reply: take(reply, now)):
                read += 1
            else:
                others += 1
    return Visit(read, others)


def _looked_at(
    inbox: Inbox, uid: str, raw: bytes | None, authority: str, take: Callable[[Reply], object]
) -> bool:
    reply = read_reply(raw, authority) if raw is not None else None
    if reply is not None:
        take(reply)
    inbox.done(uid, answered=reply is not None)
    return reply is not None
