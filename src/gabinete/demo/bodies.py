"""The cabinets of the demonstration: what they deal with and how often they meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.org.models import Position, Unit, UnitKind
from gabinete.office.cabinet.models import Body, BodyKind, RecurringPoint, Seat
from gabinete.office.cabinet.queries.usual_bodies import usual_points
from gabinete.office.cabinet.rules import of_body


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
CHAIR, CHAIR_UNIT = "Gobernadora del Estado", "OEE"
USUAL_PLACE = "Palacio de Gobierno, Salón Gobernadores"


def make_bodies(start: datetime, technical: str) -> dict[str, int]:
    """Define the cabinets that are missing, with their seats and recurring points; return code → key.

    Args:
        technical: acronym of the unit that keeps their technical secretariat.
    """
    units = {unit.acronym: unit for unit in Unit.objects.all()}
    there = set(Body.objects.values_list("code", flat=True))
    heads = dict(Position.objects.filter(is_head=True).values_list("unit_id", "pk"))
    with act(SYSTEM_ACTOR, "demo.make_bodies", at=start, reason="Gabinetes de la demostración"):
        for it in RHYTHMS:
            if it.code in there:
                continue
            body = Body.objects.create(
                code=it.code,
                name=it.name,
                kind=it.kind,
                chair=CHAIR,
                secretary_unit=units[technical],
                freeze_days=2,
                second_call_minutes=30,
                usual_place=USUAL_PLACE,
            )
            Seat.objects.bulk_create(_seats(body, it, units, heads))
            RecurringPoint.objects.bulk_create(
                RecurringPoint(body=body, position=place, **point)
                for place, point in enumerate(usual_points(), start=1)
            )
    return dict(Body.objects.values_list("code", "pk"))


def _seats(body: Body, it: Rhythm, units: dict[str, Unit], heads: dict[int, int]) -> Iterator[Seat]:
    """Yield the seat that presides and those of the members, by their posts in the directory."""
    standing = Unit.objects.filter(kind=UnitKind.SECRETARIAT, successions__isnull=True)
    everybody = standing.order_by("acronym").values_list("acronym", flat=True)
    presides = units[CHAIR_UNIT]
    yield Seat(
        body=body,
        unit=presides,
        titular=CHAIR,
        position_id=heads.get(presides.pk),
        is_chair=True,
        order=1,
    )
    for order, acronym in enumerate(it.seats or everybody, start=2):
        unit = units[acronym]
        titular = f"Titular {of_body(unit.name)}"[:160]
        yield Seat(body=body, unit=unit, titular=titular, position_id=heads.get(unit.pk), order=order)
