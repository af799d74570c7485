"""A session that was held, with everything that goes into its minutes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet import actions, states
from gabinete.office.cabinet.actions import PointGiven
from gabinete.office.cabinet.models import (
    AgendaItem,
    AgreementDraft,
    Attendance,
    CabinetSession,
    Minutes,
    Presence,
    Seat,
    Vote,
)
from tests.office.cabinet.stage import HELD_ON, Room

OPENED = datetime(2026, 11, 19, 17, 12, tzinfo=UTC)
"""10:12 in Hermosillo."""
LATER = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
"""A Monday after the session, at eleven in the morning."""
SECRET = "Negociación reservada con proveedores"


@dataclass(frozen=True)
class Held:
    """The session with its points by number."""

    room: Room
    session: CabinetSession
    points: dict[int, AgendaItem]

    def fresh(self) -> CabinetSession:
        return CabinetSession.objects.select_related("body__secretary_unit").get(pk=self.session.pk)


def hold(room: Room) -> Held:
    """A held session of four points: one agreed by vote, one amended, one restricted, one noted."""
    session = room.session(
        held_on=HELD_ON, place="Salón Gobernadores", next_session_on=HELD_ON + timedelta(days=28)
    )
    cea = room.cast.unit("CEA").pk
    given = [
        PointGiven("Abasto de agua en Hermosillo", "decision", cea, 20),
        PointGiven("Programa de pavimentación", "decision", room.cast.unit("SIDUR").pk, 15),
        PointGiven(SECRET, "decision", cea, 10),
        PointGiven("Asuntos generales", "information", None, 10),
    ]
    actions.set_agenda(room.lucia, session.pk, session.version, given, OPENED - timedelta(days=7))
    with act(room.lucia.user_id, "tests.hold", at=OPENED):
        points = {point.position: point for point in session.agenda.order_by("position")}
        _outcomes(points)
        points[3].readers.add(room.cast.marcos)
        _people(room, session, points)
        _agreements(room, session, points)
        CabinetSession.objects.filter(pk=session.pk).update(
            state=states.HELD, opened_at=OPENED, held_at=OPENED + timedelta(hours=2), version=9
        )
    return Held(room, CabinetSession.objects.select_related("body").get(pk=session.pk), points)


def _outcomes(points: dict[int, AgendaItem]) -> None:
    written = {
        1: ("agreed", "Se aprueba el calendario de abasto.", "La CEA expuso el estado de las presas <80 %> & pozos."),
        2: ("amended", "Se aprueba con las observaciones de Hacienda.", "Se pidió priorizar escuelas."),
        3: ("agreed", "Texto reservado del acuerdo.", "Nota reservada."),
        4: ("noted", "", ""),
    }  # fmt: skip
    for number, (outcome, resolution, notes) in written.items():
        point = points[number]
        point.outcome, point.resolution, point.notes = outcome, resolution, notes
        point.is_restricted = number == 3
        point.started_at = OPENED + timedelta(minutes=20 * number)
        point.ended_at = point.started_at + timedelta(minutes=15)
        point.save()


def _people(room: Room, session: CabinetSession, points: dict[int, AgendaItem]) -> None:
    seats = {seat.unit.acronym: seat for seat in Seat.objects.filter(body=room.body).select_related("unit")}
    Seat.objects.filter(pk=seats["SIDUR"].pk).update(is_chair=True)
    rows = [
        Attendance(
            session=session, seat=seats["CEA"], name="Ramón Encinas Duarte", title="Vocal ejecutivo", quality="holder"
        ),
        Attendance(session=session, seat=seats["SIDUR"], name="Paz Luna", title="Subsecretaria", quality="alternate"),
        Attendance(session=session, name="Noé Siqueiros", title="Rector de la Universidad", quality="guest"),
    ]  # fmt: skip
    for row in rows:
        row.save()
        Presence.objects.create(attendance=row, arrived_at=OPENED)
    late = rows[0].presences.get()
    late.arrived_at, late.arrived_in = OPENED + timedelta(minutes=25), points[1]
    late.left_at, late.left_in = OPENED + timedelta(minutes=90), points[4]
    late.save()
    Vote.objects.create(point=points[1], seat=seats["CEA"], ballot="favour")
    Vote.objects.create(point=points[1], seat=seats["SIDUR"], ballot="abstains")


def _agreements(room: Room, session: CabinetSession, points: dict[int, AgendaItem]) -> None:
    minutes = Minutes.objects.create(
        session=session, text="", from_room=True, uploaded_at=OPENED, uploaded_by_id=room.lucia.user_id
    )
    drafts = (
        (1, "Presentar el calendario de abasto de agua.", "CEA", "business", 15),
        (2, "Entregar el padrón de calles.", "SIDUR", "none", None),
        (3, "Acuerdo secreto con proveedores.", "CEA", "none", None),
    )
    for position, (number, text, unit, term_unit, n) in enumerate(drafts, start=1):
        AgreementDraft.objects.create(
            minutes=minutes, position=position, point=points[number], kind="agreement", text=text,
            lead=room.cast.unit(unit), term_unit=term_unit, term_n=n, means_of_verification="Oficio con acuse",
        )  # fmt: skip


def register(held: Held) -> None:
    """Register and notify what was agreed, as the room does, leaving the session held."""
    minutes = held.session.minutes.get()
    # Marcos, not Lucía: only he may read what was agreed under the restricted point.
    actions.confirm_minutes(held.room.cast.actor("marcos"), minutes.pk, minutes.version, LATER)
