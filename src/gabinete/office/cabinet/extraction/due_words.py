"""The words that say when: patterns for folded text."""

import re

from gabinete.office.cabinet.extraction.numerals import MONTH, NUMBER, ORDINAL, WEEKDAY, YEAR_IN_WORDS

STRONG = (
    r"a mas tardar(?:,)?(?: (?:el|para el|en|al|hasta el|antes del))?(?: dia)?|antes del?(?: dia| mes de)?|hasta el(?: dia)?|para el(?: dia)?(?: proximo)?"
    r"|(?:con |(?:teniendo |fijando |siendo )?como )?(?:fecha|plazo) (?:limite|maxima?|de entrega|compromiso|de vencimiento)(?: de entrega)?\s*:?(?: al?| el| para el)?(?: dia)?"
    r"|no mas alla del(?: dia)?|con vencimiento (?:al|el)|vence(?:ra)? el|en una fecha no posterior al"
)
LEAD = re.compile(rf"(?:,\s*)?\b(?P<strong>{STRONG})\s+$")
PLAIN_LEAD = re.compile(
    r"(?:,\s*)?\b(?:(?:desde|a partir) (?:el|del)(?: dia)? |entre el .{1,30}? y |del? \d{1,2}(?: de [a-z]+)? )?(?P<weak>el(?: proximo| pasado)?(?: dia)?|este|al(?: dia)?|en)\s+$"
)
IN_WEEK = re.compile(
    r"(?:,\s*)?\b(?:a mas tardar\s+)?(?:en|durante|para|hasta)\s+la\s+(?P<what>semana|quincena)\s+del?(?:\s+\d{1,2}(?:\s+de\s+[a-z]+)?\s+al?)?\s+(?:(?:lunes|dia)\s+)?$"
)
"""What a date stands for in «en la semana del 14 de septiembre», «en la quincena del 15 de marzo»."""
LABEL = re.compile(
    r"\b(?:plazo|fecha|termino|vencimiento|entrega|cumplimiento|cuando|fecha compromiso)(?: de (?:cumplimiento|entrega|termino|cierre))?\s*:\s*$"
)
RELATED = re.compile(
    r"(?:\bde fecha|\bfechad[oa](?: el)?|\bdel?|\bpasado|\bdesde el|\ba partir del|\bcorte al|\bal corte del|\bciclo|\bal cierre del?)\s+(?:dia\s+)?$"
)
SIZE = rf"(?P<n>{NUMBER})\s+(?P<unit>dias?(?:\s+(?:habiles|habil|naturales|natural|calendario|corridos|laborables|laborales))?|semanas?|meses|mes|horas?|anos?)"
TERM = re.compile(
    rf"(?:,\s*)?\b(?:(?:(?:(?:en|dentro de|con|por)\s+)?(?:un|el|su)|dentro del)\s+(?:plazo|termino|lapso|periodo|tiempo)(?:\s+(?:no mayor|no superior|maximo|que no (?:exceda|excedera)|improrrogable|perentorio|no mas))*"
    rf"(?:\s+(?:a|de|al|los))*\s+|(?:plazo|termino|tiempo)(?: maximo)?\s*:\s*|(?:en|dentro de)\s+(?:no mas de\s+|menos de\s+|(?:un )?maximo (?:de )?|un total de )?(?:(?:los|las)\s+)?(?:(?:proxim[oa]s|siguientes)\s+)?|a\s+(?=\d+ dias)|max(?:imo|\.)?\s+(?=\d+ (?:dias|horas|semanas))|(?<=tendra )|(?<=tendran )|(?<=contara con )|(?:durante|en el transcurso de)\s+(?:los|las)\s+(?:proxim[oa]s|siguientes)\s+)"
    rf"{SIZE}(?P<tail>(?:\s+(?:siguientes|posteriores|proximos|contados|despues))*(?:\s*,?\s*(?:a partir|contados a partir|a la|a su|de la|del|al?)\s+[^,.;]{{3,70}})?)"
)
FOLLOWING = re.compile(r"(?:\s+(?:siguientes|posteriores|proximos|despues))*")
OWN_EVENT = re.compile(
    r"(?:presente|esta|la) (?:sesion|reunion|fecha|acta|minuta|acuerdo)|de hoy|hoy|aprobacion del presente|notificacion del presente"
)
YEAR_TAIL = rf"(?:,?\s*(?:del?)\s*(?:ano\s+)?(?P<year>20\d\d|{YEAR_IN_WORDS}|presente ano|ano en curso|proximo ano|ano proximo|ano))?"
PART = re.compile(
    rf"(?:,\s*)?\b(?:(?:a mas tardar|antes|hasta|para|durante|en|a|al)\s+)?(?:(?:en|a|al|de|para|durante)\s+)?(?:(?:el|la|los)\s+)?(?:mas tardar\s+)?"
    rf"(?P<part>ultimo dia(?: habil)?|ultima semana|1ra\.? semana|ultim[oa] (?:{WEEKDAY})|primera semana|segunda semana|tercera semana|cuarta semana|primera quincena|segunda quincena|finales|fines|fin|cierre|termino|mediados|principios|inicios|(?:antes )?de que (?:termine|concluya|finalice|acabe))"
    rf"\s+(?:(?:del?|el)\s+)*(?:mes\s+(?:de\s+)?)?(?P<what>{MONTH}|presente mes|este mes|mes|mismo mes|ano|presente ano|este ano|semestre|trimestre|20\d\d)?\b{YEAR_TAIL}"
)
PERIOD = re.compile(
    rf"(?:,\s*)?\b(?:(?:a mas tardar\s+)?(?:en|durante|para|dentro de|hasta|antes de(?: que termine)?|al termino de)\s+)?el\s+(?P<nth>{ORDINAL}|presente|proximo)\s+(?P<period>trimestre|bimestre|semestre|cuatrimestre){YEAR_TAIL}"
)
IN_MONTHS = re.compile(
    rf"(?:,\s*)?\b(?:a mas tardar\s+)?(?P<prep>durante|en|para|hasta|antes de|antes de que termine)\s+(?:(?:el|los)\s+)?(?:proximo\s+)?(?:mes(?:es)?\s+(?:de\s+)?)?(?:(?:{MONTH})(?:,\s*(?:{MONTH}))*\s+[ya]\s+)?(?P<month>{MONTH})\b(?: proximo)?{YEAR_TAIL}"
)
BARE_MONTH = re.compile(
    rf"(?:(?<=[-–—(:|.])\s*|^\s*)(?:a\s+)?(?P<month>{MONTH})\s+(?:del?\s+)?(?P<year>20\d\d)\b(?!\s*[-–—a]\s*(?:{MONTH}))"
)
WHOLE_YEAR = re.compile(
    r"(?:,\s*)?\b(?:(?:durante|en|para|dentro de|antes de que termine|a lo largo de|en el transcurso de)\s+)(?:el\s+)?(?:(?:resto|transcurso) del?\s+)?(?:ano\s+|proximo\s+|siguiente\s+)*(?P<year>20\d\d|presente ano|este ano|ano en curso|proximo ano|ano)\b(?![-/]\d)|(?:,\s*)?\beste (?:mismo )?(?P<here>ano)\b"
)
ON_WEEKDAY = re.compile(
    rf"(?:,\s*)?\b(?:(?:a mas tardar|para|hasta|antes)\s+)?(?:del?\s+|el\s+|este\s+|al\s+)+(?P<near>proximo\s+|siguiente\s+|mismo\s+)?(?P<day>{WEEKDAY})(?P<after>\s+(?:proximo|siguiente|de la proxima semana|de la semana entrante|entrante))?\b(?!\s+\d|\s+a\s+(?:{WEEKDAY}))"
)
NEAR = re.compile(
    r"(?:,\s*)?\b(?:a mas tardar\s+|antes de que termine\s+|en\s+|durante\s+|para\s+|a\s+)?(?P<near>hoy mismo|(?:a partir de |desde )manana|el dia de hoy|manana mismo|(?<!la )(?<!esta )(?<!cada )(?<!de )manana(?! (?:se|de|del)\b)(?=[\s.,;])|el dia de manana|pasado manana|(?:en el transcurso de |transcurso de |en el curso de )?(?:esta|la presente)(?: misma)? semana|en el (?:transcurso|curso) de la semana"
    r"|la (?:proxima|siguiente) semana|(?:el )?(?:transcurso|curso) de la semana (?:entrante|proxima|siguiente)|la semana (?:entrante|proxima|siguiente|que entra)|el ano (?:que viene|entrante|siguiente|proximo)|el (?:proximo|siguiente) ano|este(?: mismo)? mes|el presente mes|el mes en curso|el (?:proximo|siguiente) mes|el mes (?:entrante|proximo|siguiente))\b"
)
DAY_OF_MONTH = re.compile(
    rf"(?:,\s*)?\b(?:el\s+)?(?:{WEEKDAY})\s+(?P<numbered>\d{{1,2}})\b(?!\s*(?:de\b|[/:.-]\s*\d))|"
    r"(?:,\s*)?\b(?:a mas tardar\s+|antes\s+|hasta\s+|para\s+)?(?:del?\s+|el\s+)dia\s+(?P<day>\d{1,2})\b(?!\s+de\s+(?!este|dicho|los corr))(?:\s+(?:de este mes|del presente(?: mes)?|del mes en curso|del actual|de los corrientes|del mes|de dicho mes))?|"
    r"(?:,\s*)?\b(?:a mas tardar|antes|hasta|para)\s+(?:el|del)\s+(?P<bare>\d{1,2})(?=\s*(?:[.;)\n]|$|,\s*[a-z]))"
)
SESSION = re.compile(
    r"(?:(?<=ra )|(?<=ran )|(?<=[aei]r ))la (?:proxima|siguiente) (?:sesion|reunion|junta)(?= (?:un|una|el|los|las|sus?)\b)|^(?:en )?(?:la )?(?:proxima|siguiente) (?:sesion|reunion|junta)\W*$|(?:,\s*)?\b(?:a mas tardar\s+)?(?:antes de|en|para|durante|previo a|hasta)\s+(?:la|nuestra|una)\s+(?:(?:proxima|siguiente|primera|segunda|tercera|cuarta|quinta|sexta|septima|octava|novena|decima)\s+(?:sesion|reunion|junta|mesa)|(?:sesion|reunion|junta)\s+(?:siguiente|proxima|posterior))(?:\s+(?:ordinaria|extraordinaria|de (?:gabinete|trabajo|cabildo|la mesa|la junta)))*"
)
VAGUE = re.compile(
    r"(?:,\s*)?\b(?:de (?:manera|forma) (?:inmediata|permanente|mensual|semanal|trimestral|bimestral|semestral|anual|quincenal|periodica|continua|urgente|diaria)|de inmediato|inmediatamente|a la (?:mayor )?brevedad(?: posible)?|a la mayor brevedad|con (?:caracter de )?urgencia|con caracter (?:de )?(?:inmediato|urgente)|al momento de [^,.;]{3,50}(?=[,.;]|$)|\burgente|\burge\b|(?:mientras|en tanto) se [^,.;]{4,40}(?=[,.;]|$)"
    r"|en (?:los )?proximos (?:dias|meses|semanas)|en los dias siguientes|en breve|en las proximas semanas|proximamente|a corto plazo|en el corto plazo|lo antes posible|cuanto antes|diariamente|semanalmente|mensualmente|trimestralmente|anualmente|quincenalmente|permanente(?:mente)?"
    rf"|(?:en |para )?(?:la )?(?:sesion|reunion|junta) (?:de|del mes de) (?:{MONTH})(?: \(la del \d{{1,2}}\))?"
    rf"|cada (?:fin de |\w+ )?(?:mes|meses|semanas?|trimestre|semestre|bimestre|quincena|dias?|ano|anos|{WEEKDAY})|todos los (?:dias|meses|{WEEKDAY})|el (?:(?:{ORDINAL}) )?(?:{WEEKDAY}) de cada \w+|(?:a mas tardar )?(?:el|los) (?:primer\w* )?(?:\w+ )?dias?(?: \d{{1,2}})? de cada \w+|dentro de los primeros [^,.;]{{3,30}} de cada \w+|los (?:primeros |ultimos )?(?:{WEEKDAY})(?: de cada \w+)?|(?:una|dos|tres|cuatro)(?: veces?)? (?:por|al|a la|cada) (?:mes|semana|semestre|trimestre|bimestre|ano|dia)"
    r"|al (?:terminar|concluir|finalizar) (?:el|la|los|las) [^\W\d_]+|en cuanto (?:se )?[^,.;]{3,60}(?=[,.;]|$)|(?:antes de|hasta|una vez) que (?:se )?(?:termin|concluy|finalic|public|entreg|inici|inicie)[a-z]* [^,.;]{3,60}(?=[,.;]|$)|(?:mientras|en tanto) dur\w+ [^,.;]{3,40}(?=[,.;]|$)|hasta que [^,.;]{3,60}(?=[,.;]|$)|con \w+ (?:dias|horas|semanas)(?: habiles| naturales)? de anticipacion|antes de (?:dich|est)[oae]s? (?!plazo|fecha|ano|mes|semana)\w+|en (?:el )?periodo vacacional|previo al? [^\W\d_]+(?=[,.;]|$)"
    rf"|(?:a partir del?|desde) (?:la |el )?(?:de |del )?(?:(?:{ORDINAL}) )?(?:trimestre|semestre|bimestre|quincena|semana)(?: de (?:{MONTH}))?(?: del? 20\d\d)?"
    r")\b"
)
THIS_DATE = re.compile(
    r"(?:,\s*)?\b(?:a partir )?(?:de|en|desde) (?:las \d{1,2}[:.]\d\d (?:horas|hrs\.?) (?:de |del )?)?(?:esta (?:misma )?fecha|dia de hoy)\b"
)
PART_DAYS = {
    "primera semana": 7,
    "1ra semana": 7,
    "1ra. semana": 7,
    "segunda semana": 14,
    "tercera semana": 21,
    "cuarta semana": 28,
    "primera quincena": 15,
    "mediados": 15,
    "principios": 10,
    "inicios": 10,
}
ANCHOR = re.compile(
    r"\b(?:a partir|contados|de la|del|de su)\b|\ba(?:l| la| los| su)\s+(?:(?!(?:sub)?(?:direc|comi|coordina|delega|federa|asocia|funda|administra|corpora|institu)\w+)\w+\s+)??(?!(?:sub)?(?:direc|comi|coordina|delega|federa|asocia|funda|administra|corpora|institu))(?:\w+(?:cion|sion|miento)|firma|entrega|fecha|inicio|cierre|termino|pago|dia|presente|siguiente|acto|arranque|evento|visita|colado|fallo)\b"
)
"""From when a term counts: «a partir de», «a la firma»; not «a la Dirección de Catastro»."""
