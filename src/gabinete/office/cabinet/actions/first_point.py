"""Keeping the first point as the table saw it, at the moment the session opens."""

from datetime import datetime

from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.models.first_points import FirstPointTold
from gabinete.office.cabinet.queries.first_point import eyes_of_all, written_now
from gabinete.office.cabinet.queries.first_point_told import needing, to_json

OPENING = frozenset({"open", "open_without_quorum"})
"""Moves of the flow with which a session opens."""


def keep_first_point(session: CabinetSession, now: datetime) -> FirstPointTold:
    """Keep the first point of a session that opens; one that was kept before stays as it was.

    Everything is kept, whatever its reserve: whoever reads it is shown only what they may see that day. Called under
    the lock of the session, inside the act that opens it.
    """
    told = FirstPointTold.objects.filter(session=session).first()
    if told is not None:
        return told
    point = written_now(eyes_of_all(), session, now)
    return FirstPointTold.objects.create(
        session=session, told_at=now, content=to_json(point), matter_ids=needing(point.lines)
    )
