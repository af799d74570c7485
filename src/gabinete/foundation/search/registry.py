"""What can be found: each package registers its own search, and one box asks them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from gabinete.foundation.access.people import Actor
from gabinete.foundation.search.words import tidy

Search = Callable[[Actor, str, int], Sequence["Hit"]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        label: short name it is known by, e.g. a folio.
        title: what it is about.
        url: its page.
        note: one more fact, e.g. its agency and state.
        is_exact: the words were its own folio or key.
    """

    label: str
    title: str
    url: str
    note: str = ""
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What was found of one kind.

    Attributes:
        more_url: page with all of them; empty when there is none.
    """

    kind: str
    title: str | Promise
    hits: tuple[Hit, ...]
    more_url: str


@dataclass(frozen=True, slots=True)
class _Searchable:
    kind: str
    title: str | Promise
    search: Search
    more_url: str


_searchables: dict[str, _Searchable] = {}


def register(kind: str, title: str | Promise, search: Search, *, more_url: str = "") -> None:
    """Make a kind of record findable; for ``apps.ready()``. Registering a kind again replaces it.

    Args:
        kind: key of the kind, e.g. ``matter``.
        title: heading of its group.
        search: function of who asks, the words and the limit; it returns only what that person may see.
        more_url: page that takes ``?q=``.
    """
    _searchables[kind] = _Searchable(kind, title, search, more_url)


def search_all(actor: Actor, text: str, limit: int = 8) -> list[HitGroup]:
    """Return what each kind finds, empty groups left out; kinds with an exact hit come first.

    Args:
        limit: most hits of each kind.
    """
    words = tidy(text)
    if not words:
        return []
    groups = [
        HitGroup(it.kind, it.title, tuple(it.search(actor, words, limit)), it.more_url)
        for it in _searchables.values()
    ]
    found = [group for group in groups if group.hits]
    return sorted(found, key=lambda group: not any(hit.is_exact for hit in group.hits))
