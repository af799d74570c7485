"""What comes next before a session, on its page."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import day_of
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.rules.before_step import BeforeStep, before_step


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return the next step of whoever prepares the session; nothing to do for anybody else."""
    if not policies.may_manage_session(actor, session):
        return {"before": BeforeStep()}
    points, is_past = session.agenda.count(), session.held_on < day_of(now)
    step = before_step(session.state, points, date_pending=session.date_pending, is_past=is_past)
    return {"before": step}
