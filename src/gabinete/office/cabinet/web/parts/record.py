"""The minutes and the matters born from them, on the page of their session."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import day_of
from gabinete.office.cabinet import policies, queries, states
from gabinete.office.cabinet.actions.locks import situation_of
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.policies.versions import may_observe
from gabinete.office.cabinet.queries.record import SessionRecord, record_of


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return the minutes, those in review, the matters, and the versions built with what comes next."""
    minutes, today = queries.minutes_of_session(actor, session), day_of(now)
    record = record_of(actor, session) if session.state in states.HAPPENED else None
    return {
        "minutes": minutes,
        "in_review": next((one for one in minutes if one.confirmed_at is None and not one.from_room), None),
        "matters": queries.matters_of_session(actor, session, today),
        "takes_minutes": session.state in states.AHEAD | {states.RECORDED},
        "record": record,
        "may_correct": session.state in {states.SIGNED, states.CLOSED}
        and policies.may_manage_session(actor, session),
        "close_reasons": _close_reasons(session),
        "may_observe_now": record is not None and _may_observe_now(actor, session, record, now),
    }


def _close_reasons(session: CabinetSession) -> list[str]:
    if session.state != states.SIGNED:
        return []
    return states.SESSION_FLOW.reasons_closed("close", session.state, situation_of(session))


def _may_observe_now(actor: Actor, session: CabinetSession, record: SessionRecord, now: datetime) -> bool:
    version, today = record.current, day_of(now)
    if version is None or version.signed_at is not None or session.state != states.CIRCULATED:
        return False
    version.session = session
    open_still = version.observe_until is not None and today <= version.observe_until
    return open_still and may_observe(actor, version, today)
