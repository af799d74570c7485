"""«Arquitecto, présteles la máquina»: orders given in speech, with the form of «usted»."""

import re
from collections.abc import Iterator

from gabinete.office.cabinet.extraction.actors import bare, called_before, is_actor
from gabinete.office.cabinet.extraction.authority import has_power
from gabinete.office.cabinet.extraction.clauses import Action
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.reading import INSTRUCTION, Candidate, Document
from gabinete.office.cabinet.extraction.verbs import from_subjunctive

_ORDER = re.compile(
    r"\b(?P<verb>[a-zñ]*[áéíóú][a-zñ]*?(?:en|e|an|a))(?P<to>me|nos|les?|l[oa]s?)\b", re.IGNORECASE
)
_COURTESY = words("permitir decir disculpar dejar explicar comentar platicar recordar ayudar contar corregir")
"""Verbs with which who presides gives the floor, and orders nothing."""
_TO_SOMEBODY = re.compile(
    r"(?:^|[.;,]\s+)(?:y\s+)?al?\s+(?P<who>(?:la |los |las )?[^;:.]{3,70}?),?\s+que\s+(?:me\s+|nos\s+|les?\s+)?(?P<verb>[^\W\d_]+)",
    re.IGNORECASE,
)
"""An order whose verb of ordering is left unsaid: «Y al ingeniero Parra, que me levante un acta»."""
_SHOWN = 0.6


def from_imperatives(document: Document, opening: int, start: int, end: int) -> Iterator[Candidate]:
    """Yield what somebody who may order tells another to do, in a sentence of a verbatim record.

    Args:
        document: the one being read.
        opening: where the turn begins («EL C. PRESIDENTE MUNICIPAL: …»).
        start: where the sentence begins.
        end: where it ends.
    """
    speaker = re.compile(r"[^:\n]{3,90}:").match(document.clean, opening, end)
    if speaker is None or not has_power(speaker[0]):
        return
    for hit in _ORDER.finditer(document.clean, start, end):
        verb = from_subjunctive(hit["verb"])
        if verb is None or fold(verb) in _COURTESY:
            continue
        who = called_before(document.clean[max(start, speaker.end()) : hit.start()], document.directory)
        pronoun = hit["to"].lower() if hit["to"].lower() not in {"me", "nos"} else ""
        action = Action(verb + pronoun, hit.start(), hit.end(), "order")
        yield _ordered(action, (start, end), who)
    for hit in _TO_SOMEBODY.finditer(document.clean[start:end]):
        verb = from_subjunctive(hit["verb"])
        if verb and is_actor(hit["who"], document.directory):
            yield _ordered(
                Action(verb, start + hit.start("verb"), start + hit.end(), "subjunctive"),
                (start, end),
                bare(hit["who"]),
            )


def _ordered(action: Action, quote: tuple[int, int], who: str) -> Candidate:
    trust = _SHOWN if who else _SHOWN - 0.15
    return Candidate(
        INSTRUCTION, trust, quote, action.start, quote[1], action, who=[who] if who else [], family="order"
    )
