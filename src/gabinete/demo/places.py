"""Where things happen: municipalities of Sonora, the region of the plan each lies in, and what can be ordered there.

The plan names its ten regions; which municipalities make them up could not be read in it, so they are given here by
plain geography, for the demonstration only (por confirmar).
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality.

    Attributes:
        region: code of its region in the plan.
        traits: what it has that some orders need: ciudad, costa, valle (irrigation), pueblos (originarios), turismo,
            museo, jornal (day labourers of the fields).
    """

    name: str
    region: str
    traits: frozenset[str]


def _p(name: str, region: str, traits: str = "") -> Place:
    return Place(name, region, frozenset(traits.split()))


PLACES = (
    _p("San Luis Río Colorado", "R01", "ciudad costa valle pueblos"),
    _p("Puerto Peñasco", "R01", "ciudad costa turismo"),
    _p("Caborca", "R02", "ciudad costa valle turismo pueblos jornal"),
    _p("Altar", "R02", "valle pueblos jornal"),
    _p("Pitiquito", "R02", "costa valle pueblos jornal"),
    _p("Nogales", "R03", "ciudad museo"),
    _p("Agua Prieta", "R03", "ciudad museo"),
    _p("Cananea", "R03", "ciudad turismo museo"),
    _p("Magdalena", "R03", "valle turismo museo"),
    _p("Imuris", "R03", "valle"),
    _p("Santa Ana", "R03", "valle"),
    _p("Fronteras", "R03"),
    _p("Sahuaripa", "R04", "turismo"),
    _p("Yécora", "R04", "turismo pueblos"),
    _p("Arizpe", "R05", "turismo museo"),
    _p("Banámichi", "R05", "turismo"),
    _p("Baviácora", "R05"),
    _p("Rayón", "R05"),
    _p("Ures", "R05", "valle turismo museo"),
    _p("Bavispe", "R06", "turismo"),
    _p("Cumpas", "R06"),
    _p("Moctezuma", "R06", "turismo"),
    _p("Nacozari de García", "R06", "turismo"),
    _p("Hermosillo", "R07", "ciudad costa valle pueblos turismo museo jornal"),
    _p("Guaymas", "R08", "ciudad costa valle pueblos turismo museo jornal"),
    _p("Empalme", "R08", "costa valle jornal"),
    _p("Cajeme", "R09", "ciudad valle pueblos museo jornal"),
    _p("Bácum", "R09", "costa valle pueblos jornal"),
    _p("San Ignacio Río Muerto", "R09", "costa valle pueblos jornal"),
    _p("Rosario", "R09"),
    _p("Navojoa", "R10", "ciudad valle pueblos turismo jornal"),
    _p("Huatabampo", "R10", "ciudad costa valle pueblos jornal"),
    _p("Etchojoa", "R10", "costa valle pueblos jornal"),
    _p("Benito Juárez", "R10", "costa valle jornal"),
    _p("Álamos", "R10", "turismo museo pueblos"),
    _p("Quiriego", "R10", "pueblos"),
)
BY_NAME = {place.name: place for place in PLACES}


def places_for(trait: str, regions: Collection[str] = (), only: str = "") -> list[Place]:
    """Return the places that have a trait, within some regions or one place; all of them when nothing is asked."""
    return [
        place
        for place in PLACES
        if (not trait or trait in place.traits)
        and (not regions or place.region in regions)
        and (not only or place.name == only)
    ]
