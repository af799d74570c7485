"""How much who speaks and of when adds to or takes from what is said: neighbours ask, the past binds nobody."""

import re

from gabinete.office.cabinet.extraction.actors import is_citizen
from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.numerals import MONTH
from gabinete.office.cabinet.extraction.performatives import Hit
from gabinete.office.cabinet.extraction.reading import Document

_ASKERS_WITHOUT_POWER = re.compile(
    r"\b(?:vecin|ciudadan|habitant|asistent|lider|madre|padre|poblador|manifestant|peticionari|productor|comerciant|regidor|concejal|diputad|colon[oa]s|alumn|jovenes|trabajador|usuari|participant|reporter|periodist)"
    r"|\b(?:president|presidenta|titular|dirigent|representant|director|coordinador|lider|vocer)\w* del? (?:(?:la|los|las) )?(?:juntas? de (?:usuarios|vecinos)|asociacion|camara|ca?na[a-z]+tra|canaco|coparmex|sindicato|union|comite (?:de|vecinal|ciudadano)|sociedad|colonia|barra|colegio|ejido|comisariado|patronato|fundacion|frente|cooperativa|club|consejo coordinador)"
)
_POWERS = re.compile(
    r"\b(?:gobernador|mandatari|presidente|presidenta|presidencia|alcalde|alcaldesa|munícipe|municipe|ejecutivo|jefe de (?:la )?oficina|jefa de (?:la )?oficina|titular|secretari|pleno|consejo|comite|junta|cabildo|comision|coordinador|director)"
)
_PUBLIC = re.compile(
    r"\s*(?:,?\s*(?:a|al)\s+)?(?:tod[oa]s\s+)?(?:(?:a\s+)?(?:el|la|los|las)\s+)?(?:poblacion|ciudadan|publico|duen[oa]s|famili|vecin|habitantes|usuari|comerciantes|conductor|automovilistas|padres|madres|jovenes|comunidad(?! de)|sociedad|gente|personas|turistas|contribuyentes|asistentes|presentes)"
)
_INVITES = re.compile(r"(?:(?:se|les?) )?(?:invit|llamo|exhort)")
_EXHORTS = re.compile(r"(?:(?:se|les?) )?exhort")
_ADDRESSED = re.compile(r"\s*,?\s*al?\s+(?![a-z]+[aei]r\b)")
_EARLIER = re.compile(
    r"\ben la (?:primera|segunda|tercera|cuarta|ultima) (?:sesion|reunion|junta)\b(?=[^.;]*(?:aron|ieron)?\W*$)|\b(?:esa|aquella|otra) (?:misma )?(?:sesion|reunion|junta)\b|\b(?:sesion|reunion|acta)\s+(?:anterior|pasada|previa)\b|\b(?:el|del) (?:ano|mes) pasado\b"
)
_HEARD = re.compile(
    r"\b(?:relat|narr|platic)(?:o|aron)\b|\ben (?:la|el) que\b[^.;]*\b(?:anunci|dijo|inform|indic|coment|senal)"
)
_THAT_OTHER = re.compile(
    r"\b(?:dijo|senalo|informo|comento|menciono|explico|expuso|preciso|detallo|agrego|anadio) que\b[^.;]*\b(?:el|la|los|las) [^,.;]{3,80}$"
)
"""Who tells, and of whom, before what that one offered."""
_RECALLED = re.compile(r"\b(?:record(?:o|aron|ando)|recuerda|rememor\w+)\b")
_BYGONE = re.compile(
    rf"\b(?:{MONTH}|ano|mes|semana|trienio|sexenio|administracion|sesion|reunion|enero)\s+(?:pasad|anterior)[oa]?\b|\b(?:en su momento|anteriormente|previamente|en aquel(?:la)? (?:sesion|ano|ocasion)|hace (?:un|dos|tres|cuatro|cinco|\d+) (?:anos?|meses))\b"
)
_YEAR = re.compile(
    rf"\b(?:en|durante)\s+(?:(?:{MONTH})\s+(?:de|del)\s+)?(20\d\d|19\d\d)\b[,\s]*(?:\w+\s+){{0,4}}$"
)
_OVER = re.compile(
    r"\bno (?:ha|han) (?:cumplido|iniciado|dado|hecho|sido|habido)\b|\blo (?:estamos|hemos|venimos) (?:haciendo|hecho|cumpliendo|cumplido)\b|\b(?:cumplimos|se cumplio)\b|\bya (?:fenecio|vencio|expiro|prescribio|concluyo)\b|\bque (?:finalmente|al final) no\b|\bno se (?:ejecuto|concreto|llevo a cabo|cumplio)\b|\bno prosper\w+|\bya (?:fue|fueron|se) (?:atendid|cumplid|entregad|realiz|conclu)\w+|\b(?:es|fue|siendo|resulto) rechazad[oa]\b"
)
_PRETERITE = re.compile(
    r"(?:[^\W\d_]*(?:[óÓ]|[aA][rR][oO][nN]|[eE][rR][oO][nN]|IMOS|imos)|fue|fueron|FUE|FUERON)\b"
)


