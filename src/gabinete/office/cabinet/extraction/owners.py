"""Who answers when the clause of an agreement does not say it beside its verb."""

import re
from collections.abc import Iterator

from gabinete.office.cabinet.extraction.actors import (
    actor_before,
    bare,
    is_actor,
    is_office,
    without_connectors,
)
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.reading import LEARNT, Candidate, Document
from gabinete.office.cabinet.extraction.sentences import sentence_spans
from gabinete.office.cabinet.extraction.verbs import (
    from_future,
    from_present,
    from_subjunctive,
    infinitive,
    is_known,
)

_ORDERS = re.compile(
    r"\b(?:(?:se )?(?:instru|orden|solicit|pid|pedi|encarg|encomend|encomiend|requ?ir|requier|exhort|dispon|dispus|devuelv|devolv|conmin|invit|facult|autoriz|comision|mandat|traslad|turn|canaliz|remit)[a-z]*|(?:gir|imparti?|d)[a-z]* (?:la |las )?(?:instruccion(?:es)?|indicacion(?:es)?|orden(?:es)?))\b"
)
"""Words with which a task is given to somebody."""
_TO = re.compile(r"\bal?\s+(?:(?:la|los|las)\s+)?")
_THEN = re.compile(
    r",?\s+(?:para que|a que|a fin de que|a efectos? de que|de que|que|a fin de|a efecto de|para|a|de)\s*,?\s+(?P<aside>(?:junto con|en coordinacion con|en (?:un|el) (?:termino|plazo) de|dentro de)\b)?"
)
_EMPOWERED = re.compile(
    r"\b(?:autoric|autoriz|facult)[a-z]*\s+al?\s+(?:(?:la|los|las)\s+)?(?P<who>(?:[^.;:]|(?<=\b[cC])\.|(?<=\b(?:ing|lic|arq))\.){3,110}?),?\s+(?=(?:la|el)\s+(?:firma|suscripcion|celebracion|contratacion|ejercicio|tramite|gestion|pago|compra|venta|enajenacion)\b)"
)
_WORD = re.compile(r"[a-zñ]+")
_MUST = re.compile(
    r"\b(?:debiendo|condicionad[oa]s? a que|sujet[oa]s? a que|siempre que|para lo cual|a condicion de que)\s+(?=(?:el|la|los|las)\s)"
)
_MADE_OF = re.compile(
    r"\b(?:integrad|formad|conformad|compuest)[oa]s? por (?P<who>(?:[^.;:()]|(?<=\b[cC])\.|(?<=\b(?:ing|lic|arq))\.|(?<=\bmtr[oa])\.|(?<=\bdr)\.|(?<=\bdra)\.){4,200}?)(?=,? (?:a fin de|para|que|la cual|el cual|con el (?:fin|objeto))\b|[.;:()]|$)"
)
_PROBABLY = 110
"""Characters within which who is asked is told."""
_THINGS = words("""
    acta actas acuerdo acuerdos agenda apoyo apoyos aportacion aportaciones asunto asuntos avance avances bases calendario campana campanas centro convenio convocatoria convocatorias costo curso cursos dictamen documento documentos edificio esto ello este esta
    estudio estudios evento expediente expedientes feria fecha fechas ficha fondo fondos informe informes inicio inversion inversiones iniciativa jornada jornadas ley licitacion listado lista medida medidas monto montos norma obra obras operativo orden pago pagos
    parque plan planes plataforma plazo plazos presupuesto programa programas propuesta propuestas proyecto proyectos puente punto puntos recurso recursos red reglamento reporte reportes resultado resultados reunion reuniones ruta rutas sesion sesiones sistema tema temas
    tramite tramites trabajo trabajos tramo via visita visitas calle avenida carretera tarifa tarifas modelo estrategia estrategias decreto oficio contrato contratos solicitud solicitudes credito creditos beca becas documento escrito resolucion ordenanza fideicomiso
    siguiente misma mismo anterior ultimo propio cual cuales que quien quienes nadie nada alguien algo donde cuando como mas menos muy no si ya hoy ayer asi aqui ahi solo aunque porque pues
    """)
"""Heads of what does not act, though it may be a subject."""
_STATES = words("""
    ser estar haber tener contar quedar constar consistir existir iniciar concluir terminar comenzar empezar incluir contener permitir beneficiar representar significar abarcar comprender ascender costar seguir continuar vencer caducar cerrar abrir cubrir sumar
    alcanzar ocupar recibir entrar salir llegar prever establecer senalar decir indicar mejorar ayudar servir facilitar garantizar fortalecer impulsar evitar reducir
    """)
