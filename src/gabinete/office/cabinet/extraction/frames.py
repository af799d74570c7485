"""The words with which an authority orders, a body agrees and an office commits itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gabinete.office.cabinet.extraction.actors import (
    actor_before,
    bare,
    is_actor,
    is_citizen,
    without_connectors,
)
from gabinete.office.cabinet.extraction.clauses import Action, action_at
from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.reading import AGREEMENT, COMMITMENT, INSTRUCTION, Candidate, Document
from gabinete.office.cabinet.extraction.verbs import (
    INFINITIVE,
    from_future,
    from_noun,
    from_present,
    from_reported,
    from_subjunctive,
    is_known,
)

_ADVERBS = r"(?:\s*,?\s*(?:aqui|ahi|hoy|tambien|asimismo|asi mismo|ademas|igualmente|por (?:unanimidad|mayoria|consenso|votacion)(?: (?:de|calificada|absoluta|simple)(?: los)?(?: votos| presentes)?)*|de manera (?:unanime|enfatica|particular|especifica|puntual|respetuosa|atenta|conjunta|formal)|atentamente|formalmente|respetuosamente|publicamente|en (?:votacion|lo) \w+(?: y en lo particular)?|con \w+ votos? a favor(?:[^,]{0,40})?)\b,?)*"
_FRAMES: dict[str, str] = {
    "instruct": r"\b(?:ha|han|habia|he|hemos)\s+(?:instruido|ordenado|encomendado|girado\s+instrucciones)\b|\b(?:(?:se|les|le)\s+(?:les?\s+)?)?(?:instruye|instruyen|instruyo|instruyeron|ordena|ordeno|ordenan|ordenaron|encomienda|encomendo|encomendaron|encarga|encargo|encargaron|exhorta|exhorto|exhortaron|conmina|conmino|mandata|mandato|comisiona|comisiono|faculta|faculto|delega|urgio)\b"
    r"|\bgir(?:o|a|aron|ar)(?:a)?\s+(?:sus\s+|las\s+)?(?:instruccion(?:es)?|indicacion(?:es)?)(?:\s+(?:precisas|expresas|puntuales|directas))?\b|\b(?:dio|da|dieron)\s+(?:la\s+)?(?:instruccion(?:es)?|indicacion(?:es)?)(?:\s+(?:precisas|expresas|puntuales))?\b"
    r"|\b(?:instruir|encargar|encomendar|exhortar|facultar|comisionar|mandatar)(?=\s+al?\b)",
    "ask": r"\b(?:le|les)\s+(?:pido|solicito|instruyo|encargo)\b|\b(?:quiero|vengo a)\s+(?:pedir|solicitar|instruir|encargar)(?:les?)?\b|\b(?:se\s+(?:les?\s+)?)?(?:solicita|solicito|solicitan|solicitaron|pide|pidio|piden|pidieron|requiere|requirio|requirieron|recomienda|recomendo|convoca|convoco|llamo|invita|invito)\b|\b(?:solicitar|requerir)(?=\s+al?\b)",
    "charge": r"\b(?:queda|quedo|quedan|quedaron|estara|estaran|correra|correran|corre|corren)\s+(?:a\s+cargo|bajo\s+la\s+responsabilidad)(?=\s+del?\b)|\bcorresponde(?:ra)?(?=\s+al?\b)",
    "agree": r"\b(?:se\s+)(?:acuerda|acordo|acuerdan|acordaron|conviene|convino|determina|determino|resuelve|resolvio|decide|decidio|dispone|dispuso|define que|definio que|establece que|establecio que|pacto|concerto)\b"
    r"|\b(?:acuerda(?=\s+(?:que|por|[a-z]+[aei]r\b))|acuerdan|acordaron|acordo|acordamos|convinieron|convenimos|resolvieron|resolvio|decidieron|decidio|determino(?=\s+(?:que|[a-z]+[aei]r\b))|determinaron)\b"
    r"|\b(?:quedo|queda|quedando|fue)\s+acordado\b|\bse\s+(?:llego|llega)\s+al\s+acuerdo(?:\s+de)?\b|\bllegaron\s+al\s+acuerdo(?:\s+de)?\b|\bse\s+tom(?:o|a)\s+el\s+acuerdo(?:\s+de)?\b",
    "approve": r"\b(?:se\s+)?(?:aprueba|aprueban|aprobo|aprobaron|autoriza|autorizan|autorizo|autorizaron|ratifica|ratifico)\b|\bse\s+(?:valida|valido|acepta|acepto)\b|\b(?:autorizar)(?=\s+al?\b)",
    "passive": r"\b(?:fue|fueron|queda|quedan|quedo|quedaron|quedando|siendo|es|son)\s+(?:debidamente\s+)?(?:aprobad[oa]s?|autorizad[oa]s?)\b",
    "enact": r"\bse\s+(?:turna|turnan|turno|remite|remiten|canaliza|agenda|programa|designa|nombra)\b",
    "commit": r"\b(?:(?:se|nos|me)\s+)(?:comprometen?|comprometio|comprometieron|comprometimos|comprometemos|comprometo|obligan?|obligo)\b(?:\s+con\s+[^,.]{3,50}?(?=\s+a\b))?(?:\s+formalmente|\s+tambien|\s+ademas)?\s*(?=,?\s*(?:a|en)\b)"
    r"|\b(?:asum(?:e|en|io|ieron|imos)|adquir(?:io|ieron)|adquiere|hizo|hicieron)\s+(?:el|los)\s+(?:siguientes?\s+)?compromisos?\s+de\b|\b(?:quedo|quedaron|queda|quedan|quedamos)\s+(?:formalmente\s+)?(?:en(?=\s+(?:que|[a-z]+[aei]r))|de(?=\s+[a-z]+[aei]r)|comprometid[oa]s?\s+a|obligad[oa]s?\s+a|encargad[oa]s?\s+de|(?:como\s+)?responsables?\s+de)"
    r"|\bse\s+(?:ofrece|ofrecio|ofrecieron)\s+a\b|\b(?:ofrecio|ofrecieron|acepto|aceptaron)(?=\s+[a-z]+[aei]r\b)|\bqued(?:o|a|an|aron)\s+pendientes?(?:\s+(?:de|por)\b)?(?=\s+(?:que|[a-z]+[aei]r))|\b(?:sera|seran)\s+(?:el\s+|la\s+|los\s+|las\s+)?(?:responsables?|encargad[oa]s?)\s+de\b|\btendran?\s+a\s+su\s+cargo\b",
}
_KINDS = {
    "instruct": INSTRUCTION,
    "ask": INSTRUCTION,
    "agree": AGREEMENT,
    "approve": AGREEMENT,
    "charge": AGREEMENT,
    "enact": AGREEMENT,
    "passive": AGREEMENT,
    "commit": COMMITMENT,
}
_TRUST = {
    "instruct": 0.86,
    "ask": 0.72,
    "agree": 0.82,
    "approve": 0.74,
    "charge": 0.78,
    "enact": 0.62,
    "passive": 0.58,
    "commit": 0.84,
}
_FINDER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FRAMES.items()))
_COMPLEMENT = re.compile(
    rf",?\s+(?:(?P<que>a que|para que|a efecto de que|a efectos de que|a fin de que|con el (?:fin|objeto|proposito) de que|en el sentido de que|de que|que)\s+|(?:a efecto de|a efectos de|a fin de|con el fin de|con el objeto de|para|a|de|en)\s+(?={INFINITIVE}\b)|(?={INFINITIVE}\b)|(?=(?:la|el|los|las|una|un|su)\s+(?P<noun>[a-z]+)\b))"
)
_REFUSED = re.compile(
    r"(?:\bno|\bcomo (?:lo|la|ya)?|\bsegun lo|\bpropuso que|\bpropone que|\bsugirio que|\bsi|\bcuando|\bhabia|\bse habia|\bya|\bprevio a que|(?<!por )\b(?:el|la|los|las) (?:que|cual|cuales)|\bmism[oa]s? que)\s*(?:se\s+)?$"
)
_ASKERS_WITHOUT_POWER = re.compile(
    r"\b(?:vecin|ciudadan|habitant|asistent|lider|madre|padre|poblador|manifestant|peticionari|productor|comerciant|regidor|concejal|diputad|colon[oa]s|alumn|jovenes|trabajador|usuari|participant|reporter|periodist)"
)
_FORMULA = re.compile(
    r"^\s*(?:,?\s*(?:la\s+)?(?:votacion|consideracion|asistencia|presencia|participacion|palabra|uso de la (?:voz|palabra)|perdon|disculpas?|apoyo de todos|licencia|permiso|moment))"
)
_NEXT_CLAUSE = re.compile(
    r"(?:,\s*|;\s*|\s+)(?:y|e|asi como|asimismo|ademas|tambien|mientras que|en tanto que|a la vez que|al tiempo que|por lo que|pero)?[\s,]*(?:se|les|le)?\s*$"
)


_PRONOUNS = frozenset({"lo", "la", "los", "las", "le", "les"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A performative verb found in a sentence."""

    family: str
    start: int
    end: int


