"""Which units a cell names: by acronym, by name or by any of the ways in which people write them."""

from collections.abc import Iterable
from datetime import date

from gabinete.foundation.org.directory import Directory
from gabinete.foundation.org.models import UnitAlias
from gabinete.foundation.org.queries import current_unit, past_units, units_in_force
from gabinete.kernel.words import folded


class Units:
    """The directory of the office on a day, asked once."""

    def __init__(self, today: date) -> None:
        """Read it.

        Args:
            today: units that ended before are answered for by whoever took their place.
        """
        self._guess = Directory.load()
        in_force = list(units_in_force(today))
        self.acronyms = {unit.pk: unit.acronym for unit in in_force}
        heirs = [(unit, current_unit(unit, today).pk) for unit in past_units(today)]
        heirs = [(unit, heir) for unit, heir in heirs if heir in self.acronyms]
        self._known = {folded(unit.acronym): heir for unit, heir in heirs}
        self._known |= {folded(unit.acronym): unit.pk for unit in in_force}
        answers = {unit.pk: heir for unit, heir in heirs} | {pk: pk for pk in self.acronyms}
        self._add([(unit.name, unit.pk) for unit in (*in_force, *(past for past, _ in heirs))], answers)
        self._add(UnitAlias.objects.order_by("pk").values_list("text", "unit_id"), answers)

    def named(self, said: str) -> tuple[int, ...]:
        """Return the units in force that a text names, in its order; empty when it names none."""
        exact = self._known.get(folded(said))
        if exact is not None:
            return (exact,)
        found = (self._known.get(folded(match.acronym)) for match in self._guess.match(said))
        return tuple(dict.fromkeys(pk for pk in found if pk is not None))

    def _add(self, names: Iterable[tuple[str, int]], answers: dict[int, int]) -> None:
        """Take in more names; one that already means something keeps its meaning."""
        for name, pk in names:
            if pk in answers:
                self._known.setdefault(folded(name), answers[pk])
