"""What a calendar tells others."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """A calendar has a new version: terms counted under an older one may have to be counted again.

    Attributes:
        code: which calendar.
        version: number of the new version; the one before is ``version - 1``.
        added: days closed by it, in order.
        withdrawn: days opened by it, in order.
        reason: why, in Spanish.
    """

    code: str
    version: int
    added: tuple[date, ...]
    withdrawn: tuple[date, ...]
    reason: str
