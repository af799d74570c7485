"""How many must be present for a session to be valid, and what lacks. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gabinete.kernel.words import plural

FRACTION, COUNT = "fraction", "count"
"""Same words as ``models.QuorumRule``."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """The rule of a body.

    Attributes:
        rule: ``fraction`` of the seats or a ``count`` of them.
        top: numerator, or the count.
        bottom: denominator; not read when counting.
        needs_chair: who presides, or their alternate, must be there.
        second_call_minutes: minutes after the hour in which those present are enough; None: there is no second call.
    """

    rule: str = FRACTION
    top: int = 1
    bottom: int = 2
    needs_chair: bool = True
    second_call_minutes: int | None = None

    def needed(self, seats: int) -> int:
        """Return how many seats must be present, of those the body has; at least one.

        Half means half plus one (with 7 seats 4, with 8 seats 5); any other fraction means at least that part.

        Example:
            >>> Quorum().needed(7), Quorum().needed(8), Quorum(top=2, bottom=3).needed(7), Quorum("count", 5).needed(7)
            (4, 5, 5, 5)
        """
        if self.rule == COUNT:
            return max(1, self.top)
        if self.top * 2 == self.bottom:
            return seats // 2 + 1
        return max(1, -(-seats * self.top // self.bottom))

    def in_words(self) -> str:
        """Return the rule as a sentence without its final stop.

        Example:
            >>> Quorum().in_words()
            'la mitad más uno de los asientos, con quien preside o su suplente'
        """
        if self.rule == COUNT:
            said = plural(self.top, "asiento", "asientos")
        elif self.top * 2 == self.bottom:
            said = "la mitad más uno de los asientos"
        elif self.top == self.bottom:
            said = "todos los asientos"
        else:
            said = f"al menos {self.top}/{self.bottom} de los asientos"
        chair = ", con quien preside o su suplente" if self.needs_chair else ""
        second = (
            f"; en segunda convocatoria, {self.second_call_minutes} minutos después, con quienes estén"
            if self.second_call_minutes is not None
            else ""
        )
        return said + chair + second


def second_call_at(rule: Quorum, summoned_at: datetime) -> datetime | None:
    """Return from when the second call proceeds, counted from the hour summoned; None when there is none."""
    minutes = rule.second_call_minutes
    return None if minutes is None else summoned_at + timedelta(minutes=minutes)


def quorum_lacks(
    rule: Quorum, seats: int, present: int, *, chair_present: bool | None, second_call: bool = False
) -> str:
    """Return why there is no quorum, in Spanish; empty when there is.

    Args:
        rule: of the body.
        seats: how many the body has.
        present: seats occupied by their titular or their alternate; guests do not count.
        chair_present: the seat that presides is one of them; None when no seat of the body presides, and then
            it is not asked.
        second_call: the hour of the second call came and the body has one: those present are enough, but
            never nobody, and never without who presides when the rule asks for them.

    Example:
        >>> quorum_lacks(Quorum(), 7, 3, chair_present=True)
        'Falta quórum: hay 3 de 7 integrantes y se necesitan 4.'
    """
    second = second_call and rule.second_call_minutes is not None
    needed = 1 if second else rule.needed(seats)
    said = []
    if present < needed:
        there = f"hay {present}" if present else "no hay ninguno"
        need = "se necesita" if needed == 1 else "se necesitan"
        said.append(
            f"Falta quórum: {there} de {plural(seats, 'integrante', 'integrantes')} y {need} {needed}."
        )
    if rule.needs_chair and chair_present is False:
        said.append("Falta quien preside, o su suplente.")
    return " ".join(said)


def quorum_impossible(rule: Quorum, seats: int, *, has_chair: bool) -> str:
    """Return why a rule could never be met by a body of that many seats, in Spanish; empty when it can.

    A body without seats yet is not judged: its members come later.
    """
    if rule.rule == FRACTION and not 1 <= rule.top <= rule.bottom:
        return f"La fracción {rule.top}/{rule.bottom} no es posible: va de una parte a todas."
    if rule.rule == COUNT and rule.top < 1:
        return "El quórum es de al menos un asiento."
    if not seats:
        return ""
    if rule.needed(seats) > seats:
        return f"El quórum pide {rule.needed(seats)} asientos y el gabinete tiene {seats}: nunca podría sesionar."
    if rule.needs_chair and not has_chair:
        return "El quórum pide a quien preside, y ningún asiento está marcado como el que preside."
    return ""
