"""«Chuy sube el formulario a más tardar el lunes»: duties that notes tell in the present tense."""

import re
from collections.abc import Iterator

from gabinete.office.cabinet.extraction.actors import bare, is_actor, without_connectors
from gabinete.office.cabinet.extraction.clauses import Action
from gabinete.office.cabinet.extraction.dues import find_dues
from gabinete.office.cabinet.extraction.folding import words
from gabinete.office.cabinet.extraction.reading import COMMITMENT, Candidate, Document
from gabinete.office.cabinet.extraction.verbs import from_present

TELLING = words(
    "informar explicar presentar exponer proponer plantear solicitar pedir sugerir reiterar considerar mostrar reportar reconocer comunicar decir hacer dar tener poner tomar llamar contestar responder"
    " prever estimar valorar requerir contar seguir continuar analizar avanzar operar trabajar iniciar concluir terminar recibir ofrecer permitir cumplir registrar garantizar incluir representar agregar invitar exhortar recomendar instruir"
    " acordar convenir resolver determinar aprobar autorizar usar utilizar producir generar participar mantener lograr impulsar promover celebrar inaugurar encabezar supervisar inspeccionar visitar recorrer arrancar aplicar aumentar crear entablar mejorar"
)
"""Verbs that in the present tense tell of what is said or goes on, not of what somebody has to do."""
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"[^:.;\n]{2,50}:\s+")
_OPEN = re.compile(r"(?:^|\s)(?:el|la|los|las|de|del|y|e|a|al|para|por|con|en|su|un|una|que|no)\s*$")
_CLITIC = re.compile(r"\s(?:se|le|les|nos|me|lo|la|los|las)\s*$")
_OPINES = re.compile(r" (?:que|dificil|facil|posible|imposible|bien|mal|viable|complicad[oa]|necesari[oa])\b")
"""«dice que», «ve difícil»: an opinion, not a duty."""
_LONGEST_SUBJECT = 90
_STRONG = 3


def from_presents(document: Document, start: int, end: int) -> Iterator[Candidate]:
    """Yield the duty a sentence tells in the present: of somebody who attends, or with a term that cannot be missed."""
    label = _LABEL.match(document.clean, start, end)
    opening = label.end() if label else start
    opening += without_connectors(document.folded[opening:end])
    for word in _WORD.finditer(document.clean, opening, min(end, opening + _LONGEST_SUBJECT)):
        verb = from_present(word[0]) if word[0].islower() else None
        subject = _CLITIC.sub("", document.clean[opening : word.start()])
        if verb is None or _OPEN.search(subject.lower()) or not is_actor(subject, document.directory):
            continue
        if verb not in TELLING and not _OPINES.match(document.folded, word.end()):
            yield from _duty(
                document, (start, end), Action(verb, word.start(), word.end(), "future"), subject
            )
        return


def _duty(document: Document, span: tuple[int, int], action: Action, subject: str) -> Iterator[Candidate]:
    start, end = span
    session = document.moment.session
    pressing = any(
        due.weight == _STRONG and (due.term or session is None or due.day is None or due.day > session)
        for due in find_dues(document.folded[action.rest : end], document.moment)
    )
    attends = document.directory.knows_person(bare(subject))
    if pressing or attends:
        yield Candidate(
            COMMITMENT,
            0.56 + 0.08 * (pressing and attends),
            span,
            start,
            end,
            action,
            who=[bare(subject)],
            family="present",
        )
