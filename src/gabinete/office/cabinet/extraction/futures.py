"""«La SEC entregará…», «deberá…», «se estará revisando…», «vamos a…»: duties told without a performative verb."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gabinete.office.cabinet.extraction.actors import bare, is_actor, together, without_connectors
from gabinete.office.cabinet.extraction.authority import tells_of_elsewhere
from gabinete.office.cabinet.extraction.clauses import Action, action_at
from gabinete.office.cabinet.extraction.dues import find_dues
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.reading import AGREEMENT, COMMITMENT, INSTRUCTION, Candidate, Document
from gabinete.office.cabinet.extraction.verb_lists import ACTS, RHETORICAL, STATES, WEAK
from gabinete.office.cabinet.extraction.verbs import INFINITIVE, from_future, infinitive, is_known

_SHAPE = re.compile(
    r"\b(?:[a-zñ]{2,}r(?:a|an|emos)|deben?(?=\s+(?:de\s+)?[a-z]+[aei]r\b)|tienen?(?=\s+que\s))\b"
)
_DUTY = re.compile(r"\b(?:debera|deberan|tendra que|tendran que|habra de|habran de|deben?|tienen? que)\b")
_GOING = re.compile(rf"\b(?:vamos|voy|van|va)\s+a\s+(?={INFINITIVE}\b)|\btenemos que\s+(?={INFINITIVE}\b)")
_REPORTING = re.compile(
    r"\b(?:dijo|dice|anuncio|anuncia|informo|aseguro|asegura|afirmo|senalo|adelanto|confirmo|preciso|indico|manifesto|comento|menciono|explico|expreso|puntualizo|agrego|anadio|detallo|sostuvo|reitero|prometio|acordo|acordaron|ofrecio|en|a|asi|tambien)\s+que\b[^.;]*$"
)
_SAYING = re.compile(
    r"\b(?:dijo|dice|anuncio|anuncia|informo|aseguro|afirmo|senalo|adelanto|confirmo|preciso|indico|manifesto|comento|menciono|expreso|agrego|anadio|reitero|prometio|ofrecio)\s+que\b"
)
_DELIVERS = words(
    "enviar entregar presentar publicar convocar instalar integrar elaborar remitir solicitar programar notificar turnar girar capacitar circular firmar compartir invitar difundir"
)
_RELATIVE = re.compile(
    r"\b(?:que|quien|quienes|donde|cuyo|cuya|cuyos|cuando|si|como|el cual|los cuales|las cuales|cuales|cual)\s*(?:se\s+(?:le\s+|les\s+)?|no\s+|lo\s+|la\s+|le\s+|les\s+|tambien\s+)*$"
)
_WHICH = re.compile(r"\b(?:en|por|para) (?:la|el|lo) cual\s+(?:se\s+)?$")
_LAW = re.compile(
    r"\b(?:articulos?|art\.|ley|reglamento|constitucion|decreto|lineamientos|norma|normatividad|estatuto|bases|convocatoria)\b[^.;]{0,120}\b(?:establecen?|disponen?|senalan?|preven?|prescriben?|ordenan?|indican?|exigen?|estipulan?)\b|\bde conformidad con\b|\b(?:conforme|de acuerdo|en apego|con base|con fundamento)\s+(?:a|al|con|en)\s+(?:\w+\s+){0,3}(?:articulos?|ley|reglamento|lineamientos|constitucion)\b|\ben terminos del?\b|\bentendiendose\b|\bse entendera\b"
)
_SEGMENT = re.compile(
    r"[;:“\"«(—]\s*|\bque\s+|,?\s+y\s+(?=(?:el|la|los|las)\s(?!\w+ran?\b))|,?\s*(?:mientras que|en tanto que|al tiempo que|a la vez que)\s+|\.\s+"
)
_HAPPENINGS = re.compile(
    r"(?:(?:el|la|los|las|un|una|dich[oa]|est[ea])\s+)?(?:(?:proxim[oa]|siguiente|segund[oa]|gran)\s+)?(?:presentacion|evento|ceremonia|feria|funcion|concierto|muestra|exposicion|inauguracion|clase|festival|conferencia|torneo|carrera|desfile|sesion|reunion|encuentro|foro|congreso|jornada|gira|festejo|colecta|parque|servicio|horario)\b"
)
"""What happens by itself and is only announced."""
_OBJECT_BEFORE = re.compile(r"\b(?:que|y|no)\s+(lo|la|los|las)\s+$")
_TAKEN_ON = re.compile(r"\by (?:lo|la|los|las) $")
"""«integrará los expedientes y los remitirá»: the same duty goes on with what it made."""
_JOINED = re.compile(r"(?:\s[ye]|,)\s+(?:(?:se|lo|la|los|las|les?)\s+)*$")
_ONGOING = words("continuar seguir mantener fortalecer impulsar consolidar")
"""What «se continuará con…» says of no one and no result."""
_BEGINS_WORK = re.compile(
    r"\s+(?:con )?(?:el|la|los|las)\s+(?:obras?|trabajos?|proyecto|\w+(?:cion|miento|je|sion))\b"
)
"""«anunció que iniciará la pavimentación» is the speaker's; «que iniciará operaciones la línea 2», somebody else's."""
_TIMETABLE = re.compile(
    r"\bde (?:lunes|martes|sabado) a \w+\b|\bde \d{1,2}(?::\d\d)? a \d{1,2}(?::\d\d)? (?:horas|hrs)\b"
)
_CLITICS = re.compile(r"(?:\b(?:se|me|nos|te|le|les|lo|la|los|las)\s+)+$")
_ABBREVIATED = re.compile(
    r"\b(?:lic|ing|arq|dra?|mtr[oa]|c|profr?a?|ud|no|cmdte|comte|gral|cap|tte|biol|psic|sra?|econ)\.\s+$"
)
_PUBLIC = re.compile(
    r"(?:(?:el|la|los|las) )?(?:personas? )?(?:interesad|aspirante|participante|solicitante|beneficiari|contribuyente|concursante|automovilista|conductor|visitante|usuari[oa]s|ciudadan[oa]s|poblacion|padres de familia|alumn|asistentes|postulante|licitante|derechohabiente)"
)
"""To whom a call or a notice is addressed: what they must do is nobody's agreement."""
_PRIVATE = re.compile(r"(?:empresa|compania|constructora|firma|corporativo|grupo empresarial|cadena)\b")
_PROPOSED = re.compile(
    r"\b(?:seria|deberia|podria|propone|propuso|propusieron|sugiere|sugirio|proyecta|preve|espera|estima|contempla|plantea|planteo)\b"
)
_IF = re.compile(
    r"\b(?:de (?:no )?(?:aprobarse|ser|cumplirse|lograrse|haber)|en caso de|siempre que|si (?:se|no|el|la)|cuando)\b[^.;]*,\s[^,.;]*$"
)
_ATTRIBUTED = re.compile(
    r",\s+(?:segun\s+)?(?:anuncio|informo|dijo|aseguro|afirmo|senalo|indico|adelanto|explico|preciso|detallo|confirmo|expreso|sostuvo|destaco|puntualizo|comento|agrego|subrayo)\b"
)
"""Who said it, told after it: «…, anunció el secretario»."""
_OPEN_QUOTE = re.compile(r"[“\"«]")


