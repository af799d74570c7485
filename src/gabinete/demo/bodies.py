"""The cabinets of the demonstration: what they deal with and how often they meet."""

from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.org.models import Unit
from gabinete.office.cabinet.models import Body, BodyKind, Seat


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A cabinet and its habits.

    Attributes:
        every: months between sessions.
        phase: month of the year, modulo ``every``, in which it meets.
        day: nominal day of the month.
        load: agreements in an ordinary session.
        seats: acronyms of its members; empty sits everybody.
        regions: codes of the regions of the plan it deals with; empty deals with all.
        water: it only deals with water.
    """

    code: str
    name: str
    kind: str
    every: int
    phase: int
    day: int
    load: int
    seats: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    water: bool = False

    @property
    def charged(self) -> tuple[str, ...]:
        """Return who is given its orders: its members, but those who sit in it to provide the means."""
        return self.seats if self.water else tuple(unit for unit in self.seats if unit not in _PROVIDERS)


_PROVIDERS = ("SH", "OM")
_SOCIAL = (
    "SSA",
    "SEC",
    "SEBIEN",
    "SEMUJERES",
    "DIF",
    "ISIE",
    "IBEEES",
    "COBACH",
    "ISC",
    "CODESON",
    "CEDIS",
    "ISAAM",
    "SH",
)
_ECONOMIC = (
    "SET",
    "SAGARHPA",
    "IAES",
    "SIDUR",
    "JCIC",
    "CFT",
    "CEES",
    "STRAB",
    "COMERSON",
    "FEMOT",
    "SH",
    "OM",
)
_SECURITY = ("SEGOB", "SSP", "CEPC", "C3", "SESESP", "SEMUJERES")
_WATER = ("CEA", "SIDUR", "SH", "SAGARHPA", "CEDES", "SCJ", "SEC")
RHYTHMS = (
    Rhythm("GL", "Gabinete Legal", BodyKind.LEGAL, 1, 0, 9, 9),
    Rhythm("GA", "Gabinete Ampliado", BodyKind.EXTENDED, 2, 1, 22, 10),
    Rhythm(
        "GE-SEG", "Gabinete de Seguridad y Construcción de Paz", BodyKind.SPECIALISED, 1, 0, 16, 3, _SECURITY
    ),
    Rhythm("GE-AGUA", "Gabinete del Agua", BodyKind.SPECIALISED, 2, 0, 14, 5, _WATER, water=True),
    Rhythm("GS-SOC", "Gabinete Sectorial de Bienestar", BodyKind.SECTORAL, 3, 1, 18, 7, _SOCIAL),
    Rhythm("GS-ECO", "Gabinete Sectorial de Desarrollo Económico", BodyKind.SECTORAL, 3, 2, 25, 7, _ECONOMIC),
    Rhythm("GR-SUR", "Gabinete Regional Yaqui-Mayo", BodyKind.REGIONAL, 3, 0, 27, 6, regions=("R09", "R10")),
    Rhythm(
        "GR-SIE",
        "Gabinete Regional de la Sierra",
        BodyKind.REGIONAL,
        3,
        1,
        5,
        5,
        regions=("R04", "R05", "R06"),
    ),
)
CHAIR = "Gobernadora del Estado"


def make_bodies(start: datetime, technical: str) -> dict[str, int]:
    """Define the cabinets that are missing, with their seats; return code → key.

    Args:
        technical: acronym of the unit that keeps their technical secretariat.
    """
    units = {unit.acronym: unit for unit in Unit.objects.all()}
    there = set(Body.objects.values_list("code", flat=True))
    everybody = [unit.acronym for unit in units.values() if unit.kind == "secretariat"]
    with act(SYSTEM_ACTOR, "demo.make_bodies", at=start, reason="Gabinetes de la demostración"):
        for it in RHYTHMS:
            if it.code in there:
                continue
            body = Body.objects.create(
                code=it.code, name=it.name, kind=it.kind, chair=CHAIR, secretary_unit=units[technical]
            )
            Seat.objects.bulk_create(
                Seat(body=body, unit=units[acronym], titular=f"Titular de {units[acronym].name}"[:160])
                for acronym in (it.seats or everybody)
            )
    return dict(Body.objects.values_list("code", "pk"))
