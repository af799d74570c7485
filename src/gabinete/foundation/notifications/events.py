"""Facts that notices tell the rest of the house."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReceiptGiven:
    """Somebody acknowledged a notice for the first time.

    Attributes:
        kind: of the notice, as whoever told it named it.
        url: what the notice was about.
    """

    user_id: int
    kind: str
    url: str
    at: datetime
