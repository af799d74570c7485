"""Which units a person means by what they typed: acronym, «SIGLA · Nombre», name, old name or nearly so."""

import re

from django.db.models import Q

from gabinete.foundation.org.directory import Directory
from gabinete.foundation.org.models import Unit
from gabinete.kernel.errors import BadInput

_SEPARATORS = re.compile(r"[,;+\n]")
_NAME_LIMIT = 240


def units_named(text: str) -> list[Unit]:
    """Return the units of a list written by hand, in order and without repeats; empty for an empty text.

    Raises:
        BadInput: something in it is no unit of the directory.
    """
    found: dict[int, Unit] = {}
    for piece in _SEPARATORS.split(text):
        if name := " ".join(piece.split()):
            unit = _unit_named(name)
            found.setdefault(unit.pk, unit)
    return list(found.values())


def units_by_acronym(acronyms: list[str]) -> dict[str, Unit]:
    """Return the units of the database with these acronyms, by acronym; unknown ones are left out."""
    return {unit.acronym: unit for unit in Unit.objects.filter(acronym__in=acronyms)}


def written(units: list[Unit]) -> str:
    """Return units as a field shows them: one with its name, several by their acronyms."""
    return str(units[0]) if len(units) == 1 else ", ".join(unit.acronym for unit in units)


def _unit_named(name: str) -> Unit:
    acronym = name.split("·", 1)[0].strip()
    same = (
        Q(acronym__iexact=acronym)
        | Q(acronym__iexact=name)
        | Q(name__unaccent__iexact=name)
        | Q(aliases__text__unaccent__iexact=name)
    )
    unit = Unit.objects.filter(same).order_by("valid_until", "pk").first()
    if unit is None:
        matches = Directory.load().match(name[:_NAME_LIMIT])
        unit = Unit.objects.filter(acronym=matches[0].acronym).first() if matches else None
    if unit is None:
        raise BadInput(
            "draft.unknown_unit",
            f"«{name[:80]}» no está en el directorio. No se guardó ese cambio; escriba la sigla o elija de la lista.",
        )
    return unit
