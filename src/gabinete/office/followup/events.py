"""Facts the follow-up engine tells the rest of the house."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class MatterMoved:
    """A move was made on a matter; told once for every line of its bitácora.

    Attributes:
        move: name in ``states.MATTER_FLOW`` (``register`` for birth).
        source: state before; empty at birth.
        target: state after.
        entry_id: the line of the bitácora.
        unit_ids: units that are party to the matter.
        text: what the line says.
        matter: the matter as it stands in this transaction (a ``followup.Matter``; facts stand below the tables).
    """

    matter_id: int
    folio: str
    title: str
    move: str
    source: str
    target: str
    actor_id: int | None
    at: datetime
    entry_id: int
    unit_ids: tuple[int, ...]
    reserve: int
    text: str
    matter: Any = field(repr=False, compare=False)
