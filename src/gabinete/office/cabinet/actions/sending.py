"""Sending a point, or an agreement, to the next session of another body, both ends linked."""

from datetime import date, datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import RuleBroken
from gabinete.office.cabinet import policies, states
from gabinete.office.cabinet.actions.locks import session_to_change
from gabinete.office.cabinet.actions.point_copies import copied, require_as_closed, take_along
from gabinete.office.cabinet.actions.points import place
from gabinete.office.cabinet.models import AgendaItem, AgreementDraft, Body, CabinetSession, PointKind
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.states import SESSION_FLOW, Situation
from gabinete.office.followup.policies import visible_matters

_TITLE_LIMIT = 240


def send_point(actor: Actor, point_id: int, body_id: int, now: datetime) -> AgendaItem:
    """Put a point on the order of the day of another body's next session, and return it there.

    It takes what it says, the last version of its papers and, when restricted, whom it names; its outcome, positions
    and opinions stay. Sent twice to the same session it stays once.

    Raises:
        NotFound, NotAllowed.
        RuleBroken: that body has no session to come with its order of the day open, or one that more people may read.
    """
    point = AgendaItem.objects.select_related("session__body", "proposer").filter(pk=point_id).first()
    if point is None or not policies.may_view_point(actor, point):
        raise policies.unknown("un punto")
    policies.require(rights.may_edit_point(actor, point), "enviar puntos a otro gabinete")
    with act(actor.user_id, "cabinet.send_point", at=now):
        session = _next_session(actor, body_id, point.session, now)
        if there := session.agenda.filter(sent_from=point).first():
            return there
        twin = copied(point)
        twin.sent_from, twin.changed_at = point, now
        place(session, twin)
        take_along(point, twin)
    return twin


def send_agreement(actor: Actor, session_id: int, matter_id: int, body_id: int, now: datetime) -> AgendaItem:
    """Put an agreement born in a session on the order of the day of another body's next session.

    The point there names the matter it comes from, and the point in which it was agreed when that is known; what was
    agreed in a restricted point is restricted there too, to the same people.

    Raises:
        NotFound: the agreement was not born in that session, or they may not read it.
        RuleBroken: as ``send_point``.
    """
    born = (
        AgreementDraft.objects.filter(minutes__session=session_id, matter_id=matter_id)
        .select_related("minutes__session__body", "point__session", "matter")
        .first()
    )
    if born is None or born.matter is None or not visible_matters(actor).filter(pk=matter_id).exists():
        raise policies.unknown("un acuerdo de esta sesión")
    if born.point is not None and not policies.may_view_point(actor, born.point):
        raise policies.unknown("un acuerdo de esta sesión")
    origin = born.minutes.session
    policies.require(policies.may_manage_session(actor, origin), "enviar acuerdos a otro gabinete")
    matter = born.matter
    with act(actor.user_id, "cabinet.send_agreement", at=now):
        session = _next_session(actor, body_id, origin, now)
        require_as_closed(matter.reserve, session)
        if there := session.agenda.filter(sent_matter=matter).first():
            return there
        title = f"{matter.folio}: {matter.title}" if matter.folio else matter.title
        hidden = born.point if born.point is not None and born.point.is_restricted else None
        twin = AgendaItem(
            title=title[:_TITLE_LIMIT],
            kind=PointKind.FOLLOWUP,
            proposer_id=matter.lead_id,
            text=matter.text,
            sent_matter=matter,
            sent_from=born.point,
            changed_at=now,
            is_restricted=hidden is not None,
        )
        place(session, twin)
        if hidden is not None:
            twin.readers.set(hidden.readers.all())
        return twin


def next_session_of(body: Body, today: date) -> CabinetSession | None:
    """Return the next session of a body whose order of the day may still be written."""
    coming = body.sessions.filter(state__in=states.BEFORE, held_on__gte=today)
    return coming.order_by("held_on", "pk").first()


def _next_session(actor: Actor, body_id: int, origin: CabinetSession, now: datetime) -> CabinetSession:
    body = policies.visible_bodies(actor).filter(pk=body_id, is_active=True).first()
    if body is None:
        raise policies.unknown("un gabinete")
    if body.pk == origin.body_id:
        raise RuleBroken(
            "point.same_body",
            "Elija otro gabinete: para una sesión posterior de este, difiera el punto. No se envió nada.",
        )
    coming = next_session_of(body, day_of(now))
    if coming is None:
        raise RuleBroken(
            "point.no_session",
            f"{body.name} no tiene una sesión próxima con el orden del día abierto. No se envió nada; "
            "regístrela primero, o reabra su orden del día.",
        )
    session = session_to_change(actor, coming.pk, None)
    SESSION_FLOW.require("edit_agenda", session.state, Situation())
    require_as_closed(origin.reserve, session)
    return session
