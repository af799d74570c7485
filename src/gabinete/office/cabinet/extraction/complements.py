"""What follows a performative verb: to whom, «que…», «para que…», an infinitive, or the thing approved."""

import re
from dataclasses import replace

from gabinete.office.cabinet.extraction.actors import bare, is_actor, without_connectors
from gabinete.office.cabinet.extraction.clauses import Action, action_at
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.reading import Candidate, Document
from gabinete.office.cabinet.extraction.verbs import (
    INFINITIVE,
    from_future,
    from_noun,
    from_present,
    from_reported,
    from_subjunctive,
    is_known,
)

_NOUN_OPENERS = words("el la los las de del al una un con en por sin su sus cada este esta a")
_COMPLEMENT = re.compile(
    rf",?\s+(?:(?P<que>a que|para que|a efecto de que|a efectos de que|a fin de que|con el (?:fin|objeto|proposito) de que|en el sentido de que|de que|que)\s+|(?:a efecto de|a efectos de|a fin de|con el fin de|con el objeto de|para|a|de|en)\s+(?={INFINITIVE}\b)|(?={INFINITIVE}\b)|(?=(?:la|el|los|las|una|un|su)\s+(?P<noun>[a-z]+)\b))"
)
_NOUNS_TOO = words(
    "informe informes reporte reportes avance cierre corte nombre ajuste enlace alcance debate parte desfile aporte levante soporte transporte embarque traslado cause obra obras entrega firma visita compra venta mejora demanda queja junta carga toma paga prueba muestra cuenta norma forma reforma marcha lista nota carta consulta oferta reserva cobra multa pinta poda siembra tala renta alerta escolta guarda vista"
)
"""Words that are a noun as often as a verb: after an article they are the noun."""
_BEFORE_NOUNS = tuple(f" {word}" for word in _NOUN_OPENERS)
_OWED = re.compile(
    r"\s*,?\s*(?:(?:por parte|a cargo|de parte) del? (?P<who>[^,.;]{3,80}?),?\s+)?(?:de |por )?(?:entregar(?:se)? |la entrega de |el envio de )?(?=(?:la|el|los|las|una?)\s+(?:informes?|reportes?|opinion|dictamen|propuestas?|listad[oa]s?|listas?|copias?|cotizacion(?:es)?|fichas?|relacion|programa|calendario|proyecto|estudio|plan|padron|documentos?|expedientes?|datos|firma|convenio)\b)"
)
_CLEFT = re.compile(
    r"(?:sean?|fuesen?|fueran?)\s+(?P<who>[^.;:]{3,90}?),?\s+(?:quien(?:es)?|(?:el|la|los|las) que)\s+"
)
_THING = re.compile(
    r"\s(?=(?:la|el|los|las|una?|su|copia)\s+(?:\w+\s+)?(?:informes?|reportes?|opinion|dictamen|propuestas?|listad[oa]s?|listas?|copias?|cotizacion(?:es)?|fichas?|relacion|programa|calendario|cronograma|proyecto|estudio|analisis|plan|padron|documentos?|expedientes?|datos|bitacora|resumen|presupuesto|minuta|base de datos)\b)"
)
"""What is asked for, right after who is asked."""
_POLITE = re.compile(r"^\s*(?:usted|ustedes)\s+", re.IGNORECASE)
_PRONOUNS = frozenset({"lo", "la", "los", "las", "le", "les"})


def addressed(document: Document, candidate: Candidate, start: int, end: int) -> Candidate | None:
    """Return the candidate with its addressee, in «… a la SIDUR (a | para | que) reparar…»."""
    lead = re.compile(
        r"\s*,?\s*(?:al?\b|del?\b|para que\b)"
        if candidate.family == "charge"
        else r"\s*,?\s*(?:al?\b|para que\b)"
    ).match(document.folded, start, end)
    if lead is None or lead[0].strip().startswith("para"):
        return None
    for marker in _COMPLEMENT.finditer(document.folded, lead.end(), end):
        who = document.clean[lead.end() : marker.start()]
        if document.folded.startswith("tardar", marker.end()) or not is_actor(who, document.directory):
            continue
        if _filled(document, candidate, marker, end):
            candidate.who.insert(0, bare(who))
            return candidate
    asked = re.match(r"[a-z]+[aei]r\b", document.folded[candidate.start :]) is None
    if asked and candidate.family in {"ask", "charge"} and _deliverable(document, candidate, lead.end(), end):
        return candidate
    return None


