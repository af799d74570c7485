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
from gabinete.office.cabinet.actions.points import (
    MAX_POINTS,
    PointGiven,
    add_late_point,
    add_point,
    edit_point,
    move_point,
    remove_point,
    set_agenda,
)
from gabinete.office.cabinet.actions.seating import SeatGiven
from gabinete.office.cabinet.actions.sessions import (
    SessionGiven,
    create_session,
    edit_session,
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
    "add_late_point",
    "add_point",
    "call_session",
    "cancel_session",
    "confirm_minutes",
    "create_body",
    "create_session",
    "discard_minutes",
    "drop_draft",
    "edit_body",
    "edit_draft",
    "edit_point",
    "edit_session",
    "move_point",
    "remove_point",
    "restore_draft",
    "set_agenda",
    "set_monitor",
    "set_next_session",
    "upload_minutes",
]
