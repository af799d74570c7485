"""When two orders are worth comparing: pure, and stricter than what a search finds.

A secretary orders the same thing of many towns; that is not a duplicate. Two orders resemble each other when they share
their object and do not name different places.
"""

import re
import unicodedata

from gabinete.office.followup.rules import content_words, likeness

SAME_AGENCY, OTHER_AGENCY = 0.6, 0.75
"""Likeness (0–1) from which an order resembles another, of the same agency or of another."""
_SHARED = {True: 2, False: 3}
"""How many words besides the verb must be common, by whether the agency is the same."""
_NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑÜ][a-záéíóúñü]{2,}")
_WORD = re.compile(r"\w+")
_AFTER_STOP = re.compile(r"(?:^|[.:;«¿¡\"]\s*)$")
_COMMON = frozenset(
    [
        "rio",
        "san",
        "santa",
        "puerto",
        "sierra",
        "valle",
        "nuevo",
        "nueva",
        "presa",
        "calle",
        "bulevar",
        "colonia",
        "ejido",
        "avenida",
        "carretera",
        "hospital",
        "secretaria",
        "comision",
        "instituto",
        "direccion",
        "coordinacion",
        "consejo",
        "gobierno",
        "estado",
        "estatal",
        "nacional",
        "federal",
        "municipal",
        "municipio",
        "ayuntamiento",
        "gabinete",
        "ejecutivo",
        "ejecutiva",
        "oficina",
    ]
)
"""Words that begin or fill a name and tell none apart."""


def resembles(text: str, other: str, *, same_agency: bool) -> bool:
    """Return whether an order should be pointed out beside another.

    Example:
        >>> resembles("Rehabilitar el acueducto Yaqui", "Rehabilitación del acueducto Yaqui", same_agency=True)
        True
        >>> resembles("Rehabilitar los pozos de Cajeme", "Rehabilitar los pozos de Altar", same_agency=True)
        False
    """
    if _name_apart(text, other):
        return False
    found = likeness(text, other)
    verb = content_words(text)[:1]
    objects = [word for word in found.shared if [word] != verb]
    least = SAME_AGENCY if same_agency else OTHER_AGENCY
    return found.score >= least and len(objects) >= _SHARED[same_agency]


def names_in(text: str) -> set[str]:
    """Return the proper names of a text, folded; acronyms and the first word of a sentence are none.

    Example:
        >>> sorted(names_in("Que la CEA entregue en San Luis Río Colorado el Proyecto."))
        ['colorado', 'luis', 'proyecto']
    """
    names = (m.group() for m in _NAME.finditer(text) if not _AFTER_STOP.search(text[: m.start()]))
    return _words(" ".join(names)) - _COMMON


def _name_apart(text: str, other: str) -> bool:
    """Return whether each names somebody or some place that the other never mentions, and no name is common."""
    mine, theirs = names_in(text), names_in(other)
    if mine & theirs:
        return False
    return bool(mine - _words(other)) and bool(theirs - _words(text))


def _words(text: str) -> set[str]:
    """Return every word, folded, the short ones too: «Santa Ana» is told from «Santa Cruz» by three letters."""
    plain = unicodedata.normalize("NFD", text.lower().replace("ñ", "\0"))
    folded = "".join(c for c in plain if not unicodedata.combining(c)).replace("\0", "ñ")
    return set(_WORD.findall(folded))
