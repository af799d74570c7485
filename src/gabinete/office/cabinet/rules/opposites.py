"""What an order asks to be done, as far as another can ask the opposite: families of verbs with two sides.

A family holds the verbs that push one way and those that push the other (continue and suspend, grant and refuse). A
chain of them is read as people read it: «cancelar la ampliación» reduces, «continuar la suspensión» suspends, and a
negation turns the verb that follows it.
"""

import re
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.folding import fold

_END = r"(?:ar|ara|aran|aron|e|en|ado|ada|ando|acion|aciones)"
_FAMILIES: tuple[tuple[str, str, str], ...] = (
    (
        "go",
        (
            r"continu\w*|reanu\w+|reinici\w+|prosig\w+|prosegu\w+|proseguir|manten(?:er|ga|gan|dra|dran)|reactiv\w+|inici(?:ar|e|en|ara|aran|o)"
            r"|arranc\w+|arranqu\w+|emprend\w+|comenz\w+|comien\w+|apli(?:car|que|quen|cara|caran|cacion)|ejecut(?:ar|e|en|ara|aran)"
        ),
        (
            r"suspen\w+|deten(?:er|ga|gan|cion)|detien\w+|interrump\w+|interrup\w+|cancel\w+|paus\w+|parar|paren|posterg\w+"
            r"|diferir|difier\w+|revoc\w+|revoqu\w+|anul\w+|rescind\w+|rescis\w+"
        ),
    ),
    (
        "keep",
        (
            rf"manten(?:er|ga|gan|dra|dran)|conserv{_END}|preserv{_END}|restaur{_END}|rehabilit{_END}|instal{_END}|coloc{_END}"
            r"|coloqu\w+|constru(?:ir|ya|yan|ira|iran|ccion)"
        ),
        (
            rf"retir{_END}|retiro|demol\w+|elimin{_END}|desmont\w+|derrib\w+|desmantel\w+|desinstal\w+|remov\w+|remuev\w+"
            r"|vend(?:er|a|an|era|eran)|venta|enajen\w+"
        ),
    ),
    (
        "allow",
        rf"autoriz{_END}|autoric\w+|aprob{_END}|aprueb\w+|permit\w+|conced\w+|otorg{_END}|otorgu\w+|acept{_END}",
        r"neg(?:ar|ada|ado|ativa|ara|aran)|nieg\w+|rechaz\w+|rechac\w+|prohib\w+|deneg\w+|denieg\w+|desech\w+|imped\w+|impid\w+",
    ),
    (
        "size",
        (
            rf"ampli(?:ar|e|en|ara|aran|acion|aciones)|aument{_END}|aumento|increment{_END}|incremento|extend\w+|extiend\w+|elevar|eleve|eleven"
            r"|duplicar|dupliquen"
        ),
        r"reduc\w+|reduz\w+|disminu\w+|recort\w+|acot(?:ar|e|en)|abat\w+",
    ),
    (
        "open",
        r"abr(?:ir|a|an|e|ira|iran|iendo)|apertur\w*|reabr\w+|reapertur\w*|inaugur\w+",
        r"cerr(?:ar|ara|aran)|cierr\w+|clausur\w+",
    ),
    ("sign", r"firm(?:ar|e|en|ara|aran)|suscrib\w+|suscripcion", r"rescind\w+|denunci(?:ar|e|en)"),
    (
        "hire",
        r"contrat(?:ar|e|en|ara|aran|acion)|adquir\w+|adquier\w+|adquisicion|compr(?:ar|e|en|ara|aran)|compra",
        r"devolver|devuelv\w+",
    ),
    ("appoint", rf"design{_END}|nombr(?:ar|e|en|amiento)", r"remov\w+|remuev\w+|destitu\w+"),
    (
        "publish",
        r"public(?:ar|ara|aran|acion)|publiqu\w+|difund\w+|difus\w+|divulg\w+",
        r"reserv(?:ar|e|en)|ocult(?:ar|e|en)",
    ),
    (
        "give",
        rf"entreg{_END}|entregu\w+|entrega|ministr{_END}|transfer\w+|transfier\w+|distribu\w+|pag(?:ar|ara|aran|o)|pagu\w+",
        r"retener|retenga|retengan|retencion|recuper(?:ar|e|en)",
    ),
    (
        "create",
        r"crear|creen|creacion|constitu\w+|integr(?:ar|e|en|ara|aran)",
        r"extingu\w+|extinc\w+|disolv\w+|disuelv\w+|liquid\w+",
    ),
    (
        "gather",
        r"centraliz\w+|centralic\w+|concentr(?:ar|e|en)",
        r"descentraliz\w+|descentralic\w+|desconcentr\w+",
    ),
)
_SIDES = tuple(
    (name, sign, re.compile(rf"(?:{pattern})$"))
    for name, forth, back in _FAMILIES
    for sign, pattern in ((1, forth), (-1, back))
)
_PHRASES = (
    (re.compile(r"\b(?:dej\w+|qued\w+) sin efectos?\b"), "revocar"),
    (re.compile(r"\b(?:pon\w+|entr\w+|puesta) en (?:marcha|operacion|funcionamiento|servicio)\b"), "iniciar"),
    (
        re.compile(
            r"\b(?:levant\w+) (la|el) (veda|suspension|clausura|sancion|restriccion|bloqueo|prohibicion)\b"
        ),
        r"retirar \1 \2",
    ),
    (re.compile(r"\b(?:abstener\w*|absteng\w+|dej(?:ar|e|en) de|evit(?:ar|e|en)|en vez de)(?: de)?\b"), "no"),
)
_WORD = re.compile(r"\w+")
_NOT = frozenset({"no", "sin", "nunca", "tampoco"})
_AND = frozenset({"y", "e", "o", "u", "ni"})
_REACH = 4
"""How many words away the next verb may be and still be what the one before acts upon."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an order asks.

    Attributes:
        sides: family → 1 or -1, the way it pushes once the chain is read.
        verb: the word by which it begins, with its «no»; empty when no family knows it.
    """

    sides: dict[str, int]
    verb: str


