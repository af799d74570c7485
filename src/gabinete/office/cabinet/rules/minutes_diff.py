"""What changed between two versions of the minutes, section by section and word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from gabinete.office.cabinet.rules.minutes_content import lines_of

Kind = Literal["same", "added", "removed"]
_WORDS = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
MOST_WORDS = 1_500
"""Words of a line beyond which it is not compared inside: it is shown whole, as removed and added."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section in both versions.

    Attributes:
        state: ``same``, ``changed``, ``added`` or ``removed``, as a whole.
        lines: each a sequence of runs; of what stayed equal only the lines that changed are kept.
    """

    key: str
    title: str
    state: Literal["same", "changed", "added", "removed"]
    lines: Sequence[Sequence[Run]]

    @property
    def added(self) -> int:
        """Return how many words came."""
        return self._count("added")

    @property
    def removed(self) -> int:
        """Return how many words went."""
        return self._count("removed")

    def _count(self, kind: Kind) -> int:
        return sum(
            len(re.findall(r"\w+", run.text)) for line in self.lines for run in line if run.kind == kind
        )


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[SectionChange]:
    """Return every section of two contents in the order of the later one, the removed ones where they stood."""
    old = {section["key"]: section for section in before.get("sections", [])}
    new = {section["key"]: section for section in after.get("sections", [])}
    return [_change(old.get(key), new.get(key)) for key in _merged(list(old), list(new))]


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Return the keys of both in the order of ``new``; those only in ``old`` after the one they followed."""
    keys = list(new)
    for place, key in enumerate(old):
        if key not in new:
            before = next((k for k in reversed(old[:place]) if k in keys), None)
            keys.insert(keys.index(before) + 1 if before else 0, key)
    return keys


def _change(old: dict[str, Any] | None, new: dict[str, Any] | None) -> SectionChange:
    shown = new or old or {}
    was = [old["title"], *lines_of(old)] if old else []
    now = [new["title"], *lines_of(new)] if new else []
    if old is None or new is None:
        kind: Kind = "added" if old is None else "removed"
        lines = [[Run(kind, line)] for line in (now or was)[1:]]
        return SectionChange(shown["key"], shown["title"], "added" if old is None else "removed", lines)
    lines = list(_lines(was, now))
    return SectionChange(shown["key"], shown["title"], "changed" if lines else "same", lines)


def _lines(was: Sequence[str], now: Sequence[str]) -> Iterator[list[Run]]:
    """Yield the lines that differ; a line rewritten is compared word by word with the one it replaced."""
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(b - a, d - c)
        for old, new in zip(was[a : a + pairs], now[c : c + pairs], strict=True):
            yield words_between(old, new)
        for line in was[a + pairs : b]:
            yield [Run("removed", line)]
        for line in now[c + pairs : d]:
            yield [Run("added", line)]


def words_between(old: str, new: str) -> list[Run]:
    """Return how one line became another, word by word.

    Example:
        >>> [(run.kind, run.text) for run in words_between("Vence el lunes.", "Vence el martes.")]
        [('same', 'Vence el'), ('removed', ' lunes'), ('added', ' martes'), ('same', '.')]
    """
    was, now = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(was), len(now)) > MOST_WORDS:
        return [Run("removed", old), Run("added", new)]
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(was[a:b])))
            continue
        runs += [Run("removed", "".join(was[a:b]))] if b > a else []
        runs += [Run("added", "".join(now[c:d]))] if d > c else []
    return runs
