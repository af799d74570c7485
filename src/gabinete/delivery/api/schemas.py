"""What programs receive: the same words as the screens, with values apart from their text."""

from datetime import date, datetime

from ninja import Schema

from gabinete.office.followup.queries.rows import MatterRow
from gabinete.office.followup.rules import OpenMove


class LightOut(Schema):
    """The light and the sentence that explains it."""

    name: str
    sentence: str


class MatterOut(Schema):
    """One matter in a list; progress is ``null`` for «sin reporte», never 0."""

    id: int
    folio: str
    title: str
    state: str
    state_label: str
    light: LightOut
    due: date | None
    lead: str
    body: str
    issued_on: date
    closed_on: date | None
    confidence: int | None

    @classmethod
    def of(cls, row: MatterRow) -> "MatterOut":
        """Return a row of a list."""
        light = LightOut(name=row.light.name.value, sentence=row.light.sentence)
        return cls(
            id=row.id, folio=row.folio, title=row.title, state=row.state, state_label=str(row.state_label), light=light,
            due=row.due, lead=row.lead, body=row.body, issued_on=row.issued_on, closed_on=row.closed_on,
            confidence=row.confidence,
        )  # fmt: skip


class PageOut(Schema):
    """A page of matters; ``after`` goes back as ``despues`` for the next one."""

    items: list[MatterOut]
    count: int | None
    count_is_capped: bool
    after: str


class MoveOut(Schema):
    """A move and, when it is closed, every reason why."""

    name: str
    label: str
    reasons: list[str]

    @classmethod
    def of(cls, move: OpenMove) -> "MoveOut":
        """Return a move as a program reads it."""
        return cls(name=move.name, label=move.label, reasons=list(move.reasons))


class MatterDetailOut(Schema):
    """A matter with its four questions kept apart."""

    id: int
    folio: str
    kind: str
    title: str
    text: str
    state: str
    light: LightOut
    due: date | None
    original_due: date | None
    extension_count: int
    reported_percent: int | None
    reported_at: datetime | None
    accepted_percent: int | None
    accepted_at: datetime | None
    confidence: int | None
    means_of_verification: str
    lead: str
    version: int
    available_moves: list[MoveOut]
