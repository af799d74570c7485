"""What a verification finds: which record, when, what differs, in words a person can act upon."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The ways in which the past may have been touched."""

    WRONG_KEY = "wrong_key"
    OUTSIDE = "outside"
    FORGED_ACT = "forged_act"
    HISTORY_ALTERED = "history_altered"
    HISTORY_REMOVED = "history_removed"
    ACT_ALTERED = "act_altered"
    ACT_REMOVED = "act_removed"
    LIVE_ALTERED = "live_altered"
    LIVE_MISSING = "live_missing"
    LIVE_EXTRA = "live_extra"
    SEAL_ALTERED = "seal_altered"
    SEAL_REMOVED = "seal_removed"
    ANCHOR_ALTERED = "anchor_altered"
    ANCHOR_MISSING = "anchor_missing"
    ANCHOR_LATE = "anchor_late"
    UNWATCHED = "unwatched"


WARNINGS = frozenset({Kind.ANCHOR_LATE})
"""Worth reading, but an interruption explains them: they do not make the verdict bad."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written.

    Attributes:
        text: Spanish; names the record and says what happened to it.
        table: table of the record, or empty when the finding is about acts, seals or anchors.
        label: folio or name by which people know the record.
        at: when the altered thing was written, as far as it is known.
        fields: column → (as history has it, as it is now).
    """

    kind: Kind
    text: str
    table: str = ""
    row_id: int | None = None
    label: str = ""
    at: datetime | None = None
    act_id: int | None = None
    history_id: int | None = None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        """Return whether it may be innocent."""
        return self.kind in WARNINGS


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a verification.

    Attributes:
        ok: nothing was altered (there may be warnings).
        findings: altered records first, the oldest first.
        omitted: findings beyond the limit, counted and not kept.
    """

    ok: bool
    checked_rows: int
    checked_acts: int
    findings: list[Finding]
    omitted: int = 0

    @property
    def first(self) -> Finding | None:
        """Return the first altered record, if any."""
        return next((f for f in self.findings if not f.is_warning), None)
