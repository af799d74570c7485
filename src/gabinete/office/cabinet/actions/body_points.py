"""The points that enter the order of the day of a body by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.actions.locks import body_to_change
from gabinete.office.cabinet.models import Body, PointKind, RecurringPoint, RecurringRole, RecurringWhen

MAX_RECURRING = 30
MAX_MINUTES = 600
_APART = {RecurringWhen.ORDINARY.value, RecurringWhen.EXTRAORDINARY.value}


@dataclass(frozen=True, slots=True)
class RecurringGiven:
    """A recurring point as written.

    Attributes:
        minutes: allotted, 1 to 600.
        when: in which sessions it enters.
        role: what the system writes under it.
        at_end: it comes after the session's own points.
    """

    title: str
    kind: str = PointKind.INFORMATION
    minutes: int = 5
    when: str = RecurringWhen.ALWAYS
    role: str = RecurringRole.NONE
    at_end: bool = False


def set_recurring(
    actor: Actor, body_id: int, version: int, points: Sequence[RecurringGiven], now: datetime
) -> Body:
    """Replace the recurring points of a body; they keep the order in which they come, before and after.

    Sessions already registered keep the order of the day they have.

    Raises:
        NotAllowed, NotFound, Stale.
        BadInput: a point without title, of an unknown kind, or with impossible minutes.
        RuleBroken: two points of which the system would write the same in one session.
    """
    with act(actor.user_id, "cabinet.set_recurring", at=now):
        body = body_to_change(actor, body_id, version)
        write_recurring(body, points)
        body.version += 1
        body.save()
    return body


def write_recurring(body: Body, points: Sequence[RecurringGiven]) -> None:
    """Leave exactly these recurring points in a body, inside an act."""
    if len(points) > MAX_RECURRING:
        raise BadInput(
            "recurring.too_many", f"Se admiten {MAX_RECURRING} puntos recurrentes. No se guardó nada."
        )
    rows = [_row(body, place, point) for place, point in enumerate(points, start=1)]
    _refuse_twice(rows)
    body.recurring.all().delete()
    RecurringPoint.objects.bulk_create(rows)


def _row(body: Body, place: int, point: RecurringGiven) -> RecurringPoint:
    title = rules.clean_line(point.title, 240, f"Punto {place}")
    known = (
        point.kind in PointKind.values
        and point.when in RecurringWhen.values
        and point.role in RecurringRole.values
    )
    if not title or not known or not 1 <= point.minutes <= MAX_MINUTES:
        raise BadInput(
            "recurring.point",
            f"El punto recurrente {place} necesita asunto, tipo, cuándo entra y de 1 a {MAX_MINUTES} minutos. "
            "No se guardó nada; complételo.",
        )
    return RecurringPoint(
        body=body,
        position=place,
        at_end=point.at_end,
        title=title,
        kind=point.kind,
        minutes=point.minutes,
        when=point.when,
        role=point.role,
    )


def _refuse_twice(rows: Sequence[RecurringPoint]) -> None:
    """Refuse two points for the same thing, unless one is for ordinary sessions and the other for extraordinary ones."""
    seen: dict[str, list[RecurringPoint]] = {}
    for row in rows:
        if row.role == RecurringRole.NONE:
            continue
        for other in seen.get(row.role, ()):
            if {row.when, other.when} != _APART:
                raise RuleBroken(
                    "recurring.twice",
                    f"«{other.title}» y «{row.title}» llevarían los dos {RecurringRole(row.role).label} en una misma "
                    "sesión. No se guardó nada; deje uno.",
                )
        seen.setdefault(row.role, []).append(row)