def has_power(who: str) -> bool:
    """Return whether somebody holds an office that may order."""
    named = fold(who)
    return bool(_POWERS.search(named)) and not _ASKERS_WITHOUT_POWER.search(named)


def is_bygone(document: Document, hit: Hit, start: int, end: int) -> bool:
    """Return whether a sentence recalls something ordered or promised long ago, or already over.

    Args:
        document: the one being read.
        hit: the performative verb.
        start: where its sentence begins.
        end: where its sentence ends.
    """
    sentence, before = document.folded[start:end], document.folded[start : hit.start]
    if _OVER.search(sentence) or _RECALLED.search(before):
        return True
    if not _PRETERITE.search(document.clean, hit.start, hit.end):
        return False
    if document.report:
        return True
    session = document.moment.session
    past_year = session and any(int(year) < session.year for year in _YEAR.findall(before))
    return bool(past_year or _BYGONE.search(sentence))


def authority_of(hit: Hit, subject: str, document: Document, start: int) -> float:
    """Return how much who speaks adds or takes: neighbours ask, they do not order."""
    before = document.folded[start : hit.start]
    verb = document.folded[hit.start : hit.end]
    if _without_power(hit, before, verb) or _told_of(hit, before) or _reported(document, hit, start):
        return -0.4
    if _INVITES.match(verb) and _PUBLIC.match(document.folded, hit.end):
        return -0.5
    if _EXHORTS.match(verb) and not _ADDRESSED.match(document.folded, hit.end):
        return -0.5
    if re.match(r"(?:se )?(?:recomi|recomen|invit|convoc|llamo)", verb):
        return -0.3  # advice and invitations bind nobody unless a list of agreements takes them up
    return 0.02 if subject and not is_citizen(subject) else 0.0


def _reported(document: Document, hit: Hit, start: int) -> bool:
    """Return whether somebody tells what another offered («señaló que la CEA ofreció aportar…»)."""
    return hit.family == "commit" and _THAT_OTHER.search(document.folded, start, hit.start) is not None


def _without_power(hit: Hit, before: str, verb: str) -> bool:
    binds = hit.family in {"ask", "approve", "instruct"}
    return binds and bool(_ASKERS_WITHOUT_POWER.search(before[-90:])) and not verb.startswith("se ")


def _told_of(hit: Hit, before: str) -> bool:
    """Return whether the verb only describes something («el programa que se aprobó») or an earlier session."""
    if _EARLIER.search(before):
        return True
    if hit.family == "ask":
        return bool(re.search(r"\bque\s*$", before)) and not re.search(
            r"(?:\bpor lo|[aeio]o|[ao]) que\s*$", before
        )
    return hit.family == "approve" and bool(re.search(r"\b(?!por lo\b)\w+[^o] que\s*$", before))


def tells_of_elsewhere(document: Document, start: int, end: int) -> bool:
    """Return whether what stands before a verb tells of another meeting, or of what others were heard to say."""
    return (
        _EARLIER.search(document.folded, start, end) is not None
        or _HEARD.search(document.folded, start, end) is not None
    )


def asks_with_power(document: Document, hit: Hit, subject: str) -> bool:
    """Return whether a request without addressee is one that binds: impersonal, or of who may order."""
    written = document.folded[hit.start : hit.end]
    return written.startswith(("se ", "le ", "les ")) or not subject or bool(_POWERS.search(fold(subject)))
