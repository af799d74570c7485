"""The mailbox to which calendars answer, read over IMAP."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError

from gabinete.foundation.invitations.replies import LETTER_LIMIT
from gabinete.kernel.errors import GabineteError

SEEN_BY_US = "GabineteVisto"
"""Keyword put on letters already looked at that answer nothing: they stay unread for people."""
AT_ONCE = 100
"""Letters read in one visit; the rest wait for the next."""
_TIMEOUT = 20.0


class MailboxAway(GabineteError):  # noqa: N818 - refusals are named as the office says them
    """The mailbox cannot be reached or does not let us in."""

    status = 503


@dataclass(frozen=True, slots=True)
class Account:
    """How the office's mailbox is reached.

    Attributes:
        security: ``tls`` (from the beginning, port 993), ``starttls`` (143) or ``none``, only for the same machine.
        authority: how its server signs ``Authentication-Results``; empty when it does not.
    """

    host: str
    port: int
    user: str
    password: str
    security: str = "tls"
    folder: str = "INBOX"
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter nobody has looked at: its number in the mailbox and, unless it is too big, its bytes."""

    uid: str
    raw: bytes | None


class Inbox:
    """The open mailbox."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box

    def waiting(self) -> Iterator[Waiting]:
        """Yield the letters not looked at yet, the oldest first, without marking them."""
        heads = self._box.fetch(
            f"UNSEEN UNKEYWORD {SEEN_BY_US}", limit=AT_ONCE, mark_seen=False, headers_only=True, bulk=False
        )
        for uid, size in [(str(head.uid), head.size_rfc822) for head in heads]:
            yield Waiting(uid, None if size > LETTER_LIMIT else self._bytes(uid))

    def done(self, uid: str, *, answered: bool) -> None:
        """Mark a letter as read when it was an answer; any other is left unread for people."""
        self._box.flag(uid, MailMessageFlags.SEEN if answered else SEEN_BY_US, True)  # noqa: FBT003 - its signature

    def _bytes(self, uid: str) -> bytes | None:
        # As the server keeps it: the library would parse it, and a letter made to break parsers must not stop the rest.
        _status, answer = self._box.client.uid("FETCH", uid, "(BODY.PEEK[])")
        return next((bytes(item[1]) for item in answer if isinstance(item, tuple)), None)


@contextmanager
def opened(account: Account) -> Iterator[Inbox]:
    """Open the mailbox and leave it at the end.

    Raises:
        MailboxAway: with the server's words.
    """
    try:
        with _reached(account).login(account.user, account.password, account.folder) as box:
            yield Inbox(box)
    except (OSError, ImapToolsError, IMAP4.error) as error:
        raise MailboxAway(
            "mailbox.away", f"No se pudo leer el buzón de respuestas en {account.host}: {error}"
        ) from error


def _reached(account: Account) -> BaseMailBox:
    if account.security == "none":
        return MailBoxUnencrypted(account.host, account.port, timeout=_TIMEOUT)
    context = ssl.create_default_context()
    kind = MailBoxStartTls if account.security == "starttls" else MailBox
    return kind(account.host, account.port, timeout=_TIMEOUT, ssl_context=context)
