"""From a candidate to the drafts it gives: one an action, with who, when and what cut apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gabinete.office.cabinet.extraction.actors import bare, is_actor, split_actors
from gabinete.office.cabinet.extraction.clauses import (
    Action,
    action_at,
    phrase_of,
    split_actions,
    tidy,
    without,
)
from gabinete.office.cabinet.extraction.drafts import Draft
from gabinete.office.cabinet.extraction.dues import Due, best_due, find_dues, shifted
from gabinete.office.cabinet.extraction.folding import fold, one_space
from gabinete.office.cabinet.extraction.negatives import is_nothing_to_follow
from gabinete.office.cabinet.extraction.owners import cleaned, owner_of
from gabinete.office.cabinet.extraction.reading import Candidate, Document
from gabinete.office.cabinet.extraction.tails import shared_by, tail_of
from gabinete.office.cabinet.extraction.wording import warnings_for

_SURE = 0.97
_HANDS_OVER = ("turnar", "canalizar", "enviar", "mandar", "comisionar")
"""Verbs whose object answers for what follows: «turnar a la comisión», «enviar a la CEA a revisar…»."""
_GENERIC = re.compile(r"^(?:se|este|esta|esto|ello|lo|las?|los|el|todo|nada)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    action: Action | None
    due: Due | None


def drafts_of(document: Document, candidate: Candidate, given: str) -> Iterator[Draft]:
    """Yield the drafts of a candidate, in order.

    Args:
        document: the one being read.
        candidate: what was found.
        given: the text as given, which the offsets of drafts refer to.
    """
    _end_at_quotation(document, candidate)
    who, cuts = _who(document, candidate)
    parts = _parts(document, candidate)
    for part in parts:
        text = _text(document, candidate, part, cuts, first=part is parts[0])
        quote_start, quote_end = document.prepared.span(*candidate.quote)
        quote = given[quote_start:quote_end]
        if is_nothing_to_follow(fold(text), fold(quote)):
            continue
        units = _units(document, who)
        words = one_space(document.clean[part.due.start : part.due.end]).strip(" ,.:;") if part.due else None
        yield Draft(
            text=text,
            kind=candidate.kind,
            responsible=who,
            units=units,
            due=part.due.day if part.due else None,
            due_text=_bare_due(words),
            term=part.due.term if part.due else None,
            confidence=_confidence(document, candidate, who, part.due),
            quote=quote,
            start=quote_start,
            end=quote_end,
            warnings=warnings_for(part.action, who, units, (part.due, words), document.moment.session),
        )


def _end_at_quotation(document: Document, candidate: Candidate) -> None:
    """Leave out of a clause said between quotation marks what the writer adds after them («…», aseguró)."""
    text = document.clean[candidate.start : candidate.end]
    opened = re.search(r"[“«\"]", document.clean[candidate.quote[0] : candidate.start])
    closing = re.search(r"[”»]", text) or re.search(r"\"" if opened else r"\"\s*[,.]\s", text)
    if closing and not re.search(r"[“«\"]", text[: closing.start()]) and closing.start() > 10:  # noqa: PLR2004
        candidate.end = candidate.start + closing.start()


def _turned_to(document: Document, candidate: Candidate) -> list[str]:
    """Return to whom a matter is turned: whoever receives it answers for it."""
    if candidate.action is None or not candidate.action.verb.startswith(_HANDS_OVER):
        return []
    sends = not candidate.action.verb.startswith(("turnar", "canalizar"))
    hit = re.match(
        r"\s*al?\s+(?P<who>(?:la |los |las )?.{4,100}?)\s+(?:a|para)\s+[a-zñ]+[aei]r(?:se|l[oa]s?)?\b"
        if sends
        else r"(?:\s*,?\s*por \w+(?: de votos)?,?)?\s*al?\s+(?P<who>(?:la |los |las )?.{4,100}?)\s*(?=,|\s(?:el|los|las|un|una|para|la|a mas|a más|antes|en|dentro)\s|$)",
        document.clean[candidate.action.rest : candidate.end].replace("\n", " "),
    )
    return [bare(hit["who"])] if hit and is_actor(hit["who"], document.directory) else []


def _who(document: Document, candidate: Candidate) -> tuple[list[str], list[tuple[int, int]]]:
    """Return who answers, each once, and the stretches of the text that say so."""
    said_after = candidate.action.rest if candidate.action and not candidate.listed else candidate.start
    tail = tail_of(document, min(said_after, candidate.end), candidate.end)
    shared = shared_by(document, candidate.start, candidate.end)
    names: list[str] = []
    said = cleaned(document, candidate, _turned_to(document, candidate) or candidate.who)
    told = cleaned(document, candidate, tail.who)
    owners = [] if said or told else owner_of(document, candidate)
    for phrase in [*said, *told, *owners, *shared.who]:
        for name in split_actors(phrase, document.directory):
            if not _GENERIC.match(name) and fold(name) not in {fold(other) for other in names}:
                names.append(name)
    candidate.dues = candidate.dues or tail.dues
    return names, [*candidate.cuts, *tail.cuts, *shared.cuts]


def _parts(document: Document, candidate: Candidate) -> list[_Part]:
    """Return the actions of a candidate, each with its due date; a date at the end serves all of them."""
    opening = candidate.action.start if candidate.action else candidate.start
    whole = [(opening, candidate.end)]
    spans = (
        whole
        if candidate.family == "statement"
        else split_actions(document.clean, opening, candidate.end, accents=document.accents)
    )
    parts: list[_Part] = []
    for number, (start, end) in enumerate(_with_object(document, spans)):
        action = (
            candidate.action
            if number == 0
            else action_at(document.clean, start, end, accents=document.accents)
        )
        dues = [shifted(due, start) for due in find_dues(document.folded[start:end], document.moment)]
        parts.append(_Part(start, end, action, best_due(_serious(document, dues))))
    fallback = _fallback(document, candidate, opening)
    for number in reversed(range(len(parts))):
        if parts[number].due is None:
            following = parts[number + 1].due if number + 1 < len(parts) else fallback
            parts[number] = replace(parts[number], due=following)
    for number in range(1, len(parts)):
        parts[number] = replace(parts[number], due=parts[number].due or parts[number - 1].due)
    if candidate.dues:
        chosen = best_due(candidate.dues)
        parts = [
            replace(
                part,
                due=chosen if chosen and (part.due is None or part.due.weight < chosen.weight) else part.due,
            )
            for part in parts
        ]
    return parts


def _with_object(document: Document, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the actions, those that only say when («e informe en la próxima sesión») joined to the one before."""
    joined = spans[:1]
    for start, end in spans[1:]:
        found = find_dues(document.folded[start:end], document.moment)
        cuts = [(due.start + start, due.end + start) for due in found]
        if len(tidy(without(document.clean, start, end, cuts)).split()) > 1:
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


