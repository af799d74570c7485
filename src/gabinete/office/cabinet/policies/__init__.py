"""Who sees and does what in the cabinets: ``may_<verb>(actor, x)`` beside ``visible_<things>(actor)``."""

from gabinete.office.cabinet.policies.points import may_view_point, seats_held, sits_in, visible_points
from gabinete.office.cabinet.policies.refusals import require, unknown
from gabinete.office.cabinet.policies.sessions import (
    may_confirm_minutes,
    may_create_session,
    may_manage_bodies,
    may_manage_session,
    may_view_minutes,
    may_view_session,
    visible_bodies,
    visible_drafts,
    visible_minutes,
    visible_sessions,
)

__all__ = [
    "may_confirm_minutes",
    "may_create_session",
    "may_manage_bodies",
    "may_manage_session",
    "may_view_minutes",
    "may_view_point",
    "may_view_session",
    "require",
    "seats_held",
    "sits_in",
    "unknown",
    "visible_bodies",
    "visible_drafts",
    "visible_minutes",
    "visible_points",
    "visible_sessions",
]