def from_futures(document: Document, start: int, end: int) -> Iterator[Candidate]:
    """Yield the duties a sentence states in the future tense, with «deberá» or with «vamos a»."""
    position = start
    for hit in _SHAPE.finditer(document.folded, start, end):
        if hit.start() < position or _is_name(document.clean, hit.start(), hit.end()):
            continue
        if position > start and _TAKEN_ON.search(document.folded, position, hit.start()):
            continue
        candidate = _future(document, hit, start, end)
        if candidate:
            yield candidate
            position = candidate.action.rest if candidate.action else hit.end()
    yield from _goings(document, start, end)


def _is_name(clean: str, start: int, end: int) -> bool:
    """Return whether a word is a surname: capitalised, after a title or in the middle of a sentence («la Ing. Terán»)."""
    word = clean[start:end]
    if not word[0].isupper() or word.isupper():
        return False
    before = clean[max(0, start - 12) : start]
    return (
        re.search(r"(?:[\wáéíóúñ]|\b(?:Lic|Ing|Arq|Dra?|Mtr[oa]|C|Profr?a?|Sra?)\.)[ \t]+$", before)
        is not None
    )


def _future(document: Document, hit: re.Match[str], start: int, end: int) -> Candidate | None:
    word = document.clean[hit.start() : hit.end()]
    present = word.lower().startswith(("debe", "tiene")) and not word.lower().endswith(
        ("á", "án", "ra", "ran")
    )
    verb = "deber" if present else _verb_of(document, word, max(start, hit.start() - 30), hit.start())
    if verb is None:
        return None
    before = document.folded[start : hit.start()]
    if _RELATIVE.search(before) and not _REPORTING.search(before) and not _WHICH.search(before):
        return None
    action = action_at(document.clean, hit.start(), end, accents=False)
    if action is None or action.form not in {"future", "participle"}:
        return None
    if said := _ATTRIBUTED.search(document.folded, action.rest, end):
        end = said.start()
    duty = _DUTY.match(document.folded, hit.start()) is not None
    taken = _OBJECT_BEFORE.search(before)
    if taken and not action.verb.endswith(taken[1]):
        action = replace(action, verb=f"{action.verb}{taken[1]}")
    candidate = _judged(document, action, (start, end), hit.group(), duty=duty)
    if candidate and action.verb in STATES and not duty and not (candidate.who and action.verb in ACTS):
        return None
    if candidate and present:
        candidate.confidence -= 0.4  # «debe» more often reasons than orders
    return candidate