def asked(text: str) -> Asked:
    """Return which way an order pushes.

    Example:
        >>> asked("Cancelar la ampliación del hospital").sides
        {'go': -1, 'size': -1}
        >>> asked("Que no se contrate deuda").sides["hire"]
        -1
    """
    plain = fold(text)
    for pattern, said in _PHRASES:
        plain = pattern.sub(said, plain)
    words = _WORD.findall(plain)
    sides: dict[str, int] = {}
    verb, last, push = "", -1, 1
    for place, word in enumerate(words):
        known = _sides_of(word)
        if not known:
            continue
        if last >= 0 and place - last > _REACH:
            break
        between = words[last + 1 : place] if last >= 0 else words[max(place - 3, 0) : place]
        turn = -1 if _NOT & set(between) else 1
        carried = push if last >= 0 and not _AND & set(between) else 1
        for family, sign in known:
            sides[family] = sign * turn * carried
        verb = verb or ("no " if turn < 0 else "") + _as_written(text, word)
        last, push = place, known[0][1] * turn * carried
    return Asked(sides, verb)


def oppose(one: Asked, other: Asked) -> bool:
    """Return whether what one asks undoes what the other asks.

    Example:
        >>> oppose(asked("Suspender la obra"), asked("Continuar con la obra"))
        True
        >>> oppose(asked("Continuar la suspensión de permisos"), asked("Suspender los permisos"))
        False
    """
    common = one.sides.keys() & other.sides.keys()
    return any(one.sides[family] != other.sides[family] for family in common)


def is_verb(word: str) -> bool:
    """Return whether a folded word belongs to some family."""
    return bool(_sides_of(word))


def _as_written(text: str, word: str) -> str:
    """Return a folded word with its accents; one that stands for a phrase is left as it is."""
    place = fold(text).find(word)
    return text[place : place + len(word)].lower() if place >= 0 else word


def _sides_of(word: str) -> list[tuple[str, int]]:
    return [(family, sign) for family, sign, pattern in _SIDES if pattern.match(word)]
