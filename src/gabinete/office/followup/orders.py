"""What people ask the follow-up engine to do: the data of each act, before anybody has judged it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from gabinete.kernel.reserve import Reserve
from gabinete.kernel.terms import Term


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a duty comes from.

    Attributes:
        kind: a value of ``models.OriginKind``.
        label: as it is read, e.g. «7.ª sesión ordinaria del Gabinete legal».
        body: code of the cabinet that ordered it; empty outside a session.
        session: number of the session within its year; 0 outside a session.
        ordered_by: who ordered it.
    """

    kind: str
    label: str = ""
    body: str = ""
    session: int = 0
    ordered_by: str = ""


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """A checkpoint on the way.

    Attributes:
        weight: relative to the other milestones, at least 1.
    """

    title: str
    due: date | None = None
    weight: int = 1
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewMatter:
    """A matter to be registered.

    Attributes:
        kind: a value of ``models.MatterKind``.
        title: what lists show; empty takes the beginning of the text.
        text: verbatim, as it was ordered.
        issued_on: day it was ordered.
        lead_id: the agency that answers for it.
        means: the means of verification; without it nothing is registered.
        term: how long, counted from the notice.
        term_text: the term as it was said.
        folio: a folio it already has (import); empty takes the next one of its series.
        once: mark of the form; sent twice it registers one matter.
    """

    kind: str
    text: str
    issued_on: date
    lead_id: int
    means: str
    origin: Origin
    title: str = ""
    term: Term = field(default_factory=Term.none)
    term_text: str = ""
    co_ids: tuple[int, ...] = ()
    copy_ids: tuple[int, ...] = ()
    monitor_id: int | None = None
    verifier_unit_id: int | None = None
    monitor_may_verify: bool = False
    calendar_code: str = "sonora"
    deliverable: str = ""
    report_every_days: int = 30
    priority: int = 2
    reserve: int = Reserve.INTERNAL
    reader_ids: tuple[int, ...] = ()
    axis_id: int | None = None
    region_id: int | None = None
    milestones: tuple[NewMilestone, ...] = ()
    folio: str = ""
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewReport:
    """What an agency says it has done.

    Attributes:
        percent: 0 to 100; ignored in a report of fulfilment, which is always 100.
        document_ids: files offered as evidence (``documents.Document`` keys).
        proof_ids: those among them that are the means of verification fixed at birth.
        once: mark of the form; sent twice it is one report.
    """

    text: str
    percent: int
    document_ids: tuple[int, ...] = ()
    proof_ids: tuple[int, ...] = ()
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewExtension:
    """More time asked for: until when, and why."""

    until: date
    reason: str
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """More time granted.

    Attributes:
        until: ``None`` grants the date that was asked for.
    """

    until: date | None = None
    reason: str = ""
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure the office is that a matter will be done in time: 1 (lost) to 5 (sure), with a note."""

    level: int
    note: str = ""
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewEnd:
    """An end without fulfilment.

    Attributes:
        end: ``void``, ``superseded`` or ``unfulfilled``.
        superseded_by: the matter that takes its place, when superseded.
    """

    end: str
    reason: str
    superseded_by: int | None = None
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reassignment:
    """Who answers from now on.

    Attributes:
        keep_as_copy: whether the unit that leaves goes on reading the matter.
    """

    lead_id: int
    reason: str
    co_ids: tuple[int, ...] = ()
    copy_ids: tuple[int, ...] = ()
    keep_as_copy: bool = False
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Fields to correct, with the reason; those left ``None`` stay as they are.

    State, lead, term already running, progress and closure are never corrected: they have moves of their own.
    """

    reason: str
    title: str | None = None
    text: str | None = None
    deliverable: str | None = None
    means: str | None = None
    monitor_id: int | None = None
    verifier_unit_id: int | None = None
    monitor_may_verify: bool | None = None
    report_every_days: int | None = None
    priority: int | None = None
    reserve: int | None = None
    reader_ids: tuple[int, ...] | None = None
    axis_id: int | None = None
    region_id: int | None = None
    term: Term | None = None
    term_text: str | None = None
    once: UUID | None = None
