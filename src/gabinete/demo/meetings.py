"""Two sessions that people can walk into: one called and answered, one held in its room whose minutes go round.

They are made by the product itself, act by act, as the technical secretary and the members would have made them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gabinete.demo.cast import Cast
from gabinete.demo.sittings import PLACES, at
from gabinete.demo.world import World
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.notifications.models import Notice
from gabinete.office.cabinet.actions.answers import AnswerGiven, answer_from_desk
from gabinete.office.cabinet.actions.attendance import SeatTaken, take_seat
from gabinete.office.cabinet.actions.calls import call_session
from gabinete.office.cabinet.actions.capture import capture
from gabinete.office.cabinet.actions.circulation import circulate, observe
from gabinete.office.cabinet.actions.confirmation import confirm_minutes
from gabinete.office.cabinet.actions.drafts import DraftChanges, edit_draft
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.actions.opinions import ask_opinion
from gabinete.office.cabinet.actions.points import PointGiven, add_point
from gabinete.office.cabinet.actions.positions import PositionGiven, take_position
from gabinete.office.cabinet.actions.room import conclude, open_session, set_outcome, start_point, write_text
from gabinete.office.cabinet.actions.sessions import SessionGiven, create_session
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.models import (
    AgendaItem,
    Answer,
    CabinetSession,
    Invitation,
    Outcome,
    PointKind,
    Quality,
    Seat,
    Stance,
)

TABLE, WATER = "GL", "GE-AGUA"


@dataclass(frozen=True, slots=True)
class Told:
    """A point of the table that is to meet.

    Attributes:
        proposer: acronym.
        stances: acronym → position and why.
    """

    title: str
    kind: PointKind
    proposer: str
    minutes: int
    text: str
    stances: dict[str, tuple[Stance, str]]


_AGREE = (Stance.AGREES, "")
COMING = (
    Told(
        "Abasto de agua en la región sur", PointKind.DECISION, "CEA", 20,
        "Se propone autorizar la segunda etapa de pozos de emergencia y su calendario.",
        {"SH": (Stance.REMARKS, "Falta señalar la fuente de recursos para 2027."), "SIDUR": _AGREE, "SSA": _AGREE},
    ),
    Told(
        "Operativo de salud y regreso a clases de enero", PointKind.DECISION, "SEC", 15,
        "Se propone el calendario conjunto de vacunación y revisión de planteles.",
        {"SSA": _AGREE, "SIDUR": _AGREE, "SH": _AGREE},
    ),
    Told(
        "Avance del programa de obra pública", PointKind.INFORMATION, "SIDUR", 15,
        "Se informa del avance físico y financiero por municipio.",
        {"SH": (Stance.ASKS_FLOOR, "")},
    ),
)  # fmt: skip
ANSWERS = (
    ("SIDUR", Answer.ATTENDS, ""),
    ("SSA", Answer.ATTENDS, ""),
    ("SEC", Answer.TENTATIVE, ""),
    ("SH", Answer.ALTERNATE, "Subsecretaría de Egresos"),
    ("SEGOB", Answer.ABSENT, ""),
)
HELD = (
    (
        "Niveles de las presas y medidas para el estiaje", PointKind.INFORMATION, Outcome.NOTED, "",
        "La CEA expone los niveles al corte y la proyección a seis meses.",
    ),
    (
        "Pozos de emergencia en Guaymas y Empalme", PointKind.DECISION, Outcome.AGREED,
        "que @CEA entregue el programa de perforación de pozos en Guaymas en 15 días hábiles + programa con calendario y costos",
        "Se pide que el programa distinga lo que puede iniciar sin nueva licitación.",
    ),
    (
        "Pipas y tandeo en colonias altas de Nogales", PointKind.DECISION, Outcome.AMENDED,
        "que @CEA publique el calendario de tandeo de agua en Nogales en 5 días hábiles + calendario publicado",
        "Se acepta con la modificación de publicarlo también en los centros de salud.",
    ),
)  # fmt: skip


def add(world: World, cast: Cast, bodies: dict[str, int], coming: date) -> None:
    """Add both sessions; nothing of it leaves by mail.

    Args:
        coming: day of the session that is called.
    """
    stage = _Stage(world, cast)
    _hold(stage, bodies[WATER])
    _call(stage, bodies[TABLE], coming)
    Notice.objects.filter(at__gte=world.now - timedelta(days=30), email_state="queued").update(
        email_state="none"
    )


@dataclass(frozen=True, slots=True)
class _Stage:
    world: World
    cast: Cast

    def actor(self, username: str, now: datetime) -> Actor:
        return actor_of(User.objects.get(pk=self.cast.people[username]), now.date())

    def member(self, acronym: str, now: datetime) -> Actor:
        """Return the liaison of a unit."""
        return actor_of(User.objects.get(pk=self.cast.liaisons[acronym]), now.date())


def _call(stage: _Stage, body: int, coming: date) -> None:
    """Prepare the next session, ask an opinion, call it, and let members answer and take position."""
    begun = stage.world.now - timedelta(minutes=50)
    secretary = stage.actor("secretaria", begun)
    session = create_session(secretary, body, SessionGiven(coming, time(10, 0), PLACES[0]), begun)
    points = [
        add_point(
            secretary, session.pk,
            PointGiven(told.title, told.kind, stage.cast.units[told.proposer], told.minutes, told.text), begun,
        )
        for told in COMING
    ]  # fmt: skip
    ask_opinion(
        secretary, points[0].pk, [stage.cast.units["SH"]],
        "¿Hay suficiencia presupuestal para la segunda etapa?", 5, begun + timedelta(minutes=5),
    )  # fmt: skip
    call_session(secretary, session.pk, _version(session), begun + timedelta(minutes=8))
    _answer(stage, session, begun + timedelta(minutes=20))
    seats = {seat.unit.acronym: seat for seat in Seat.objects.filter(body=body).select_related("unit")}
    for point, told in zip(points, COMING, strict=True):
        for acronym, (stance, why) in told.stances.items():
            now = begun + timedelta(minutes=35)
            take_position(
                stage.member(acronym, now), point.pk, PositionGiven(seats[acronym].pk, stance, why), now
            )


def _answer(stage: _Stage, session: CabinetSession, now: datetime) -> None:
    invited = {
        one.seat.unit.acronym: one
        for one in Invitation.objects.filter(session=session).select_related("seat__unit")
        if one.seat
    }
    for acronym, answer, alternate in ANSWERS:
        given = AnswerGiven(
            answer,
            alternate_name="Marisol Encinas Ruelas" if alternate else "",
            alternate_title=alternate,
        )
        answer_from_desk(
            stage.member(acronym, now), invited[acronym].pk, invited[acronym].version, given, now
        )


def _hold(stage: _Stage, body: int) -> None:
    """Hold an extraordinary session a week ago, and send its minutes round with one observation."""
    held = stage.world.calendar.next_business(stage.world.today - timedelta(days=8))
    before = at(held - timedelta(days=6), 9)
    secretary = stage.actor("secretaria", before)
    given = SessionGiven(held, time(12, 0), PLACES[1], extraordinary=True)
    session = create_session(secretary, body, given, before)
    points = [
        add_point(secretary, session.pk, PointGiven(title, kind, stage.cast.units["CEA"], 20), before)
        for title, kind, *_ in HELD
    ]
    call_session(secretary, session.pk, _version(session), before + timedelta(hours=1))
    end = _sit(secretary, session, points, at(held, 12, 5))
    _register(secretary, session, end + timedelta(minutes=20))
    written = end + timedelta(hours=2)
    version = build_version(secretary, session.pk, "", written).version
    circulate(secretary, session.pk, _version(session), 5, written)
    seat = Seat.objects.get(body=body, unit_id=stage.cast.units["SIDUR"])
    later = min(written + timedelta(days=1), stage.world.now)
    said = ("", "Conviene precisar que el programa de pozos incluye la reposición del pozo 4.")
    observe(stage.member("SIDUR", later), version.pk, seat.pk, said, later)


def _sit(
    secretary: Actor, session: CabinetSession, points: Sequence[AgendaItem], start: datetime
) -> datetime:
    """Hold the session point by point; return when it ended."""
    for minute, seat in enumerate(Seat.objects.filter(body=session.body).order_by("order", "pk")):
        quality = Quality.EXCUSED if seat.unit.acronym == "SAGARHPA" else Quality.HOLDER
        take_seat(
            secretary, session.pk, SeatTaken(seat.pk, quality), Mark(start + timedelta(seconds=20 * minute))
        )
    now = start + timedelta(minutes=10)
    open_session(secretary, session.pk, Mark(now))
    told = {point.pk: told for point, told in zip(points, HELD, strict=True)}
    for point in session.agenda.order_by("position"):
        start_point(secretary, session.pk, point.pk, Mark(now))
        _, _, outcome, agreed, notes = told.get(point.pk, ("", "", Outcome.NOTED, "", ""))
        now += timedelta(minutes=6)
        if notes:
            write_text(secretary, session.pk, point.pk, ("notes", notes, ""), Mark(now))
        if agreed:
            capture(secretary, session.pk, point.pk, agreed, Mark(now))
        set_outcome(secretary, session.pk, point.pk, outcome, "", Mark(now + timedelta(minutes=1)))
        now += timedelta(minutes=4)
    conclude(secretary, session.pk, Mark(now))
    return now


def _register(secretary: Actor, session: CabinetSession, now: datetime) -> None:
    minutes = session.minutes.get(from_room=True)
    for draft in minutes.drafts.filter(means_of_verification=""):
        edit_draft(
            secretary,
            draft.pk,
            draft.version,
            DraftChanges(means_of_verification="Oficio de cumplimiento"),
            now,
        )
    minutes.refresh_from_db()
    confirm_minutes(secretary, minutes.pk, minutes.version, now)


def _version(session: CabinetSession) -> int:
    return CabinetSession.objects.values_list("version", flat=True).get(pk=session.pk)
