"""Defining cabinets, who sits in them and by what rules they meet, without code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.locks import body_to_change
from gabinete.office.cabinet.actions.seating import SeatGiven, ready_seats, seat_body
from gabinete.office.cabinet.models import Body, BodyKind
from gabinete.office.cabinet.queries.bodies import plan_choices
from gabinete.office.cabinet.rules.quorum import Quorum, quorum_impossible

MAX_SESSION_MINUTES = 600
MAX_SECOND_CALL = 1440
MAX_FREEZE_DAYS = 60
MAX_QUORUM = 999


@dataclass(frozen=True, slots=True)
class BodyGiven:
    """A body as written in its form.

    Attributes:
        code: begins its folios; cannot change once it has sessions.
        seats: all of them, in order of protocol; those left out lose their seat.
        quorum: None is half plus one, with who presides when a seat does.
        votes: its decisions are voted by its members.
        freeze_days: business days before a session in which its order of the day closes; None: by hand.
        session_minutes: how long its sessions usually last.
        default_reserve: with which its sessions are born.
        plan_node_id: axis or region of the plan it deals with.
    """

    code: str
    name: str
    kind: str
    chair: str
    secretary_unit_id: int
    is_active: bool = True
    seats: Sequence[SeatGiven] = ()
    quorum: Quorum | None = None
    votes: bool = False
    freeze_days: int | None = None
    session_minutes: int = 120
    usual_place: str = ""
    default_reserve: int = Reserve.INTERNAL
    plan_node_id: int | None = None


def create_body(actor: Actor, given: BodyGiven, now: datetime) -> Body:
    """Define a cabinet with its seats.

    Raises:
        NotAllowed: they do not define bodies.
        BadInput: a field that cannot be taken.
        RuleBroken: the code belongs to another body, the seats contradict each other, or its quorum could never be met.
    """
    policies.require(policies.may_manage_bodies(actor), "definir gabinetes")
    with act(actor.user_id, "cabinet.create_body", at=now):
        body, seats = _filled(Body(), given), ready_seats(given.seats)
        _rule(body, given, seats)
        _settings(actor, body, given)
        if Body.objects.filter(code=body.code).exists():
            raise _taken(body.code)
        body.save()
        seat_body(body, seats, day_of(now))
    return body


def edit_body(actor: Actor, body_id: int, version: int, given: BodyGiven, now: datetime) -> Body:
    """Change a cabinet and its seats.

    A seat left out that already took part in sessions leaves the body and keeps what it did.

    Raises:
        Stale: somebody changed it since.
        RuleBroken: its code begins folios already given, or belongs to another; a seat left out is in a session under
            way; or any of those of :func:`create_body`.
    """
    with act(actor.user_id, "cabinet.edit_body", at=now):
        body = body_to_change(actor, body_id, version)
        before = body.code
        seats = ready_seats(given.seats)
        _rule(_filled(body, given), given, seats)
        _settings(actor, body, given)
        if body.code != before and body.sessions.exists():
            raise RuleBroken(
                "body.code_in_use",
                f"La clave {before} ya encabeza folios y no se cambia. No se guardó nada; deje la misma clave.",
            )
        if Body.objects.filter(code=body.code).exclude(pk=body.pk).exists():
            raise _taken(body.code)
        body.version += 1
        body.save()
        seat_body(body, seats, day_of(now))
    return body


def _taken(code: str) -> RuleBroken:
    return RuleBroken("body.taken", f"La clave {code} ya es de otro gabinete. No se guardó nada; elija otra.")


def _filled(body: Body, given: BodyGiven) -> Body:
    if given.kind not in BodyKind.values:
        raise BadInput("body.kind", "Elija el tipo de gabinete. No se guardó nada.")
    body.code = rules.body_code(given.code)
    body.name = rules.clean_line(given.name, 160, "Nombre")
    body.chair = rules.clean_line(given.chair, 160, "Preside")
    body.usual_place = rules.clean_line(given.usual_place, 240, "Sede acostumbrada")
    if not body.name or not body.chair:
        raise BadInput(
            "body.incomplete",
            "Falta el nombre del gabinete o quién lo preside. No se guardó nada; complételo.",
        )
    body.kind, body.secretary_unit_id, body.is_active = given.kind, given.secretary_unit_id, given.is_active
    return body


def _rule(body: Body, given: BodyGiven, seats: Sequence[SeatGiven]) -> None:
    """Write the rules by which the body meets."""
    has_chair = any(seat.is_chair for seat in seats)
    quorum = given.quorum or Quorum(needs_chair=has_chair)
    impossible = quorum_impossible(quorum, len(seats), has_chair=has_chair)
    if impossible:
        raise RuleBroken(
            "body.quorum", f"{impossible} No se guardó nada; corrija el quórum o los integrantes."
        )
    body.quorum_rule, body.quorum_top, body.quorum_bottom = quorum.rule, quorum.top, quorum.bottom
    body.quorum_needs_chair = quorum.needs_chair
    body.second_call_minutes = quorum.second_call_minutes
    body.freeze_days, body.session_minutes = given.freeze_days, given.session_minutes
    _require_within(body.quorum_top, 1, MAX_QUORUM, "Los asientos del quórum")
    _require_within(body.quorum_bottom, 1, MAX_QUORUM, "Las partes del quórum")
    _require_within(body.second_call_minutes, 0, MAX_SECOND_CALL, "Los minutos de la segunda convocatoria")
    _require_within(body.freeze_days, 0, MAX_FREEZE_DAYS, "Los días del cierre del orden del día")
    _require_within(body.session_minutes, 5, MAX_SESSION_MINUTES, "Los minutos de la sesión")


def _settings(actor: Actor, body: Body, given: BodyGiven) -> None:
    """Write how its sessions are born and of what it deals."""
    allowed = given.default_reserve in list(Reserve)
    if not allowed or not policies.may_create_session(actor, given.default_reserve):
        raise BadInput("body.reserve", "Elija un grado de reserva que usted pueda leer. No se guardó nada.")
    if given.plan_node_id is not None and given.plan_node_id not in dict(plan_choices()):
        raise BadInput("body.plan", "Elija un eje o una región del plan. No se guardó nada.")
    body.default_reserve, body.plan_node_id, body.votes = (
        given.default_reserve,
        given.plan_node_id,
        given.votes,
    )


def _require_within(value: int | None, least: int, most: int, what: str) -> None:
    if value is not None and not least <= value <= most:
        raise BadInput("body.range", f"{what} van de {least} a {most}. No se guardó nada; corríjalos.")
