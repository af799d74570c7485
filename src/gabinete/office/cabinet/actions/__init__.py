"""Every write of this package: policy, rule, save, audit, fact, in one transaction."""

from gabinete.office.cabinet.actions.bodies import BodyGiven, create_body, edit_body
from gabinete.office.cabinet.actions.calls import call_session, cancel_session
from gabinete.office.cabinet.actions.confirmation import Confirmed, confirm_minutes
from gabinete.office.cabinet.actions.drafts import (
    DraftChanges,
    add_draft,
    drop_draft,
    edit_draft,
    restore_draft,
)
from gabinete.office.cabinet.actions.minutes import (
    MinutesGiven,
    discard_minutes,
    set_monitor,
    upload_minutes,
)
from gabinete.office.cabinet.actions.seating import SeatGiven
from gabinete.office.cabinet.actions.sessions import (
    MAX_POINTS,
    PointGiven,
    SessionGiven,
    create_session,
    edit_session,
    set_agenda,
    set_next_session,
)

__all__ = [
    "MAX_POINTS",
    "BodyGiven",
    "Confirmed",
    "DraftChanges",
    "MinutesGiven",
    "PointGiven",
    "SeatGiven",
    "SessionGiven",
    "add_draft",
    "call_session",
    "cancel_session",
    "confirm_minutes",
    "create_body",
    "create_session",
    "discard_minutes",
    "drop_draft",
    "edit_body",
    "edit_draft",
    "edit_session",
    "restore_draft",
    "set_agenda",
    "set_monitor",
    "set_next_session",
    "upload_minutes",
]
