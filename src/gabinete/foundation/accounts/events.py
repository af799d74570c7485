"""Facts about signing in, for whoever keeps watch."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody came in."""

    user_id: int
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Somebody tried and could not; the username is as typed and may belong to nobody."""

    username: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """An account was made."""

    user_id: int
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """An account may no longer come in."""

    user_id: int
    by_id: int
    at: datetime
