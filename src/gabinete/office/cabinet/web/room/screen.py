"""The technical secretary's screen."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions.locks import situation_of
from gabinete.office.cabinet.models import Ballot, CabinetSession, DraftKind, DraftTerm, Outcome, Stance
from gabinete.office.cabinet.models.choices import RecurringRole
from gabinete.office.cabinet.policies.room import may_run_room
from gabinete.office.cabinet.queries.consent import consent_block
from gabinete.office.cabinet.queries.first_point import first_point_of
from gabinete.office.cabinet.queries.first_point_told import FirstPoint
from gabinete.office.cabinet.queries.room import Room, room_of
from gabinete.office.cabinet.states import HELD, OPEN, SESSION_FLOW
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.room.shown import context_of
from gabinete.office.cabinet.web.sessions import Request

OUTCOME_WORDS = {
    Outcome.AGREED: gettext_lazy("Acordado"),
    Outcome.AMENDED: gettext_lazy("Con modificaciones"),
    Outcome.NOTED: gettext_lazy("Tomado de conocimiento"),
    Outcome.DEFERRED: gettext_lazy("Diferido"),
    Outcome.WITHDRAWN: gettext_lazy("Retirado"),
    Outcome.REJECTED: gettext_lazy("Rechazado"),
}
_MOVES = ("open", "open_without_quorum", "record_no_quorum", "conclude", "resume")


@require_safe
def show_room(request: Request, pk: int) -> HttpResponse:
    """Show the whole room on one screen; the same page gives its parts to the screens that follow."""
    session = queries.session_of(request.actor, pk)
    policies.require(may_run_room(request.actor, session), _("llevar la sesión en sala"))
    now = clock.now()
    if Reserve(session.reserve).is_restricted and "X-Parts" not in request.headers:
        note_reading(request.actor, "cabinet.session", session.pk, str(session), request.path, now)
    room = room_of(session, now, request.actor)
    viewed = _viewed(room, Fields(request.GET).whole("punto"))
    context = _context(session, room, viewed) | {"first_point": _first_point(request.actor, room)}
    return render(request, "cabinet/room/screen.html", context)


def _context(session: CabinetSession, room: Room, viewed: int) -> dict[str, Any]:
    situation = situation_of(session)
    return context_of(session, room) | {
        "viewed": viewed,
        "outcomes": list(OUTCOME_WORDS.items()),
        "stance_words": dict(Stance.choices),
        "ballots": Ballot.choices,
        "kinds": DraftKind.choices,
        "terms": DraftTerm.choices,
        "units": unit_choices(room.now.date()),
        "writes": session.state in {OPEN, HELD},
        "consent": consent_block(session, room.now.date()).taken if session.state == OPEN else [],
        "waiting": session.minutes.filter(from_room=True, confirmed_at__isnull=True).first(),
        "closed": {name: SESSION_FLOW.reasons_closed(name, session.state, situation) for name in _MOVES},
        "offered": {move.name for move in SESSION_FLOW.moves_from(session.state)},
    }


def _first_point(actor: Actor, room: Room) -> FirstPoint | None:
    """Return what is told under the point that follows up; None: the session has no such point for them."""
    told = any(line.point.role == RecurringRole.FOLLOWUP and line.readable for line in room.points)
    return first_point_of(actor, room.session, room.now) if told else None


def _viewed(room: Room, asked: int | None) -> int:
    """Return the point to show: the one asked for, the current one, the one that follows, or the first."""
    wanted = room.point(asked) if asked else None
    first = room.points[0] if room.points else None
    line = wanted or room.current or room.following or first
    return line.point.pk if line else 0
