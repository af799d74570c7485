"""What the shell offers: each package's door, shown to whoever may open it, with a count where one helps.

The entries are data registered from above (``delivery.desk`` knows every package); the shell knows none.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

Text = str | Promise
COUNT_SECONDS = 20
"""A count in the shell may be this old; the lists themselves never are."""


@dataclass(frozen=True)
class Entry:
    """One line of the shell.

    Attributes:
        path: address that begins every page of the section; ``/`` matches itself only.
        permission: ``access.Permission`` needed; empty shows it to anybody signed in.
        count: what is shown beside it for an actor, already written; empty shows nothing.
        also: other addresses that begin pages of the section.
        with_role: hidden from those who hold no role at all.
    """

    path: str
    label: Text
    icon: str
    section: Text = ""
    permission: str = ""
    count: Callable[[Any], str] | None = None
    also: tuple[str, ...] = ()
    with_role: bool = False

    def opens_to(self, actor: Any) -> bool:
        """Return whether that person may go through."""
        if self.with_role and not actor.roles:
            return False
        return not self.permission or self.permission in actor.permissions


@dataclass(frozen=True)
class Line:
    """An entry as one person sees it now."""

    path: str
    label: Text
    icon: str
    current: bool
    count: str


@dataclass
class _Shelf:
    entries: list[Entry] = field(default_factory=list)
    counted: dict[tuple[int, str], tuple[float, str]] = field(default_factory=dict)


shelf = _Shelf()


def offer(*entries: Entry) -> None:
    """Add entries to the shell, in the order in which they are read; for ``apps.ready()``."""
    known = {entry.path for entry in shelf.entries}
    shelf.entries.extend(entry for entry in entries if entry.path not in known)


def forget_counts() -> None:
    """Drop the counts kept for a few seconds; for tests."""
    shelf.counted.clear()


def navigation_of(request: HttpRequest) -> list[tuple[Text, list[Line]]]:
    """Return the sections with their lines for whoever asks; nothing when nobody is signed in."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.user_id:
        return []
    allowed = [entry for entry in shelf.entries if entry.opens_to(actor)]
    current = max((e.path for e in allowed if _is_inside(request.path, e)), key=len, default="")
    sections: dict[Text, list[Line]] = {}
    for entry in allowed:
        line = Line(entry.path, entry.label, entry.icon, entry.path == current, _count(entry, actor))
        sections.setdefault(entry.section, []).append(line)
    return list(sections.items())


def _is_inside(path: str, entry: Entry) -> bool:
    return path == "/" if entry.path == "/" else path.startswith((entry.path, *entry.also))


def _count(entry: Entry, actor: Any) -> str:
    if entry.count is None:
        return ""
    key, now = (actor.user_id, entry.path), time.monotonic()
    kept = shelf.counted.get(key)
    if kept is not None and kept[0] > now:
        return kept[1]
    if len(shelf.counted) > 5000:  # noqa: PLR2004 - a bound, so that a long life does not eat memory
        shelf.counted.clear()
    value = entry.count(actor)
    shelf.counted[key] = (now + COUNT_SECONDS, value)
    return value
