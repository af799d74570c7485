"""From any form of a verb to its infinitive, for the verbs that give or take charge of something."""

import re
from functools import lru_cache

from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.verb_lists import (
    IRREGULAR_FUTURES,
    IRREGULAR_PARTICIPLES,
    IRREGULAR_PRETERITES,
    IRREGULAR_SUBJUNCTIVES,
    NOUNS,
    RESULT,
)

INFINITIVE = r"(?:[a-zñ]{2,}(?:ar|er|ir)|dar|ver)(?:se|lo|la|los|las|le|les|selo|sela|selos)?"
"""Pattern of an infinitive, with or without pronouns, in folded text."""
_ENCLITIC = re.compile(r"^(?P<verb>.+?(?:ar|er|ir))(?P<pronoun>se|los?|las?|les?|selo|sela|selos)$")
_FUTURE = re.compile(r"^(?P<stem>.+r)(?P<ending>a|an|emos)$")
_BY_FOLD = {fold(verb): verb for verb in RESULT}
_NOUNS_BY_FOLD = {fold(noun): verb for noun, verb in NOUNS.items()}
_FIRST_PLURALS = words(
    "queremos esperemos mejoremos preparemos adquiramos moremos ignoremos operemos demoremos"
)
"""Presents and subjunctives that end as the future of «nosotros» does."""
_NOT_INFINITIVES = words(
    "bienestar malestar lugar par mar bar ayer primer tercer mujer taller poder deber haber ser cualquier alcaldesa hogar militar particular regular popular"
    " similar escolar familiar titular auxiliar titulares preescolar placer caracter alquiler cancer lider server dolar pilar altar peculiar"
    " ejemplar ocular solar celular azucar per lider"
)


def infinitive(word: str) -> str | None:
    """Return the infinitive of a word that already is one, without its pronoun; ``None`` otherwise.

    Example:
        >>> infinitive("entregarlo"), infinitive("titular")
        ('entregar', None)
    """
    plain = fold(word)
    if plain in _NOT_INFINITIVES:
        return None
    if plain in _BY_FOLD:
        return _BY_FOLD[plain]
    if hit := _ENCLITIC.match(plain):
        return infinitive(hit["verb"]) if hit["verb"] in _BY_FOLD else None
    return word.lower() if re.fullmatch(r"[a-zñ]{3,}(?:ar|er|ir)", plain) and len(plain) > 4 else None  # noqa: PLR2004


def is_known(verb: str) -> bool:
    """Return whether an infinitive is one of the list."""
    return fold(verb) in _BY_FOLD


def pronoun_of(word: str) -> str:
    """Return the pronoun glued to an infinitive; empty when there is none."""
    hit = _ENCLITIC.match(fold(word))
    return hit["pronoun"] if hit and hit["verb"] in _BY_FOLD else ""


@lru_cache(maxsize=2048)
def from_future(word: str, *, accents: bool = True) -> str | None:
    """Return the infinitive of a future of the third person or of «nosotros».

    Args:
        word: as written.
        accents: whether the writer uses accents; then «entregara» is not a future.

    Example:
        >>> from_future("entregará"), from_future("harán"), from_future("entregara"), from_future("crearemos")
        ('entregar', 'hacer', None, 'crear')
    """
    plain = fold(word)
    hit = _FUTURE.match(plain)
    if hit is None or len(plain) < 4 or plain in _FIRST_PLURALS:  # noqa: PLR2004
        return None
    if hit["ending"] == "emos" and hit["stem"] + "ar" in _BY_FOLD:  # «preparemos» is no future
        return None
    accented = hit["ending"] == "emos" or word.lower()[len(hit["stem"]) :].startswith("á")
    if accents and not accented:
        return None
    stem = hit["stem"]
    verb = IRREGULAR_FUTURES.get(stem) or _BY_FOLD.get(stem)
    if verb:
        return verb
    # A stem as short as that of «Terán» is a surname's, not a verb's.
    verbal = accented and len(stem) > 3 and re.search(r"[aei]r$", stem)  # noqa: PLR2004
    return word.lower()[: len(stem)] if verbal else None


@lru_cache(maxsize=2048)
def from_subjunctive(word: str) -> str | None:
    """Return the infinitive of a present subjunctive of the third person, for the verbs of the list.

    Example:
        >>> from_subjunctive("agilicen"), from_subjunctive("publique"), from_subjunctive("remita")
        ('agilizar', 'publicar', 'remitir')
    """
    plain = fold(word)
    if plain == "de":
        return "dar" if word.lower() == "dé" else None
    return _subjunctives().get(plain)


