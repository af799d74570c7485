"""What minutes say that nobody has to follow up: formulae, procedure, thanks."""

import re

_PROCEDURE = re.compile(
    r"^(?:aprobar|autorizar|ratificar|validar|aceptar|acordar|dar|leer|dispensar|omitir|declarar|someter|pasar|proceder|verificar|tomar|desahogar|presentar|iniciar|abrir|clausurar|cerrar|levantar|suscribir|firmar|concluir|terminar|realizar|hacer|instalar|modificar|incluir)\b.{0,60}?"
    r"(?:orden del dia|agenda (?:de la|propuesta)|acta (?:de la (?:sesion|reunion) )?anterior|actas? de (?:la )?sesi|la lectura|lectura (?:del|al|y)|lista de (?:asistencia|presentes)|quorum|pase de lista|\bla (?:presente )?(?:sesion|reunion|minuta|acta)\b|\bsesion (?:ordinaria|extraordinaria)?\b|los trabajos de|protesta|votacion|minuto de silencio|intermedio|receso|bienvenida|palabra|uso de la voz|gracias|las renuncias?|minutas? (?:anterior|de la sesion))"
)
_NEXT_SESSION = re.compile(
    r"^(?:llevar|celebrar|realizar|efectuar|programar|fijar|tener)(?:se)?\b.{0,40}(?:proxima|siguiente) (?:sesion|reunion|junta)"
)
_FORMULA = re.compile(
    r"^se (?:toma|tomo) (?:conocimiento|nota)|\btoman? (?:conocimiento|nota) de|^(?:poder|proxima (?:reunion|sesion))\b|\bse (?:da|dan|dio|dieron) por enterad|^se tiene por (?:presentad|recibid|rendid|cumplid|hech)|^se (?:da|dio) cuenta|no habiendo (?:mas|otro)|sin (?:mas|otro) (?:asunto|que tratar|particular|punto)|agotados? (?:los|el) (?:puntos|orden)|para constancia|firman (?:al calce|de conformidad|los)|se da por (?:terminad|concluid|iniciad|clausurad|instalad)|se levanta la sesion|quorum legal|lista de asistencia"
    r"|apreciables instrucciones|reciba un cordial|agradec\w+ (?:de antemano|la atencion|su atencion|su asistencia)|pasar lista|declaracion de quorum|declaro (?:abierta|instalada|clausurada)|cumplase\b|entrara en vig|surtira (?:sus )?efectos?|dicho lo anterior"
)
_EMPTY = re.compile(
    r"^(?:aprobar|autorizar|hacer|dar|realizar|ser|estar|tener|cumplir|contar|poder|acordar|aceptar|ratificar)(?:se|lo|la|le)?(?:\s+(?:lo|el|la|los|las|por|unanimidad|mayoria|votos|de|anterior|siguiente|mismo|conducente|gracias|a conocer|lectura|cuenta|inicio|su|voto|dicho|dicha|punto|propuesta|acuerdo|dictamen|presente))*$"
)
_DESCRIBED = re.compile(
    r"^(?:entrar en vigor|surtir efectos?|tener (?:como|por) (?:objeto|objetivo|vigencia|una duracion)|contar con (?:una )?(?:inversion|capacidad|vigencia)|llevar(?:se)? a cabo (?:el (?:dia|proximo)|a las|en las instalaciones)|celebrar(?:se)? (?:el dia|a las|en las instalaciones)|iniciar a las|ver reflejad)"
)
_LEAST_LETTERS = 9
_TAKEN_UP = re.compile(r"[aei]rl[oa]s?$")
"""A verb that takes up what was said before it: «notificarlo»."""


def is_nothing_to_follow(folded_text: str, folded_quote: str) -> bool:
    """Return whether an agreement so worded is procedure of the session itself or a formula.

    Args:
        folded_text: the phrase, folded.
        folded_quote: the sentence it comes from, folded.
    """
    text = re.sub(r"\s+", " ", folded_text).strip()
    if len(re.sub(r"\W", "", text)) < _LEAST_LETTERS or (" " not in text and not _TAKEN_UP.search(text)):
        return True
    if _PROCEDURE.match(text) or _NEXT_SESSION.match(text) or _EMPTY.match(text) or _DESCRIBED.match(text):
        return True
    return bool(_FORMULA.search(text)) or (
        bool(_FORMULA.search(folded_quote)) and len(folded_quote) < 2 * len(text)
    )
