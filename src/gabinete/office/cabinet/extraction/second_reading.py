"""What the learnt scorer changes of what the rules found: it doubts some of it and adds what no rule took."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gabinete.office.cabinet.extraction.actors import actor_before, bare, is_actor, without_connectors
from gabinete.office.cabinet.extraction.clauses import Action, action_at
from gabinete.office.cabinet.extraction.dues import find_dues, shifted
from gabinete.office.cabinet.extraction.frames import from_frames
from gabinete.office.cabinet.extraction.futures import from_futures
from gabinete.office.cabinet.extraction.items import kind_of, plain_item
from gabinete.office.cabinet.extraction.layout import Block
from gabinete.office.cabinet.extraction.learned import probability
from gabinete.office.cabinet.extraction.presents import from_presents
from gabinete.office.cabinet.extraction.reading import LEARNT, Candidate, Document
from gabinete.office.cabinet.extraction.tables import cells_of
from gabinete.office.cabinet.extraction.traits import Unit, traits_of, units_of
from gabinete.office.cabinet.extraction.verbs import from_future, from_present, from_subjunctive

DOUBTED = 0.1
"""Probability under which what a rule found is not trusted; chosen leaving out a set of documents at a time."""
ADDED = 0.55
"""Probability from which a unit that no rule took is an agreement; chosen in the same way."""
_SURE = 0.7
"""Trust of the plain performative verbs («se instruye a…»), which the scorer does not doubt."""
_WHOLE = 800
"""Characters from which a text is a document; the scorer knows nothing of a sentence on its own."""
_SHOWN = 0.5
_WHO_AND_WHEN = 0.07
"""What saying who and when adds later to a trust."""
_LOST = 0.45
"""Trust that a doubted candidate loses."""
_LEAST = 8
"""Characters of a cell that can say what is to be done."""
_NEAR = 200
"""Characters of a unit in which whoever is to act is named."""
_OPENS = 25
"""Characters before a unit of the directory that opens a sentence."""
_BY = re.compile(r"\b(?:por parte|a cargo|responsabilidad) del? (?:la )?$")
_WORD = re.compile(r"[^\W\d_]+")


def second_reading(document: Document, block: Block, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates of a block, the doubtful ones with less trust and the likely units nobody took added.

    A text of a few lines is left as the rules read it. A petition asks and a report tells: nothing is added to what the rules found in them.
    """
    if len(document.clean) < _WHOLE:
        return found
    scored = [(unit, probability(traits_of(document, unit))) for unit in units_of(document, block)]
    for candidate in found:
        likely = [chance for unit, chance in scored if _meets(candidate, unit)]
        if likely and max(likely) < DOUBTED and candidate.confidence < _SURE:
            candidate.confidence -= _LOST
    if document.petition or document.report:
        return found
    added = [
        one for unit, chance in scored if chance >= ADDED for one in _raise(document, unit, found, chance)
    ]
    return sorted([*found, *added], key=lambda one: one.start) if added else found


def _meets(candidate: Candidate, unit: Unit) -> bool:
    return candidate.quote[0] < unit.end and unit.start < candidate.quote[1]


def _raise(document: Document, unit: Unit, found: list[Candidate], chance: float) -> Iterator[Candidate]:
    """Trust the best of what the rules doubted in a likely unit, or yield the unit itself."""
    inside = [one for one in found if _meets(one, unit)]
    if any(one.confidence + _WHO_AND_WHEN >= _SHOWN for one in inside):
        return
    trust = _trust(chance)
    if inside:
        best = max(inside, key=lambda one: one.confidence)
        best.confidence = trust
        return
    taken = _taken(document, unit)
    if taken is not None:
        taken.confidence, taken.quote = trust, (unit.start, unit.end)
        taken.family = LEARNT
        yield taken


def _trust(chance: float) -> float:
    """Return the confidence of what only the scorer found: never that of a plain order."""
    return _SHOWN + 0.3 * (chance - ADDED) / (1 - ADDED)


def _taken(document: Document, unit: Unit) -> Candidate | None:
    """Return a unit as a candidate, its clause read by the rules as far as they can."""
    if unit.block.kind == "row":
        return _of_row(document, unit)
    for reader in (from_frames, from_futures, from_presents):
        told = list(reader(document, unit.start, unit.end))
        if told:
            return max(told, key=lambda one: one.confidence)
    kind = kind_of(document, unit.block)
    start = unit.start + without_connectors(document.folded[unit.start : unit.end])
    taken = plain_item(document, unit.block, (start, unit.end), kind)
    if taken is not None and taken.action is None and not taken.who:
        _told_of(document, taken)
    return taken


def _told_of(document: Document, taken: Candidate) -> None:
    """Note the first verb with a subject that can be given a task, and the subject: «La SIDUR ya quedó de revisar…»."""
    end = min(taken.end, taken.start + _NEAR)
    for word in _WORD.finditer(document.clean, taken.start, end):
        verb = (
            from_future(word[0], accents=document.accents)
            or from_present(word[0])
            or from_subjunctive(word[0])
        )
        who = actor_before(document.clean, taken.start, word.start(), document.directory) if verb else ""
        if verb and who:
            taken.who = [who]
            taken.action = Action(verb, word.start(), word.end(), "future")
            return
    named = document.directory.match(document.clean[taken.start : end])
    if named and (
        named[0].start < _OPENS or _BY.search(document.folded, taken.start, taken.start + named[0].start)
    ):
        taken.who = [document.clean[taken.start + named[0].start : taken.start + named[0].end]]


def _of_row(document: Document, unit: Unit) -> Candidate | None:
    """Return a row whose columns are not known: its longest cell says what, another names who, another when."""
    cells = sorted(cells_of(document, unit.block), key=lambda cell: cell[0] - cell[1])
    if not cells or cells[0][1] - cells[0][0] < _LEAST:
        return None
    start, end = cells[0]
    if is_actor(document.clean[start:end], document.directory):
        return None  # a row of people
    action = action_at(document.clean, start, end, accents=document.accents)
    kind = kind_of(document, unit.block)
    taken = Candidate(kind, 0.0, (unit.start, unit.end), start, end, action, listed=True)
    for first, last in sorted(cells[1:]):
        if not taken.who and is_actor(document.clean[first:last], document.directory):
            taken.who = [bare(document.clean[first:last])]
        dues = [shifted(due, first) for due in find_dues(document.folded[first:last], document.moment)]
        taken.dues = taken.dues or [replace(due, weight=3) for due in dues]
    # A row that says neither who nor when is of works, figures or payments.
    return taken if (taken.who or taken.dues) and not _is_over(document, taken) else None


def _is_over(document: Document, taken: Candidate) -> bool:
    """Return whether every date of a row is gone by: a table of payments or visits made."""
    session = document.moment.session
    days = [due.day for due in taken.dues]
    return bool(days) and session is not None and all(day is not None and day < session for day in days)
