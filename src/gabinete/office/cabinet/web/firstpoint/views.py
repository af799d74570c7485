"""The first point of a session: what deserves the minutes of its table, and why."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import queries
from gabinete.office.cabinet.queries.first_point import first_point_of
from gabinete.office.cabinet.web.sessions import Request


@require_safe
def show_first_point(request: Request, pk: int) -> HttpResponse:
    """Show the first point of a session whole."""
    session, now = queries.session_of(request.actor, pk), clock.now()
    if Reserve(session.reserve).is_restricted:
        note_reading(request.actor, "cabinet.session", session.pk, str(session), request.path, now)
    context = {
        "session": session,
        "name": queries.name_of(session),
        "first_point": first_point_of(request.actor, session, now),
        "proposes": request.actor.is_office,
    }
    return render(request, "cabinet/firstpoint/page.html", context)
