"""The door: a QR code that a member's phone opens, without an account, to put themselves on the list."""

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from gabinete.foundation.rendering.qr import qr_svg
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import doors
from gabinete.office.cabinet.actions.attendance import SeatTaken
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.policies.room import may_run_room
from gabinete.office.cabinet.queries.room_people import free_seats, line_on_list
from gabinete.office.cabinet.rules.call_keys import fingerprint
from gabinete.office.cabinet.states import SESSION_FLOW, Situation
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request


@require_http_methods(["GET", "HEAD", "POST"])
def show_door(request: Request, pk: int) -> HttpResponse:
    """Open the door and show its code, big; opening it again changes the code, closing it withdraws it.

    The key is kept in the session of whoever opened it, and nowhere else.
    """
    session = queries.session_of(request.actor, pk)
    policies.require(may_run_room(request.actor, session), _("abrir la entrada"))
    place = f"door-{pk}"
    if request.method == "POST":
        mark = Mark(clock.now())
        if Fields(request.POST).text("do") == "close":
            doors.close_door(request.actor, pk, mark)
            request.session.pop(place, None)
            messages.success(request, _("La entrada quedó cerrada; el código ya no abre."))
        else:
            request.session[place] = doors.open_door(request.actor, pk, mark)
        return redirect(reverse("cabinet:show-door", args=[pk]))
    key = str(request.session.get(place, ""))
    known = bool(key) and fingerprint(key) == session.door_key
    address = settings.PUBLIC_ADDRESS + reverse("cabinet:enter-door", args=[key]) if known else ""
    context = {
        "session": session,
        "name": queries.name_of(session),
        "is_open": bool(session.door_key),
        "may_open": not SESSION_FLOW.reasons_closed("take_attendance", session.state, Situation()),
        "address": address,
        "code": Markup(_inline(qr_svg(address))) if address else "",  # noqa: S704 - drawn here, from our own address
    }
    return render(request, "cabinet/room/door.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Let a member put themselves on the list; coming back shows that they are on it."""
    session = doors.session_at_door(key)
    fields, problem = Fields(request.POST), None
    place = f"entered-{session.pk}"
    if request.method == "POST":
        quality = "alternate" if fields.text("alternate") == "1" else "holder"
        given = SeatTaken(
            fields.whole("seat") or 0, quality, name=fields.text("name"), title=fields.text("title")
        )
        try:
            line = doors.enter_by_door(key, given, clock.now())
        except GabineteError as error:
            problem = error
        else:
            request.session[place] = line.pk
            return redirect(reverse("cabinet:enter-door", args=[key]))
    context = _entrance(request, session, place) | {
        "typed": request.POST,
        "problems": [problem.message] if problem else [],
    }
    return render(request, "cabinet/room/enter.html", context, status=problem.status if problem else 200)


def _entrance(request: HttpRequest, session: CabinetSession, place: str) -> dict[str, object]:
    return {
        "session": session,
        "name": queries.name_of(session),
        "seats": free_seats(session),
        "mine": line_on_list(session, request.session.get(place, 0)),
    }


def _inline(svg: str) -> str:
    """Return a drawing without the prologue that only files carry, and that grows with its place."""
    drawing = svg[svg.index("<svg") :]
    return re.sub(r'width="(\d+)" height="(\d+)"', r'viewBox="0 0 \1 \2"', drawing, count=1)