"""Verbs whose subject may be a thing."""
_OBJECT = re.compile(r"\s+(?:el|la|los|las|un|una|unos|unas|su|sus|al?|\d[\d,.]*)\s")
_SUBJECT = re.compile(
    r"(?P<who>(?:(?:el|la|los|las|cada)\s+)?(?P<head>[a-zñ]+)(?:\s+[^\s,.;:]+){0,6}?)\s+(?:se\s+)?$"
)
_VAGUE_NAME = re.compile(
    r"(?:el|la|dich[oa]|est[ea]|citad[oa]|mism[oa])?\s*(?:(?P<person>funcionari[oa]|servidora? public[oa])|organismo|dependencia|institucion|entidad|paraestatal)"
    r"(?: (?:estatal|municipal|federal|public[oa]))?"
)
_BACK = 1500
_PERSON_NAME = re.compile(
    r"(?:[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\s+(?:de\s+(?:la\s+|los\s+)?)?){1,3}[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?=[\s,.;])"
)
_FIRST_NAME = re.compile(
    r"(?:^|[,.;:]\s+(?:y\s+)?|\by\s+)(?P<who>[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?:\s+\([^)]{2,40}\))?)\s+(?:se|nos)?\s*$"
)
_AND_THEN = re.compile(
    r",?\s+y(?: que)?(?P<aside> con [^,.;]{3,40})?(?: tambien| ademas)?(?: lo| la| los| las| les?| se)?\s*$"
)
_SAID = re.compile(
    r"dijo|senalo|indico|informo|aseguro|afirmo|manifesto|comento|preciso|agrego|anadio|reitero|adelanto|prometio|confirmo|explico|anuncio|respondio|expuso|contesto"
)
_CLAUSE = re.compile(r"\s+(?:nos|me|les?|se|ya|no)\s.*$", re.DOTALL)
"""Where a name is over and its sentence goes on."""
_PROPER = re.compile(
    r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?:\s+(?:(?:de|del|para|el|la|los|las|y|–|-)\s+)*[A-ZÁÉÍÓÚÑ][\w.]+)+"
)
_BODY = re.compile(
    r"\b(?:Cabildo|CABILDO|Concejo Municipal|CONCEJO MUNICIPAL|(?:Consejo|Comité|Junta) (?:de )?(?:Directiv[oa]|Gobierno|Técnico|Universitari[oa]|Académic[oa]|General|Consultiv[oa]|Estatal|Municipal|Superior)|(?:CONSEJO|COMIT[EÉ]|JUNTA) (?:DE )?(?:DIRECTIV[OA]|GOBIERNO|T[EÉ]CNICO|UNIVERSITARI[OA]|ACAD[EÉ]MICO|GENERAL|SUPERIOR)|Pleno)\b"
)
"""The body that meets, as the top of its minutes calls it."""
_APPROVES = frozenset({"aprobar", "ratificar", "acoger"})
_TOP = 3000
"""Characters of the top of the minutes."""
_ACRONYMS = re.compile(r"(?:[A-ZÑ][A-ZÑ0-9]+\s?){1,3}")
_SAYS = re.compile(
    r"\s+(?:(?:informa|señala|comenta|dice|indica|manifiesta|propone|responde|explica|menciona|pregunta|solicita|expone)n?$|(?:propuso|ruega|pide|pidió|solicitó|propone|dijo)\s.*$)",
    re.DOTALL,
)
_INNER = re.compile(
    r"^.*(?:,\s*(?:para lo cual|por lo que|debiendo)|\bsí que)\s+(?:el|la|los|las)\s+", re.DOTALL
)
_NOISE = re.compile(
    r"^(?:luego|despues|antes|una vez|cc|c\.c\.p|ccp|copia|atentamente|nota|asunto|ref|fecha|lugar|hora)\b"
)
_RESOLVES = re.compile(
    r",?\s+(?:por (?:unanimidad|mayoria)(?: de (?:votos|sus \w+))?|resuelven?|acuerdan?|aprueban?|determinan?)(?=\s|$).*$",
    re.IGNORECASE | re.DOTALL,
)


def cleaned(document: Document, candidate: Candidate, names: list[str]) -> list[str]:
    """Return the names without what is no name, those that only point back («el funcionario») told in full."""
    kept: list[str] = []
    for name in names:
        short = _CLAUSE.sub("", _RESOLVES.sub("", _INNER.sub("", name)))
        short = _SAYS.sub("", short).strip(" ,")
        if not short or _NOISE.match(fold(short)):
            continue
        points = _VAGUE_NAME.fullmatch(fold(short))
        kept.append(
            _named_before(document, candidate, person=bool(points["person"])) or short if points else short
        )
    return kept


def owner_of(document: Document, candidate: Candidate) -> list[str]:
    """Return who answers for a candidate that names nobody beside its verb; nothing when the text does not tell."""
    for reader in _READERS:
        found = reader(document, candidate)
        if found:
            return cleaned(document, candidate, found)
    return []


