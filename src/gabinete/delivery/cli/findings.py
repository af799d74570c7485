"""What one check of ``gabinete doctor`` found."""

from dataclasses import dataclass
from typing import Literal

Grade = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        name: what was checked.
        status: ``ok``, ``warning`` (works, with less) or ``error`` (does not work).
        detail: what was found and, if it is not well, what to do.
    """

    name: str
    status: Grade
    detail: str