def _serious(document: Document, dues: list[Due]) -> list[Due]:
    """Return the phrases that can be a due date: not a past date that nothing marks as one."""
    session = document.moment.session
    return [
        due
        for due in dues
        if not (due.weight < 3 and due.day and session and due.day < session)  # noqa: PLR2004
        and not (due.weight < 2 and due.day and session is None)  # noqa: PLR2004
    ]


def _fallback(document: Document, candidate: Candidate, opening: int) -> Due | None:
    """Return a date said before the verb («Durante julio, la SEC entregará…») or after the clause."""
    floor = max(candidate.floor, candidate.quote[0])
    before = [shifted(due, floor) for due in find_dues(document.folded[floor:opening], document.moment)]
    session = document.moment.session
    before = [
        due
        for due in _serious(document, before)
        if due.day is None or due.day != session or due.weight > 2  # noqa: PLR2004
    ]
    if not before and candidate.listed and candidate.end < candidate.quote[1]:
        before = [
            shifted(due, candidate.end)
            for due in find_dues(document.folded[candidate.end : candidate.quote[1]], document.moment)
        ]
    return best_due(before)


def _text(
    document: Document, candidate: Candidate, part: _Part, cuts: list[tuple[int, int]], *, first: bool
) -> str:
    """Return what is to be done as a phrase without who or when."""
    cuts = [*cuts, *([(part.due.start, part.due.end)] if part.due else [])]
    if part.action is None:
        return tidy(without(document.clean, part.start, part.end, cuts))
    phrase = phrase_of(document.clean, part.action, part.end, cuts)
    if first and candidate.whole_object:
        verb, _, rest = phrase.partition(" ")
        phrase = tidy(f"{verb} {_undated(document, candidate.whole_object)} {rest}")
    return phrase


def _undated(document: Document, words: str) -> str:
    """Return the object of an agreement without the date that was said in the middle of it."""
    due = best_due(find_dues(fold(words), document.moment))
    return one_space(words[: due.start] + " " + words[due.end :] if due else words)


def _bare_due(words: str | None) -> str | None:
    if not words:
        return None
    return (
        re.sub(
            r"^(?:plazo|fecha|término|termino|fecha límite|vencimiento)\s*:\s*",
            "",
            words,
            flags=re.IGNORECASE,
        )
        or None
    )


def _units(document: Document, who: list[str]) -> list[str]:
    found: list[str] = []
    for name in who:
        for match in document.directory.match(name):
            if match.acronym not in found:
                found.append(match.acronym)
    return found


def _confidence(document: Document, candidate: Candidate, who: list[str], due: Due | None) -> float:
    value = candidate.confidence + 0.04 * bool(who) + 0.03 * (due is not None)
    if (
        document.petition
        and (
            candidate.family in {"ask", "instruct", "duty", "future", "going", "agree"}
            or (
                candidate.family == "commit"
                and " se comprometi" in fold(document.clean[slice(*candidate.quote)])
            )
        )
        and not candidate.listed
    ):
        value -= 0.35
    return round(max(0.0, min(_SURE, value)), 2)
