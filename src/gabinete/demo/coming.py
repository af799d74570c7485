"""The session of these days: called and answered, with everything that may happen to an order of the day before it opens."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gabinete.demo.papers import page_of
from gabinete.demo.sittings import PLACES, at
from gabinete.demo.stage import Stage, version_of
from gabinete.office.cabinet.actions.answers import AnswerGiven, answer_from_desk, answer_on_behalf
from gabinete.office.cabinet.actions.calls import call_session
from gabinete.office.cabinet.actions.consent import choose_consent
from gabinete.office.cabinet.actions.freezing import freeze_agenda
from gabinete.office.cabinet.actions.opinions import OpinionGiven, ask_opinion, give_opinion, tell_overdue
from gabinete.office.cabinet.actions.point_files import add_file
from gabinete.office.cabinet.actions.points import PointGiven, add_late_point, add_point
from gabinete.office.cabinet.actions.positions import PositionGiven, take_position
from gabinete.office.cabinet.actions.sessions import SessionGiven, create_session
from gabinete.office.cabinet.models import (
    AgendaItem,
    Answer,
    CabinetSession,
    ConsentChoice,
    Invitation,
    PointKind,
    Seat,
    Stance,
    Verdict,
)

DAYS_AHEAD = 4
"""It is held on the first business day from so many days after today."""


@dataclass(frozen=True, slots=True)
class Told:
    """A point of the table that is to meet.

    Attributes:
        proposer: acronym.
        stances: acronym → position and why.
        paper: title of the document that goes with it; empty when there is none.
    """

    title: str
    kind: PointKind
    proposer: str
    minutes: int
    text: str
    stances: dict[str, tuple[Stance, str]]
    paper: str = ""


_AGREE = (Stance.AGREES, "")
_EVERYBODY = ("OEE", "CEA", "SIDUR", "SH", "SAGARHPA", "CEDES", "SCJ", "SEC")
WELLS, IRRIGATION, DAMS, REUSE = range(4)
POINTS = (
    Told(
        "Segunda etapa de pozos de emergencia en la región sur", PointKind.DECISION, "CEA", 20,
        "Se propone autorizar la segunda etapa de pozos de emergencia y su calendario.",
        {
            "SH": (Stance.REMARKS, "Falta señalar la fuente de recursos del próximo ejercicio."),
            "SAGARHPA": (Stance.ASKS_FLOOR, ""),
            "SIDUR": _AGREE,
        },
        "Proyecto de la segunda etapa",
    ),
    Told(
        "Calendario de riego del ciclo otoño-invierno", PointKind.DECISION, "SAGARHPA", 15,
        "Se propone el calendario convenido con los módulos de riego.", dict.fromkeys(_EVERYBODY, _AGREE),
        "Calendario convenido",
    ),
    Told(
        "Niveles de las presas al corte", PointKind.INFORMATION, "CEA", 10,
        "Se informa de los niveles y de la proyección a seis meses.",
        dict.fromkeys(("SIDUR", "SH", "SAGARHPA", "SEC"), _AGREE),
    ),
    Told(
        "Reúso de agua tratada en parques industriales", PointKind.DECISION, "SIDUR", 15,
        "Se propone el padrón de parques que pueden sustituir agua potable por agua tratada.",
        {"SH": _AGREE},
    ),
)  # fmt: skip
RESTRICTED = PointGiven(
    "Postura ante la controversia por la toma de agua «El Ejemplo»",
    PointKind.DECISION,
    minutes=10,
    text="Se propone la postura que sostendrá el Estado en la mesa de conciliación.",
    is_restricted=True,
)
READERS = ("gobernadora", "jefatura", "titular.cea")
LATE, LATE_REASON = (
    ("Falla del acueducto en Empalme", "Se informa de la falla y de las pipas que se enviaron."),
    "La falla ocurrió cuando el orden del día ya estaba cerrado.",
)
ANSWERS = (
    ("SIDUR", Answer.ATTENDS),
    ("SAGARHPA", Answer.ATTENDS),
    ("CEDES", Answer.ATTENDS),
    ("SEC", Answer.TENTATIVE),
    ("SH", Answer.ALTERNATE),
    ("SCJ", Answer.ABSENT),
)
ALTERNATE = ("Marisol Encinas Ruelas", "Subsecretaria de Egresos")


def prepare(stage: Stage, body: int, following: date) -> None:
    """Write the order of the day, ask opinions, call, take answers and positions, close it and let a late point in.

    Args:
        following: day of the next session of the body.
    """
    begun = at(stage.back(9), 10)
    secretary = stage.actor("secretaria", begun)
    held_on = stage.world.calendar.next_business(stage.world.today + timedelta(days=DAYS_AHEAD))
    given = SessionGiven(held_on, time(10, 0), PLACES[0], next_session_on=following)
    session = create_session(secretary, body, given, begun)
    units = stage.cast.units
    points = [
        add_point(
            secretary,
            session.pk,
            PointGiven(it.title, it.kind, units[it.proposer], it.minutes, it.text),
            begun,
        )
        for it in POINTS
    ]
    _add_papers(stage, points, begun + timedelta(minutes=10))
    _ask(stage, points, begun + timedelta(minutes=20))
    _add_restricted(stage, session, begun + timedelta(minutes=30))
    called = at(stage.back(3), 12)
    call_session(secretary, session.pk, version_of(session), called)
    _answer(stage, session, called + timedelta(hours=3))
    _take_positions(stage, body, points, at(stage.back(2), 11))
    _close(stage, session, points, at(stage.back(1), 17))


def _add_papers(stage: Stage, points: list[AgendaItem], now: datetime) -> None:
    secretary = stage.actor("secretaria", now)
    for point, told in zip(points, POINTS, strict=True):
        if told.paper:
            content = io.BytesIO(page_of(told.paper, told.text))
            add_file(secretary, point.pk, told.paper, content, f"{told.paper}.pdf", now)


def _ask(stage: Stage, points: list[AgendaItem], now: datetime) -> None:
    """Ask three opinions: one that never came, one given, one with time left."""
    secretary, units = stage.actor("secretaria", now), stage.cast.units
    wells = points[WELLS].pk
    ask_opinion(
        secretary, wells, [units["SH"]], "¿Hay suficiencia presupuestal para la segunda etapa?", 5, now
    )
    asked = ask_opinion(secretary, wells, [units["SIDUR"]], "¿El proyecto es viable en obra?", 5, now)
    text = "Es viable; conviene iniciar por los pozos que ya tienen acceso."
    given = OpinionGiven(Verdict.REMARKS, text)
    give_opinion(stage.head("SIDUR", now), asked[0].pk, given, at(stage.back(6), 13))
    question = "¿Qué plantas tratadoras tienen excedente?"
    ask_opinion(secretary, points[REUSE].pk, [units["CEA"]], question, 12, now)
    tell_overdue(at(stage.back(2), 8))


def _add_restricted(stage: Stage, session: CabinetSession, now: datetime) -> None:
    readers = [stage.cast.people[username] for username in READERS]
    given = PointGiven(
        RESTRICTED.title,
        RESTRICTED.kind,
        stage.cast.units["CEA"],
        RESTRICTED.minutes,
        RESTRICTED.text,
        is_restricted=True,
        reader_ids=readers,
    )
    add_point(stage.actor("secretaria", now), session.pk, given, now)


def _answer(stage: Stage, session: CabinetSession, now: datetime) -> None:
    """Let the members answer, but the agency whose liaison a visitor plays first; the chair told the secretary."""
    rows = Invitation.objects.filter(session=session).select_related("seat__unit")
    invited = {one.seat.unit.acronym: one for one in rows if one.seat}
    for place, (acronym, answer) in enumerate(ANSWERS, start=1):
        name, title = ALTERNATE if answer == Answer.ALTERNATE else ("", "")
        given = AnswerGiven(answer, alternate_name=name, alternate_title=title)
        one, then = invited[acronym], now + timedelta(minutes=47 * place)
        answer_from_desk(stage.member(acronym, then), one.pk, one.version, given, then)
    chair = invited["OEE"]
    answer_on_behalf(
        stage.actor("secretaria", now), chair.pk, chair.version, AnswerGiven(Answer.ATTENDS), now
    )


def _take_positions(stage: Stage, body: int, points: list[AgendaItem], now: datetime) -> None:
    seats = {seat.unit.acronym: seat.pk for seat in Seat.objects.filter(body=body).select_related("unit")}
    speakers = {
        acronym: stage.actor("gobernadora", now) if acronym == "OEE" else stage.member(acronym, now)
        for acronym in seats
    }
    for point, told in zip(points, POINTS, strict=True):
        for acronym, (stance, why) in told.stances.items():
            given = PositionGiven(seats[acronym], stance, why)
            take_position(speakers[acronym], point.pk, given, now)


def _close(stage: Stage, session: CabinetSession, points: list[AgendaItem], now: datetime) -> None:
    """Put a point in the block by hand, close the order of the day, and let in what came afterwards."""
    secretary = stage.actor("secretaria", now)
    dams = AgendaItem.objects.get(pk=points[DAMS].pk)
    choose_consent(secretary, dams.pk, dams.version, ConsentChoice.IN, now - timedelta(minutes=30))
    freeze_agenda(secretary, session.pk, None, now)
    title, text = LATE
    given = PointGiven(title, PointKind.INFORMATION, stage.cast.units["CEA"], 10, text)
    add_late_point(secretary, session.pk, given, LATE_REASON, now + timedelta(minutes=70))
