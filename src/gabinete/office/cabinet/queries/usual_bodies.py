"""The usual bodies of a state executive, as far as the directory can fill them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from gabinete.foundation.org.models import Unit, UnitKind
from gabinete.foundation.org.queries import units_in_force
from gabinete.kernel.words import folded
from gabinete.office.cabinet.models import Body

DATA = Path(__file__).resolve().parent.parent / "data" / "usual_bodies.yml"
_EVERY_SECRETARIAT = "all"
_WEIGHT = {
    UnitKind.SECRETARIAT: 0,
    UnitKind.ENTITY: 1,
    UnitKind.DECONCENTRATED: 2,
    UnitKind.OFFICE: 3,
}
"""Which kind is meant first when several units deal with the same thing; other institutions are never meant."""


@dataclass(frozen=True, slots=True)
class UsualBody:
    """A body the office could add.

    Attributes:
        about: who is meant to sit in it, in Spanish.
        units: who would, of the units in force.
        there: the office already has a body with its code or its name.
    """

    code: str
    name: str
    kind: str
    about: str
    units: Sequence[Unit]
    there: bool


def usual_bodies(today: date) -> list[UsualBody]:
    """Return the usual bodies with the units that would sit in them today; two queries."""
    units = sorted(
        units_in_force(today), key=lambda unit: (_WEIGHT.get(UnitKind(unit.kind), 9), len(unit.name))
    )
    units = [unit for unit in units if UnitKind(unit.kind) in _WEIGHT]
    names = {unit.pk: folded(unit.name) for unit in units}
    known = list(Body.objects.values_list("code", "name"))
    taken = {code for code, _name in known} | {folded(name) for _code, name in known}
    return [
        UsualBody(
            it["code"],
            it["name"],
            it["kind"],
            it["about"],
            _members(it["members"], units, names),
            there=it["code"] in taken or folded(it["name"]) in taken,
        )
        for it in _data()["bodies"]
    ]


def usual_points() -> list[dict[str, Any]]:
    """Return the recurring points of the usual bodies, as their data says."""
    return [dict(point) for point in _data()["recurring"]]


def _members(wanted: Sequence[str], units: Sequence[Unit], names: dict[int, str]) -> list[Unit]:
    found: dict[int, Unit] = {}
    for line in wanted:
        if line == _EVERY_SECRETARIAT:
            heads = [unit for unit in units if unit.kind == UnitKind.SECRETARIAT]
            found |= {unit.pk: unit for unit in sorted(heads, key=lambda unit: unit.acronym)}
            continue
        words = [folded(word) for word in line.split("|")]
        meant = next((unit for unit in units if any(word in names[unit.pk] for word in words)), None)
        if meant is not None:
            found.setdefault(meant.pk, meant)
    return list(found.values())


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read
