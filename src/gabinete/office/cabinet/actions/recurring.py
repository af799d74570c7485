"""Points that enter by themselves: the usual ones of the body, and those a former session left for another day."""

from collections.abc import Collection
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet.actions.locks import session_to_change
from gabinete.office.cabinet.actions.point_copies import copied, require_as_closed, take_along
from gabinete.office.cabinet.actions.point_locks import order_changed
from gabinete.office.cabinet.actions.points import place, renumber
from gabinete.office.cabinet.models import AgendaBlock, AgendaItem, CabinetSession, RecurringPoint
from gabinete.office.cabinet.queries.agenda import deferred_points
from gabinete.office.cabinet.rules import order as ordering
from gabinete.office.cabinet.states import CANCELLED, SESSION_FLOW, Situation


def insert_recurring(session: CabinetSession) -> list[AgendaItem]:
    """Insert the usual points of the body that a session lacks: some before its own, some after; inside an act.

    Those already there by rule stay as they are, so that asking twice changes nothing.

    Returns:
        The points inserted.
    """
    there = session.agenda.exclude(block=AgendaBlock.OWN)
    known = set(there.values_list("title", flat=True))
    wanted = [one for one in _usual(session) if one.title not in known]
    if not wanted:
        return []
    standing = list(session.agenda.order_by("position").values_list("pk", "block"))
    made = [_from_rule(session, one, len(standing) + number) for number, one in enumerate(wanted, start=1)]
    AgendaItem.objects.bulk_create(made)
    blocks = [*standing, *((item.pk, item.block) for item in made)]
    rank = {AgendaBlock.OPENING: 0, AgendaBlock.OWN: 1, AgendaBlock.CLOSING: 2}
    renumber(session, [pk for pk, _block in sorted(blocks, key=lambda one: rank[AgendaBlock(one[1])])])
    order_changed(session)
    return made


def insert_usual_points(actor: Actor, session_id: int, now: datetime) -> list[AgendaItem]:
    """Insert the usual points that a session lacks, as whoever runs it.

    Raises:
        IllegalMove: the order of the day is closed.
    """
    with act(actor.user_id, "cabinet.insert_usual_points", at=now):
        session = session_to_change(actor, session_id, None)
        SESSION_FLOW.require("edit_agenda", session.state, Situation())
        return insert_recurring(session)


def carry_over(actor: Actor, session_id: int, point_ids: Collection[int], now: datetime) -> list[AgendaItem]:
    """Bring to a session points that a former one of the same body deferred, with their papers.

    Raises:
        BadInput: one of them is not among those that wait.
        RuleBroken: more people may read this session than the one that deferred it.
        IllegalMove: the order of the day is closed.
    """
    with act(actor.user_id, "cabinet.carry_over", at=now):
        session = session_to_change(actor, session_id, None)
        SESSION_FLOW.require("edit_agenda", session.state, Situation())
        waiting = {point.pk: point for point in deferred_points(actor, session)}
        if not point_ids or not set(point_ids) <= waiting.keys():
            raise BadInput(
                "point.not_waiting",
                "Elija uno o más de los puntos diferidos; alguno ya se trajo a otra sesión. No se agregó nada.",
            )
        for point in waiting.values():
            if point.pk in point_ids:
                require_as_closed(point.session.reserve, session)
        brought = []
        for pk in sorted(set(point_ids), key=list(waiting).index):
            twin = copied(waiting[pk])
            twin.carried_from, twin.changed_at = waiting[pk], now
            place(session, twin)
            take_along(waiting[pk], twin)
            brought.append(twin)
    return brought


def _usual(session: CabinetSession) -> list[RecurringPoint]:
    year = session.body.sessions.filter(year=session.year).exclude(state=CANCELLED).exclude(pk=session.pk)
    first = not year.filter(held_on__lt=session.held_on).exists()
    rules = session.body.recurring.order_by("at_end", "position")
    return [
        one
        for one in rules
        if ordering.enters(one.when, extraordinary=session.extraordinary, first_of_year=first)
    ]


def _from_rule(session: CabinetSession, one: RecurringPoint, position: int) -> AgendaItem:
    return AgendaItem(
        session=session,
        position=position,
        title=one.title,
        kind=one.kind,
        minutes=one.minutes,
        role=one.role,
        block=AgendaBlock.CLOSING if one.at_end else AgendaBlock.OPENING,
    )
