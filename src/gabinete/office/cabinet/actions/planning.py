"""Registering the ordinary sessions of a year in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.db.models import Max

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.words import plain_date
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.locks import one_at_a_time
from gabinete.office.cabinet.actions.recurring import insert_recurring
from gabinete.office.cabinet.models import Body, CabinetSession, Modality
from gabinete.office.cabinet.rules.planning import MAX_SESSIONS
from gabinete.office.cabinet.states import CANCELLED


@dataclass(frozen=True, slots=True)
class PlanGiven:
    """The sessions to register.

    Attributes:
        days: when the body meets, in any order.
        starts_at: hour of all of them; None while it is not fixed.
        place: room or link; empty takes the usual one of the body.
    """

    days: Sequence[date]
    starts_at: time | None = None
    place: str = ""
    modality: str = Modality.IN_PERSON


def next_number(body: Body, year: int) -> int:
    """Return the number that follows in a body and a year; ask it under the lock of the body."""
    last: int | None = body.sessions.filter(year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def plan_sessions(
    actor: Actor, body_id: int, given: PlanGiven, now: datetime, once: UUID | None = None
) -> list[CabinetSession]:
    """Register the ordinary sessions of those days, numbered as the calendar goes; each knows when the next one is.

    Numbers follow the last one given in each year, cancelled ones included, and are never given again.

    Args:
        once: mark of the form; sent twice it answers with the sessions of the first.

    Raises:
        NotAllowed: they do not convene sessions of that body.
        NotFound: there is no such body.
        BadInput: no days, too many, one that is past, or the place does not fit.
        RuleBroken: the body no longer meets, or already meets one of those days.
    """
    policies.require(policies.may_manage_bodies(actor), "programar sesiones")
    with act(actor.user_id, "cabinet.plan_sessions", at=now):
        one_at_a_time(once)
        body = Body.objects.select_for_update().filter(pk=body_id).first()
        if body is None:
            raise policies.unknown("un gabinete")
        policies.require(policies.may_create_session(actor, body.default_reserve), "registrar sus sesiones")
        if once and (first := _already(body, once)):
            return first
        days = _good_days(body, given, day_of(now))
        marks = [once, *_marks(once)] if once else [None] * len(days)
        afterwards = [*days[1:], None]
        return [
            _session(actor, body, given, day, (after, mark))
            for day, after, mark in zip(days, afterwards, marks, strict=False)
        ]


def _already(body: Body, once: UUID) -> list[CabinetSession]:
    """Return what the first sending of the same form registered."""
    first = CabinetSession.objects.filter(once=once).first()
    if first is None:
        return []
    return list(body.sessions.filter(once__in=[once, *_marks(once)]).order_by("held_on"))


def _marks(once: UUID) -> list[UUID]:
    return [uuid5(once, str(place)) for place in range(1, MAX_SESSIONS)]


def _good_days(body: Body, given: PlanGiven, today: date) -> list[date]:
    days = sorted(set(given.days))
    if not days or len(days) > MAX_SESSIONS:
        raise BadInput("plan.days", f"Elija de una a {MAX_SESSIONS} fechas. No se registró ninguna sesión.")
    if given.modality not in Modality.values:
        raise BadInput(
            "session.modality",
            "Elija si las sesiones son presenciales, remotas o mixtas. No se registró nada.",
        )
    if days[0] < today:
        raise BadInput(
            "plan.past", f"El {plain_date(days[0])} ya pasó. No se registró ninguna sesión; quite esa fecha."
        )
    if not body.is_active:
        raise RuleBroken("body.inactive", f"{body.name} ya no sesiona. No se registró nada.")
    taken = body.sessions.filter(held_on__in=days, extraordinary=False).exclude(state=CANCELLED)
    if clash := taken.order_by("held_on").first():
        raise RuleBroken(
            "plan.taken",
            f"{body.name} ya tiene sesión ordinaria el {plain_date(clash.held_on)}. No se registró ninguna; "
            "vuelva a ver las fechas.",
        )
    return days


def _session(
    actor: Actor, body: Body, given: PlanGiven, day: date, tied: tuple[date | None, UUID | None]
) -> CabinetSession:
    after, mark = tied
    number = next_number(body, day.year)
    session = CabinetSession.objects.create(
        body=body,
        year=day.year,
        number=number,
        held_on=day,
        starts_at=given.starts_at,
        place=rules.clean_line(given.place, 240, "Lugar o liga") or body.usual_place,
        modality=given.modality,
        length_minutes=body.session_minutes,
        reserve=body.default_reserve,
        next_session_on=after,
        created_by_id=actor.user_id,
        once=mark,
    )
    insert_recurring(session)
    return session
