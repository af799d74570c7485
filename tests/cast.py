"""The people of the tests: one small office and two agencies, the same in every test.

Elena governs; Marcos heads her office; Lucía is its technical secretary and Tomás its analyst. Rosa is the liaison
of CEA and Ramón its head; Iván is the liaison of SIDUR; Ana audits; Nadia runs the system and reads nothing. Berta
registers letters. Saúl had a role that ended; Olga has an account and no role at all.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from django.contrib.auth.hashers import make_password

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Unit, UnitKind, UnitSuccession
from gabinete.foundation.workflow.known_days import load_known_days

PASSWORD = "agua-clara-del-desierto-7"
"""The password of everybody."""
LONG_AGO = date(2020, 1, 1)
BEGINNING = datetime(2020, 1, 1, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
"""A Monday; pass it where a test needs a day and any day will do."""

_UNITS = (
    ("OEE", "Oficina del Ejecutivo del Estado", UnitKind.OFFICE),
    ("CEA", "Comisión Estatal del Agua", UnitKind.ENTITY),
    ("SIDUR", "Secretaría de Infraestructura y Desarrollo Urbano", UnitKind.SECRETARIAT),
    ("SABG", "Secretaría de Anticorrupción y Buen Gobierno", UnitKind.SECRETARIAT),
    ("SSA", "Secretaría de Salud Pública", UnitKind.SECRETARIAT),
    ("SH", "Secretaría de Hacienda", UnitKind.SECRETARIAT),
    ("SCG", "Secretaría de la Contraloría General", UnitKind.SECRETARIAT),
)
_PEOPLE = (
    ("elena", "Elena Robles Ibarra", "Gobernadora del Estado", Role.GOVERNOR, None),
    ("marcos", "Marcos Ávila Peñúñuri", "Jefe de la Oficina del Ejecutivo", Role.CHIEF, "OEE"),
    ("lucia", "Lucía Montaño Félix", "Secretaria técnica", Role.SECRETARY, "OEE"),
    ("tomas", "Tomás Quijada Soto", "Analista de seguimiento", Role.ANALYST, "OEE"),
    ("rosa", "Rosa Bojórquez León", "Enlace de la CEA", Role.LIAISON, "CEA"),
    ("ramon", "Ramón Encinas Duarte", "Vocal ejecutivo de la CEA", Role.UNIT_HEAD, "CEA"),
    ("ivan", "Iván Cota Valenzuela", "Enlace de SIDUR", Role.LIAISON, "SIDUR"),
    ("sofia", "Sofía Acuña Ríos", "Enlace de SABG", Role.LIAISON, "SABG"),
    ("ana", "Ana Gastélum Noriega", "Auditora", Role.AUDITOR, "SABG"),
    ("nadia", "Nadia Tapia Coronado", "Administradora técnica", Role.TECHNICIAN, "OEE"),
    ("berta", "Berta Moreno Salido", "Oficial de partes", Role.REGISTRY, "OEE"),
    ("saul", "Saúl Grijalva Nevárez", "Antes enlace de SSA", Role.LIAISON, "SSA"),
    ("olga", "Olga Ruelas Cano", "Sin función todavía", None, None),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, by first name; and the units, by acronym."""

    people: dict[str, User]
    units: dict[str, Unit]

    def __getattr__(self, name: str) -> User:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def unit(self, acronym: str) -> Unit:
        return self.units[acronym]

    def actor(self, name: str, today: date = TODAY) -> Actor:
        """Return the actor this person is on a day."""
        return actor_of(self.people[name], today)


@lru_cache(maxsize=1)
def _hashed() -> str:
    return make_password(PASSWORD)


def gather() -> Cast:
    """Create the units, the people, their roles and the calendars of the product, and return them."""
    load_known_days(BEGINNING)
    with act(0, "tests.gather", at=BEGINNING):
        made = [Unit(acronym=a, name=n, kind=k, sector="", verification="prueba") for a, n, k in _UNITS]
        units = {unit.acronym: unit for unit in Unit.objects.bulk_create(made)}
        UnitSuccession.objects.create(predecessor=units["SCG"], successor=units["SABG"], since=LONG_AGO)
        accounts = [
            User(username=u, name=n, title=t, email=f"{u}@ejemplo.invalid", password=_hashed())
            for u, n, t, _, _ in _PEOPLE
        ]
        people = {user.username: user for user in User.objects.bulk_create(accounts)}
        Grant.objects.bulk_create(
            Grant(
                user=people[username], role=role, unit=units.get(acronym or ""), since=LONG_AGO,
                until=date(2021, 12, 31) if username == "saul" else None,
            )
            for username, _, _, role, acronym in _PEOPLE
            if role
        )  # fmt: skip
    return Cast(people, units)
