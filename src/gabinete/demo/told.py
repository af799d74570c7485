"""What was told: deeds in the order they happened, the rows they left, and how the audit will remember them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gabinete.foundation.audit.loading import PastAct, PastRow

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Columns of one row that a deed wrote; an insertion names all of them.

    Attributes:
        op: I or U.
    """

    table: str
    op: str
    row_id: int
    columns: Row


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of one person."""

    at: datetime
    actor_id: int
    verb: str
    changes: tuple[Change, ...]
    reason: str = ""


@dataclass
class Keys:
    """Next key of each table.

    Args:
        last: highest key in use of each table.
    """

    last: dict[str, int] = field(default_factory=dict)

    def take(self, table: str) -> int:
        """Return a new key."""
        self.last[table] = self.last.get(table, 0) + 1
        return self.last[table]


class Chronicle:
    """Deeds and what they left.

    Args:
        deeds: in any order; told in the order of their moments (those of one moment, as given).
    """

    def __init__(self, deeds: Iterable[Deed]) -> None:
        self.deeds = sorted(deeds, key=lambda deed: deed.at)
        self.rows: dict[str, dict[int, Row]] = {}
        for deed in self.deeds:
            for change in deed.changes:
                self.rows.setdefault(change.table, {}).setdefault(change.row_id, {}).update(change.columns)

    def acts(self) -> Iterator[PastAct]:
        """Yield the deeds as the audit takes them: each row as it was then, told by what it lacks to what it is now."""
        then: dict[tuple[str, int], Row] = {}
        for deed in self.deeds:
            rows = [self._past_row(change, then) for change in deed.changes]
            yield PastAct(deed.at, deed.actor_id, deed.verb, rows, deed.reason)

    def _past_row(self, change: Change, then: dict[tuple[str, int], Row]) -> PastRow:
        final = self.rows[change.table][change.row_id]
        state = then.setdefault((change.table, change.row_id), {})
        state.update(change.columns)
        patch = {name: value for name, value in state.items() if final[name] != value}
        return PastRow(change.table, change.row_id, change.op, patch)
