"""A rehearsal: one body of twenty-five, what its three sessions deal with, and what happens between them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Unit, UnitKind
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.office.cabinet.actions.bodies import BodyGiven, create_body
from gabinete.office.cabinet.actions.body_points import RecurringGiven, set_recurring
from gabinete.office.cabinet.actions.seating import SeatGiven
from gabinete.office.cabinet.models import Body
from gabinete.office.followup import actions
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import NewExtension, NewReport
from tests.cast import LONG_AGO, Cast
from tests.e2e.rows import proof

DAYS = (date(2026, 9, 7), date(2026, 10, 5), date(2026, 11, 3))
"""The sessions, four weeks apart."""
FOURTH = date(2026, 12, 1)
_MORE = (
    ("GOB", "Secretaría de Gobierno"),
    ("EDU", "Secretaría de Educación y Cultura"),
    ("SEGPUB", "Secretaría de Seguridad Pública"),
    ("SAGARHPA", "Secretaría de Agricultura y Ganadería"),
    ("BIEN", "Secretaría de Bienestar"),
    ("ECON", "Secretaría de Economía"),
    ("TRAB", "Secretaría del Trabajo"),
    ("TUR", "Comisión de Turismo"),
    ("CEDES", "Comisión de Ecología"),
    ("DIF", "Sistema para el Desarrollo Integral de la Familia"),
    ("ISC", "Instituto de Cultura"),
    ("ISM", "Instituto de las Mujeres"),
    ("CODESON", "Comisión del Deporte"),
    ("VIVI", "Comisión de Vivienda"),
    ("JUV", "Instituto de la Juventud"),
    ("PROTCIV", "Coordinación de Protección Civil"),
    ("ENER", "Consejo de Energía"),
    ("FORO", "Coordinación de Asuntos Fronterizos"),
    ("JUNTA", "Junta de Caminos"),
)
TOPICS = (
    (
        "Acueducto Río Sonora", "Tarifas de agua potable de la sierra", "Abasto de vacunas de invierno",
        "Techos de las escuelas rurales", "Corredor turístico de Bahía de Kino", "Padrón de artesanos seris",
        "Caminos saca-cosechas del Mayo",
    ),
    (
        "Hospital de Navojoa", "Albergues para jornaleros", "Alumbrado de Guaymas", "Brigadas contra incendios",
        "Becas de nivel medio superior", "Archivo histórico del estado",
    ),
    (
        "Central de autobuses de Nogales", "Planta solar de Puerto Peñasco", "Centros de justicia para mujeres",
        "Rastros municipales", "Olimpiada estatal",
    ),
)  # fmt: skip
CARRIED = TOPICS[0][1]
"""The topic that no session decides: the second brings it back, and so does the third."""
_ORDERS = (
    ("entregue el diagnóstico de", "90", "diagnóstico firmado"),
    ("presente el programa de obra de", "5/3/2027", "programa rubricado"),
    ("publique los indicadores de", "120", "indicadores en el portal"),
)
URGENT = "10"
"""Term, in business days, of the first agreement of the first session: by the second it is overdue."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is typed in the room: said up to who answers, the rest, the term and the proof."""

    who: str
    said: str
    term: str
    proof: str


def make_body(cast: Cast, now: datetime) -> Body:
    """Return the body with its twenty-five seats, each with its head and its liaison, its quorum and its usual points."""
    _add_units(cast, now)
    lucia = cast.actor("lucia", now.date())
    seats = [
        SeatGiven(unit.pk, f"Titular de {acronym}", f"Subsecretaría de {acronym}", is_chair=acronym == "OEE")
        for acronym, unit in cast.units.items()
        if acronym != "SCG"
    ]
    given = BodyGiven(
        "GE", "Gabinete Estatal", "extended", "Gobernadora del Estado", cast.unit("OEE").pk, seats=seats,
        usual_place="Salón Gobernadores", session_minutes=180,
    )  # fmt: skip
    body = create_body(lucia, given, now)
    usual = (
        RecurringGiven("Lista de asistencia y quórum", role="attendance"),
        RecurringGiven("Seguimiento de acuerdos", "followup", 20, role="followup"),
        RecurringGiven("Asuntos generales", role="general", at_end=True),
    )
    return set_recurring(lucia, body.pk, body.version, usual, now)


def _add_units(cast: Cast, now: datetime) -> None:
    with act(0, "tests.units", at=now):
        made = [
            Unit(acronym=a, name=n, kind=UnitKind.SECRETARIAT, sector="", verification="prueba")
            for a, n in _MORE
        ]
        cast.units.update((unit.acronym, unit) for unit in Unit.objects.bulk_create(made))
        for role, name in ((Role.LIAISON, "enlace"), (Role.UNIT_HEAD, "titular")):
            people = User.objects.bulk_create(
                User(username=f"{name}-{a}".lower(), name=f"{name.capitalize()} de {a}", email=f"{name}-{a}@ejemplo.invalid")
                for a, _name in _MORE
            )  # fmt: skip
            cast.people.update((user.username, user) for user in people)
            Grant.objects.bulk_create(
                Grant(user=user, role=role, unit=unit, since=LONG_AGO)
                for user, unit in zip(people, made, strict=True)
            )


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), OFFICE_ZONE)


def agreements_of(number: int, topic: str, place: int) -> list[Agreement]:
    """Return the three agreements of a topic, each for another agency.

    Args:
        number: of the session, from 1.
        place: of the topic among those of its session, from 0.
    """
    answering = ["CEA", "SIDUR", *(acronym for acronym, _name in _MORE), "SSA", "SH", "SABG"]
    found = []
    for step, (verb, term, how) in enumerate(_ORDERS):
        first = number == 1 and place == 0 and step == 0
        who = answering[(place * 3 + step) % len(answering)]
        found.append(Agreement(who, f"{verb} {topic}", URGENT if first else term, how))
    return found


@dataclass(frozen=True, slots=True)
class Between:
    """What happens between two sessions, by whoever does it in life."""

    cast: Cast
    day: date

    def _do(self, who: str, move: str, matter: Matter, **more: object) -> None:
        now = moment(self.day, 10)
        fresh = Matter.objects.get(pk=matter.pk)
        getattr(actions, move)(
            self.cast.actor(who, self.day), matter.pk, version=fresh.version, now=now, **more
        )

    def report(self, who: str, matter: Matter, percent: int) -> None:
        """The agency reports and the office takes it as good."""
        self._do(who, "acknowledge", matter)
        self._do(who, "report_progress", matter, report=NewReport("Va el expediente.", percent, once=uuid4()))
        self._do("tomas", "accept_report", matter)

    def ask_extension(self, who: str, matter: Matter) -> None:
        self._do(who, "acknowledge", matter)
        until = matter.due + timedelta(days=60)
        self._do(who, "ask_extension", matter, extension=NewExtension(until, "Falta el dictamen federal."))

    def conclude(self, who: str, matter: Matter) -> None:
        """The agency says that it fulfilled, the office agrees and its head, who verifies, finds it true."""
        self._do(who, "acknowledge", matter)
        shown = proof(self.cast, who, moment(self.day, 9)).pk
        report = NewReport("Se entregó.", 100, (shown,), (shown,), uuid4())
        self._do(who, "report_fulfilment", matter, report=report)
        self._do("tomas", "accept_fulfilment", matter)
        self._do("marcos", "verify_concluded", matter, reason="Consta la entrega.")
