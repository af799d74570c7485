"""Defining cabinets and who sits in them, without code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.locks import body_to_change
from gabinete.office.cabinet.models import Body, BodyKind, Seat


@dataclass(frozen=True, slots=True)
class SeatGiven:
    """A seat to be held by the head of a unit, or by an alternate."""

    unit_id: int
    titular: str = ""
    alternate: str = ""


@dataclass(frozen=True, slots=True)
class BodyGiven:
    """A body as written in its form.

    Attributes:
        code: begins its folios; cannot change once it has sessions.
        seats: all of them; those left out lose their seat.
    """

    code: str
    name: str
    kind: str
    chair: str
    secretary_unit_id: int
    is_active: bool = True
    seats: Sequence[SeatGiven] = ()


def create_body(actor: Actor, given: BodyGiven, now: datetime) -> Body:
    """Define a cabinet with its seats.

    Raises:
        NotAllowed: they do not define bodies.
        BadInput: a field that cannot be taken.
        RuleBroken: the code belongs to another body.
    """
    policies.require(policies.may_manage_bodies(actor), "definir gabinetes")
    with act(actor.user_id, "cabinet.create_body", at=now):
        body = _filled(Body(), given)
        if Body.objects.filter(code=body.code).exists():
            raise RuleBroken(
                "body.taken", f"La clave {body.code} ya es de otro gabinete. No se guardó nada; elija otra."
            )
        body.save()
        _seat(body, given.seats)
    return body


def edit_body(actor: Actor, body_id: int, version: int, given: BodyGiven, now: datetime) -> Body:
    """Change a cabinet and its seats.

    Raises:
        Stale: somebody changed it since.
        RuleBroken: its code begins folios already given, or belongs to another.
    """
    with act(actor.user_id, "cabinet.edit_body", at=now):
        body = body_to_change(actor, body_id, version)
        before = body.code
        _filled(body, given)
        if body.code != before and body.sessions.exists():
            raise RuleBroken(
                "body.code_in_use",
                f"La clave {before} ya encabeza folios y no se cambia. No se guardó nada; deje la misma clave.",
            )
        if Body.objects.filter(code=body.code).exclude(pk=body.pk).exists():
            raise RuleBroken(
                "body.taken", f"La clave {body.code} ya es de otro gabinete. No se guardó nada; elija otra."
            )
        body.version += 1
        body.save()
        _seat(body, given.seats)
    return body


def _filled(body: Body, given: BodyGiven) -> Body:
    if given.kind not in BodyKind.values:
        raise BadInput("body.kind", "Elija el tipo de gabinete. No se guardó nada.")
    body.code = rules.body_code(given.code)
    body.name = rules.clean_line(given.name, 160, "Nombre")
    body.chair = rules.clean_line(given.chair, 160, "Preside")
    if not body.name or not body.chair:
        raise BadInput(
            "body.incomplete",
            "Falta el nombre del gabinete o quién lo preside. No se guardó nada; complételo.",
        )
    body.kind, body.secretary_unit_id, body.is_active = given.kind, given.secretary_unit_id, given.is_active
    return body


def _seat(body: Body, seats: Sequence[SeatGiven]) -> None:
    """Leave exactly these seats; a unit written twice sits once."""
    wanted = {seat.unit_id: seat for seat in seats}
    body.seats.exclude(unit_id__in=wanted).delete()
    sitting = {seat.unit_id: seat for seat in body.seats.all()}
    for unit_id, seat in wanted.items():
        row = sitting.get(unit_id, Seat(body=body, unit_id=unit_id))
        row.titular = rules.clean_line(seat.titular, 160, "Titular") or "Titular"
        row.alternate = rules.clean_line(seat.alternate, 160, "Suplente")
        row.save()
