"""What a paragraph orders, agrees or promises, sentence by sentence, each knowing who spoke before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gabinete.office.cabinet.extraction.actors import actor_before
from gabinete.office.cabinet.extraction.authority import has_power
from gabinete.office.cabinet.extraction.frames import clause_after_that, from_frames
from gabinete.office.cabinet.extraction.futures import from_futures
from gabinete.office.cabinet.extraction.imperatives import from_imperatives
from gabinete.office.cabinet.extraction.items import complete_from
from gabinete.office.cabinet.extraction.layout import Block
from gabinete.office.cabinet.extraction.presents import from_presents
from gabinete.office.cabinet.extraction.reading import AGREEMENT, Candidate, Document
from gabinete.office.cabinet.extraction.sentences import sentence_spans
from gabinete.office.cabinet.extraction.tails import tail_of
from gabinete.office.cabinet.extraction.verb_lists import PAST

_JOINT = re.compile(r"(?:[\s,;]|\b(?:y|e|que|mientras|en|tanto|al|tiempo|a|la|vez)\b)*$")
_TOLD = re.compile(r"[^\W\d_]{2,}(?:ó|Ó|aron|ARON|ieron|IERON)\b|\b(?:dijo|expuso|hizo|propuso|dispuso)\b")
_PROPOSES = re.compile(
    r"\b(?:(?:yo )?(?:lo que )?(?:propongo|proponemos|mi propuesta|solicito)(?: es)?(?: a este (?:pleno|cabildo))?:? (?=que )|(?:(?:se )?(?:propone|propuso|propusieron|plantea|planteo|solicita|solicito|somete a (?:su |la )?(?:consideracion|aprobacion)) ))(?:que )"
)
_VOTED = re.compile(
    r"\b(?:se aprueban?|se aprobo|aprobandose|(?:es|fue|siendo|resulta|resultando|queda|quedando|quedo) (?:\w+ )?aprobad[oa]|se autoriza|se acuerda(?: favorable)?|\w+ votos?,? (?:a favor,? )?(?:por )?unanimidad)"
    r"(?:[\s,.*-]|\b(?:por|unanimidad|mayoria|calificada|absoluta|simple|de|los|las|votos?|presentes|integrantes|en|votacion|economica|nominal|sus|terminos|el|la|lo|dich[oa]|est[ea]|turno|propuesta|solicitud|mocion|punto|iniciativa|peticion|planteamiento|propuest[oa]|presentad[oa]|planteado|planteada|solicitad[oa]|formulad[oa]|anterior|unanime|favor|a)\b)*$"
)
_REJECTED = re.compile(
    r"\b(?:rechaz|desech|neg[oa]|se retira|retiro (?:el|la))\w*|\bno (?:se )?(?:aprueb|aprob|vota)\w*"
)
_SAID_THAT = re.compile(
    r"\b(?:dijo|senalo|indico|informo|aseguro|afirmo|manifesto|comento|preciso|agrego|anadio|reitero|adelanto|prometio|confirmo) que (?:(?:lo|la|los|las|les?|ya|tambien|en \w+(?: \w+)?,?)\s+)*$"
)
_TURN = re.compile(r"(?:(?:EL|LA) C\. )?[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ., ]{4,80}:\s")
"""A turn of a verbatim record («SECRETARIO: …»): what one moves is voted on in the turn of another."""
_LABELLED = 0.62
"""Trust of a duty without a subject when a label right after it says who answers."""


@dataclass(slots=True)
class Voice:
    """Of whom the text tells, kept from one paragraph to the next line of the same."""

    teller: str = ""
    end: int = 0
    proposal: Candidate | None = None

    def heard_until(self, document: Document, block: Block) -> None:
        """Forget who spoke when a blank line sets a block apart from what was read before."""
        if re.search(r"\n\s*\n", document.clean[self.end : block.start]) or block.kind == "item":
            self.teller = ""
        if not _TURN.match(document.clean, block.start, block.end):
            self.proposal = None
        self.end = block.end


def from_paragraph(document: Document, block: Block, penalty: float, voice: Voice) -> Iterator[Candidate]:
    """Yield what the sentences of a paragraph order, agree or promise.

    Args:
        document: the one being read.
        block: the paragraph.
        penalty: trust taken because of the section it stands in, 0–1.
        voice: of whom the text was telling; kept up to date.
    """
    voice.heard_until(document, block)
    proposal = voice.proposal
    last: Candidate | None = None
    for start, end in sentence_spans(document.clean, block.start, block.end):
        found = _in_sentence(document, start, end)
        found += from_imperatives(document, block.start, start, end) if not found else []
        rejected = _REJECTED.search(document.folded, start, end)
        if rejected is None and _VOTED.search(document.folded, start, end):
            found = [proposal] if proposal else []
            proposal = None
        elif not found and last is not None:
            _label_after(document, last, start, end)
        opening = _teller(document, start, end)
        for candidate in found:
            _supply(document, candidate, opening, voice.teller)
            candidate.confidence -= penalty
        voice.teller = opening or voice.teller
        proposal = _proposal(document, start, end, proposal)
        last = found[-1] if found else last
        yield from found
    voice.proposal = proposal


def _in_sentence(document: Document, start: int, end: int) -> list[Candidate]:
    framed = list(from_frames(document, start, end))
    futures = [one for one in from_futures(document, start, end) if _stands_alone(one, framed)]
    found = sorted([*framed, *futures], key=lambda one: one.start) or list(
        from_presents(document, start, end)
    )
    _part(document, found)
    floor = start
    for candidate in found:
        candidate.floor = max(candidate.floor, floor)
        floor = min(candidate.end, candidate.action.rest if candidate.action else candidate.end)
        candidate.quote = (start, end)
    return found


def _teller(document: Document, start: int, end: int) -> str:
    """Return who a sentence tells of: the subject of its first verb in the past."""
    said = _TOLD.search(document.clean, start, end)
    if said is None and not document.accents:
        said = next(
            (hit for hit in re.compile(r"[^\W\d_]+").finditer(document.folded, start, end) if hit[0] in PAST),
            None,
        )
    return actor_before(document.clean, start, said.start(), document.directory) if said else ""


def _supply(document: Document, candidate: Candidate, opening: str, teller: str) -> None:
    """Give a candidate the subject its sentence or the one before leaves unsaid («Se comprometió a enviar…»)."""
    said = document.folded[candidate.start : candidate.start + 24]
    told_to = re.search(r"\bles? $", document.folded[max(0, candidate.start - 5) : candidate.start])
    if (
        candidate.family == "commit"
        and not candidate.who
        and not re.match(r"\bqued\w+ pendiente|nos |me ", said)
    ):
        candidate.who = [name for name in (opening or teller,) if name]
    if (
        candidate.family in {"instruct", "ask"}
        and not candidate.who
        and (told_to or said.startswith(("le ", "les ")))
    ):
        candidate.who = [name for name in (opening or teller,) if name]
    if candidate.family in {"future", "going"} and not candidate.who and candidate.action:
        said_at = candidate.action.start if candidate.family == "future" else candidate.start
        before = document.folded[candidate.quote[0] : said_at]
        candidate.who = [opening] if opening and _SAID_THAT.search(before) else []
    unsaid = candidate.family == "ask" and not said.startswith("se ")
    if unsaid and not opening and teller and not has_power(teller):
        candidate.confidence -= 0.4


def _label_after(document: Document, last: Candidate, start: int, end: int) -> None:
    """Read «Responsable: …» or «Estará a cargo de…» after the sentence it speaks of."""
    labelled = bool(tail_of(document, start, end).who)
    told = re.match(
        r"\W*(?:plazos?|fechas?|vencimiento|entrega|termino)\b[^:.]{0,30}:", document.folded[start:end]
    )
    if not (labelled or told):
        return
    complete_from(document, last, start, end)
    last.confidence = max(last.confidence, _LABELLED)


def _proposal(document: Document, start: int, end: int, before: Candidate | None) -> Candidate | None:
    """Return what has been proposed so far in a paragraph and not yet voted on."""
    if _REJECTED.search(document.folded, start, end):
        return None
    hit = _PROPOSES.search(document.folded, start, end)
    if hit is None:
        return before
    made = Candidate(AGREEMENT, 0.74, (start, end), hit.end(), end, family="approve")
    return made if clause_after_that(document, made, hit.end(), end) else before


def _stands_alone(future: Candidate, framed: list[Candidate]) -> bool:
    """Return whether a duty in the future is not just the complement of an order or agreement."""
    for one in framed:
        inside = future.action is not None and one.start <= future.action.start < one.end
        if inside and not (future.who and one.action and future.start > one.action.rest + 3):
            return False
    return True


def _part(document: Document, found: list[Candidate]) -> None:
    """End each clause where the next one begins («…, mientras que la SEC impartirá…»)."""
    for one, following in pairwise(found):
        if one.action and one.action.rest < following.start < one.end:
            joint = _JOINT.search(document.folded[one.action.rest : following.start])
            one.end = following.start - (len(joint[0]) if joint else 0)
