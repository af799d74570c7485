"""«Arquitecto, présteles la máquina»: orders given in speech, with the form of «usted»."""

import re
from collections.abc import Iterator

from gabinete.office.cabinet.extraction.actors import bare, is_actor
from gabinete.office.cabinet.extraction.authority import has_power
from gabinete.office.cabinet.extraction.clauses import Action
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.reading import INSTRUCTION, Candidate, Document
from gabinete.office.cabinet.extraction.verbs import from_subjunctive

_ORDER = re.compile(r"\b(?P<verb>[a-zñ]*[áéíóú][a-zñ]*?(?:en|e|an|a))(?P<to>me|nos|les?|l[oa]s?)\b", re.IGNORECASE)
_COURTESY = words("permitir decir disculpar dejar explicar comentar platicar recordar ayudar contar corregir")
"""Verbs with which who presides gives the floor, and orders nothing."""
_CALLED = re.compile(r"(?P<who>[^,;:.]{3,80}),\s*$")
_TITLED = re.compile(
    r"^(?:licenciad[oa]|ingenier[oa]|arquitect[oa]|doctora?|profesora?|maestr[oa]|contadora?|director[a]?|comandante|tesorer[oa]|secretari[oa])\b"
)
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
        called = _CALLED.search(document.clean, max(start, speaker.end()), hit.start())
        who = bare(called["who"]) if called else ""
        named = is_actor(who, document.directory) or _TITLED.match(fold(who)) is not None
        pronoun = hit["to"].lower() if hit["to"].lower() not in {"me", "nos"} else ""
        action = Action(verb + pronoun, hit.start(), hit.end(), "order")
        yield Candidate(
            INSTRUCTION,
            _SHOWN if named else _SHOWN - 0.15,
            (start, end),
            hit.start(),
            end,
            action,
            who=[who] if named else [],
            family="order",
        )
