"""A session held in its room some days ago, in its body's own Word template; its minutes go round with an observation."""

import io
from datetime import time, timedelta

from gabinete.demo.sittings import PLACES, at
from gabinete.demo.stage import Stage, Taken, points_told, register_agreed, sit, version_of
from gabinete.demo.word_template import minutes_template
from gabinete.office.cabinet.actions.calls import call_session
from gabinete.office.cabinet.actions.circulation import circulate, observe
from gabinete.office.cabinet.actions.points import PointGiven, add_point
from gabinete.office.cabinet.actions.sessions import SessionGiven, create_session
from gabinete.office.cabinet.actions.templates import put_template
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.models import Outcome, PaperKind, PointKind, Quality, Seat

HELD = (
    Taken(
        "Niveles de las presas y medidas para el estiaje", PointKind.INFORMATION, "CEA", Outcome.NOTED,
        "La CEA expone los niveles al corte y la proyección a seis meses.",
    ),
    Taken(
        "Pozos de emergencia en Guaymas y Empalme", PointKind.DECISION, "CEA", Outcome.AGREED,
        "Se pide que el programa distinga lo que puede iniciar sin nueva licitación.",
        "que @CEA entregue el programa de perforación de pozos en Guaymas en 15 días hábiles + programa con calendario y costos",
    ),
    Taken(
        "Pipas y tandeo en colonias altas de Nogales", PointKind.DECISION, "CEA", Outcome.AMENDED,
        "Se acepta con la modificación de publicarlo también en los centros de salud.",
        "que @CEA publique el calendario de tandeo de agua en Nogales en 5 días hábiles + calendario publicado",
    ),
)  # fmt: skip
OBSERVATION = "Conviene precisar que el programa de pozos incluye la reposición del pozo 4."


def hold_and_circulate(stage: Stage, body: int) -> None:
    """Hold an extraordinary session and send its minutes round."""
    held = stage.back(4)
    before = at(stage.back(9), 9)
    secretary = stage.actor("secretaria", before)
    template = (io.BytesIO(minutes_template()), "Plantilla de minuta del Gabinete del Agua.docx")
    put_template(secretary, body, PaperKind.MINUTES, template, before)
    given = SessionGiven(held, time(12, 0), PLACES[1], extraordinary=True)
    session = create_session(secretary, body, given, before)
    units = stage.cast.units
    points = [
        add_point(secretary, session.pk, PointGiven(it.title, it.kind, units[it.proposer], 20), before)
        for it in HELD
    ]
    call_session(secretary, session.pk, version_of(session), before + timedelta(hours=1))
    missing = {"SAGARHPA": Quality.EXCUSED}
    end = sit(secretary, session, points_told(points, HELD), missing, at(held, 12, 5))
    register_agreed(secretary, session, end + timedelta(minutes=20))
    written = end + timedelta(hours=2)
    version = build_version(secretary, session.pk, "", written).version
    circulate(secretary, session.pk, version_of(session), 8, written)
    seat = Seat.objects.get(body=body, unit_id=units["SIDUR"])
    later = at(stage.back(2), 10, 40)
    observe(stage.member("SIDUR", later), version.pk, seat.pk, ("", OBSERVATION), later)