def _deliverable(document: Document, candidate: Candidate, start: int, end: int) -> bool:
    """Read «se pidió al área jurídica una opinión por escrito»: whoever is asked for something hands it over."""
    for hit in _THING.finditer(document.folded, start, end):
        who = document.clean[start : hit.start()]
        if is_actor(who, document.directory):
            candidate.who.insert(0, bare(who))
            candidate.action = Action("entregar", hit.start(), hit.start(), "infinitive")
            return True
    return False


def _filled(document: Document, candidate: Candidate, marker: re.Match[str], end: int) -> bool:
    """Return whether an action follows the marker; note it in the candidate if so."""
    if marker["que"]:
        return clause_after_that(document, candidate, marker.end(), end)
    if marker["noun"] and not from_noun(document.clean[marker.start("noun") : marker.end("noun")]):
        return False
    action = action_at(document.clean, marker.end(), end, accents=document.accents)
    if action is None or action.form not in {"infinitive", "noun"}:
        return False
    if action.form == "noun" and re.match(r"un[ao]?\s", document.folded[marker.end() :]):
        action = Action("realizar", marker.end(), marker.end(), "infinitive")  # «una visita de inspección»
    if action.form == "infinitive" and not _surely_verb(document, marker, action):
        return False
    candidate.action = action
    return True


def _surely_verb(document: Document, marker: re.Match[str], action: Action) -> bool:
    """Return whether what looks like an infinitive is one, and not a surname («Pilar Salazar»)."""
    if re.search(r"\b(?:a|para|fin de|efectos? de|objeto de)\s+$", marker[0]):
        return True
    written = document.clean[action.start : action.rest]
    return written.islower() or (written.isupper() and is_known(action.verb))


def clause_after_that(document: Document, candidate: Candidate, start: int, end: int) -> bool:
    """Note in the candidate who and what a clause after «que» says; return whether it says anything."""
    if _cleft(document, candidate, start, end):
        return True
    action, subject_end = _first_action(document, start, end)
    if action is None:
        return False
    subject = _POLITE.sub("", document.clean[start:subject_end])
    candidate.action = action
    name = bare(subject[without_connectors(fold(subject)) :])
    named = re.sub(r"\s+(?:se|no|les?|lo|la)$", "", name)
    if named != name and is_actor(named, document.directory):
        reflexive = name.endswith(" se") and action.form == "subjunctive" and not action.verb.endswith("se")
        candidate.action = replace(action, verb=f"{action.verb}se") if reflexive else action
        candidate.who.append(named)
        return True
    if subject.strip().lower() in {"me", "nos", "se", "no"}:
        return True
    if subject.strip().lower() in _PRONOUNS:
        candidate.action = replace(action, verb=action.verb + subject.strip().lower())
    elif is_actor(name, document.directory):
        candidate.who.append(name)
    elif name and len(name) < 90:  # noqa: PLR2004 - a longer one is not a subject
        candidate.whole_object = re.sub(r"\s+(?:se|no|le|les)$", "", subject.strip()).strip(" ,")
        candidate.whole_object = (
            "" if candidate.whole_object.lower() in {"se", "no"} else candidate.whole_object
        )
    return True


def _cleft(document: Document, candidate: Candidate, start: int, end: int) -> bool:
    """Read «que sea el comité quien lo determine»: who and what told apart."""
    hit = _CLEFT.match(document.folded, start, end)
    who = document.clean[hit.start("who") : hit.end("who")] if hit else ""
    action = action_at(document.clean, hit.end(), end, accents=document.accents) if hit else None
    if action is None or not is_actor(who, document.directory):
        return False
    candidate.action = action
    candidate.who.append(bare(who))
    return True


