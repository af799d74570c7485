"""The words with which an authority orders, a body agrees and an office commits itself."""

import re
from collections.abc import Iterator

from gabinete.office.cabinet.extraction.actors import (
    actor_before,
    bare,
    called_before,
    is_actor,
    without_connectors,
)
from gabinete.office.cabinet.extraction.authority import asks_with_power, authority_of, is_bygone
from gabinete.office.cabinet.extraction.clauses import Action
from gabinete.office.cabinet.extraction.complements import (
    addressed,
    clause_after_that,
    pending,
    plain_complement,
)
from gabinete.office.cabinet.extraction.performatives import (
    ADVERBS,
    KINDS,
    TRUST,
    Hit,
    frames_in,
)
from gabinete.office.cabinet.extraction.reading import AGREEMENT, Candidate, Document
from gabinete.office.cabinet.extraction.verb_lists import WEAK
from gabinete.office.cabinet.extraction.verbs import (
    from_order,
    from_present,
)

_FORMULA = re.compile(
    r"^\s*(?:,?\s*(?:la\s+)?(?:votacion|consideracion|asistencia|presencia|participacion|palabra|uso de la (?:voz|palabra)|perdon|disculpas?|apoyo de todos|licencia(?! (?:temporal|definitiva|sin goce|con goce|por))|permiso|moment))"
)
_NEXT_CLAUSE = re.compile(
    r"(?:,\s*|;\s*|\s+)(?:y|e|asi como|asimismo|ademas|tambien|mientras que|en tanto que|a la vez que|al tiempo que|por lo que|pero)?[\s,]*(?:se|les|le)?\s*$"
)


_TELLS_ON = re.compile(
    r",?\s+y\s+(?:también\s+|además\s+)?[a-záéíóúñ]{3,}(?:ó|aron|ieron)\s+(?=que\b|el\b|la\b|los\b|las\b)"
)
"""Where a sentence goes on telling («… y manifestó que»)."""
_DATIVE = re.compile(r"(?:^|[.,;:«“\"]\s*)(?:y\s+)?al?\s+(?:(?:la|los|las)\s+)?(?P<who>[^,.;:]{2,80}?),?\s*$")
"""To whom it is said, before the verb: «A Protección Civil le encargo…»."""
_AND_THAT = re.compile(r",?\s+(?:y|asi como|ademas de|e)\s+(?:a\s+|para\s+)?que\s+(?=(?:el|la|los|las)\s)")
_GIVEN_TO = re.compile(r"\s(?:al|a (?:la|los|las))\s+(?P<who>[^,.;]{3,80})$")
"""Whom a term is given: «se otorga un plazo de 15 días a la Dirección de Catastro | para…»."""
_AND_TO = re.compile(r"(?:,|;)?\s+(?:y|asi como)\s+(?=al?\s)|[,;]\s+(?=al?\s(?:la|los|las)?)")
_ORDERING = frozenset({"agree", "commit", "instruct", "ask"})


def from_frames(document: Document, start: int, end: int) -> Iterator[Candidate]:
    """Yield what a sentence orders, agrees, approves or commits to, clause by clause."""
    hits = frames_in(document, start, end)
    speaker = ""
    for index, hit in enumerate(hits):
        opening = start if index == 0 else hits[index - 1].end
        closing = _clause_end(document, hit, hits[index + 1].start if index + 1 < len(hits) else None, end)
        subject = _subject(document, opening, hit.start)
        speaker = actor_before(document.clean, opening, hit.start, document.directory) or speaker
        candidate = _complete(document, hit, closing, subject)
        if candidate is None:
            continue
        _name_who(document, candidate, hit, speaker, start)
        candidate.confidence -= 0.6 * is_bygone(document, hit, start, end)
        candidate.quote = (start, end)
        candidate.floor = start if index == 0 else hit.start
        candidate.confidence += authority_of(hit, subject, document, start) - 0.3 * _only_asks(hit, candidate)
        yield candidate
        yield from _and_that(document, candidate)
        yield from _and_to(document, candidate)


