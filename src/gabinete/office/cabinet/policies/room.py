"""Who writes in the room, on which point, and who looks on."""

from datetime import date

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet.models import AgendaItem, CabinetSession
from gabinete.office.cabinet.policies.points import may_view_point, sits_in
from gabinete.office.cabinet.policies.sessions import may_manage_session, may_view_session


def may_run_room(actor: Actor, session: CabinetSession) -> bool:
    """Return whether they take attendance, write down and open or conclude the session."""
    return may_manage_session(actor, session)


def may_write_point(actor: Actor, point: AgendaItem) -> bool:
    """Return whether they write down what became of a point: of a restricted one, only those it names."""
    return may_run_room(actor, point.session) and may_view_point(actor, point)


def may_watch_room(actor: Actor, session: CabinetSession) -> bool:
    """Return whether they see the wall and follow along."""
    return may_view_session(actor, session)


def may_ask_floor(actor: Actor, session: CabinetSession, today: date) -> bool:
    """Return whether they ask for the floor: who speaks for a seat of the body."""
    return may_view_session(actor, session) and sits_in(actor, session.body_id, today)
