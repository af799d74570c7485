"""The performative verbs themselves: «se instruye», «acordaron», «se comprometió»; and where a sentence has them."""

import re
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.reading import AGREEMENT, COMMITMENT, INSTRUCTION, Document

ADVERBS = r"(?:\s*,?\s*(?:aqui|ahi|hoy|tambien|asimismo|asi mismo|ademas|igualmente|por (?:la |el )?(?:unanimidad|mayoria|consenso|votacion)(?: (?:de|calificada|absoluta|simple|unanime|los|las|sus|votos|presentes|miembros|integrantes|asistentes|concejales|regidores)| \w+ votos?(?: a favor)?(?:,? (?:y |con )?\w+ (?:votos? )?(?:en contra|abstenci\w+))*)*|de manera (?:unanime|enfatica|particular|especifica|puntual|respetuosa|atenta|conjunta|formal)|atentamente|formalmente|respetuosamente|publicamente|en (?:votacion|lo) \w+(?: y en lo particular)?|con \w+ votos? a favor(?:[^,]{0,40})?)\b,?)*"
FRAMES: dict[str, str] = {
    "term": r"\bse\s+(?:les?\s+)?(?:dan?|dio|otorg[ao]|conced(?:e|io)|fij[ao]|establec(?:e|io)|senal[ao]|defin(?:e|io)|determin[ao])\s+(?:un\s+|como\s+|el\s+)?(?:plazo|termino|fecha|\w+\s+(?:dias|semanas|meses)|(?:dia\s+)?\d{1,2}\s+de\s+[a-z]+)\b[^.;]{0,100}?(?=\s(?:para|a fin de)\s)",
    "instruct": r"\b(?:instruyase|requierase|ordenese|encomiendese|solicitese|exhortese|facultese|autoricese|comisionese)(?:les?)?(?=\s+al?\b)|\b(?:ha|han|habia|he|hemos)\s+(?:instruido|ordenado|encomendado|girado\s+instrucciones)\b|\b(?:(?:se|les|le)\s+(?:les?\s+)?)?(?:instruye|instruyen|instruyo|instruyeron|ordena|ordeno|ordenan|ordenaron|encomienda|encomendo|encomendaron|encarga|encargo|encargaron|exhorta|exhorto|exhortaron|conmina|conmino|mandata|mandato|comisiona|comisiono|faculta|faculto|delega|urgio)\b"
    r"|\b(?:instruyendo|facultando|ordenando|encargando|encomendando|exhortando|comisionando|solicitando|pidiendo)(?:se)?(?:les?)?(?=\s+al?\b)|\bgir(?:o|a|aron|ar)(?:a)?\s+(?:sus\s+|las\s+)?(?:instruccion(?:es)?|indicacion(?:es)?)(?:\s+(?:precisas|expresas|puntuales|directas))?\b|\b(?:dio|da|dieron)\s+(?:la\s+)?(?:instruccion(?:es)?|indicacion(?:es)?)(?:\s+(?:precisas|expresas|puntuales))?\b"
    r"|\b(?:instruir|encargar|encomendar|exhortar|facultar|comisionar|mandatar)(?=\s+al?\b)",
    "ask": r"\b(?:le|les)\s+(?:pido|solicito|instruyo|encargo)\b|\b(?:quiero|vengo a)\s+(?:pedir|solicitar|instruir|encargar)(?:les?)?\b|\b(?:se\s+(?:les?\s+)?)?(?:solicita|solicito|solicitan|solicitaron|pide|pidio|piden|pidieron|requiere|requirio|requirieron|recomienda|recomendo|convoca|convoco|llamo|invita|invito)\b|\b(?:solicitar|requerir)(?=\s+al?\b)",
    "order": r"\b(?:girese|llamese|notifiquese|publiquese|turnese|remitase|expidase|comuniquese|citese|convoquese|enviese|entreguese|otorguese|inscribase|desele|realicese|agreguese|hagase|procedase)(?:les?)?\b",
    "tell": r"\b(?:indico|indica|senalo|manifesto)(?=\s+que\s)|\bindic[oa](?=\s+al?\s)",
    "that": r"(?<=: )(?=que\s+(?:la|el|los|las|[a-z]{2,8})\s)",
    "charge": r"\b(?:queda|quedo|quedan|quedaron|estara|estaran|correra|correran|corre|corren)\s+(?:a\s+cargo|bajo\s+la\s+responsabilidad)(?=\s+del?\b)|\bcorresponde(?:ra)?(?=\s+al?\b)",
    "agree": r"\b(?:disponer|determinar|acordar|establecer|resolver)(?=\s+que\b)|\bes acuerdo (?:de|del) [^,.;]{3,50}?(?=\s+(?:que\b|[a-z]{3,}[aei]r\b))|\bpropuso,\s+y\s+(?:tod[oa]s|l[oa]s (?:presentes|asistentes|demas))[^,.;]{0,60},(?=\s+que\b)|\b(?:acordandose|conviniendose|determinandose|resolviendose)\b|\b(?:se\s+)(?:acuerda|acordo|acuerdan|acordaron|conviene|convino|determina|determino|resuelve|resolvio|decide|decidio|dispone|dispuso|define que|definio que|establece que|establecio que|pacto|concerto)\b"
    r"|\b(?:acuerda(?=,?\s+(?:que|por|[a-z]+[aei]r\b))|acuerdan|acordaron|acordo|acordamos|convinieron|convenimos|resolvieron|resolvio|decidieron|decidio|determino(?=\s+(?:que|[a-z]+[aei]r\b))|determinaron)\b"
    r"|\b(?:quedo|queda|quedando|fue)\s+acordado\b|\bse\s+(?:llego|llega)\s+al\s+acuerdo(?:\s+de)?\b|\bllegaron\s+al\s+acuerdo(?:\s+de)?\b|\bse\s+tom(?:o|a)\s+el\s+acuerdo(?:\s+de)?\b",
    "approve": r"\b(?:se\s+)?(?:aprueba|aprueban|aprobo|aprobaron|autoriza|autorizan|autorizo|autorizaron|ratifica|ratifico)\b|\bse\s+(?:concede|conceden|concedio|otorga|otorgo)\b|\bse\s+(?:valida|valido|acepta|acepto)\b|\b(?:autorizar)(?=\s+al?\b)|\b(?:dictaminan?|declaran?|consideran?)\s+(?:como\s+)?(?:procedente|favorable(?:mente)?)\b",
    "passive": r"\b(?:fue|fueron|queda|quedan|quedo|quedaron|quedando|siendo|es|son)\s+(?:debidamente\s+)?(?:aprobad[oa]s?|autorizad[oa]s?)\b",
    "enact": r"\bse\s+(?:turna|turnan|turno|envian?(?=[^.;]{0,60}\ba mas tardar)|remite|remiten|canaliza|agenda|programa|designa|nombra)\b",
    "commit": r"\bcomprometiendose(?=\s+a\b)|\b(?:(?:se|nos|me)\s+)(?:comprometen?|comprometio|comprometieron|comprometimos|comprometemos|comprometo|obligan?|obligo)\b(?:\s+con\s+[^,.]{3,50}?(?=\s+a\b))?(?:\s+formalmente|\s+tambien|\s+ademas)?(?:,\s+[^,.;]{3,60},)?\s*(?=,?\s*(?:a|en)\b)"
    r"|\b(?:asum(?:e|en|io|ieron|imos)|adquir(?:io|ieron)|adquiere|hizo|hicieron)\s+(?:el|los)\s+(?:siguientes?\s+)?compromisos?\s+de\b|\b(?:(?:se\s+)?quedo|quedaron|queda|quedan|quedamos)\s+(?:formalmente\s+)?(?:(?<=se quedo )(?=que\s)|en(?=\s+(?:que|[a-z]+[aei]r|la|el|las|los)\b|\s+[a-z]+[aei]r)|de(?=\s+[a-z]+[aei]r)|comprometid[oa]s?\s+a|obligad[oa]s?\s+a|encargad[oa]s?\s+de|(?:como\s+)?responsables?\s+de)"
    r"|\bse\s+(?:ofrece|ofrecio|ofrecieron)\s+a\b|\b(?:ofrecio|ofrecieron|acepto|aceptaron)(?=\s+[a-z]+[aei]r\b)|\bqued(?:o|a|an|aron)\s+pendientes?(?:\s+(?:de|por)\b(?!\s+parte))?(?=\s+(?:que|por parte|a cargo|el|la|los|las|una?|[a-z]+[aei]r)\b)|\b(?:sera|seran)\s+(?:el\s+|la\s+|los\s+|las\s+)?(?:responsables?|encargad[oa]s?)\s+de\b|\btendran?\s+a\s+su\s+cargo\b",
}
KINDS = {
    "term": AGREEMENT,
    "instruct": INSTRUCTION,
    "ask": INSTRUCTION,
    "agree": AGREEMENT,
    "approve": AGREEMENT,
    "order": AGREEMENT,
    "tell": INSTRUCTION,
    "that": INSTRUCTION,
    "charge": AGREEMENT,
    "enact": AGREEMENT,
    "passive": AGREEMENT,
    "commit": COMMITMENT,
}
TRUST = {
    "term": 0.7,
    "instruct": 0.86,
    "ask": 0.72,
    "agree": 0.82,
    "approve": 0.74,
    "order": 0.78,
    "tell": 0.68,
    "that": 0.62,
    "charge": 0.78,
    "enact": 0.62,
    "passive": 0.58,
    "commit": 0.84,
}
FINDER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in FRAMES.items()))
_REFUSED = re.compile(
    r"(?:\b(?:para|a fin de|fin de|objeto de|sin|acuerdo que)|\d, que|\bno|\bcomo (?:lo|la|ya)?|\bsegun lo|\bpropuso que|\bpropone que|\bsugirio que|\bsi|\bcuando|\bhabia|\bse habia|\bya|\bprevio a que|(?<!por )\b(?:el|la|los|las) (?:que|cual|cuales)|\bmism[oa]s? que)\s*(?:se\s+)?$"
)


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
        for hit in FINDER.finditer(document.folded, start, end)
        if not _REFUSED.search(document.folded[max(start, hit.start() - 30) : hit.start()])
    ]
