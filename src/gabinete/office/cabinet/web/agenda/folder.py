"""The member's folder: everything a session asks them to read and to say, on one page that also prints."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import queries, states
from gabinete.office.cabinet.models.choices import RecurringRole
from gabinete.office.cabinet.queries import agenda as reads
from gabinete.office.cabinet.queries import folder
from gabinete.office.cabinet.queries.first_point import first_point_of
from gabinete.office.cabinet.queries.opinions import opinions_owed
from gabinete.office.cabinet.web.readings import note_points
from gabinete.office.cabinet.web.sessions import Request


@require_safe
def show_folder(request: Request, pk: int) -> HttpResponse:
    """Show the points with their papers, what one's seats said of each, and the opinions one owes."""
    actor, today = request.actor, clock.today()
    session = queries.session_of(actor, pk)
    if Reserve(session.reserve).is_restricted:
        note_reading(actor, "cabinet.session", session.pk, str(session), request.path, clock.now())
    shown = reads.agenda_of(actor, session, today)
    points = shown.points
    note_points(actor, session, points, request.path)
    seats = folder.my_seats(actor, session, today)
    owed = [row for row in opinions_owed(actor, today) if row.opinion.point.session_id == session.pk]
    said = folder.said_by(actor, session, points, seats, today)
    told = any(point.role == RecurringRole.FOLLOWUP for point in points)
    context = {
        "session": session,
        "first_point": first_point_of(actor, session, clock.now()) if told else None,
        "name": queries.name_of(session),
        "state_label": _(states.LABELS[session.state]),
        "rows": shown.rows,
        "papers": folder.papers_of([point.pk for point in points]),
        "said": said,
        "seats": seats,
        "owed": owed,
        "to_say": sum(
            row.is_mine and (row.said is None or row.is_old) for rows in said.values() for row in rows
        ),
    }
    return render(request, "cabinet/agenda/folder.html", context)
