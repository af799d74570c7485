"""The few ways in which the office says no; every door turns them into its own words."""

from typing import Any


class GabineteError(Exception):
    """A refusal a person can understand.

    Args:
        code: stable machine name, e.g. ``"matter.stale"``.
        message: Spanish; says what happened, that nothing was lost, and what to do.
        data: whatever a program may want to know besides.
    """

    status = 400

    def __init__(self, code: str, message: str, **data: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data


class BadInput(GabineteError):
    """What came in cannot be understood or is not safe to take."""


class NotAllowed(GabineteError):
    """This person may not do this."""

    status = 403


class NotFound(GabineteError):
    """There is no such record, or this person may not know that there is."""

    status = 404


class IllegalMove(GabineteError):
    """The record is not in a state from which this move departs, or a guard is shut."""

    status = 409


class Stale(GabineteError):
    """Somebody else changed the record since it was read."""

    status = 409


class RuleBroken(GabineteError):
    """The data is well formed but a rule of the office forbids it."""

    status = 422
