"""Whether two orders are about the same thing: the words left once verbs, formulas and terms are taken away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from rapidfuzz import fuzz

from gabinete.office.cabinet.extraction import numerals
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.rules.opposites import is_verb

_STEMMER = snowballstemmer.stemmer("spanish")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?<![.:;«¿¡\"] )(?<!^)\b[A-ZÁÉÍÓÚÑÜ][a-záéíóúñü]{2,}")
_TERM = re.compile(
    rf"\b(?:a mas tardar|antes|a partir|para|desde|hasta)?\s*(?:del?|el)?\s*(?:dia\s+)?\d{{1,2}} de (?:{numerals.MONTH})(?: (?:de|del) \d{{4}})?"
    rf"|\ben (?:un plazo|un termino)[^,.;]*?(?:dias|meses|semanas)(?: (?:habiles|naturales))?"
    rf"|\ba (?:la brevedad|mas tardar)\b"
)
_AMOUNT = re.compile(
    rf"\b(?P<n>\d[\d,]*(?:\.\d+)?|{numerals.NUMBER})\s+(?:(?P<scale>millones|mil|mdp)\s+)?(?P<of>de\s+)?(?P<what>[a-z]{{4,}})"
)
_SCALES = {"millones": 1_000_000, "mil": 1_000}
_EMPTY = words("""
    para como ante bajo cada cual cuando desde donde entre hacia hasta pero sobre segun este esta estos estas dicho dicha
    debera deberan haga hagan lleve cabo efecto plazo dias habiles naturales estado sonora secretaria general titular
    instruye instruyo instruir acuerda acordo acuerdo solicita presente presentar presenta presenten realizar realice
    realicen efectuar informe informar sera seran elaborar elabore elaboren elaboracion concluir concluya concluyan conclusion
    terminar termine terminen terminacion coordinar coordine coordinen coordinacion definir defina definan emitir emita
    hacer dar cubrir cubra cubran pagar enviar envie remitir remita organizar organice actualizar actualice actualizacion
    integracion presentacion poner operacion entren funcionamiento marcha sustituir sustituya renovar renueve
    gobierno estatal efecto trabajos obra obras proceso propuesta programa servicio temporal nuevo nueva nuevos
    nuevas con sin por los las del una unos unas que sus mas brevedad acompanada demas personal uso contar cuente favor
    traves parte momento etapa fase inmediato inmediata caso tipo ejercicio riesgo dictamen danos asignado ubicado destinados
    destinado destinadas destinada asi tambien dentro fuera ademas mediante conforme respecto contra
    """)
_SAME = {
    "plantel": "escuel", "camin": "carreter", "vialid": "carreter", "medicament": "medicin", "list": "padron",
    "listad": "padron", "registr": "padron", "nosocomi": "hospital", "vehicul": "unidad", "recurs": "presupuest",
    "fond": "presupuest", "licenci": "permis", "instrument": "conveni", "minist": "recurs", "part": "tram",
    "alumn": "estudiant", "agent": "polici", "elev": "polici", "cas": "viviend", "empres": "empresari",
}  # fmt: skip
"""Stems that the office uses one for the other."""
_ALSO = {
    stem: (stem, *(other for other, base in _SAME.items() if base == stem))
    for stem in sorted(set(_SAME.values()))
}
_NOT_NAMES = words("""
    rio san santa puerto sierra valle presa calle bulevar colonia ejido avenida carretera hospital secretaria comision instituto
    direccion coordinacion consejo gobierno estado estatal nacional federal municipal municipio ayuntamiento gabinete
    ejecutivo ejecutiva oficina titular congreso gobernadora gobernador
    """)
_PLACES = words(
    "calle bulevar colonia ejido avenida carretera camino municipio region sierra costa valle zona"
)
"""Words that only say where: sharing them does not make two things one."""
# Not the nouns that end like a verb.
_FIRST_VERB = re.compile(
    r"(?:^\W*|\ba )(?!(?:hangar|hogar|lugar|taller|mujer|poder|alquiler|cancer|solar|altar|bazar)\b)(?P<verb>\w+[aei]r)\b"
)
_MONTHS = frozenset(numerals.MONTHS)
_PESOS = "pesos"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Thing:
    """What an order is about.

    Attributes:
        words: stem → the word as it is written.
        every: every word of it, folded.
        names: proper names, folded.
        marks: numbers and months that tell one thing from its like: «tramo 2», «de noviembre».
        amounts: what is counted (stem) → how many.
    """

    words: dict[str, str]
    names: frozenset[str]
    every: frozenset[str]
    marks: frozenset[str]
    amounts: dict[str, float]


@lru_cache(maxsize=4096)
def thing_of(text: str) -> Thing:
    """Return what an order is about.

    Example:
        >>> thing = thing_of("Rehabilitar doce pozos de agua potable en Cajeme")
        >>> sorted(thing.words), thing.amounts, sorted(thing.names)
        (['agu', 'cajem', 'potabl', 'poz'], {'poz': 12.0}, ['cajeme'])
    """
    plain = fold(text)
    timeless = _TERM.sub(lambda found: " " * len(found.group()), plain)
    amounts, spent = _amounts(timeless)
    found: dict[str, str] = {}
    marks = set()
    verbs = {verb.start("verb") for verb in _FIRST_VERB.finditer(timeless)}
    for word in _WORD.finditer(timeless):
        said = word.group()
        if said in _MONTHS or (said.isdigit() and word.start() not in spent):
            marks.add(said)
        elif _says_something(said) and word.start() not in spent | verbs:
            written = text[word.start() : word.end()]
            found.setdefault(_stem(written.lower()), written)
    named = frozenset(fold(n) for n in _NAME.findall(text)) - _NOT_NAMES
    return Thing(found, named, frozenset(_WORD.findall(plain)), frozenset(marks), amounts)


def are_apart(one: Thing, other: Thing) -> bool:
    """Return whether something tells them apart: each names a place, a number or a month that the other does not."""
    if (one.names - other.every) and (other.names - one.every):
        return True
    days, others = one.marks & _MONTHS, other.marks & _MONTHS
    if days and others and not days & others:
        return True
    numbers, theirs = one.marks - _MONTHS, other.marks - _MONTHS
    return bool(numbers) and bool(theirs) and not numbers & theirs


def closeness(one: Thing, other: Thing) -> tuple[float, tuple[str, ...]]:
    """Return how far they are about the same (0–1), and the words they share.

    What the shorter one says and the longer repeats counts most; names count twice; spelling (letters, not words) makes
    up for words the stemmer takes apart.
    """
    shared = one.words.keys() & other.words.keys()
    if not shared:
        return 0.0, ()
    names = one.names | other.names
    mine, theirs = _weight(one, one.words, names), _weight(other, other.words, names)
    both = _weight(one, shared, names)
    overlap, dice = both / min(mine, theirs), 2 * both / (mine + theirs)
    spelling = fuzz.token_sort_ratio(" ".join(sorted(one.words)), " ".join(sorted(other.words))) / 100
    score = 0.4 * overlap + 0.35 * dice + 0.25 * spelling
    return round(min(score, 1.0), 3), tuple(word for stem, word in one.words.items() if stem in shared)


def share_more_than_a_place(one: Thing, other: Thing) -> bool:
    """Return whether they share a word of the thing itself, or two names that together are one («Moctezuma–Huásabas»)."""
    if len(one.names & other.names) > 1:
        return True
    where = one.names | other.names | _PLACES
    return any(fold(word) not in where for stem, word in one.words.items() if stem in other.words)


def search_words(text: str, limit: int) -> list[tuple[str, ...]]:
    """Return the longest words an order is about, each with those used for it, to look for others that share some.

    Example:
        >>> search_words("Rehabilitar los planteles de Cajeme", 2)
        [('planteles', 'escuel', 'plantel'), ('cajeme',)]
    """
    thing = thing_of(text)
    longest = sorted(thing.words.items(), key=lambda said: (-len(said[1]), said[1]))[:limit]
    return [tuple(dict.fromkeys((fold(word), *_ALSO.get(stem, ())))) for stem, word in longest]


def _weight(thing: Thing, stems: Iterable[str], names: frozenset[str]) -> float:
    return sum(2.0 if fold(thing.words[stem]) in names else 1.0 for stem in stems)


def _amounts(plain: str) -> tuple[dict[str, float], set[int]]:
    """Return what is counted, and where its figures stand."""
    amounts: dict[str, float] = {}
    spent: set[int] = set()
    for found in _AMOUNT.finditer(plain):
        value = _value(found["n"])
        scale, what = found["scale"], found["what"]
        if value is None or (found["of"] and not scale) or _FIRST_YEAR <= value <= _LAST_YEAR:
            continue
        unit = _PESOS if scale == "mdp" or what == _PESOS else _stem(what)
        amounts[unit] = value * _SCALES.get(scale or "", 1)
        spent.update(place.start() + found.start() for place in _WORD.finditer(found.group()[: -len(what)]))
        if what == _PESOS:
            spent.add(found.start("what"))
    return amounts, spent


def _value(said: str) -> float | None:
    digits = said.strip().replace(",", "")
    try:
        return float(digits)
    except ValueError:
        found = numerals.number(said.strip())
        return float(found) if found is not None and found > 1 else None


def _says_something(word: str) -> bool:
    return len(word) > 3 and not word.isdigit() and word not in _EMPTY and not is_verb(word)  # noqa: PLR2004 - shorter ones only join


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    stem = fold(_STEMMER.stemWord(word))
    return _SAME.get(stem, stem)
