"""The call, on the page of its session: when it was sent, who answered what, and one's own answer."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import day_of
from gabinete.office.cabinet import policies, states
from gabinete.office.cabinet.actions.answers import waits_for_answers
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.calls import answers_of, own_rows
from gabinete.office.cabinet.queries.conflicts import conflicts_of
from gabinete.office.cabinet.queries.guests import guests_of


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return the answers to whoever runs the session, one's own invitations, what clashes, and what may be done."""
    today = day_of(now)
    was_called = session.call_sequence > 0
    runs_it = policies.may_manage_session(actor, session)
    return {
        "answers": answers_of(session, today) if was_called and runs_it else None,
        "guests": guests_of(session).count() if runs_it else 0,
        "own_answers": own_rows(actor, session, today) if was_called else [],
        "clashes": conflicts_of(session, actor) if runs_it and session.state in states.AHEAD else [],
        "takes_answers": waits_for_answers(session),
        "may_chase": runs_it and session.state in {states.CALLED, states.FROZEN},
        "may_postpone": runs_it and session.state in {states.CALLED, states.FROZEN, states.NO_QUORUM},
        "may_cancel": runs_it and session.state in states.AHEAD | {states.NO_QUORUM},
    }