def _only_asks(hit: Hit, candidate: Candidate) -> bool:
    """Return whether somebody asks nobody in particular for nothing verifiable («pidió que se considere…»)."""
    action = candidate.action
    return hit.family == "ask" and not candidate.who and action is not None and action.verb in WEAK


def _clause_end(document: Document, hit: Hit, following: int | None, end: int) -> int:
    """Return where the clause of a performative verb ends: before the next one, or where the telling goes on."""
    closing = end if following is None else _without_tail(document, hit.end, following)
    told = _TELLS_ON.search(document.clean, hit.end, closing)
    return told.start() if told else closing


def _name_who(document: Document, candidate: Candidate, hit: Hit, speaker: str, start: int) -> None:
    """Say who answers when the clause itself does not: who speaks, or to whom it is said."""
    active = not document.folded.startswith("se ", hit.start)
    body = (
        hit.family in {"agree", "approve"} and active and not document.folded.startswith("propuso", hit.start)
    )
    binds_itself = hit.family == "commit" or body
    if not candidate.who and speaker and binds_itself:
        candidate.who = [speaker]
    if hit.family == "commit" and speaker and candidate.action:
        _promised_by(document, candidate, speaker)
    if not candidate.who and (to := _DATIVE.search(document.folded, start, hit.start)):
        named = document.clean[to.start("who") : to.end("who")]
        candidate.who = [bare(named)] if is_actor(named, document.directory) else []
    if not candidate.who and document.folded.startswith(("le ", "les "), hit.start):
        called = called_before(document.clean[start : hit.start], document.directory)
        candidate.who = [called] if called else []


def _promised_by(document: Document, candidate: Candidate, speaker: str) -> None:
    """Give to who promises what he promises of others: «se comprometió a que el hospital contará con…»."""
    assert candidate.action is not None  # noqa: S101 - only called with one
    promised = candidate.who and candidate.who[0] != speaker
    if promised and re.search(r"\bque\s", document.folded[candidate.start : candidate.action.start]):
        candidate.whole_object = candidate.who[0]
        candidate.who = [speaker]


def _and_that(document: Document, first: Candidate) -> Iterator[Candidate]:
    """Yield the other things agreed in one sentence: «se acuerda que la SEC aporte…, y que el DIF reparta…»."""
    at = first.action.rest if first.action else first.end
    marks = list(_AND_THAT.finditer(document.folded, at, first.end)) if first.family in _ORDERING else []
    ends = [mark.start() for mark in marks[1:]] + [first.end]
    for mark, end in zip(marks, ends, strict=False):
        other = Candidate(first.kind, first.confidence, first.quote, mark.end(), end, family=first.family)
        if clause_after_that(document, other, mark.end(), end) and (other.who or other.whole_object):
            first.end = min(first.end, mark.start())
            other.floor = mark.start()
            yield other


def _and_to(document: Document, first: Candidate) -> Iterator[Candidate]:
    """Yield what the same order gives to others: «instruyó a la SIDUR a concluir… y a la SEC a entregar…»."""
    at = first.action.rest if first.action else first.end
    told_to = first.family in {"instruct", "ask", "approve"} and bool(first.who)
    for mark in list(_AND_TO.finditer(document.folded, at, first.end)) if told_to else []:
        other = Candidate(
            first.kind, first.confidence, first.quote, mark.end(), first.end, family=first.family
        )
        if addressed(document, other, mark.end(), first.end):
            first.end = mark.start()
            other.floor = mark.start()
            yield other
            yield from _and_to(document, other)
            return


def _without_tail(document: Document, start: int, end: int) -> int:
    """Return where a clause ends when another begins after it: before its «, y se»."""
    tail = _NEXT_CLAUSE.search(document.folded, start, end)
    if tail:
        return tail.start()
    # The subject of the next clause («, y la Directora se comprometió») is not part of this one.
    last = max(document.folded.rfind(", y ", start, end), document.folded.rfind("; ", start, end))
    return last if last > start and end - last < 120 else end  # noqa: PLR2004


