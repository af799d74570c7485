"""Facts about units."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class UnitClosed:
    """A unit ended; from the next day its successor answers for what it owed."""

    unit_id: int
    successor_id: int
    last_day: date
    by_id: int
    at: datetime
