"""What a heading or the sentence before a list announces."""

import re
from enum import StrEnum


class Section(StrEnum):
    """What kind of matter stands under a heading."""

    AGREED = "agreed"
    """Each item is something to be done."""
    PROMISED = "promised"
    """A list of what will be done, named as nouns."""
    AGENDA = "agenda"
    PRESENT = "present"
    """Who was there."""
    PAST = "past"
    """What has already been done."""
    BACKGROUND = "background"
    """Aims, grounds, considerations, contacts."""
    PROPOSED = "proposed"
    """Ideas nobody has adopted."""
    OWNER = "owner"
    """Who answers for all that the document commits to."""
    UNKNOWN = "unknown"
    """A list that nothing announces."""
    NEUTRAL = "neutral"


_MARK = r"^\W*(?:(?:\d{1,2}|[ivx]{1,5}|[a-h])\s*[.)\-–]+[°º]?-?\s*)?(?:punto \w+[.:]?[°º]?\s*)?"
_PAST = re.compile(
    r"(?:seguimiento|avances?|cumplimiento|estado|estatus|revision|lectura|informe)s? (?:a|al|de|del|en|sobre) (?:el |los |las )?(?:estado de |cumplimiento de )?(?:los )?(?:acuerdos|compromisos|tareas|pendientes)"
    r"|(?:acuerdos|compromisos|tareas|pendientes)\b.{0,30}\b(?:anterior|anteriores|previos|cumplid[oa]s|atendid[oa]s|concluid[oa]s)"
    r"|^(?:principales )?(?:antecedentes|avances|logros|resultados(?: obtenidos| alcanzados)?|informes?(?: de actividades)?)$"
    r"|\b(?:actividades|acciones|proyectos|obras|eventos|logros|programas)\b.*\b(?:realizad|concluid|ejecutad|efectuad|llevad|desarrollad|alcanzad|cumplid)[oa]s"
    r"|actividades (?:continuas|permanentes|cotidianas)"
)
_TOLD = re.compile(
    r"se (?:realizaron|llevaron a cabo|efectuaron|desarrollaron|presentaron|entregaron|atendieron|lograron)\b"
)
_AGREED = re.compile(
    rf"{_MARK}(?:(?:principales|nuev[oa]s|otr[oa]s|demas|resumen de|relacion de|lista de|cuadro de|tabla de|listado de|propuesta de|asuntos y|conclusiones y|puntos? de|desarrollo y) )*"
    r"(?:acuerdos?|acuerda|acordo|acordamos|compromisos?|instruccion(?:es)?|tareas?|pendientes|asuntos pendientes|resolutivos?|puntos resolutivos|resoluciones|resuelve|se resuelve|(?:se )?decreta|ha resuelto|resultados esperados|que implica|encargos|asignaciones|decisiones"
    r"|acciones (?:a seguir|a realizar|por realizar|a desarrollar|comprometidas|acordadas|pendientes|inmediatas|de seguimiento)|(?:proximos|siguientes) pasos|hitos|entregables|cual es el compromiso|a que nos comprometemos|a que se compromete\w*|(?:me|nos|se) compromet(?:o|emos|e|en)\b|indicaciones|en que consiste el compromiso|descripcion del compromiso|proximas acciones|medidas acordadas|por hacer|to do"
    r"|actividades (?:por realizar|a realizar|pendientes|comprometidas)|plan de (?:accion|trabajo acordado)|seguimientos?|responsabilidades asignadas)\b"
)
_NOT_A_TITLE = re.compile(
    r"^(?:acuerdos?|compromisos?|instruccion(?:es)?|tareas?)\s+(?:por el que|que|numero|num|no\b|\d|de (?:colaboracion|coordinacion|la ley))"
)
_LEAD_AGREED = re.compile(
    r"\blo (?:acordado|convenido|pactado)\b|\b(?:me|nos) compromet\w+(?: a)?$|\b(?:siguientes?|estos|lo siguiente|los que siguen)\b.{0,30}\b(?:acuerdos?|compromisos?|instruccion(?:es)?|tareas|acciones|resolutivos|pendientes|medidas|indicaciones)\b"
    r"|\b(?:acuerdos?|compromisos?|instruccion(?:es)?|tareas|puntos de acuerdo|indicaciones)\b.{0,40}\b(?:siguientes?|lo siguiente|tomados|adoptados|asumidos|generados|son)\b"
    r"|\b(?:se (?:acuerda|acordo|resuelve|resolvio|determina|determino|establece|conviene|convino|decide|dispone|compromete|comprometio|instruye|aprueba)|acuerda|resuelve|decreta|dictamina|acordaron|acuerdan|acordamos|(?:se|nos) comprome\w+(?: a)?|qued\w+ (?:establecid|asentad|acordad|convenid|pactad|definid)\w+|llegaron a (?:los|las)|instruyo|giro instrucciones|pidio|solicito)\b[^.]{0,90}$"
)
_AUTHORITY = re.compile(
    r"(?:(?:el|la) )?(?:c\. |ciudadan[oa] )?(?:gobernador|president|secretari|titular|alcald|mandatari|director|coordinador|jef[ea] de)[^.;:,]{0,50}(?:indico|pidio|ordeno|solicito|dispuso|instruyo)?\s*$"
)
"""Who gives a list of orders, nothing else said: «El C. Gobernador:»."""
_PROMISED = re.compile(
    r"\b(?:proyectos|acciones|actividades|obras|metas|programas|trabajos|eventos|iniciativas|prioridades|tareas)\b.{0,60}"
    r"(?:\bse (?:estaran|van a|vayan a|realizaran|realizara|llevaran|ejecutaran|desarrollaran|emprenderan|pondran|impulsaran|haran|implementaran|construiran|concretaran|trabajaran)|\bque (?:se )?(?:realizara|desarrollara|emprendera|ejecutara|llevara|impulsara|implementara)n?\b"
    r"|\b(?:por|a) (?:realizar|desarrollar|ejecutar|emprender)|\bprogramad[oa]s (?:para|en)|\bcomprometid[oa]s|\bproxim[oa]s|\bpara (?:el )?(?:proximo |siguiente )?(?:ano\b|20\d\d|trimestre|semestre|mes))"
    r"|\b(?:realizaremos|llevaremos a cabo|impulsaremos|emprenderemos|implementaremos|haremos|desarrollaremos|trabajaremos en)\b.*"
)
_TO_COME = re.compile(
    r"\b(?:proyectos|acciones|actividades|obras|metas|programas|trabajos|eventos|iniciativas|tareas)\b.{0,40}\bque (?:se )?(?:le |les )?(?:[a-z]+ran?|van a [a-z]+r)\b"
)
"""What is to come, even when the sentence says that it was presented («se presentaron los proyectos que se realizarán»)."""
_UNSURE = re.compile(
    r"\b(?:propuestas?|propon\w+|propus\w+|plante\w+|sugir\w+|suger\w+|objetivos?|principios|lineas|temas|ejes|rubros|areas)\b"
)
_WORDS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (Section.AGENDA, re.compile(rf"{_MARK}(?:propuesta de )?(?:orden del dia|agenda|temario|temas (?:vistos|tratados|a tratar)|asuntos a tratar|puntos a tratar|tabla de la sesion)\b")),
    (Section.PRESENT, re.compile(rf"{_MARK}(?:lista de )?(?:asistentes|asistencia|presentes|participantes|integrantes|ausentes|invitados|convocados|asisten|miembros)\b")),
    (Section.OWNER, re.compile(rf"{_MARK}(?:quien(?:es)? (?:ejecuta|implementa|coordina|realiza|cumple|responde|lidera|desarrolla|se encarga|es el responsable|son los responsables)\w*|(?:dependencia|institucion|entidad|area|actor|organismo)(?:s|es)? (?:lider(?:es)?|coordinador[ae]?s?|que (?:lidera|coordina|implementa))|entidad(?:es)? responsables?|(?:dependencia|institucion|area|unidad)(?:s|es)? (?:responsables?|ejecutoras?)|responsables?)\b")),
    (Section.PROPOSED, re.compile(rf"{_MARK}(?:propuestas|propuesta(?! de| para| que)|lluvia de ideas|ejercicio|agrupacion de ideas|ideas|sugerencias|recomendaciones ciudadanas|peticiones|solicitudes|planteamientos|inquietudes|ruegos)\b")),
    (Section.BACKGROUND, re.compile(rf"{_MARK}(?:(?:principales )?objetivos?|introduccion|bienvenida|considerandos?|resultandos?|fundament\w*|marco (?:legal|juridico|normativo)|contactos?|glosario|vision|mision|justificacion|diagnostico|problematica|contexto|exposicion de motivos|principios|notas?$|anexos?|documentos (?:entregados|anexos|de apoyo)|proxima (?:reunion|sesion)|firmas?|clausura|bases|requisitos|premios?|transitorios?|articulos? transitorios?|lugar|distribucion|observaciones|cual es (?:la|el) (?:problem\w+|contexto|situacion)|como contribuira|por que es (?:relevante|importante))\b|\bprincipios\b")),
)  # fmt: skip


