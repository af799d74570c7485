"""What happened in a session, in words, before it is written up. Pure: the database stays outside."""

from collections.abc import Sequence
from dataclasses import dataclass

from gabinete.office.cabinet.rules.followed import Followed


@dataclass(frozen=True, slots=True)
class Stay:
    """From when to when somebody was in the room, as hours; ``None`` numbers when no point was open."""

    arrived: str
    left: str = ""
    arrived_in: int | None = None
    left_in: int | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A line of the attendance list.

    Attributes:
        unit: acronym; empty for guests.
        quality: in words; ``modality`` as well.
        present: whether they were there as a member.
    """

    unit: str
    unit_name: str
    name: str
    title: str
    quality: str
    modality: str
    present: bool
    stays: Sequence[Stay] = ()


@dataclass(frozen=True, slots=True)
class Ballots:
    """How a sense of vote was cast: its words and whose it was."""

    sense: str
    units: Sequence[str]


@dataclass(frozen=True, slots=True)
class PointFacts:
    """What became of a point.

    Attributes:
        kind: in words; ``outcome`` as well, empty while there is none.
        began: hour at which it began; ``ended`` likewise; empty when it was not written down.
        ballots: empty when it was not voted.
        followed: what the table was told of its earlier agreements; only of the point of follow-up.
    """

    number: int
    title: str
    kind: str
    proposer: str = ""
    minutes: int = 0
    late_reason: str = ""
    is_restricted: bool = False
    in_consent: bool = False
    text: str = ""
    notes: str = ""
    outcome: str = ""
    resolution: str = ""
    began: str = ""
    ended: str = ""
    ballots: Sequence[Ballots] = ()
    followed: Followed | None = None


@dataclass(frozen=True, slots=True)
class AgreedFacts:
    """Something that was agreed.

    Attributes:
        folio: empty while it is not a matter.
        point: number of the point in which it was agreed; 0 when it is not known.
        term: in words.
    """

    folio: str
    text: str
    kind: str
    lead: str
    lead_name: str
    shared_with: Sequence[str]
    term: str
    means: str
    point: int = 0
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Who is to sign, in order."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session that was held.

    Attributes:
        of_body: «del Gabinete Legal».
        opened: hour; ``closed`` likewise; both empty when not written down.
        without_quorum: why it was opened without quorum; empty when there was.
        seats: how many the body has; ``needed`` how many its rule asks for.
        seal: root of the audit when the version was made; empty when there is none yet.
    """

    organisation: str
    body: str
    body_code: str
    of_body: str
    chair: str
    name: str
    reference: str
    date: str
    short_date: str
    modality: str
    place: str = ""
    called_on: str = ""
    opened: str = ""
    closed: str = ""
    without_quorum: str = ""
    second_call: bool = False
    seats: int = 0
    needed: int = 0
    quorum_rule: str = ""
    next_on: str = ""
    people: Sequence[Attendee] = ()
    points: Sequence[PointFacts] = ()
    agreed: Sequence[AgreedFacts] = ()
    signers: Sequence[Signer] = ()
    seal: str = ""
