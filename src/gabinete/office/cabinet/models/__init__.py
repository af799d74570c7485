"""The tables of the cabinets: bodies, sessions, order of the day, call, room, minutes and their record."""

from gabinete.office.cabinet.models.agenda import AgendaItem, MemberPosition, Opinion, PointFile
from gabinete.office.cabinet.models.bodies import Body, PaperTemplate, RecurringPoint, Seat
from gabinete.office.cabinet.models.calls import CalendarKey, Invitation, ReceivedReply
from gabinete.office.cabinet.models.choices import (
    AgendaBlock,
    Answer,
    AnswerDoor,
    Ballot,
    BodyKind,
    ConsentChoice,
    DraftKind,
    DraftTerm,
    LetterState,
    Modality,
    Outcome,
    PaperKind,
    PointKind,
    Quality,
    QuorumRule,
    Reading,
    RecurringRole,
    RecurringWhen,
    SignatureKind,
    Stance,
    Verdict,
)
from gabinete.office.cabinet.models.first_points import FirstPointTold
from gabinete.office.cabinet.models.minutes import AgreementDraft, Minutes
from gabinete.office.cabinet.models.records import MinutesVersion, Observation, Signature
from gabinete.office.cabinet.models.room import Attendance, Presence, RoomEntry, Vote
from gabinete.office.cabinet.models.sessions import CabinetSession

__all__ = [
    "AgendaBlock",
    "AgendaItem",
    "AgreementDraft",
    "Answer",
    "AnswerDoor",
    "Attendance",
    "Ballot",
    "Body",
    "BodyKind",
    "CabinetSession",
    "CalendarKey",
    "ConsentChoice",
    "DraftKind",
    "DraftTerm",
    "FirstPointTold",
    "Invitation",
    "LetterState",
    "MemberPosition",
    "Minutes",
    "MinutesVersion",
    "Modality",
    "Observation",
    "Opinion",
    "Outcome",
    "PaperKind",
    "PaperTemplate",
    "PointFile",
    "PointKind",
    "Presence",
    "Quality",
    "QuorumRule",
    "Reading",
    "ReceivedReply",
    "RecurringPoint",
    "RecurringRole",
    "RecurringWhen",
    "RoomEntry",
    "Seat",
    "Signature",
    "SignatureKind",
    "Stance",
    "Verdict",
    "Vote",
]