def frames_in(document: Document, start: int, end: int) -> list[Hit]:
    """Return the performative verbs of a sentence, denied and reported ones left out."""
    return [
        Hit(hit.lastgroup or "", hit.start(), hit.end())
        for hit in _FINDER.finditer(document.folded, start, end)
        if not _REFUSED.search(document.folded[max(start, hit.start() - 30) : hit.start()])
    ]


def from_frames(document: Document, start: int, end: int) -> Iterator[Candidate]:
    """Yield what a sentence orders, agrees, approves or commits to, clause by clause."""
    hits = frames_in(document, start, end)
    speaker = ""
    for index, hit in enumerate(hits):
        clause_end = hits[index + 1].start if index + 1 < len(hits) else end
        clause_end = _without_tail(document, hit.end, clause_end) if index + 1 < len(hits) else clause_end
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
        if candidate:
            candidate.quote = (start, end)
            candidate.floor = start if index == 0 else hit.start
            candidate.confidence += _authority(hit, subject, document, start)
            yield candidate


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


def _authority(hit: Hit, subject: str, document: Document, start: int) -> float:
    """Return how much who speaks adds or takes: neighbours ask, they do not order."""
    before = document.folded[start : hit.start]
    if (
        hit.family in {"ask", "approve", "instruct"}
        and _ASKERS_WITHOUT_POWER.search(before[-90:])
        and "se " not in document.folded[hit.start : hit.start + 3]
    ):
        return -0.4
    if re.search(
        r"\b(?:sesion|reunion|acta)\s+(?:anterior|pasada|previa)\b|\b(?:el|del) (?:ano|mes) pasado\b", before
    ):
        return -0.4
    if (
        hit.family == "ask"
        and re.search(r"\bque\s*$", before)
        and not re.search(r"(?:\bpor lo|[aeio]o|[ao]) que\s*$", before)
    ):
        return -0.4
    if hit.family == "approve" and re.search(r"\b(?!por lo\b)\w+[^o] que\s*$", before):
        return -0.4  # «el programa que se aprobó» tells of something past
    if re.match(r"(?:se )?(?:recomi|recomen|invit|convoc|llamo)", document.folded[hit.start : hit.end]):
        return -0.26  # advice and invitations bind nobody unless a list of agreements takes them up
    return 0.02 if subject and not is_citizen(subject) else 0.0


