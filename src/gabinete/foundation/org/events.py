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


@dataclass(frozen=True, slots=True)
class PostNamed:
    """A post entered the directory, or took the name it has now."""

    position_id: int
    unit_id: int
    title: str
    is_head: bool
    by_id: int
    at: datetime
