"""The member's tablet: the point being dealt with, its papers, what one said of it, and asking for the floor."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import floor
from gabinete.office.cabinet.models import Outcome
from gabinete.office.cabinet.policies.room import may_watch_room
from gabinete.office.cabinet.queries.room import TABLET, room_of
from gabinete.office.cabinet.queries.tablet import tablet_of
from gabinete.office.cabinet.states import OPEN
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.room.shown import context_of
from gabinete.office.cabinet.web.sessions import Request


@require_safe
def follow_session(request: Request, pk: int) -> HttpResponse:
    """Show the session as it goes to somebody who sits in it."""
    session = queries.session_of(request.actor, pk)
    policies.require(may_watch_room(request.actor, session), _("seguir la sesión"))
    now = clock.now()
    if Reserve(session.reserve).is_restricted and "X-Parts" not in request.headers:
        note_reading(request.actor, "cabinet.session", session.pk, str(session), request.path, now)
    room = room_of(session, now, request.actor, TABLET)
    context = context_of(session, room) | {
        "own": tablet_of(request.actor, room),
        "may_ask": session.state == OPEN,
        "outcome_words": dict(Outcome.choices),
    }
    return render(request, "cabinet/room/member.html", context)


@require_POST
def ask_floor(request: Request, pk: int) -> HttpResponse:
    """Ask for the floor, or take the request back."""
    fields = Fields(request.POST)
    seat = fields.whole("seat") or 0
    fields.require_good()
    act = floor.withdraw_floor if fields.text("do") == "withdraw" else floor.ask_floor
    act(request.actor, pk, seat, clock.now())
    return redirect(reverse("cabinet:follow-session", args=[pk]))
