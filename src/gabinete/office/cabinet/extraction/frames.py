"""The words with which an authority orders, a body agrees and an office commits itself."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gabinete.office.cabinet.extraction.actors import (
    actor_before,
    bare,
    called_before,
    is_actor,
    without_connectors,
)
from gabinete.office.cabinet.extraction.authority import asks_with_power, authority_of, is_bygone
from gabinete.office.cabinet.extraction.clauses import Action, action_at
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.performatives import (
    ADVERBS,
    KINDS,
    TRUST,
    Hit,
    frames_in,
)
from gabinete.office.cabinet.extraction.reading import AGREEMENT, Candidate, Document
from gabinete.office.cabinet.extraction.verbs import (
    INFINITIVE,
    from_future,
    from_noun,
    from_order,
    from_present,
    from_reported,
    from_subjunctive,
    is_known,
)

_COMPLEMENT = re.compile(
    rf",?\s+(?:(?P<que>a que|para que|a efecto de que|a efectos de que|a fin de que|con el (?:fin|objeto|proposito) de que|en el sentido de que|de que|que)\s+|(?:a efecto de|a efectos de|a fin de|con el fin de|con el objeto de|para|a|de|en)\s+(?={INFINITIVE}\b)|(?={INFINITIVE}\b)|(?=(?:la|el|los|las|una|un|su)\s+(?P<noun>[a-z]+)\b))"
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
_NOUN_OPENERS = words("el la los las de del al una un con en por sin su sus cada este esta a")
_BEFORE_NOUNS = tuple(f" {word}" for word in _NOUN_OPENERS)
_AND_THAT = re.compile(r",?\s+(?:y|asi como|ademas de|e)\s+(?:a\s+|para\s+)?que\s+(?=(?:el|la|los|las)\s)")
_AND_TO = re.compile(r"(?:,|;)?\s+(?:y|asi como)\s+(?=al?\s)|[,;]\s+(?=al?\s(?:la|los|las)?)")
_OWED = re.compile(
    r"\s*,?\s*(?:(?:por parte|a cargo|de parte) del? (?P<who>[^,.;]{3,80}?),?\s+)?(?:de |por )?(?:entregar(?:se)? |la entrega de |el envio de )?(?=(?:la|el|los|las|una?)\s+(?:informes?|reportes?|opinion|dictamen|propuestas?|listad[oa]s?|listas?|copias?|cotizacion(?:es)?|fichas?|relacion|programa|calendario|proyecto|estudio|plan|padron|documentos?|expedientes?|datos|firma|convenio)\b)"
)
_CLEFT = re.compile(r"(?:sean?|fuesen?|fueran?)\s+(?P<who>[^.;:]{3,90}?),?\s+(?:quien(?:es)?|(?:el|la|los|las) que)\s+")
_THING = re.compile(
    r"\s(?=(?:la|el|los|las|una?|su|copia)\s+(?:\w+\s+)?(?:informes?|reportes?|opinion|dictamen|propuestas?|listad[oa]s?|listas?|copias?|cotizacion(?:es)?|fichas?|relacion|programa|calendario|cronograma|proyecto|estudio|analisis|plan|padron|documentos?|expedientes?|datos|bitacora|resumen|presupuesto|minuta|base de datos)\b)"
)
"""What is asked for, right after who is asked."""
_POLITE = re.compile(r"^\s*(?:usted|ustedes)\s+", re.IGNORECASE)
_ORDERING = frozenset({"agree", "commit", "instruct", "ask"})
_PRONOUNS = frozenset({"lo", "la", "los", "las", "le", "les"})


def from_frames(document: Document, start: int, end: int) -> Iterator[Candidate]:
    """Yield what a sentence orders, agrees, approves or commits to, clause by clause."""
    hits = frames_in(document, start, end)
    speaker = ""
    for index, hit in enumerate(hits):
        clause_end = hits[index + 1].start if index + 1 < len(hits) else end
        clause_end = _without_tail(document, hit.end, clause_end) if index + 1 < len(hits) else clause_end
        if told := _TELLS_ON.search(document.clean, hit.end, clause_end):
            clause_end = told.start()
        subject = _subject(document, start if index == 0 else hits[index - 1].end, hit.start)
        speaker = (
            actor_before(
                document.clean, start if index == 0 else hits[index - 1].end, hit.start, document.directory
            )
            or speaker
        )
        candidate = _complete(document, hit, clause_end, subject)
        active = not document.folded.startswith("se ", hit.start)
        if (
            candidate
            and not candidate.who
            and speaker
            and (hit.family == "commit" or (hit.family == "agree" and active))
        ):
            candidate.who = [speaker]
        if candidate and hit.family == "commit" and speaker and candidate.action:
            _promised_by(document, candidate, speaker)
        if candidate and not candidate.who and (to := _DATIVE.search(document.folded, start, hit.start)):
            named = document.clean[to.start("who") : to.end("who")]
            candidate.who = [bare(named)] if is_actor(named, document.directory) else []
        if candidate and not candidate.who and document.folded.startswith(("le ", "les "), hit.start):
            called = called_before(document.clean[start : hit.start], document.directory)
            candidate.who = [called] if called else []
        if candidate:
            candidate.confidence -= 0.6 * is_bygone(document, hit, start, end)
            candidate.quote = (start, end)
            candidate.floor = start if index == 0 else hit.start
            candidate.confidence += authority_of(hit, subject, document, start)
            yield candidate
            yield from _and_that(document, candidate)
            yield from _and_to(document, candidate)


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
    addressed = first.family in {"instruct", "ask", "approve"} and first.who
    for mark in list(_AND_TO.finditer(document.folded, at, first.end)) if addressed else []:
        other = Candidate(first.kind, first.confidence, first.quote, mark.end(), first.end, family=first.family)
        if _addressed(document, other, mark.end(), first.end):
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
    if hit.family in {"instruct", "ask", "approve", "charge"} and (
        addressed := _addressed(document, candidate, opening, end)
    ):
        return addressed
    completed = _pending(document, candidate, opening, end) if hit.family == "commit" else None
    completed = completed or _plain_complement(document, candidate, opening, end)
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


def _addressed(document: Document, candidate: Candidate, start: int, end: int) -> Candidate | None:
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
        if not is_actor(who, document.directory):
            continue
        if _filled(document, candidate, marker, end):
            candidate.who.insert(0, bare(who))
            return candidate
    if candidate.family in {"ask", "charge"} and _deliverable(document, candidate, lead.end(), end):
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
        if before.endswith(_BEFORE_NOUNS) or (before in {"el", "la", "los", "las"}):
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


def _plain_complement(document: Document, candidate: Candidate, start: int, end: int) -> Candidate | None:
    """Return the candidate whose action follows directly: infinitive, noun, «que…» or thing approved."""
    folded = document.folded
    lead = re.compile(r"\s*,?\s*(?:lo siguiente\s*)?[:,]?\s*").match(folded, start, end)
    at = lead.end() if lead else start
    if document.folded.startswith("no ", at):
        action = action_at(document.clean, at + 3, end, accents=document.accents)
        if action and action.form == "infinitive":
            candidate.action = replace(action, verb=f"no {action.verb}")
            return candidate
    that = re.compile(r"(?:(?:a|de|en|para)\s+)?que\s+").match(folded, at, end)
    if that:
        return candidate if clause_after_that(document, candidate, that.end(), end) else None
    preposition = re.compile(rf"(?:a|de|en|para)\s+(?={INFINITIVE}\b)").match(folded, at, end)
    action = action_at(
        document.clean, preposition.end() if preposition else at, end, accents=document.accents
    )
    if action and action.form in {"infinitive", "noun"}:
        candidate.action = action
        return candidate
    return _thing_approved(document, candidate, at, end)


def _pending(document: Document, candidate: Candidate, start: int, end: int) -> Candidate | None:
    """Read «queda pendiente por parte de la SSP el reporte…»: the thing that is owed."""
    if not document.folded.startswith("qued", candidate.start) or "pendiente" not in document.folded[candidate.start : start]:
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
    granted = granted or re.match(r"(?:apoyo|credito|pago|gasto|licencia|permiso|prorroga|ampliacion|recurso|anticipo|compra|descuento|condonacion|donacion|convenio|contrato)s?\s", folded) is not None
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
