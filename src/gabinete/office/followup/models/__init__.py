"""Tables of the follow-up engine."""

from gabinete.office.followup.models.kinds import MatterKind, OriginKind, TermUnit
from gabinete.office.followup.models.matter import NO_DUE, Matter
from gabinete.office.followup.models.work import (
    Counter,
    Decision,
    Evidence,
    Extension,
    LastLook,
    LogEntry,
    Milestone,
    Part,
    Participant,
    Report,
    Review,
)

__all__ = [
    "NO_DUE",
    "Counter",
    "Decision",
    "Evidence",
    "Extension",
    "LastLook",
    "LogEntry",
    "Matter",
    "MatterKind",
    "Milestone",
    "OriginKind",
    "Part",
    "Participant",
    "Report",
    "Review",
    "TermUnit",
]
