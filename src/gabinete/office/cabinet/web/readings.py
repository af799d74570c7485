"""What every door of the order of the day does: whoever reads a restricted point leaves a line that says so."""

from collections.abc import Iterable

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.readings import note_reading
from gabinete.kernel import clock
from gabinete.office.cabinet.models import AgendaItem, CabinetSession


def note_points(actor: Actor, session: CabinetSession, points: Iterable[AgendaItem], door: str) -> None:
    """Write down the reading of each restricted point among those shown; its label is where it is, not what it says."""
    for point in points:
        if point.is_restricted:
            label = f"Punto {point.position} de {session.body.code}/{session.year}/{session.number:02}"
            note_reading(actor, "cabinet.point", point.pk, label, door, clock.now())