def _verb_of(document: Document, word: str, start: int, end: int) -> str | None:
    """Return the verb of a word in the future tense, an accent forgotten or never used by its writer allowed for."""
    verb = from_future(word, accents=document.accents)
    if document.accents:
        return verb or _unaccented(word, document.folded[start:end])
    sure = verb is not None and (is_known(verb) or verb in {"deber", "tener", "haber", "estar", "ser"})
    return verb if sure else None


def _unaccented(word: str, before: str) -> str | None:
    """Return the verb of a future whose accent was forgotten («se enviara»); after «que» it is a subjunctive."""
    verb = from_future(word, accents=False)
    forgotten = (
        verb is not None
        and is_known(verb)
        and not re.search(r"\b(?:que|si|como|para|quien|cuando)\s+(?:\w+\s+){0,3}$", before)
    )
    return verb if forgotten or (verb and _WHICH.search(before)) else None


def _judged(
    document: Document, action: Action, quote: tuple[int, int], word: str, *, duty: bool
) -> Candidate | None:
    """Return the candidate with the trust its subject deserves, or ``None`` when nobody could be meant."""
    start, end = quote
    before = document.folded[start : action.start]
    impersonal = re.search(r"\bse\s+(?:le\s+|les\s+)?$", before) is not None
    subject_start, subject = _subject(document, start, action.start)
    candidate = Candidate(
        INSTRUCTION if duty else COMMITMENT,
        0.0,
        quote,
        subject_start,
        end,
        action,
        family="duty" if duty else "future",
    )
    if not word.endswith("emos") and _goes_on(before):
        return None
    if word.endswith("emos"):
        candidate.confidence = 0.36 if action.verb in RHETORICAL or action.verb in WEAK else 0.54
    elif not _with_actor(document, candidate, subject, word, impersonal=impersonal):
        _without_actor(candidate, subject, impersonal=impersonal, duty=duty)
        _give_article(document, candidate)
    candidate.confidence += _circumstances(document, candidate, before)
    return candidate if candidate.confidence > 0 else None


def _with_actor(
    document: Document, candidate: Candidate, subject: str, word: str, *, impersonal: bool
) -> bool:
    """Note who is to do it, told by the subject or by who says so; return whether anybody is."""
    action = candidate.action
    assert action is not None  # noqa: S101 - only called with one
    start, duty = candidate.quote[0], candidate.family == "duty"
    if subject and is_actor(subject, document.directory) and action.form != "participle":
        candidate.who, candidate.confidence = [subject], 0.8 if duty else 0.68
        if impersonal and not duty:
            candidate.confidence -= 0.1
            candidate.action = replace(action, verb=action.verb.removesuffix("se") + "se")
        return True
    if duty and _is_called_by_name(subject, document.folded[start : action.start]):
        candidate.who, candidate.confidence = [subject], 0.62
        return True
    speaker = _speaker(document, start, action.start)
    if impersonal or subject or not speaker or fold(word).startswith("habra"):
        return False
    candidate.who = [] if speaker == "-" else [speaker]
    describes = action.verb in STATES and not _BEGINS_WORK.match(document.folded, action.rest)
    candidate.confidence = -1.0 if describes else 0.44 if action.verb in RHETORICAL else 0.58
    return True


