"""Where a matter comes from, as packages above tell it: this one may not import them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gabinete.foundation.access.people import Actor
from gabinete.office.followup.models import Matter


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One fact of where a matter comes from, or of where it went.

    Attributes:
        label: what it is, in words already of the reader's language.
        address: where it leads; empty: nowhere.
        note: what else is known of it.
    """

    label: str
    text: str
    address: str = ""
    note: str = ""


Source = Callable[[Actor, Matter], Sequence[OriginLine]]


@dataclass
class _Sources:
    origins: Source


_sources = _Sources(origins=lambda _actor, _matter: ())


def origins_come_from(source: Source) -> None:
    """Say who knows where matters come from; for ``apps.ready()`` of a package above."""
    _sources.origins = source


def origin_of(actor: Actor, matter: Matter) -> Sequence[OriginLine]:
    """Return what this person may know of where a matter they may read comes from."""
    return _sources.origins(actor, matter)
