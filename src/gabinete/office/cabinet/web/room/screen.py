"""The technical secretary's screen."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.models import Ballot, CabinetSession, DraftKind, DraftTerm, Outcome, Stance
from gabinete.office.cabinet.policies.room import may_run_room
from gabinete.office.cabinet.queries.first_point import first_point_of
from gabinete.office.cabinet.queries.minutes import waiting_minutes
from gabinete.office.cabinet.queries.room import Room, room_of
from gabinete.office.cabinet.states import HELD, OPEN, SESSION_FLOW
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.room.shown import context_of
from gabinete.office.cabinet.web.room.stamps import kept_by, stamps_of
from gabinete.office.cabinet.web.sessions import Request

OUTCOME_WORDS = {
    Outcome.AGREED: gettext_lazy("Acordado"),
    Outcome.AMENDED: gettext_lazy("Con modificaciones"),
    Outcome.NOTED: gettext_lazy("Tomado de conocimiento"),
    Outcome.DEFERRED: gettext_lazy("Diferido"),
    Outcome.WITHDRAWN: gettext_lazy("Retirado"),
    Outcome.REJECTED: gettext_lazy("Rechazado"),
}
PARTS = "X-Parts"
"""Header of a screen that wants again only what changed; its value, the stamps of what it has."""


@require_safe
def show_room(request: Request, pk: int) -> HttpResponse:
    """Show the whole room on one screen; to a screen that follows, give only the parts it does not have."""
    session = queries.session_of(request.actor, pk)
    policies.require(may_run_room(request.actor, session), _("llevar la sesión en sala"))
    now = clock.now()
    follows = PARTS in request.headers
    if Reserve(session.reserve).is_restricted and not follows:
        note_reading(request.actor, "cabinet.session", session.pk, str(session), request.path, now)
    room = room_of(session, now, request.actor)
    stamps = stamps_of(room)
    context = _context(session, room, _viewed(room, Fields(request.GET).whole("punto"))) | {
        "stamps": stamps,
        "kept": kept_by(request.headers.get(PARTS, ""), stamps),
        "follows": follows,
        "first_point": SimpleLazyObject(lambda: first_point_of(request.actor, session, now)),
    }
    if follows:
        return render(request, "cabinet/room/parts.html", context)
    context["worker"] = reverse("cabinet:keep-room")
    context["units"] = unit_choices(now.astimezone(OFFICE_ZONE).date())
    return render(request, "cabinet/room/screen.html", context)


def _context(session: CabinetSession, room: Room, viewed: int) -> dict[str, Any]:
    return context_of(session, room) | {
        "viewed": viewed,
        "outcomes": list(OUTCOME_WORDS.items()),
        "stances_said": _stances_said,
        "ballots": Ballot.choices,
        "kinds": DraftKind.choices,
        "terms": DraftTerm.choices,
        "writes": session.state in {OPEN, HELD},
        "waiting": waiting_minutes(session) if session.state == HELD else None,
        "offered": {move.name for move in SESSION_FLOW.moves_from(session.state)},
    }


def _stances_said(stance: str, n: int) -> str:
    """Return «2 conformes» or «1 objeta»."""
    said = {
        Stance.AGREES: ngettext("%(num)s conforme", "%(num)s conformes", n),
        Stance.REMARKS: ngettext("%(num)s con observaciones", "%(num)s con observaciones", n),
        Stance.ASKS_FLOOR: ngettext("%(num)s pide la voz", "%(num)s piden la voz", n),
        Stance.OBJECTS: ngettext("%(num)s objeta", "%(num)s objetan", n),
    }
    return said[Stance(stance)] % {"num": n}


def _viewed(room: Room, asked: int | None) -> int:
    """Return the point to show: the one asked for, the current one, the one that follows, or the first."""
    wanted = room.point(asked) if asked else None
    first = room.points[0] if room.points else None
    line = wanted or room.current or room.following or first
    return line.point.pk if line else 0
