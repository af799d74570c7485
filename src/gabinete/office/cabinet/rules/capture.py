"""An agreement as the technical secretary types it in the room, made a sentence that can be read. Pure.

Three marks of the keyboard, none of them compulsory: «@Hacienda» names who answers, «#10» is a term in business days (the
screen offers to write it out; whoever types on is understood all the same) and «+ oficio de suficiencia» says with what it will be taken as fulfilled.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PROOF_LIMIT = 400
_PROOF = re.compile(r"(?:[,;.]?\s+con)?\s*(?<!\w)\+\s*(?P<proof>[^+]+?)\s*[.;]?\s*$", re.IGNORECASE)
_NAMED = re.compile(r"@(?P<who>\w[\w-]*)")
_ASKED = re.compile(r"(?<!\w)(?:en\s+)?#(?P<days>[1-9]\d{0,2})(?![\w/])")
_OPENING = re.compile(
    r"^(?:(?:se\s+)?(?:acuerda|acord[óo]|acu[ée]rdese|instruye|instruy[óo])\s+)?que\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Captured:
    """What was typed, in its parts.

    Attributes:
        text: without the marks.
        proof: with what it will be taken as fulfilled; empty: to be suggested.
        named: acronyms after «@», as typed.
    """

    text: str
    proof: str = ""
    named: tuple[str, ...] = ()


def captured(typed: str) -> Captured:
    """Return the parts of what was typed.

    Example:
        >>> captured("Que @Hacienda asegure los recursos en 10 días hábiles, con + oficio de suficiencia")
        Captured(text='Que Hacienda asegure los recursos en 10 días hábiles', proof='Oficio de suficiencia', named=('Hacienda',))
        >>> captured("Que @CEA entregue el padrón #10 + padrón firmado").text
        'Que CEA entregue el padrón en 10 días hábiles'
        >>> captured("CEA: entregar el 2+2 del tramo")
        Captured(text='CEA: entregar el 2+2 del tramo', proof='', named=())
    """
    line = _ASKED.sub(_term, " ".join(typed.split()))
    proof = ""
    if found := _PROOF.search(line):
        proof = found["proof"].strip(" .;,")[:PROOF_LIMIT]
        line = line[: found.start()].rstrip(" ,;")
    named = tuple(found["who"] for found in _NAMED.finditer(line))
    return Captured(_NAMED.sub(r"\g<who>", line), proof[:1].upper() + proof[1:], named)


def _term(asked: re.Match[str]) -> str:
    return "en 1 día hábil" if asked["days"] == "1" else f"en {asked['days']} días hábiles"


def spelt_out(text: str, names: Mapping[str, str]) -> str:
    """Return a text with acronyms by their names, which sentences are read better with.

    Example:
        >>> spelt_out("Que SH asegure los recursos de SHF", {"SH": "Secretaría de Hacienda"})
        'Que Secretaría de Hacienda asegure los recursos de SHF'
    """
    return re.sub(r"[\w-]+", lambda word: names.get(word[0].upper(), word[0]), text)


def readings_of(text: str) -> tuple[str, ...]:
    """Return the sentences of minutes in which a typed agreement could have been written, the likeliest first.

    Example:
        >>> readings_of("Que la CEA entregue el proyecto")[1]
        'Se acordó que la CEA entregue el proyecto'
    """
    bare = _OPENING.sub("", text)
    return (
        text,
        f"Se acordó que {bare[:1].lower() + bare[1:] if _plain(bare) else bare}",
        f"Acuerdos:\n1. {bare}",
    )


def _plain(text: str) -> bool:
    """Return whether a sentence begins with an ordinary word and not with an acronym."""
    first = text.split(" ", 1)[0]
    return first[:1].isupper() and first[1:].islower() and first.lower() in {"la", "el", "las", "los"}