def _first_action(document: Document, start: int, end: int) -> tuple[Action | None, int]:
    """Return the first verb in the subjunctive or future of a clause, and where its subject ends."""
    for word in re.compile(r"[^\W\d_]+").finditer(document.clean, start, min(end, start + 260)):
        plain = document.folded[word.start() : word.end()]
        before = document.folded[start : word.start()].rstrip()
        taken_up = before in {"lo", "la", "los", "las"} and plain not in _NOUNS_TOO
        if before.endswith(_BEFORE_NOUNS) or (before in {"el", "la", "los", "las"} and not taken_up):
            continue
        known = bool(
            from_subjunctive(word[0])
            or from_future(word[0], accents=document.accents)
            or plain in {"debe", "deben"}
            or from_reported(word[0])
            or _does(document, word, start)
        )
        if not known or plain in {"entre", "sobre", "para"}:
            continue
        action = action_at(document.clean, word.start(), end, accents=document.accents)
        if action is None and (doing := from_present(word[0])):
            action = Action(doing, word.start(), word.end(), "future")
        if action and action.form in {"subjunctive", "future", "participle", "reported"}:
            return action, word.start()
    return None, start


def _does(document: Document, word: re.Match[str], start: int) -> bool:
    """Return whether a verb in the present says what somebody will do: «quedó en que Laura redacta el borrador»."""
    subject = re.sub(r"\s+(?:se|les?|l[ao]s?)\s*$", "", document.clean[start : word.start()])
    return from_present(word[0]) is not None and word[0].islower() and is_actor(subject, document.directory)


def plain_complement(document: Document, candidate: Candidate, start: int, end: int) -> Candidate | None:
    """Return the candidate whose action follows directly: infinitive, noun, «que…» or thing approved."""
    folded = document.folded
    lead = re.compile(r"\s*,?\s*(?:lo siguiente\s*)?[:,]?\s*").match(folded, start, end)
    at = lead.end() if lead else start
    if document.folded.startswith("no ", at):
        action = action_at(document.clean, at + 3, end, accents=document.accents)
        if action and action.form == "infinitive":
            candidate.action = replace(action, verb=f"no {action.verb}")
            return candidate
    that = re.compile(r"(?:(?:a|de|en|para|a fin de)\s+)?que\s+").match(folded, at, end)
    if that:
        return candidate if clause_after_that(document, candidate, that.end(), end) else None
    thing = r"|(?:la|el|los|las)\s" if candidate.family == "term" else ""
    preposition = re.compile(rf"(?:a|de|en|para)\s+(?={INFINITIVE}\b{thing})").match(folded, at, end)
    action = action_at(
        document.clean, preposition.end() if preposition else at, end, accents=document.accents
    )
    if action and action.form in {"infinitive", "noun"}:
        candidate.action = action
        return candidate
    return _thing_approved(document, candidate, at, end)


def pending(document: Document, candidate: Candidate, start: int, end: int) -> Candidate | None:
    """Read «queda pendiente por parte de la SSP el reporte…»: the thing that is owed."""
    if (
        not document.folded.startswith("qued", candidate.start)
        or "pendiente" not in document.folded[candidate.start : start]
    ):
        return None
    hit = _OWED.match(document.folded, start, end)
    who = document.clean[hit.start("who") : hit.end("who")] if hit and hit["who"] else ""
    if hit is None or (who and not is_actor(who, document.directory)):
        return None
    candidate.who = [bare(who)] if who else []
    candidate.action = Action("entregar", hit.end(), hit.end(), "infinitive")
    candidate.confidence = 0.62
    return candidate


def _thing_approved(document: Document, candidate: Candidate, at: int, end: int) -> Candidate | None:
    """Return the approval of a thing («se aprueba el programa anual…») as an agreement to approve it."""
    folded = document.folded[at:end]
    granted = document.folded.startswith(("se conced", "se otorg"), candidate.start)
    granted = (
        granted
        or re.match(
            r"(?:apoyo|credito|pago|gasto|licencia|permiso|prorroga|ampliacion|recurso|anticipo|compra|descuento|condonacion|donacion|convenio|contrato)s?\s",
            folded,
        )
        is not None
    )
    article = "" if granted else r"(?:el|la|los|las|un|una|su|dicho|dicha)\s+"
    if candidate.family != "approve" or not re.match(rf"{article}(?!vez\b)\w+.{{8,}}", folded):
        return None
    verb = {
        "au": "autorizar",
        "ra": "ratificar",
        "va": "validar",
        "ac": "aceptar",
        "co": "conceder",
        "ot": "otorgar",
    }.get(document.folded[candidate.start : at].replace("se ", "")[:2], "aprobar")
    candidate.action = Action(verb, at, at, "infinitive")
    candidate.confidence -= 0.04
    return candidate