def _subject(document: Document, start: int, end: int) -> str:
    return (
        bare(document.clean[start + without_connectors(document.folded[start:end]) : end])
        if end > start
        else ""
    )


def _complete(document: Document, hit: Hit, end: int, subject: str) -> Candidate | None:
    """Return the candidate a performative verb opens, or ``None`` when nothing to be done follows it."""
    opening = hit.end + len(re.match(ADVERBS, document.folded[hit.end : end])[0])  # type: ignore[index]
    if _FORMULA.match(document.folded[opening:end]):
        return None
    kind = (
        AGREEMENT if re.match(r"(?:se )?facult", document.folded[hit.start : hit.end]) else KINDS[hit.family]
    )
    candidate = Candidate(kind, TRUST[hit.family], (opening, end), hit.start, end, family=hit.family)
    if hit.family in {"enact", "order"}:
        return _enacted(document, candidate, hit, subject)
    if hit.family == "passive":
        return _passive(document, candidate, subject, opening)
    if hit.family in {"instruct", "ask", "approve", "charge", "tell"} and (
        told_to := addressed(document, candidate, opening, end)
    ):
        return None if hit.family == "tell" and not _orders(told_to) else told_to
    if hit.family == "term" and (given := _GIVEN_TO.search(document.clean, hit.start, hit.end)):
        candidate.who = [bare(given["who"])] if is_actor(given["who"], document.directory) else []
    completed = pending(document, candidate, opening, end) if hit.family == "commit" else None
    completed = completed or plain_complement(document, candidate, opening, end)
    return None if completed is None or _powerless(document, hit, subject, completed) else completed


def _powerless(document: Document, hit: Hit, subject: str, completed: Candidate) -> bool:
    """Return whether what was asked or told binds nobody: asked without power, or told and not ordered."""
    if hit.family in {"tell", "that"}:
        return not _orders(completed)
    return hit.family == "ask" and not completed.who and not asks_with_power(document, hit, subject)


def _orders(candidate: Candidate) -> bool:
    """Return whether «indicó que…» orders somebody with a name something, instead of telling it."""
    return bool(candidate.who and candidate.action and candidate.action.form == "subjunctive")


def _enacted(document: Document, candidate: Candidate, hit: Hit, subject: str) -> Candidate | None:
    """Return what is done by being said: «Se turna a la Comisión…», «; gírese oficio…»; not «el comité se nombra…»."""
    word = document.folded[hit.start : hit.end].split()[-1]
    ordered = from_order(word) if hit.family == "order" else None
    verb = ordered or from_present("turna" if word == "turno" else word)
    if (subject and not ordered) or verb is None or len(document.clean[hit.end : candidate.end].split()) < 3:  # noqa: PLR2004
        return None
    candidate.action = Action(verb, hit.start, hit.end, "infinitive")
    return candidate


def _passive(document: Document, candidate: Candidate, subject: str, at: int) -> Candidate | None:
    """Return the approval told backwards: «El plan fue aprobado», «quedando aprobado el plan»."""
    after = document.clean[at : candidate.end].strip(" ,.;:")
    verb = "autorizar" if "autorizad" in document.folded[candidate.start : at] else "aprobar"
    candidate.action = Action(verb, at, at, "infinitive")
    if re.match(r"(?:el|la|los|las|un|una|dicho)\s+\w+.{8,}", after.lower()):
        return candidate
    thing = re.split(r"\b(?:votación|votacion|consideración|consideracion|discusión)\b[,\s]*", subject)[-1]
    if not re.match(r"(?:[A-ZÁÉÍÓÚÑa-z]\w+\s+\S+.{6,})", thing) or len(thing) > 200:  # noqa: PLR2004
        return None
    candidate.whole_object = thing.strip(" ,")
    candidate.end = at
    return candidate
