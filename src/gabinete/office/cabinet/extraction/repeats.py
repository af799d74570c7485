"""What says again what has already been said."""

import re

from gabinete.office.cabinet.extraction.drafts import Draft
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.reading import LEARNT, Candidate, Document

_SHOWN = 0.5
_SAME = 0.75
_ECHO = 0.7
"""Share of the stems of what only the scorer found, told by a rule elsewhere, from which it adds nothing."""
_ENDING = re.compile(
    r"(?<=\w{4})(?:aciones|acion|ando|iendo|adas?|ados?|idas?|idos?|ar|er|ir|as|os|es|a|e|o|s)$"
)
_STEM = 8
_EMPTY = words("de del la el los las y e a al en para por con que se su sus un una lo como sobre este esta")


def without_echoes(document: Document, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates without what only the learnt scorer found and some rule found elsewhere."""
    by_rule = [
        stems_of(document.clean[one.start : one.end])
        for one in found
        if one.family != LEARNT and one.confidence >= _SHOWN
    ]
    return [one for one in found if one.family != LEARNT or not _echoes(document, one, by_rule)]


def _echoes(document: Document, candidate: Candidate, by_rule: list[frozenset[str]]) -> bool:
    stems = stems_of(document.clean[candidate.start : candidate.end])
    return bool(stems) and any(len(stems & other) / len(stems) >= _ECHO for other in by_rule)


def without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without those that say again what another says, the surest kept."""
    kept: dict[int, tuple[Draft, frozenset[str]]] = {}
    for index, draft in sorted(enumerate(drafts), key=lambda pair: -pair[1].confidence):
        stems = stems_of(draft.text)
        if not any(_same(draft, stems, other, other_stems) for other, other_stems in kept.values()):
            kept[index] = (draft, stems)
    return [kept[index][0] for index in sorted(kept)]


def _same(draft: Draft, stems: frozenset[str], other: Draft, other_stems: frozenset[str]) -> bool:
    if not stems or not other_stems:
        return draft.text == other.text
    if draft.units and other.units and not set(draft.units) & set(other.units):
        return False
    shared = len(stems & other_stems)
    if shared / len(stems | other_stems) >= _SAME:
        return True
    same_verb = fold(draft.text.split()[0]) == fold(other.text.split()[0])
    return same_verb and shared > 2 and shared / min(len(stems), len(other_stems)) >= _SAME  # noqa: PLR2004


def stems_of(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, without their endings; enough to tell repeats."""
    told = [word for word in re.findall(r"[a-z0-9]+", fold(text)) if word not in _EMPTY and len(word) > 1]
    return frozenset(_ENDING.sub("", word)[:_STEM] for word in told)
