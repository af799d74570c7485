"""What a paragraph orders, agrees or promises, sentence by sentence, each knowing who spoke before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gabinete.office.cabinet.extraction.actors import actor_before, bare, is_actor
from gabinete.office.cabinet.extraction.authority import has_power
from gabinete.office.cabinet.extraction.frames import from_frames
from gabinete.office.cabinet.extraction.futures import from_futures
from gabinete.office.cabinet.extraction.imperatives import from_imperatives
from gabinete.office.cabinet.extraction.items import complete_from
from gabinete.office.cabinet.extraction.layout import Block
from gabinete.office.cabinet.extraction.presents import from_presents
from gabinete.office.cabinet.extraction.reading import Candidate, Document
from gabinete.office.cabinet.extraction.sentences import sentence_spans
from gabinete.office.cabinet.extraction.tails import tail_of
from gabinete.office.cabinet.extraction.verb_lists import PAST, RESULT
from gabinete.office.cabinet.extraction.votes import is_rejected, is_vote, moved_in

_JOINT = re.compile(r"(?:[\s,;]|\b(?:y|e|que|mientras|en|tanto|al|tiempo|a|la|vez)\b)*$")
_TOLD = re.compile(r"\b[^\W\d_]{2,}(?:ó|Ó|aron|ARON|ieron|IERON)\b|\b(?:dijo|expuso|hizo|propuso|dispuso)\b")
_OURS = re.compile(r"me |nos |vamos |voy |[a-z]+remos\b")
"""What somebody promises of himself."""
_QUOTED_BY = re.compile(
    r"[”\"»],?\s+(?:dijo|afirmo|aseguro|expreso|senalo|anuncio|prometio|indico|manifesto|preciso|sostuvo|respondio|puntualizo)\s+(?P<who>(?:el|la) [^,.;]{3,60}?)(?=[,.;]| a | ante | al | durante |$)"
)
"""Who is quoted, told after the quotation marks."""
_SAYS = re.compile(
    r"\b(?:dijo|aseguro|afirmo|manifesto|preciso|explico|adelanto|prometio|confirmo|detallo) que [^.;]*\by que\b[^.;]*$"
)
"""«explicó que…, y que el resto quedará…»: what is said last is the speaker's."""
_SAID_THAT = re.compile(
    r"\b(?:dijo|senalo|indico|informo|aseguro|afirmo|manifesto|comento|preciso|agrego|anadio|reitero|adelanto|prometio|confirmo) que (?:(?:lo|la|los|las|les?|ya|tambien|en \w+(?: \w+)?,?)\s+)*$"
)
_TURN = re.compile(r"(?:(?:EL|LA) C\. )?[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ., ]{4,80}:\s")
"""A turn of a verbatim record («SECRETARIO: …»): what one moves is voted on in the turn of another."""
_SURE_ENOUGH = 0.5
_NEAR_START = 30
"""Characters of a sentence within which its label has to stand."""
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
        rejected = is_rejected(document, start, end)
        moved = None if rejected else moved_in(document, start, end)
        proposal = None if rejected else moved or proposal
        if not rejected and is_vote(document, start, end):
            found = [
                *([proposal] if proposal else []),
                *(one for one in found if _goes_beyond(one, proposal)),
            ]
            proposal = None
        elif not found and last is not None:
            _label_after(document, last, start, end)
        opening = _teller(document, start, end)
        for candidate in found:
            _supply(document, candidate, opening, voice.teller)
            candidate.confidence -= penalty
        voice.teller = opening or voice.teller
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
    _supply_quoted(document, candidate)
    if candidate.family in {"future", "going"} and not candidate.who and candidate.action:
        said_at = candidate.action.start if candidate.family == "future" else candidate.start
        before = document.folded[candidate.quote[0] : said_at]
        told = _SAID_THAT.search(before) or (_SAYS.search(before) and candidate.action.verb in RESULT)
        candidate.who = [opening] if opening and told else []
    unsaid = candidate.family == "ask" and not said.startswith("se ")
    if unsaid and not opening and teller and not has_power(teller):
        candidate.confidence -= 0.4


def _supply_quoted(document: Document, candidate: Candidate) -> None:
    """Give what somebody promises of himself to who is quoted («“Vamos a abrir…”, dijo la alcaldesa»)."""
    at = candidate.action.start if candidate.action else candidate.start
    ours = _OURS.match(document.folded, candidate.start) or _OURS.match(document.folded, at)
    quoted = _QUOTED_BY.search(document.folded, *candidate.quote)
    if ours and quoted and not candidate.who:
        who = document.clean[quoted.start("who") : quoted.end("who")]
        candidate.who = [bare(who)] if is_actor(who, document.directory) else []


def _label_after(document: Document, last: Candidate, start: int, end: int) -> None:
    """Read «Responsable: …» or «Estará a cargo de…» after the sentence it speaks of."""
    tail = tail_of(document, start, end)
    labelled = bool(tail.who) and min(cut for cut, _ in tail.cuts) - start < _NEAR_START
    told = re.match(
        r"\W*(?:plazos?|fechas?|vencimiento|entrega|termino)\b[^:.]{0,30}:", document.folded[start:end]
    )
    if not (labelled or told):
        return
    complete_from(document, last, start, end)
    last.confidence = max(last.confidence, _LABELLED)


def _goes_beyond(candidate: Candidate, proposal: Candidate | None) -> bool:
    """Return whether what a vote also orders («…, facultándose a la Síndica para firmar») is not what was moved."""
    if candidate.family in {"approve", "passive", "agree"} and not candidate.who:
        return False
    return proposal is None or candidate.start >= proposal.end or candidate.quote != proposal.quote


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
        begins = following.start
        if (
            following.family == "future"
            and following.confidence >= _SURE_ENOUGH
            and following.action
            and one.action
        ):
            begins = begins if begins > one.action.rest else following.action.start
        if one.action and one.action.rest < begins < one.end:
            joint = _JOINT.search(document.folded[one.action.rest : begins])
            one.end = begins - (len(joint[0]) if joint else 0)
