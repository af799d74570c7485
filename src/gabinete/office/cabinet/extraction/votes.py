"""What a council moves and votes: «somete a consideración la propuesta para celebrar…; se aprueba por unanimidad»."""

import re

from gabinete.office.cabinet.extraction.clauses import action_at
from gabinete.office.cabinet.extraction.complements import clause_after_that
from gabinete.office.cabinet.extraction.folding import words
from gabinete.office.cabinet.extraction.reading import AGREEMENT, Candidate, Document
from gabinete.office.cabinet.extraction.verbs import INFINITIVE

_PROPOSES_THAT = re.compile(
    r"\b(?:(?:yo )?(?:lo que )?(?:propongo|proponemos|mi propuesta|solicito)(?: es)?(?: a este (?:pleno|cabildo))?:? (?=que )|(?:(?:se )?(?:propone|propuso|propusieron|plantea|planteo|solicita|solicito|somete a (?:su |la )?(?:consideracion|aprobacion)) ))(?:que |(?=se [a-z]+[ae]n? ))"
)
_MOVES = re.compile(
    rf"\b(?:(?:propuesta|solicitud|iniciativa(?: de acuerdo)?|dictamen|punto de acuerdo|autorizacion|aprobacion|peticion)\b[^.;:]{{0,80}}?\s(?:para|a fin de|consistente en|de|por (?:el|la) que se (?:propone|autoriza)\w*)\s+|(?:a favor|por la afirmativa) de )(?={INFINITIVE}\b)"
)
_VOTE = re.compile(
    r"\b(?:se aprueban?|se aprobo|aprobandose|(?:es|fue|siendo|resulta|resultando|queda|quedando|quedo) (?:\w+ )?aprobad[oa]s?|se autoriza|se acuerda(?: favorable)?|aprobad[oa]s? por|\w+ votos?,? (?:a favor,? )?(?:por )?unanimidad|(?:todos|tod[oa]s l[oa]s presentes) (?:estuvieron|estan) de acuerdo|(?:hubo|por) consenso(?= *$))"
)
_VOTING = words(
    "por unanimidad mayoria calificada absoluta simple de los las la el lo votos voto presentes integrantes miembros en votacion economica nominal sus terminos dicho dicha este esta turno propuesta solicitud mocion punto iniciativa dictamen acuerdo"
    " peticion planteamiento propuesto presentado presentada planteado planteada solicitado solicitada formulado formulada anterior unanime favor a con y contra abstencion abstenciones cero un una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte"
    " cabildo ayuntamiento pleno regidores ediles asistentes presidente presidenta senor senora todos se aprueba del al su total parte que fue es siendo emitidos ningun ninguna sin mas comentarios"
)
_GOES_ON = re.compile(
    r",\s*(?:facult|instruy|qued|autoriz|comision|turn|orden|emiti|por lo que|para lo cual)"
)
_REJECTED = re.compile(
    r"\b(?:rechaz|desech|neg[oa]|se retira|retiro (?:el|la))\w*|\bno (?:se )?(?:aprueb|aprob|vota)\w*"
)


def is_rejected(document: Document, start: int, end: int) -> bool:
    """Return whether a sentence says that something was voted down or withdrawn."""
    return _REJECTED.search(document.folded, start, end) is not None


def is_vote(document: Document, start: int, end: int) -> bool:
    """Return whether a sentence only says that something was approved, without saying what."""
    for hit in _VOTE.finditer(document.folded, start, end):
        after = document.folded[hit.end() : end]
        tail = _GOES_ON.search(after)
        told = re.findall(r"[a-z]+", after[: tail.start()] if tail else after)
        if all(word in _VOTING for word in told):
            return True
    return False


def moved_in(document: Document, start: int, end: int) -> Candidate | None:
    """Return what a sentence moves, as the agreement it will be if it is voted for; ``None`` when it moves nothing."""
    that = _PROPOSES_THAT.search(document.folded, start, end)
    if that:
        made = Candidate(AGREEMENT, 0.74, (start, end), that.end(), end, family="approve")
        return made if clause_after_that(document, made, that.end(), end) else None
    moved = _MOVES.search(document.folded, start, end)
    if moved is None:
        return None
    action = action_at(document.clean, moved.end(), end, accents=document.accents)
    if action is None or action.form != "infinitive":
        return None
    made = Candidate(AGREEMENT, 0.66, (start, end), moved.end(), end, action, family="approve")
    vote = _VOTE.search(document.folded, action.rest, end)
    if vote:
        made.end = vote.start()
    return made