def _flat(document: Document, start: int, end: int) -> str:
    return document.folded[start:end].replace("\n", " ")


def _is_action(word: str) -> bool:
    return (
        bool(infinitive(word) and is_known(infinitive(word) or "")) or from_subjunctive(word) is not None
    ) and word not in {"tardar", "partir", "fin", "efecto", "cargo"}


def _told_to(document: Document, candidate: Candidate) -> list[str]:
    """Read «se instruyó al ISIE para que levante…», «dispone a la Dirección que… registre…»."""
    start = candidate.quote[0]
    limit = candidate.action.start if candidate.action else candidate.end
    flat = _flat(document, start, candidate.end)
    for order in _ORDERS.finditer(flat):
        if start + order.start() > limit:
            break
        for to in _TO.finditer(flat, order.end(), order.end() + 60):
            for then in _THEN.finditer(flat, to.end(), to.end() + _PROBABLY + 60):
                who = document.clean[start + to.end() : start + then.start()]
                at = _verb_after(flat, then)
                meant = at >= 0 and (order.end() + start > limit or start + at <= limit + 40)
                if meant and is_actor(who, document.directory):
                    return [bare(who)]
    return []


def _verb_after(flat: str, then: re.Match[str]) -> int:
    """Return where the verb of what is asked stands, an aside («…, junto con la CEA, levante») stepped over; else -1."""
    end = then.end() + _PROBABLY if then["aside"] else min(len(flat), then.end() + 24)
    for number, word in enumerate(_WORD.finditer(flat, then.end(), end)):
        if _is_action(word[0]):
            return word.start()
        if not then["aside"] and not (
            number == 0 and word[0] in {"se", "le", "les", "lo", "la", "los", "las"}
        ):
            return -1
    return -1


def _empowered(document: Document, candidate: Candidate) -> list[str]:
    """Read «se autoriza al Presidente y a la Síndica la firma del convenio»."""
    start = candidate.quote[0]
    for hit in _EMPOWERED.finditer(_flat(document, start, candidate.end)):
        who = document.clean[start + hit.start("who") : start + hit.end("who")]
        if is_actor(who, document.directory):
            return [bare(who)]
    return []


def _obliged(document: Document, candidate: Candidate) -> list[str]:
    """Read «…, debiendo el Coordinador realizar el trámite», «condicionada a que la Subdirección complete…»."""
    flat = _flat(document, candidate.start, candidate.end)
    for hit in _MUST.finditer(flat):
        for word in re.compile(r"[a-zñ]+").finditer(flat, hit.end() + 4, hit.end() + _PROBABLY):
            who = document.clean[candidate.start + hit.end() : candidate.start + word.start()].rstrip()
            if _is_action(word[0]) and is_actor(who, document.directory) and not re.search(r"[,;:]", who):
                return [bare(who)]
    return []


def _opening(document: Document, candidate: Candidate) -> list[str]:
    """Read «PC NL pone grúa de apoyo», «Queda: Jurídico de SMPU revisa si…»: the subject opens the clause."""
    if candidate.action is not None:
        return []
    start, end = candidate.start, min(candidate.end, candidate.start + 200)
    label = re.match(r"\W*(?:queda|quedamos|acuerdo|pendiente|compromiso)\s*:\s*", document.folded[start:end])
    start += label.end() if label else without_connectors(document.folded[start:end])
    for word in _verbs_in(document, start, end):
        who = re.sub(r"\s+(?:se|nos)$", "", document.clean[start : word.start()].strip())
        if (_ACRONYMS.fullmatch(who) or is_actor(who, document.directory)) and not re.search(r"[.;:\n]", who):
            return [bare(who)]
    return []


def _verbs_in(document: Document, start: int, end: int) -> Iterator[re.Match[str]]:
    for word in re.compile(r"(?<!\S)[a-záéíóúñ]+(?=\s+[a-záéíóúñ\d])").finditer(document.clean, start, end):
        verb = from_future(word[0], accents=document.accents) or from_present(word[0])
        before = document.clean[start : word.start()].strip()
        acts = _ACRONYMS.fullmatch(before) and re.search(r"(?:a|e|n)$", word[0])
        if verb or acts or word[0] in {"compromete", "comprometen"}:
            yield word