def _complete(document: Document, hit: Hit, end: int, subject: str) -> Candidate | None:
    """Return the candidate a performative verb opens, or ``None`` when nothing to be done follows it."""
    opening = hit.end + len(re.match(_ADVERBS, document.folded[hit.end : end])[0])  # type: ignore[index]
    if _FORMULA.match(document.folded[opening:end]):
        return None
    kind = (
        AGREEMENT if re.match(r"(?:se )?facult", document.folded[hit.start : hit.end]) else _KINDS[hit.family]
    )
    candidate = Candidate(kind, _TRUST[hit.family], (opening, end), hit.start, end, family=hit.family)
    if hit.family == "enact":
        return _enacted(document, candidate, hit, subject)
    if hit.family == "passive":
        return _passive(document, candidate, subject, opening)
    if hit.family in {"instruct", "ask", "approve", "charge"} and (
        addressed := _addressed(document, candidate, opening, end)
    ):
        return addressed
    completed = _plain_complement(document, candidate, opening, end)
    if (
        completed
        and hit.family == "ask"
        and not completed.who
        and not _asks_with_power(document, hit, subject)
    ):
        return None
    return completed


_POWERS = re.compile(
    r"\b(?:gobernador|mandatari|presidente|presidenta|presidencia|alcalde|alcaldesa|munícipe|municipe|ejecutivo|jefe de (?:la )?oficina|jefa de (?:la )?oficina|titular|secretari|pleno|consejo|comite|junta|cabildo|comision|coordinador|director)"
)


