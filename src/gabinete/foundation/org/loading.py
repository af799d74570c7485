"""Puts the directory of ``data/`` into the tables; what the office has corrected since is left alone."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.directory import DATA, Directory
from gabinete.foundation.org.directory import Unit as Known
from gabinete.foundation.org.models import Unit, UnitAlias, UnitKind, UnitSuccession

_KINDS = {
    "unidad adscrita": UnitKind.OFFICE,
    "dependencia": UnitKind.SECRETARIAT,
    "entidad": UnitKind.ENTITY,
    "órgano desconcentrado": UnitKind.DECONCENTRATED,
}
_VERIFICATION = 240


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows were added."""

    units: int
    aliases: int
    successions: int


def load_units(*, actor_id: int, now: datetime, folder: Path = DATA) -> Loaded:
    """Add the units, other names and successions that are missing; running it twice adds nothing.

    Args:
        actor_id: who loads; 0 is the system.
        folder: where ``units.csv`` and ``aliases.csv`` are.

    Raises:
        FileNotFoundError: when one of the two is missing.
    """
    known = Directory.load(folder)
    with act(actor_id, "org.load_units", at=now):
        new = _add_units(known)
        units = {unit.acronym: unit for unit in Unit.objects.all()}
        _link_parents(known, units, new)
        return Loaded(len(new), _add_aliases(folder, units), _add_successions(known, units))


def _add_units(known: Directory) -> set[str]:
    there = set(Unit.objects.values_list("acronym", flat=True))
    missing = [unit for acronym, unit in known.units.items() if acronym not in there]
    Unit.objects.bulk_create(
        Unit(
            acronym=unit.acronym,
            name=unit.name,
            kind=_KINDS.get(unit.kind, UnitKind.EXTERNAL),
            sector=unit.sector,
            verification=_verification(unit),
            acronym_verified=unit.acronym_verified,
        )
        for unit in missing
    )
    return {unit.acronym for unit in missing}


def _verification(unit: Known) -> str:
    status = "" if unit.status == "vigente" else unit.status
    return " · ".join(filter(None, (status, unit.verification)))[:_VERIFICATION]


def _link_parents(known: Directory, units: dict[str, Unit], new: set[str]) -> None:
    """Give new units their coordinator; a parent written «A/B» is the first of the two that is a unit."""
    changed = []
    for acronym in new:
        parents = (units.get(name.strip()) for name in known.units[acronym].parent.split("/"))
        parent = next((unit for unit in parents if unit is not None), None)
        if parent is not None and parent.acronym != acronym:
            units[acronym].parent = parent
            changed.append(units[acronym])
    Unit.objects.bulk_update(changed, ("parent",))


def _aliases(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (other name, acronym); those without acronym name somebody else's bodies."""
    with (folder / "aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["acronym"]:
                yield row["alias"], row["acronym"]


def _add_aliases(folder: Path, units: dict[str, Unit]) -> int:
    there = set(UnitAlias.objects.values_list("unit_id", "text"))
    wanted = {
        (units[acronym].pk, text): units[acronym] for text, acronym in _aliases(folder) if acronym in units
    }
    rows = [UnitAlias(unit=unit, text=key[1]) for key, unit in wanted.items() if key not in there]
    return len(UnitAlias.objects.bulk_create(rows))


def _add_successions(known: Directory, units: dict[str, Unit]) -> int:
    there = set(UnitSuccession.objects.values_list("predecessor_id", "successor_id"))
    wanted = [
        (units[u.acronym], units[u.successor])
        for u in known.units.values()
        if u.successor in units and u.acronym in units
    ]
    rows = [
        UnitSuccession(predecessor=a, successor=b)
        for a, b in wanted
        if (a.pk, b.pk) not in there and a.pk != b.pk
    ]
    return len(UnitSuccession.objects.bulk_create(rows))