def _give_article(document: Document, candidate: Candidate) -> None:
    """Give back its article to what is to be done, when it came before the verb («los trabajos deberán…»)."""
    assert candidate.action is not None  # noqa: S101 - only called with one
    said = document.clean[candidate.quote[0] : candidate.action.start]
    article = re.search(
        rf"\b(?:el|la|los|las|un|una)\s+{re.escape(candidate.whole_object)}", said, re.IGNORECASE
    )
    if article and candidate.whole_object:
        candidate.whole_object = article[0][0].lower() + article[0][1:]


def _is_called_by_name(subject: str, before: str) -> bool:
    """Return whether a subject is one word with a capital that no sentence begins with («señala que Secplan deberá…»)."""
    return re.fullmatch(r"[A-ZÁÉÍÓÚ][a-záéíóúñ]{3,}", subject) is not None and bool(
        re.search(rf"\w\s+{re.escape(fold(subject))}\s+(?:se\s+)?$", before)
    )


def _speaker(document: Document, start: int, end: int) -> str:
    """Return who says that he will do it: «La delegada, por su parte, dijo que gestionará…»."""
    said = _SAYING.search(document.folded, start, end)
    if said is None:
        return ""
    name = _subject(document, start, said.start())[1]
    name = re.sub(r",.*$", "", name) if not is_actor(name, document.directory) else name
    return name if is_actor(name, document.directory) else "-"


def _goes_on(before: str) -> bool:
    """Return whether a verb only goes on with the agreement of another («La dirección revisará… y reportará»)."""
    joint = _JOINED.search(before)
    return joint is not None and any(
        hit[0] != "para" and is_known(from_future(hit[0], accents=False) or "")
        for hit in _SHAPE.finditer(before[: joint.start()])
        if not _RELATIVE.search(before[: hit.start()])
    )


def _without_actor(candidate: Candidate, subject: str, *, impersonal: bool, duty: bool) -> None:
    """Give the trust of «se enviarán las fichas» and «el padrón será depurado»."""
    passive = candidate.action is not None and candidate.action.form == "participle"
    candidate.kind = AGREEMENT
    clear = 3 < len(subject) < 100 and not re.search(r"\b(?:que|cual|cuales|se|donde)\b", fold(subject))  # noqa: PLR2004
    candidate.whole_object = subject if clear else ""
    if clear and candidate.action and candidate.action.verb.endswith("se"):
        candidate.action = replace(candidate.action, verb=candidate.action.verb.removesuffix("se"))
    happens = not duty and _HAPPENINGS.match(fold(subject)) is not None
    if duty:
        candidate.confidence = 0.52 if impersonal or passive else 0.46
    else:
        candidate.confidence = 0.47 if impersonal or passive else 0.4
        delivers = impersonal and candidate.action is not None and candidate.action.verb in _DELIVERS
        vague = candidate.action is not None and candidate.action.verb in _ONGOING
        candidate.confidence += 0.06 * delivers - 0.3 * happens - 0.15 * vague


def _circumstances(document: Document, candidate: Candidate, before: str) -> float:
    """Return what dates, laws, reports and quotations add to or take from the trust."""
    start, end = candidate.quote
    told_at = candidate.action.start if candidate.action else candidate.start
    dated = any(due.weight > 0 for due in find_dues(document.folded[start:end], document.moment))
    change = 0.1 * dated - 0.4 * bool(_IF.search(before))
    change -= 0.4 * bool(_TIMETABLE.search(document.folded, start, end))
    change -= 0.5 * (bool(_LAW.search(before)) or tells_of_elsewhere(document, start, told_at))
    change -= 0.3 * bool(_PROPOSED.search(before))
    return change - _distance(candidate, before)


def _distance(candidate: Candidate, before: str) -> float:
    """Return what is taken because who is to do it is the public, a company of its own, or somebody quoted."""
    who = fold(candidate.who[0]) if candidate.who else ""
    public = _PUBLIC.match(who) or _PUBLIC.match(fold(candidate.whole_object))
    private = _PRIVATE.match(who) and _SAYING.search(before)
    return 0.4 * bool(public) + 0.2 * bool(private) + 0.05 * bool(who and _OPEN_QUOTE.search(before))


