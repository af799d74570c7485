"""A session about to begin: four seats, one of which presides; four points, one of them restricted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet.actions import attendance, room
from gabinete.office.cabinet.actions.attendance import SeatTaken
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.models import AgendaItem, Body, CabinetSession, Seat
from tests.cast import Cast

HELD_ON = date(2026, 11, 26)
BEGIN = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
"""Ten in the morning in Hermosillo."""
SECRET = "Negociación del crédito puente Ñ-77"
_POINTS = (
    ("Acuerdos anteriores", "followup", 10),
    ("Acueducto Río Sonora: tramo 2", "decision", 15),
    (SECRET, "decision", 10),
    ("Asuntos generales", "information", 5),
)


@dataclass(frozen=True)
class Scene:
    cast: Cast
    session_id: int
    seats: dict[str, Seat]
    points: tuple[AgendaItem, ...]

    @property
    def session(self) -> CabinetSession:
        return CabinetSession.objects.select_related("body").get(pk=self.session_id)

    @property
    def lucia(self) -> Actor:
        return self.cast.actor("lucia", HELD_ON)

    def mark(self, minutes: float = 0, *, kept: float = 0) -> Mark:
        """A mark so many minutes after the beginning; ``kept``: of those, how many it waited in the screen."""
        return Mark(BEGIN + timedelta(minutes=minutes), uuid4(), timedelta(minutes=kept))

    def seat(self, acronym: str, quality: str = "holder", minutes: float = -5, **given: str) -> None:
        taken = SeatTaken(self.seats[acronym].pk, quality, **given)
        attendance.take_seat(self.lucia, self.session_id, taken, self.mark(minutes))

    def open(self) -> "Scene":
        """Open with three of the four, at ten."""
        for acronym in ("OEE", "CEA", "SIDUR"):
            self.seat(acronym)
        room.open_session(self.lucia, self.session_id, self.mark())
        return self

    def point(self, number: int) -> AgendaItem:
        return AgendaItem.objects.get(pk=self.points[number - 1].pk)


def make_scene(cast: Cast, *, held_on: date = HELD_ON, votes: bool = False) -> Scene:
    """Return a called session; Marcos reads the restricted point and Lucía, who runs the session, does not."""
    with act(0, "tests.scene", at=BEGIN):
        body = Body.objects.create(
            code="GT", name="Gabinete Técnico", kind="legal", chair="Titular de la Oficina",
            secretary_unit=cast.unit("OEE"), second_call_minutes=30, votes=votes,
        )  # fmt: skip
        seats = {
            acronym: Seat.objects.create(
                body=body,
                unit=cast.unit(acronym),
                titular=f"Titular de {acronym}",
                is_chair=acronym == "OEE",
                order=n,
            )
            for n, acronym in enumerate(("OEE", "CEA", "SIDUR", "SSA"))
        }
        session = CabinetSession.objects.create(
            body=body, year=held_on.year, number=8, held_on=held_on, starts_at=time(10), state="called",
            created_by=cast.lucia, next_session_on=held_on + timedelta(days=28),
        )  # fmt: skip
        points = tuple(
            AgendaItem.objects.create(
                session=session, position=n, title=title, kind=kind, minutes=minutes, is_restricted=title == SECRET,
                text=f"Exposición: {title}", proposer=cast.unit("CEA"),
            )
            for n, (title, kind, minutes) in enumerate(_POINTS, start=1)
        )  # fmt: skip
        points[2].readers.add(cast.marcos)
    return Scene(cast, session.pk, seats, points)