def _asks_with_power(document: Document, hit: Hit, subject: str) -> bool:
    """Return whether a request without addressee is one that binds: impersonal, or of who may order."""
    written = document.folded[hit.start : hit.end]
    return written.startswith("se ") or not subject or bool(_POWERS.search(fold(subject)))


def _enacted(document: Document, candidate: Candidate, hit: Hit, subject: str) -> Candidate | None:
    """Return what is done by being said: «Se turna a la Comisión…»; not «el comité se nombra…»."""
    word = document.folded[hit.start : hit.end].split()[-1]
    verb = from_present("turna" if word == "turno" else word)
    if subject or verb is None or len(document.clean[hit.end : candidate.end].split()) < 3:  # noqa: PLR2004
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
    return None


def _filled(document: Document, candidate: Candidate, marker: re.Match[str], end: int) -> bool:
    """Return whether an action follows the marker; note it in the candidate if so."""
    if marker["que"]:
        return clause_after_that(document, candidate, marker.end(), end)
    if marker["noun"] and not from_noun(document.clean[marker.start("noun") : marker.end("noun")]):
        return False
    action = action_at(document.clean, marker.end(), end, accents=document.accents)
    if action is None or action.form not in {"infinitive", "noun"}:
        return False
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
    action, subject_end = _first_action(document, start, end)
    if action is None:
        return False
    subject = document.clean[start:subject_end]
    candidate.action = action
    name = bare(subject[without_connectors(document.folded[start:subject_end]) :])
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


def _first_action(document: Document, start: int, end: int) -> tuple[Action | None, int]:
    """Return the first verb in the subjunctive or future of a clause, and where its subject ends."""
    for word in re.compile(r"[^\W\d_]+").finditer(document.clean, start, min(end, start + 260)):
        plain = document.folded[word.start() : word.end()]
        before = document.folded[start : word.start()].rstrip()
        if before.endswith((" el", " la", " los", " las", " de", " del", " al", " una", " un")) or (
            before in {"el", "la", "los", "las"}
        ):
            continue
        known = bool(
            from_subjunctive(word[0])
            or from_future(word[0], accents=document.accents)
            or plain in {"debe", "deben"}
            or from_reported(word[0])
        )
        if not known or plain in {"entre", "sobre", "para"}:
            continue
        action = action_at(document.clean, word.start(), end, accents=document.accents)
        if action and action.form in {"subjunctive", "future", "participle", "reported"}:
            return action, word.start()
    return None, start


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


def _thing_approved(document: Document, candidate: Candidate, at: int, end: int) -> Candidate | None:
    """Return the approval of a thing («se aprueba el programa anual…») as an agreement to approve it."""
    folded = document.folded[at:end]
    if candidate.family != "approve" or not re.match(
        r"(?:el|la|los|las|un|una|su|dicho|dicha)\s+(?!vez\b)\w+.{8,}", folded
    ):
        return None
    verb = {"au": "autorizar", "ra": "ratificar", "va": "validar", "ac": "aceptar"}.get(
        document.folded[candidate.start : at].replace("se ", "")[:2], "aprobar"
    )
    candidate.action = Action(verb, at, at, "infinitive")
    candidate.confidence -= 0.04
    return candidate