@lru_cache(maxsize=2048)
def from_reported(word: str) -> str | None:
    """Return the infinitive of an imperfect subjunctive, as reported orders have it («pidió que entregaran»).

    Example:
        >>> from_reported("entregaran"), from_reported("eligieran"), from_reported("para")
        ('entregar', 'elegir', None)
    """
    hit = re.match(r"^(?P<stem>.{2,}?)(?P<theme>a|ie|e)ran?$", fold(word))
    if hit is None:
        return None
    if hit["theme"] == "a":
        return _BY_FOLD.get(hit["stem"] + "ar")
    stems = (
        hit["stem"],
        IRREGULAR_PRETERITES.get(hit["stem"], ""),
        re.sub(r"i(?=[^aeiou]+$)", "e", hit["stem"]),
    )
    endings = ("er", "ir", "r", "")
    return next(
        (_BY_FOLD[stem + end] for stem in stems if stem for end in endings if stem + end in _BY_FOLD), None
    )


@lru_cache(maxsize=512)
def from_participle(word: str) -> str | None:
    """Return the infinitive of a participle, for the verbs of the list."""
    masculine = re.sub(r"[oa]s?$", "o", fold(word))
    if masculine in IRREGULAR_PARTICIPLES:
        return IRREGULAR_PARTICIPLES[masculine]
    stem = re.sub(r"[ai]do$", "", masculine)
    if stem == masculine:
        return None
    endings = ("ar",) if masculine.endswith("ado") else ("er", "ir")
    return next((_BY_FOLD[stem + ending] for ending in endings if stem + ending in _BY_FOLD), None)


@lru_cache(maxsize=512)
def from_gerund(word: str) -> str | None:
    """Return the infinitive of a gerund, for the verbs of the list."""
    plain = fold(word)
    stem = re.sub(r"(?:ando|iendo|yendo)$", "", plain)
    if stem == plain:
        return None
    endings = ("ar",) if plain.endswith("ando") else ("er", "ir")
    return next((_BY_FOLD[stem + ending] for ending in endings if stem + ending in _BY_FOLD), None)


@lru_cache(maxsize=512)
def from_order(word: str) -> str | None:
    """Return the infinitive of an order with its pronoun («publíquese», «túrnese»).

    Example:
        >>> from_order("Publíquese"), from_order("Notifíquese")
        ('publicar', 'notificar')
    """
    hit = re.match(r"^(.{3,}?)(?:se)(?:le|les|lo|los|la|las)?$", fold(word))
    return from_subjunctive(hit[1]) if hit else None


def from_noun(word: str) -> str | None:
    """Return the verb of an action noun («elaboración» → «elaborar»), or ``None``."""
    return _NOUNS_BY_FOLD.get(fold(word))


@lru_cache(maxsize=2048)
def from_present(word: str) -> str | None:
    """Return the infinitive of a present of the third person («La SEC entrega el padrón»), for the verbs of the list.

    Example:
        >>> from_present("entrega"), from_present("revisan"), from_present("rinde")
        ('entregar', 'revisar', 'rendir')
    """
    return _presents().get(fold(word))


@lru_cache(maxsize=1)
def _presents() -> dict[str, str]:
    forms = {"da": "dar", "dan": "dar", "ve": "ver", "ven": "ver"}
    for verb in sorted(RESULT - {"dar", "ver"}):
        vowel = "a" if verb.endswith("ar") else "e"
        for ending in (vowel, f"{vowel}n"):
            forms.setdefault(fold(verb[:-2] + ending), verb)
    for form, verb in IRREGULAR_SUBJUNCTIVES.items():
        swapped = re.sub(r"([aeé])(n?)$", lambda hit: ("e" if hit[1] == "a" else "a") + hit[2], form)
        if verb:
            forms.setdefault(fold(swapped), verb)
    return forms


@lru_cache(maxsize=1)
def _subjunctives() -> dict[str, str]:
    forms = {fold(form): verb for form, verb in IRREGULAR_SUBJUNCTIVES.items() if verb}
    forms |= {f"{form}mos": verb for form, verb in forms.items() if form.endswith(("ga", "ya"))}
    for verb in sorted(RESULT - {"dar", "ver"}):
        for form in _regular_subjunctives(verb):
            forms.setdefault(fold(form), verb)
    return forms


def _regular_subjunctives(verb: str) -> tuple[str, ...]:
    stem = verb[:-2]
    if verb.endswith("ar"):
        for ending, changed in (("gu", "gü"), ("c", "qu"), ("g", "gu"), ("z", "c")):
            if stem.endswith(ending):
                stem = stem.removesuffix(ending) + changed
                break
        return (f"{stem}e", f"{stem}en", f"{stem}emos")
    for ending, changed in (("gu", "g"), ("g", "j"), ("c", "zc")):
        if stem.endswith(ending):
            stem = stem.removesuffix(ending) + changed
            break
    return (f"{stem}a", f"{stem}an", f"{stem}amos")
