"""The projector: what everybody in the room may see, big, following along by itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import doors
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.models import CabinetSession, Outcome
from gabinete.office.cabinet.policies.room import may_run_room, may_watch_room
from gabinete.office.cabinet.queries.room import WALL, room_of
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.room.pulse import typing_of
from gabinete.office.cabinet.web.room.shown import context_of
from gabinete.office.cabinet.web.sessions import Request


@require_http_methods(["GET", "HEAD", "POST"])
def show_wall(request: Request, pk: int) -> HttpResponse:
    """Show the wall to somebody with an account; whoever runs the session also makes its link, or withdraws it."""
    session = queries.session_of(request.actor, pk)
    if request.method == "POST":
        policies.require(may_run_room(request.actor, session), _("proyectar la sesión"))
        mark = Mark(clock.now())
        if Fields(request.POST).text("do") == "close":
            doors.close_wall(request.actor, pk, mark)
            messages.success(request, _("Se retiró la liga del proyector."))
            return redirect(reverse("cabinet:show-room", args=[pk]))
        return redirect(reverse("cabinet:follow-wall", args=[doors.open_wall(request.actor, pk, mark)]))
    policies.require(may_watch_room(request.actor, session), _("ver la sesión en pantalla"))
    return _wall(request, session)


@login_not_required
@require_safe
def follow_wall(request: HttpRequest, key: str) -> HttpResponse:
    """Show the wall on a machine without an account, by its link."""
    return _wall(request, doors.session_on_wall(key))


def _wall(request: HttpRequest, session: CabinetSession) -> HttpResponse:
    """Nobody's eyes: restricted points say nothing, whoever asks."""
    room = room_of(session, clock.now(), None, WALL)
    typing = typing_of(session.pk)
    current = room.current
    shown = typing if current and current.readable and typing.get("point") == current.point.pk else {}
    context = context_of(session, room, wall=True) | {"typing": shown, "outcome_words": dict(Outcome.choices)}
    return render(request, "cabinet/room/wall.html", context)
