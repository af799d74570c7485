"""What every story shares: chance, the present, the calendar, the keys, and who sits where."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import Random
from uuid import UUID

from gabinete.demo.told import Keys
from gabinete.kernel.clock import day_of
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.terms import Counted, Term, count


@dataclass(frozen=True, slots=True)
class Paper:
    """A file kept in the store, of which stories make evidence.

    Attributes:
        sha256: of the content.
        size: bytes.
    """

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Hands:
    """Who plays which part in a matter (keys of people and of units).

    Attributes:
        decider: decides second and further extensions, and confirms ends.
    """

    secretary: int
    analyst: int
    liaison: int
    verifier: int
    decider: int
    verifier_unit: int


@dataclass
class World:
    """The setting of all stories.

    Args:
        random: the only source of chance.
        now: the present; nothing happens after it.
        calendar: under which terms are counted.
        papers: files that may be offered as evidence.
        home_of: the unit from which each person of the office acts.
    """

    random: Random
    now: datetime
    calendar: DayCalendar
    keys: Keys
    papers: tuple[Paper, ...]
    home_of: dict[int, int | None]
    _counted: dict[tuple[Term, date], Counted] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the present day of the office."""
        return day_of(self.now)

    def count(self, term: Term, start: date) -> Counted:
        """Return when a term that was notified on a day ends; each is counted once."""
        known = self._counted.get((term, start))
        if known is None:
            # Without its day-by-day lines, which nobody reads here: hundreds of thousands of terms are counted.
            known = self._counted[term, start] = replace(count(term, start, self.calendar), explanation=())
        return known

    def mark(self) -> UUID:
        """Return the mark of a form."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def chance(self, share: float) -> bool:
        """Return true in that share (0–1) of the cases."""
        return self.random.random() < share
