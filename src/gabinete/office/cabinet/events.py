"""Facts this package tells the rest of the house."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SessionCalled:
    """The call of a session was issued."""

    session_id: int
    actor_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MinutesConfirmed:
    """The agreements of a session became matters.

    Attributes:
        matter_ids: in the order of the drafts.
    """

    minutes_id: int
    session_id: int
    matter_ids: tuple[int, ...]
    actor_id: int
    at: datetime
