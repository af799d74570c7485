"""Adding the usual bodies of a state executive, those the office lacks, in one act."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Position, Unit
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.bodies import BodyGiven, create_body
from gabinete.office.cabinet.actions.body_points import RecurringGiven, write_recurring
from gabinete.office.cabinet.actions.seating import SeatGiven
from gabinete.office.cabinet.models import Body
from gabinete.office.cabinet.queries.usual_bodies import UsualBody, usual_bodies, usual_points


@dataclass(frozen=True, slots=True)
class UsualGiven:
    """What is said of the bodies that are added.

    Attributes:
        codes: which of the usual ones.
        chair: the post that presides.
        chair_unit_id: the unit whose seat presides; None leaves who presides without a seat.
    """

    codes: Collection[str]
    chair: str
    secretary_unit_id: int
    chair_unit_id: int | None = None


def add_usual_bodies(actor: Actor, given: UsualGiven, now: datetime) -> list[Body]:
    """Add the usual bodies that were chosen; one whose code or name the office already has is left as it is.

    Raises:
        NotAllowed: they do not define bodies.
        BadInput: none was chosen, or who presides was not said.
    """
    policies.require(policies.may_manage_bodies(actor), "definir gabinetes")
    chosen = [it for it in usual_bodies(day_of(now)) if it.code in given.codes]
    if not chosen:
        raise BadInput("usual.none", "Elija al menos un gabinete. No se agregó nada.")
    points = [RecurringGiven(**point) for point in usual_points()]
    with act(actor.user_id, "cabinet.add_usual_bodies", at=now):
        heads = _heads({unit.pk for it in chosen for unit in it.units} | {given.chair_unit_id or 0})
        made = [create_body(actor, _body(it, given, heads), now) for it in chosen if not it.there]
        for body in made:
            write_recurring(body, points)
    return made


def _body(it: UsualBody, given: UsualGiven, heads: dict[int, int]) -> BodyGiven:
    seats = [_seat(unit, heads) for unit in it.units if unit.pk != given.chair_unit_id]
    if given.chair_unit_id is not None:
        seats.insert(0, SeatGiven(given.chair_unit_id, given.chair, is_chair=True))
    return BodyGiven(it.code, it.name, it.kind, given.chair, given.secretary_unit_id, seats=seats)


def _seat(unit: Unit, heads: dict[int, int]) -> SeatGiven:
    return SeatGiven(unit.pk, f"Titular {rules.of_body(unit.name)}"[:160], position_id=heads.get(unit.pk))


def _heads(units: Collection[int]) -> dict[int, int]:
    """Return the post that heads each unit, where the directory knows one and no more."""
    found: dict[int, list[int]] = {}
    for unit_id, pk in Position.objects.filter(unit__in=units, is_head=True).values_list("unit_id", "pk"):
        found.setdefault(unit_id, []).append(pk)
    return {unit_id: keys[0] for unit_id, keys in found.items() if len(keys) == 1}
