"""Every read of bodies, sessions and minutes."""

from gabinete.office.cabinet.queries.bodies import (
    bodies_with_counts,
    body_choices,
    body_names,
    body_of,
    seats_of,
)
from gabinete.office.cabinet.queries.minutes import (
    DraftCard,
    Review,
    WaitingMinutes,
    card_of,
    kept_count,
    minutes_of,
    minutes_of_session,
    minutes_waiting,
    review_of,
)
from gabinete.office.cabinet.queries.sessions import (
    SessionPage,
    SessionRow,
    full_name_of,
    matters_of_session,
    name_of,
    past_sessions,
    session_called,
    session_of,
    upcoming_sessions,
)

__all__ = [
    "DraftCard",
    "Review",
    "SessionPage",
    "SessionRow",
    "WaitingMinutes",
    "bodies_with_counts",
    "body_choices",
    "body_names",
    "body_of",
    "card_of",
    "full_name_of",
    "kept_count",
    "matters_of_session",
    "minutes_of",
    "minutes_of_session",
    "minutes_waiting",
    "name_of",
    "past_sessions",
    "review_of",
    "seats_of",
    "session_called",
    "session_of",
    "upcoming_sessions",
]