def _subject(document: Document, start: int, end: int) -> tuple[int, str]:
    """Return where the subject of a verb begins and the subject, without dates, company or connectors."""
    segment = _segment(document, start, end)
    cuts = [(one.start, one.end) for one in together(document.clean, document.folded, segment, end)]
    cuts += [
        (due.start + segment, due.end + segment)
        for due in find_dues(document.folded[segment:end], document.moment)
    ]
    text = document.clean[segment:end]
    for cut_start, cut_end in sorted(cuts, reverse=True):
        text = text[: cut_start - segment] + " " + text[cut_end - segment :]
    for piece in _shorter(text):
        name = bare(piece[without_connectors(fold(piece)) :])
        name = re.sub(
            r"[\s,]+(?:se|no|le|les|lo|la|tambien|también|además|ademas|asimismo|sí|si)$", "", name
        ).strip(" ,")
        name = re.sub(r",?\s*por su (?:parte|lado)$", "", name)
        if is_actor(name, document.directory):
            return segment, name
    return segment, bare(text[without_connectors(fold(text)) :])


def _segment(document: Document, start: int, end: int) -> int:
    """Return where the clause of a verb begins; the first of two subjects («La SH y la SEC…») is not another clause."""
    segment = start
    for hit in _SEGMENT.finditer(document.folded, start, end):
        if _ABBREVIATED.search(document.folded, max(start, hit.start() - 6), hit.end()):
            continue
        before = document.clean[segment : hit.start()]
        before = before[without_connectors(fold(before)) :]
        joined = (
            hit[0].strip(" ,") == "y"
            and is_actor(before, document.directory)
            and not _has_future(document, before)
        )
        segment = segment if joined else hit.end()
    return segment


def _has_future(document: Document, text: str) -> bool:
    """Return whether a stretch has a verb of its own in the future tense."""
    return any(
        from_future(text[hit.start() : hit.end()], accents=document.accents)
        for hit in _SHAPE.finditer(fold(text))
    )


def _shorter(text: str) -> Iterator[str]:
    """Yield a stretch and its tails after each comma: «En su intervención, la rectora»."""
    yield text
    for hit in re.finditer(r",\s+", text):
        yield text[hit.end() :]


def _goings(document: Document, start: int, end: int) -> Iterator[Candidate]:
    """Yield «vamos a entregar…», «el ITIFE nos va a traer…»: promises in speech, trusted with a subject, date or figure."""
    for hit in _GOING.finditer(document.folded, start, end):
        clitics = _CLITICS.search(document.folded, start, hit.start())
        at = clitics.start() if clitics else hit.start()
        before = document.folded[start:at]
        action = action_at(document.clean, hit.end(), end, accents=document.accents)
        if (
            action is None
            or infinitive(document.clean[action.start : action.rest]) is None
            or (_RELATIVE.search(before) and not _REPORTING.search(before))
            or re.search(r"\bno\s*$", before)
        ):
            continue
        if clitics and clitics[0].strip() == "se" and not action.verb.endswith("se"):
            action = replace(action, verb=f"{action.verb}se")
        candidate = Candidate(COMMITMENT, 0.0, (start, end), at, end, action, family="going")
        subject = _subject(document, start, at)[1] if hit[0].startswith("va") and hit[0][:4] != "vamo" else ""
        speaker = "" if subject else _speaker(document, start, at).strip("-")
        candidate.who = [name for name in (subject, speaker) if is_actor(name, document.directory)][:1]
        candidate.confidence = _promise(document, candidate, end) + _circumstances(
            document, candidate, before
        )
        yield candidate


def _promise(document: Document, candidate: Candidate, end: int) -> float:
    """Return the trust of a promise in speech, before its circumstances."""
    action = candidate.action
    assert action is not None  # noqa: S101 - only called with one
    measured = re.search(r"\d|\b(?:mil|millones)\b", document.folded[action.rest : end]) is not None
    vague = action.verb in RHETORICAL or action.verb in WEAK
    lasting = (
        action.verb in STATES
        and not candidate.who
        and not document.folded.startswith("vamos", candidate.start)
    )
    return 0.38 + 0.08 * measured + 0.1 * (not vague) + 0.1 * bool(candidate.who) - 0.2 * lasting
