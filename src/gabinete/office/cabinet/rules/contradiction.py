"""When two orders given at different tables repeat or contradict each other, and the sentence that says what matched."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gabinete.kernel.words import listed, short_date
from gabinete.office.cabinet.rules.opposites import asked, oppose
from gabinete.office.cabinet.rules.same_object import (
    Thing,
    are_apart,
    closeness,
    share_more_than_a_place,
    thing_of,
)

SAME_AGENCY, OTHER_AGENCY, OPPOSED = 0.6, 0.7, 0.5
"""Closeness (0–1) from which two orders are about the same: of one agency, of two, and when one undoes the other."""
LEAST_SHARED = 2
"""How many words they must have in common at the very least."""
_SHOWN = 4


class Clash(StrEnum):
    """In what two orders clash; the first ones deserve more of a table's time."""

    OPPOSES = "opposes"
    RESPONSIBLE = "responsible"
    AMOUNT = "amount"
    DATE = "date"
    REPEATS = "repeats"

    @property
    def spanish(self) -> str:
        """Return the word shown beside the pair."""
        return _WORDS[self]


_WORDS = {
    Clash.OPPOSES: "Se contradicen",
    Clash.RESPONSIBLE: "Responsables distintos",
    Clash.AMOUNT: "Cantidades distintas",
    Clash.DATE: "Términos distintos",
    Clash.REPEATS: "Puede ser la misma",
}


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it is compared.

    Attributes:
        lead: acronym of the agency that answers; empty when nobody was named yet.
        units: keys of every agency that shares it.
        due: last day to fulfil it, when it is known.
    """

    text: str
    lead: str = ""
    units: frozenset[int] = frozenset()
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A clash between two orders.

    Attributes:
        closeness: how far they are about the same, 0–1.
        sentence: what matched and in what they clash, in Spanish.
    """

    clash: Clash
    closeness: float
    sentence: str

    @property
    def rank(self) -> tuple[int, float]:
        """Return what puts the gravest and closest first."""
        return list(Clash).index(self.clash), -self.closeness


def compare(one: Order, other: Order) -> Found | None:
    """Return in what two orders clash; ``None`` when they are about different things.

    Example:
        >>> stop, go = Order("Suspender la obra del acueducto Yaqui", "CEA"), Order("Continuar el acueducto Yaqui", "CEA")
        >>> compare(stop, go).sentence
        'Una dice «suspender» y la otra «continuar», sobre lo mismo (acueducto, Yaqui) y a la misma dependencia (CEA).'
    """
    mine, theirs = thing_of(one.text), thing_of(other.text)
    if are_apart(mine, theirs):
        return None
    near, shared = closeness(mine, theirs)
    if len(shared) < LEAST_SHARED or not share_more_than_a_place(mine, theirs):
        return None
    together = _same_agency(one, other)
    about = f"lo mismo ({', '.join(shared[:_SHOWN])})"
    verb, their_verb = asked(one.text), asked(other.text)
    if near >= OPPOSED and oppose(verb, their_verb):
        whom = f" y a la misma dependencia ({one.lead})" if together and one.lead else ""
        said = f"Una dice «{verb.verb}» y la otra «{their_verb.verb}», sobre {about}{whom}."
        return Found(Clash.OPPOSES, near, said)
    if near < (SAME_AGENCY if together else OTHER_AGENCY):
        return None
    clash, how = _difference(one, other, mine, theirs, together=together)
    return Found(clash, near, f"Piden {about}{how}.")


def _difference(one: Order, other: Order, mine: Thing, theirs: Thing, *, together: bool) -> tuple[Clash, str]:
    if not together:
        return Clash.RESPONSIBLE, f" a responsables distintos: {listed([one.lead, other.lead])}"
    whom = f" a la misma dependencia ({one.lead})" if one.lead else ""
    if differing := _amounts_apart(mine, theirs):
        return Clash.AMOUNT, f"{whom} en cantidades distintas: {differing}"
    if one.due and other.due and one.due != other.due:
        days = listed([short_date(day) for day in sorted((one.due, other.due))])
        return Clash.DATE, f"{whom} para fechas distintas: {days}"
    return Clash.REPEATS, f"{whom}: puede ser la misma instrucción"


def _same_agency(one: Order, other: Order) -> bool:
    """Return whether one agency shares both; without a responsible there is nothing to tell them apart by."""
    if not one.lead or not other.lead:
        return True
    return one.lead == other.lead or not one.units.isdisjoint(other.units)


def _amounts_apart(mine: Thing, theirs: Thing) -> str:
    """Return the two amounts of the first thing both count differently; empty when there is none."""
    for unit, value in mine.amounts.items():
        told = theirs.amounts.get(unit)
        if told is not None and told != value:
            return f"{_number(value)} y {_number(told)} {mine.words.get(unit, unit)}"
    return ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
