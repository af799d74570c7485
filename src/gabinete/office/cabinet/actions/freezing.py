"""Closing the order of the day: by hand, or by itself some business days before the session; reopening it with a reason."""

from datetime import datetime

from django.urls import reverse

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.notifications.actions import tell
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput
from gabinete.kernel.words import plain_date
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.actions.locks import locked_sessions, move, session_to_change, situation_of
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.freezing import closing_day, sessions_to_freeze
from gabinete.office.cabinet.queries.people import members_to_tell
from gabinete.office.cabinet.queries.sessions import name_of
from gabinete.office.cabinet.rules import freezing as rule
from gabinete.office.cabinet.states import CALLED, SESSION_FLOW
from gabinete.office.followup.rules import OFFICE_CALENDAR

_REASON_LIMIT = 400


def freeze_agenda(actor: Actor, session_id: int, version: int | None, now: datetime) -> CabinetSession:
    """Close the order of the day by hand; from then on points enter only as *extemporáneos*, with their reason.

    Raises:
        IllegalMove: the session was not called, or has no points.
        Stale: somebody changed the session since.
    """
    with act(actor.user_id, "cabinet.freeze", at=now):
        session = session_to_change(actor, session_id, version)
        _freeze(session, now)
    return session


def unfreeze_agenda(
    actor: Actor, session_id: int, version: int, reason: str, now: datetime
) -> CabinetSession:
    """Reopen the order of the day; it does not close by itself again unless the session moves to another date.

    Raises:
        BadInput: no reason given.
        IllegalMove: it is not closed.
    """
    why = rules.clean_line(reason, _REASON_LIMIT, "Motivo")
    if not why:
        raise BadInput("session.no_reason", "Escriba por qué se reabre el orden del día. No se cambió nada.")
    with act(actor.user_id, "cabinet.unfreeze", at=now, reason=why):
        session = session_to_change(actor, session_id, version)
        session.frozen_at, session.reopened_at = None, now
        move(session, "unfreeze")
        _tell(session, now, f"Se reabrió: {why}")
    return session


def freeze_if_due(session_id: int, now: datetime) -> bool:
    """Close the order of the day of a called session whose day to close it has come, and return whether it did."""
    today = day_of(now)
    with act(SYSTEM_ACTOR, "cabinet.freeze", at=now):
        session = locked_sessions().filter(pk=session_id, state=CALLED).first()
        if session is None or (closes_on := closing_day(session, calendar(OFFICE_CALENDAR))) is None:
            return False
        reopened_on = day_of(session.reopened_at) if session.reopened_at else None
        if not rule.is_time(closes_on, today, reopened_on):
            return False
        if SESSION_FLOW.reasons_closed("freeze", session.state, situation_of(session)):
            return False
        _freeze(session, now)
    return True


def freeze_all_due(now: datetime) -> int:
    """Close every order of the day whose day to close it has come, each in its own act, and return how many."""
    today = day_of(now)
    return sum(freeze_if_due(pk, now) for pk in sessions_to_freeze(today))


def _freeze(session: CabinetSession, now: datetime) -> None:
    session.frozen_at, session.reopened_at = now, None
    move(session, "freeze")
    _tell(session, now, "Los puntos que lleguen desde ahora entran solo como extemporáneos, con su motivo.")


def _tell(session: CabinetSession, now: datetime, text: str) -> None:
    said = "Se cerró" if session.frozen_at else "Se reabrió"
    tell(
        members_to_tell(session, day_of(now)),
        kind="cabinet.freeze",
        title=f"{said} el orden del día de la {name_of(session)}, {session.body.name}, del {plain_date(session.held_on)}",
        text=text,
        url=reverse("cabinet:show-folder", args=[session.pk]),
        at=now,
        mail=False,
        reserve=session.reserve,
    )