def _agent(document: Document, candidate: Candidate) -> list[str]:
    """Read «Provías Descentralizado evaluará la incorporación…»: the subject of a verb that acts on something."""
    action = candidate.action
    if action is None or action.form not in {"future", "subjunctive", "reported"}:
        return []
    if action.verb.endswith("se") or not is_known(action.verb):
        return []
    acts = action.verb not in _STATES and (
        _OBJECT.match(document.folded, action.rest) or candidate.whole_object
    )
    floor = max(candidate.quote[0], action.start - _PROBABLY)
    before = re.split(
        r"[,;:.]\s|\bque\s|\s(?:y|e)\s+(?=(?:el|la|los|las)\s)", _flat(document, floor, action.start)
    )[-1]
    before = before[without_connectors(before) :]
    hit = _SUBJECT.fullmatch(before)
    if hit is None or hit["head"] in _THINGS or re.search(r"\b(?:no|se|les?)$", before.strip()):
        return []
    who = document.clean[
        action.start - len(before) + hit.start("who") : action.start - len(before) + hit.end("who")
    ]
    named = _PROPER.fullmatch(who)
    if not named and not (acts and _may_act(document, hit, action.start - len(before))):
        return []
    if candidate.whole_object and fold(bare(who)) in fold(candidate.whole_object):
        candidate.whole_object = ""
    return [bare(who)]


def _may_act(document: Document, subject: re.Match[str], at: int) -> bool:
    """Return whether a subject is a proper name or several people, and not a thing."""
    written = document.clean[at + subject.start("head") : at + subject.end("who")]
    if re.search(r"\b(?:del?|en|para|por|con|sin)\s*$", subject["who"]) or len(written) > 80:  # noqa: PLR2004
        return False
    if (
        written[:1].isupper()
        and not written.isupper()
        and re.match(r"(?:el|la|los|las|cada)\s", subject["who"])
    ):
        return True
    if len(re.findall(r"\b[A-ZÁÉÍÓÚÑ]", written)) > 1 and not written.isupper():
        return True
    return (
        re.search(
            r"(?:ores|oras|ivas|ades|istas|antes|entes|arios|arias|eros|eras|anos|nos)$", subject["head"]
        )
        is not None
    )


def _members(document: Document, candidate: Candidate) -> list[str]:
    """Read «una mesa técnica integrada por la SEC y el SEES»: those who form it."""
    start = candidate.quote[0]
    hit = _MADE_OF.search(_flat(document, start, candidate.end))
    if hit is None:
        return []
    who = document.clean[start + hit.start("who") : start + hit.end("who")]
    return [bare(who)] if is_actor(who, document.directory) else []


def _offered(document: Document, candidate: Candidate) -> list[str]:
    """Read «y Mary (Sahuaripa) se ofreció a preparar…»: whoever is called by a first name alone."""
    hit = _FIRST_NAME.search(document.clean, candidate.quote[0], candidate.start)
    return [hit["who"]] if hit and candidate.family == "commit" else []


def _same_subject(document: Document, candidate: Candidate) -> list[str]:
    """Read «la CEA enviará una brigada, y que con ello formulará…», «dijo que…, y que lo llevará»: who acted before."""
    action, start = candidate.action, candidate.quote[0]
    if action is None or candidate.family not in {"future", "going", LEARNT}:
        return []
    flat = _flat(document, start, action.start)
    joint = _AND_THEN.search(flat)
    if joint is None:
        return []
    for word in re.compile(r"[^\W\d_]+").finditer(document.clean, start, start + joint.start()):
        told = _SAID.fullmatch(document.folded, word.start(), word.end())
        if told or from_future(word[0], accents=document.accents):
            who = actor_before(document.clean, start, word.start(), document.directory)
            if who:
                candidate.whole_object = "" if joint["aside"] else candidate.whole_object
                return [who]
    return []


def _named_before(document: Document, candidate: Candidate, *, person: bool) -> str:
    """Return the last person, or else who opens the sentence before, in the paragraph of a candidate."""
    if not person:
        start = document.clean.rfind("\n\n", 0, candidate.quote[0]) + 1
        spans = list(sentence_spans(document.clean, start, candidate.quote[0]))
        for first, last in reversed(spans):
            for word in _verbs_in(document, first, last):
                who = actor_before(document.clean, first, word.start(), document.directory)
                if who:
                    return who
        return ""
    start = max(document.prepared.body, candidate.quote[0] - _BACK)
    names = [
        hit[0]
        for hit in _PERSON_NAME.finditer(document.clean, start, candidate.start)
        if not is_office(hit[0], document.directory)
    ]
    return " ".join(names[-1].split()) if names else ""


def _approves(document: Document, candidate: Candidate) -> list[str]:
    """Return the body that meets, for what it approves and gives nobody to do."""
    if candidate.action is None or candidate.action.verb not in _APPROVES:
        return []
    body = document.prepared.body
    hit = _BODY.search(document.clean, body, body + _TOP)
    name = hit[0] if hit else ""
    return [name.title().replace(" De ", " de ") if name.isupper() else name] if name else []


_READERS = (_told_to, _empowered, _obliged, _opening, _agent, _members, _offered, _same_subject, _approves)
"""What is tried, the surest first."""