def heading_section(folded: str) -> Section:
    """Return what a heading (folded, without ``#``) announces."""
    title = _unspaced(folded.strip(" .:*#¿?-–|"))
    if _PAST.search(title):
        return Section.PAST
    if _AGREED.match(title) and not _NOT_A_TITLE.match(title):
        return Section.AGREED
    for section, pattern in _WORDS:
        if pattern.match(title):
            return section
    return (
        Section.PROMISED
        if _PROMISED.search(title)
        and not _UNSURE.search(title)
        and " " in title
        and re.search(r"r[ae]n?\b|programad|realizar|comprometid|proxim", title)
        else Section.NEUTRAL
    )


def _unspaced(folded: str) -> str:
    """Return a text with its spaced words closed: «A C U E R D O S»."""
    return re.sub(r"\b\w(?: \w\b){3,}", lambda hit: hit[0].replace(" ", ""), folded)


def is_known_heading(folded: str) -> bool:
    """Return whether a short line is one of the headings minutes have."""
    return heading_section(folded) not in {Section.NEUTRAL, Section.PROMISED}


def lead_section(folded: str) -> Section:
    """Return what the sentence before a list announces («…se tomaron los siguientes acuerdos:»)."""
    lead = _unspaced(folded.rstrip(" :.*"))
    if _TO_COME.search(lead) and not _UNSURE.search(lead):
        return Section.PROMISED
    if _PAST.search(lead) or _TOLD.search(lead):
        return Section.PAST
    if _LEAD_AGREED.search(lead) or _AGREED.match(lead) or _AUTHORITY.match(lead):
        return Section.AGREED
    if _UNSURE.search(lead):
        return Section.PROPOSED
    return Section.PROMISED if _PROMISED.search(lead) else Section.UNKNOWN
