"""What a change of a calendar would move, told by whoever counts terms with it; asked before anybody decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from gabinete.foundation.access.people import Actor
from gabinete.kernel.days import DayCalendar


@dataclass(frozen=True, slots=True)
class Moved:
    """A term that would move.

    Attributes:
        label: folio or other short name; title: what it is about; url: its page.
    """

    label: str
    title: str
    url: str
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class Preview:
    """What would move, all told.

    Attributes:
        count: how many terms, those this person may not read among them.
        shown: the first ones that they may read.
    """

    count: int = 0
    shown: tuple[Moved, ...] = ()


Teller = Callable[[Actor, DayCalendar, Sequence[date]], Preview]
_tellers: dict[str, Teller] = {}


def tells(name: str, teller: Teller) -> None:
    """Register who counts terms with the calendars; for ``apps.ready()`` of a package above.

    Args:
        name: of what is counted; registering again replaces it.
        teller: given who asks, the calendar as it would be, and the days it would close.
    """
    _tellers[name] = teller


def preview(actor: Actor, changed: DayCalendar, added: Sequence[date]) -> Preview:
    """Return what closing these days would move."""
    told = [teller(actor, changed, added) for teller in _tellers.values()]
    return Preview(sum(one.count for one in told), tuple(moved for one in told for moved in one.shown))
