"""The member's tablet: the point being dealt with, its papers, what one said of it, and asking for the floor."""

from typing import Any

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
from gabinete.office.cabinet.models import CabinetSession, MemberPosition, Outcome, PointFile
from gabinete.office.cabinet.policies.room import may_watch_room
from gabinete.office.cabinet.queries.room import Room, room_of
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
    room = room_of(session, now, request.actor)
    context = context_of(session, room) | _own(request, session, room)
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


def _own(request: Request, session: CabinetSession, room: Room) -> dict[str, Any]:
    """Return what is this person's: their seats, what they said of each point, what was agreed for their units."""
    today = room.now.date()
    seats = list(
        policies.seats_held(request.actor, today)
        .filter(body_id=session.body_id)
        .select_related("unit")
        .distinct()
    )
    keys, units = {seat.pk for seat in seats}, {seat.unit_id for seat in seats}
    readable = [line.point.pk for line in room.points if line.readable]
    said = MemberPosition.objects.filter(point__in=readable, seat__in=keys)
    files = (
        PointFile.objects.filter(point__in=readable).select_related("document").order_by("title", "-number")
    )
    papers: dict[int, list[PointFile]] = {}
    for file in files:
        there = papers.setdefault(file.point_id, [])
        if all(other.title != file.title for other in there):
            there.append(file)
    mine = [
        (line.point, card)
        for line in room.points
        for card in line.cards
        if card.draft.lead_id in units or any(u.pk in units for u in card.draft.co_responsible.all())
    ]
    return {
        "seats": seats,
        "said": {position.point_id: position for position in said},
        "papers": papers,
        "mine": mine,
        "asking": {one.seat_id for one in room.floor},
        "may_ask": session.state == OPEN,
        "outcome_words": dict(Outcome.choices),
    }
