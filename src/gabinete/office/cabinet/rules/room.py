"""What happens in the room, as decisions: when it was, what a vote gives, how the session goes against its time. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gabinete.kernel.words import plural

LONGEST_WAIT = timedelta(hours=18)
"""An entry that waited longer for its connection is dated when it arrives less this."""
FAVOUR, AGAINST, ABSTAINS = "favour", "against", "abstains"
"""Same words as ``models.Ballot``."""


def happened_at(now: datetime, age: timedelta, since: datetime | None = None) -> datetime:
    """Return when something was written down, by the clock of the office.

    The screen only says how long ago it was: its own clock may be an hour off and does not matter.

    Args:
        now: when it arrived.
        age: how long the screen kept it; a negative one is none.
        since: before this it cannot have happened (the opening of the session, an arrival).
    """
    moment = now - min(max(age, timedelta(0)), LONGEST_WAIT)
    return max(moment, since) if since is not None and since <= now else moment


@dataclass(frozen=True, slots=True)
class Tally:
    """How a vote stands.

    Attributes:
        missing: seats present that have not voted.
        chair: what the chair voted; empty when they did not, or nobody presides.
    """

    favour: int
    against: int
    abstains: int
    missing: int
    chair: str = ""

    @property
    def cast(self) -> int:
        """Return how many voted."""
        return self.favour + self.against + self.abstains

    @property
    def tied(self) -> bool:
        """Return whether as many are for as against."""
        return self.cast > 0 and self.favour == self.against

    @property
    def in_words(self) -> str:
        """Return the result in Spanish; the chair's vote decides a tie.

        Example:
            >>> Tally(5, 2, 1, 0).in_words
            'Se aprueba: 5 a favor, 2 en contra, 1 abstención'
            >>> Tally(3, 3, 0, 1, "against").in_words
            'Se rechaza por voto de calidad: 3 a favor, 3 en contra; falta 1'
        """
        if not self.cast:
            return "Sin votos"
        parts = [f"{self.favour} a favor", f"{self.against} en contra"]
        if self.abstains:
            parts.append(plural(self.abstains, "abstención", "abstenciones"))
        said = f"{self._result()}: {', '.join(parts)}"
        missing = "falta" if self.missing == 1 else "faltan"
        return f"{said}; {missing} {self.missing}" if self.missing else said

    def _result(self) -> str:
        if not self.tied:
            return "Se aprueba" if self.favour > self.against else "Se rechaza"
        if self.chair in {FAVOUR, AGAINST}:
            return f"{'Se aprueba' if self.chair == FAVOUR else 'Se rechaza'} por voto de calidad"
        return "Empate"


def tally(ballots: Mapping[int, str], present: Iterable[int], chair_seat: int | None) -> Tally:
    """Return how a vote stands.

    Args:
        ballots: what each seat voted, by its key.
        present: seats in the room; those of them that have not voted are missing.
        chair_seat: the seat that presides, if there is one.
    """
    counts = Counter(ballots.values())
    missing = sum(1 for seat in present if seat not in ballots)
    return Tally(counts[FAVOUR], counts[AGAINST], counts[ABSTAINS], missing, ballots.get(chair_seat or 0, ""))


@dataclass(frozen=True, slots=True)
class Pace:
    """How the session goes against what was allotted.

    Attributes:
        late: minutes behind (negative: ahead), counting what the current point has overrun.
        ends_at: when it would end at this pace.
    """

    late: int
    ends_at: datetime

    @property
    def in_words(self) -> str:
        """Return «Va 4 minutos adelante.», «Va 12 minutos atrasada.» or «Va a tiempo.»."""
        if self.late == 0:
            return "Va a tiempo."
        many = plural(abs(self.late), "minuto", "minutos")
        return f"Va {many} {'atrasada' if self.late > 0 else 'adelante'}."


@dataclass(frozen=True, slots=True)
class Timed:
    """A point as its clock sees it; ``settled``: it has an outcome."""

    minutes: int
    started_at: datetime | None = None
    ended_at: datetime | None = None
    settled: bool = False


def pace_of(points: Sequence[Timed], now: datetime) -> Pace:
    """Return how the session goes: what was dealt with against its minutes, and what is left."""
    late, left = timedelta(0), timedelta(0)
    for point in points:
        allotted = timedelta(minutes=point.minutes)
        if point.started_at is None:
            left += timedelta(0) if point.settled else allotted
        elif point.ended_at is not None:
            late += (point.ended_at - point.started_at) - allotted
        else:
            spent = now - point.started_at
            late += max(spent - allotted, timedelta(0))
            left += max(allotted - spent, timedelta(0))
    return Pace(round(late.total_seconds() / 60), now + left)
