"""A small table of its own kind, whose last minutes are signed with the e.firma of a fictitious authority."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from gabinete.demo.accounts import demo_password
from gabinete.demo.authority import Authority, Brought
from gabinete.demo.bodies import CHAIR, CHAIR_UNIT
from gabinete.demo.cast import TECHNICAL
from gabinete.demo.sittings import PLACES, at
from gabinete.demo.stage import Stage, Taken, points_told, register_agreed, sit, version_of
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.org.models import Unit
from gabinete.foundation.signing.secret import Secret
from gabinete.office.cabinet.actions.bodies import BodyGiven, create_body
from gabinete.office.cabinet.actions.calls import call_session
from gabinete.office.cabinet.actions.circulation import circulate
from gabinete.office.cabinet.actions.points import PointGiven, add_point
from gabinete.office.cabinet.actions.seating import SeatGiven
from gabinete.office.cabinet.actions.sessions import SessionGiven, create_session
from gabinete.office.cabinet.actions.signing import Efirma, sign_with_efirma
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.models import (
    Body,
    BodyKind,
    MinutesVersion,
    Outcome,
    PointKind,
    Quality,
    Signature,
)
from gabinete.office.cabinet.rules import of_body

CODE, NAME = "MPC", "Mesa de Protección Civil"
MEMBERS = ("CEPC", "SSA")
TAKEN = (
    Taken(
        "Temporada de frío: refugios y capacidad", PointKind.INFORMATION, "CEPC", Outcome.NOTED,
        "Se exponen los refugios temporales por municipio y su capacidad.",
    ),
    Taken(
        "Directorio de refugios temporales", PointKind.DECISION, "CEPC", Outcome.AGREED,
        "Se pide que cada refugio tenga responsable y teléfono.",
        "que @CEPC publique el directorio de refugios temporales en 10 días hábiles + directorio publicado",
    ),
)  # fmt: skip
MISSING = {"SSA": Quality.EXCUSED}
VISITORS = ("gobernadora", "secretaria")
"""Accounts whose e.firma a visitor is given, to sign with it what waits."""


def hold_and_sign(stage: Stage) -> None:
    """Define the table, hold its first session and have its minutes signed by everybody who must."""
    before = at(stage.back(8), 11)
    secretary = stage.actor("secretaria", before)
    body = _define(stage, before)
    session = create_session(secretary, body.pk, SessionGiven(stage.back(4), time(9, 0), PLACES[0]), before)
    units = stage.cast.units
    points = [
        add_point(secretary, session.pk, PointGiven(it.title, it.kind, units[it.proposer], 15), before)
        for it in TAKEN
    ]
    call_session(secretary, session.pk, version_of(session), before + timedelta(hours=1))
    end = sit(secretary, session, points_told(points, TAKEN), MISSING, at(stage.back(4), 9, 5))
    register_agreed(secretary, session, end + timedelta(minutes=15))
    written = end + timedelta(hours=1)
    version = build_version(secretary, session.pk, "", written).version
    circulate(secretary, session.pk, version_of(session), 2, written)
    _sign(stage, version)


def _define(stage: Stage, now: datetime) -> Body:
    units, titles = stage.cast.units, dict(Unit.objects.values_list("acronym", "name"))
    chair = SeatGiven(units[CHAIR_UNIT], CHAIR, is_chair=True)
    seats = [SeatGiven(units[acronym], f"Titular {of_body(titles[acronym])}"[:160]) for acronym in MEMBERS]
    given = BodyGiven(
        CODE,
        NAME,
        BodyKind.OTHER,
        CHAIR,
        units[TECHNICAL],
        seats=[chair, *seats],
        freeze_days=1,
        session_minutes=60,
    )
    return create_body(stage.actor("secretaria", now), given, now)


def _sign(stage: Stage, version: MinutesVersion) -> None:
    """Sign in every place, in order, each with their own."""
    password = demo_password()
    authority = Authority(Path(settings.HOME), stage.world.now, password)
    efirmas: dict[str, Brought] = {}
    moment = at(stage.back(1), 9, 30)
    for signature in version.signatures.select_related("seat__unit").order_by("order"):
        efirmas[signature.name] = brought = authority.issue(signature.name)
        taken = Efirma(brought.cer, Secret(brought.key), Secret(password))
        sign_with_efirma(_signer(signature, moment), signature.pk, taken, moment)
        moment += timedelta(minutes=25)
    _give(authority, efirmas)


def _signer(signature: Signature, now: datetime) -> Actor:
    return actor_of(User.objects.get(name=signature.name), now.date())


def _give(authority: Authority, efirmas: Mapping[str, Brought]) -> None:
    for username, name in User.objects.filter(username__in=VISITORS).values_list("username", "name"):
        authority.give(efirmas[name], username)
