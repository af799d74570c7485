"""Facts about power: who was given it and who lost it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """Somebody was given a role; ``until`` is its last day, None when it has no end."""

    grant_id: int
    user_id: int
    role: str
    unit_id: int | None
    since: date
    until: date | None
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RoleRevoked:
    """Somebody lost a role before it ended."""

    user_id: int
    role: str
    unit_id: int | None
    by_id: int
    at: datetime
