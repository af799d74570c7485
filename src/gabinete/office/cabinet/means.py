"""What would prove that an agreement was fulfilled, suggested from its verb and object. Pure.

A suggestion is only a beginning: the secretary reads it beside the agreement and changes it. Better an ordinary
proof proposed than an empty field filled in a hurry.
"""

import re
import unicodedata

OBJECT_LIMIT = 110
MEANS_LIMIT = 400
_DEFAULT = "Constancia documental de lo realizado y acuse"

_BY_VERB: tuple[tuple[str, str], ...] = (
    ("presentar entregar remitir enviar exponer proporcionar turnar hacer-llegar", "{it} y acuse de recibo"),
    ("elaborar integrar formular preparar diseñar desarrollar redactar actualizar concluir terminar", "{it}, en su versión final, y acuse de recibo"),
    ("firmar suscribir celebrar formalizar", "{it}, con firmas"),
    ("publicar difundir emitir expedir", "Ejemplar de la publicación: {lower}"),
    ("instalar constituir crear conformar integrar-comité", "Acta de instalación: {lower}"),
    ("convocar reunir sesionar", "Convocatoria, lista de asistencia y minuta: {lower}"),
    ("realizar llevar efectuar organizar celebrar-reunión", "Minuta o informe con lista de asistencia y fotografías: {lower}"),
    ("construir rehabilitar reparar rehabilite pavimentar modernizar equipar", "Acta de entrega-recepción y fotografías: {lower}"),
    ("pagar transferir liberar ministrar cubrir radicar", "Comprobante de la operación: {lower}"),
    ("adquirir comprar contratar licitar", "Contrato y acta de recepción: {lower}"),
    ("capacitar formar impartir", "Programa, listas de asistencia y constancias: {lower}"),
    ("informar reportar comunicar notificar dar", "Informe escrito con acuse: {lower}"),
    ("revisar analizar evaluar verificar supervisar dictaminar", "Dictamen o informe de resultados: {lower}"),
    ("aprobar autorizar validar", "Documento de autorización firmado: {lower}"),
    ("atender resolver solucionar", "Informe de atención con evidencia y conformidad de quien la pidió: {lower}"),
)  # fmt: skip
_TEMPLATES = {verb: template for verbs, template in reversed(_BY_VERB) for verb in verbs.split()}
_OBJECT_ENDS = re.compile(
    r"[,;.]|\s(?:a más tardar|antes del?|en un plazo|en el plazo|dentro de|en coordinación|con el fin|a fin de|para que|con objeto|conforme|así como|mediante|durante)\b",
    re.IGNORECASE,
)


def suggested_means(text: str) -> str:
    """Return a proof that fits the order; a general one when its verb is not known.

    Example:
        >>> suggested_means("Presentar el plan de abasto de medicamentos, en un plazo de 15 días")
        'Plan de abasto de medicamentos y acuse de recibo'
        >>> suggested_means("Impulsar acciones")
        'Constancia documental de lo realizado y acuse'
    """
    verb, _, rest = " ".join(text.split()).partition(" ")
    template = _TEMPLATES.get(_folded(verb).strip(".,;:"))
    thing = _object(rest)
    if template is None or not thing:
        return _DEFAULT
    return template.format(it=thing[:1].upper() + thing[1:], lower=thing)[:MEANS_LIMIT]


def _object(rest: str) -> str:
    """Return what the verb acts on: up to the first turn of the sentence, without its article."""
    thing = _OBJECT_ENDS.split(rest, maxsplit=1)[0].strip(" .,;:")
    thing = re.sub(
        r"^(?:al?|el|la|los|las|un|una|unos|unas)\s+(?:cabo\s+)?(?:el|la|los|las|un|una)?\s*",
        "",
        thing,
        count=1,
        flags=re.IGNORECASE,
    )
    if len(thing) > OBJECT_LIMIT:
        thing = thing[:OBJECT_LIMIT].rsplit(" ", 1)[0] + "…"
    return thing


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower().replace("ñ", "\0"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("\0", "ñ")
