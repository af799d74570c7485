"""The order of the day, on the page of its session."""

from datetime import date, datetime

from django.urls import reverse

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import day_of
from gabinete.office.cabinet import states
from gabinete.office.cabinet.models import AgendaItem, CabinetSession
from gabinete.office.cabinet.policies.agenda import may_view_all_positions
from gabinete.office.cabinet.policies.sessions import may_manage_session
from gabinete.office.cabinet.queries import agenda as reads
from gabinete.office.cabinet.queries.folder import points_to_say
from gabinete.office.cabinet.rules.before_step import BeforeStep, before_step
from gabinete.office.cabinet.rules.order import length_sentence
from gabinete.office.cabinet.web.readings import note_points


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return the points in order, as far as each may see them, and what may be done with them."""
    today = day_of(now)
    shown = reads.agenda_of(actor, session, today)
    note_points(actor, session, shown.points, reverse("cabinet:show-session", args=[session.pk]))
    return {
        "points": shown.points,
        "agenda": shown,
        "before": _before(actor, session, len(shown.rows), today),
        "to_say": points_to_say(actor, session, shown.points, today),
        "agenda_over": length_sentence(shown.minutes, session.length_minutes),
        "agenda_waits": [row for row in shown.rows if row.waits],
        "agenda_sent": _sent(actor, session),
        "sees_positions": may_view_all_positions(actor, session, today),
        "is_frozen": session.state == states.FROZEN,
    }


def _before(actor: Actor, session: CabinetSession, points: int, today: date) -> BeforeStep:
    """Return the next step of whoever prepares the session; nothing to do for anybody else."""
    if not may_manage_session(actor, session):
        return BeforeStep()
    is_past = session.held_on < today
    return before_step(session.state, points, date_pending=session.date_pending, is_past=is_past)


def _sent(actor: Actor, session: CabinetSession) -> list[tuple[AgendaItem, str]]:
    """Return what went from here to other bodies, with how each is called there."""
    return [(point, reads.called_of(point)) for point in reads.sent_of_session(actor, session)]
