"""Positions before the session: taken with one tap, read by the technical secretary as a table, and the block they make."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.ui.render import redirect, render, wants_part
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError, NotFound
from gabinete.office.cabinet import policies, queries, states
from gabinete.office.cabinet.actions import consent, positions
from gabinete.office.cabinet.models import Stance
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.queries import agenda as reads
from gabinete.office.cabinet.queries import folder
from gabinete.office.cabinet.queries.consent import consent_block
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.readings import note_points
from gabinete.office.cabinet.web.sessions import Request

_WEIGHT = (Stance.OBJECTS, Stance.ASKS_FLOOR, Stance.REMARKS, Stance.AGREES)


@require_POST
def take_position(request: Request, pk: int) -> HttpResponse:
    """Say what a seat thinks of a point; a refusal comes back beside what was typed."""
    fields = Fields(request.POST)
    seat_id = fields.whole("seat") or 0
    given = positions.PositionGiven(
        seat_id, fields.text("stance"), fields.text("text"), fields.whole("version") or 0
    )
    try:
        fields.require_good()
        positions.take_position(request.actor, pk, given, clock.now())
    except GabineteError as error:
        if isinstance(error, NotFound) or not wants_part(request):
            raise
        return _one(request, pk, seat_id, error)
    if wants_part(request):
        return _one(request, pk, seat_id, None)
    session_id = reads.point_of(request.actor, pk).session_id
    messages.success(request, _("Se guardó su posición."))
    return redirect(f"{reverse('cabinet:show-folder', args=[session_id])}#punto-{pk}")


@require_safe
def show_positions(request: Request, pk: int) -> HttpResponse:
    """Show what each seat said of each point, and which points go in the consent block."""
    actor, today = request.actor, clock.today()
    session = queries.session_of(actor, pk)
    policies.require(
        rights.may_view_all_positions(actor, session, today), _("ver las posiciones de todos los integrantes")
    )
    points = [p for p in reads.agenda_of(actor, session, today).points if p.block == "own"]
    note_points(actor, session, points, request.path)
    seats = folder.seats_in_order(session)
    block = consent_block(session, today)
    said = folder.said_by(actor, session, points, seats, today)
    context = {
        "session": session,
        "name": queries.name_of(session),
        "points": points,
        "seats": seats,
        "said": {pk: sorted(filter(_has_said, rows), key=_by_weight) for pk, rows in said.items()},
        "silent": {pk: [row.seat.unit.acronym for row in rows if not row.said] for pk, rows in said.items()},
        "block": {one.point.pk: one for one in block.points},
        "taken": block.taken,
        "may_choose": policies.may_manage_session(actor, session)
        and session.state in {states.CALLED, states.FROZEN, states.OPEN},
    }
    return render(request, "cabinet/agenda/positions.html", context)


def _has_said(row: folder.SeatSaid) -> bool:
    return row.said is not None


def _by_weight(row: folder.SeatSaid) -> int:
    """Return the place of what a seat said: what asks for the table's minutes first; within it, by protocol."""
    return _WEIGHT.index(row.said.stance) if row.said else len(_WEIGHT)


@require_POST
def choose_consent(request: Request, pk: int) -> HttpResponse:
    """Put a point in the block, take it out, or leave it to the rule."""
    fields = Fields(request.POST)
    point = consent.choose_consent(request.actor, pk, fields.version(), fields.text("choice"), clock.now())
    return redirect(f"{reverse('cabinet:show-positions', args=[point.session_id])}#punto-{pk}")


def _one(request: Request, pk: int, seat_id: int, problem: GabineteError | None) -> HttpResponse:
    """Return the position of one seat on one point as it stands, with what was refused and what was typed."""
    today = clock.today()
    point = reads.point_of(request.actor, pk)
    seats = [s for s in folder.my_seats(request.actor, point.session, today) if s.pk == seat_id]
    if not seats:
        raise policies.unknown(_("un asiento suyo en este gabinete"))
    row = folder.said_by(request.actor, point.session, [point], seats, today)[pk][0]
    context = {
        "row": row,
        "problem": problem.message if problem else "",
        "typed": Fields(request.POST).text("text") if problem else None,
        "just_said": problem is None,
    }
    response = render(
        request, "cabinet/agenda/position.html", context, status=problem.status if problem else 200
    )
    if problem:
        # A refusal is not swapped in unless it says where; here it takes the place of its own form.
        response["HX-Retarget"], response["HX-Reswap"] = f"#posicion-{pk}-{seat_id}", "outerHTML"
    return response
