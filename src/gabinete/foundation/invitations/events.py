"""What a calendar is told of a meeting, and what it answers, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """How firm a meeting is (``STATUS`` of RFC 5545)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody as a calendar names them: a name and an address of mail."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting.

    Attributes:
        uid: the same for the whole life of the meeting, whatever changes.
        sequence: goes up with every change that is sent.
        stamped_at: when this was written (``DTSTAMP``).
        starts: aware moment; a date alone when the hour is not set.
        ends: of the same kind as ``starts``; a last day that is a date counts whole.
        attendees: who is asked; in a calendar to follow, nobody.
    """

    uid: str
    sequence: int
    stamped_at: datetime
    starts: datetime | date
    ends: datetime | date
    summary: str
    status: Status = Status.CONFIRMED
    description: str = ""
    location: str = ""
    url: str = ""
    organizer: Mailbox | None = None
    attendees: Sequence[Mailbox] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a letter with a calendar inside says, before anybody believes it.

    Attributes:
        message_id: of the letter; when it brings none, the digest of its bytes.
        senders: addresses in ``From``, in lower case; a sound letter has one.
        method: ``REPLY``, ``COUNTER``…
        attendees: addresses for whom it answers, in lower case; a sound reply has one.
        partstat: ``ACCEPTED``, ``DECLINED``, ``TENTATIVE``, ``DELEGATED``…
        sequence: to which it answers; None when it does not say.
        comment: what the person wrote.
        arrived_at: when the office's own server took it, by its clock; None when unknown.
        vouched: whether the office's server could tell that the sender is who it says; None when it did not try.
        trouble: why it cannot be understood, in Spanish; empty when it can.
    """

    message_id: str
    senders: tuple[str, ...] = ()
    method: str = ""
    uid: str = ""
    attendees: tuple[str, ...] = ()
    partstat: str = ""
    sequence: int | None = None
    comment: str = ""
    arrived_at: datetime | None = None
    vouched: bool | None = None
    trouble: str = ""
