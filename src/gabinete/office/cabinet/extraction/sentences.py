"""Where one sentence ends and the next begins, in text full of «Lic.» and «núm.»."""

import re
from collections.abc import Iterator

from gabinete.office.cabinet.extraction.folding import words

_ABBREVIATIONS = words(
    "lic ing arq dr dra mtro mtra prof profa c cc sr sra srta lae cp art arts num no nro pag fracc inc col av blvd gral tte cap profr profra biol lcp comte cmdte sgto reg sind dip sen mag ma fco av ave fig ref tel mtra dept prol lcda lcdo"
    " ud uds vs etc aprox tel ext depto max min dir sec srio sria h s a m p mna abog psic qfb mvz econ admon gto son dgo coah edo mpio cd ej cia cmdte cmte lics ings profs adm admon mpal mpio edif abog econ"
)
_CARELESS = re.compile(r"[^\W\d_]{4,}\.$")
"""A whole word and a stop, with which careless writers end a sentence though the next begins in lower case."""
_HOUR = re.compile(r"\d\s?[aApP]\.\s?[mM]\.$|\d\s(?:hrs|Hrs|HRS)\.$")
"""An hour, whose stop ends the sentence too when a capital follows («antes de las 2 p.m. Asimismo…»)."""
_STOP = re.compile(r"[.;!?…]+[\"”»')\]*]*(?=\s+(?:[\"“«¿¡(*\-–]*[A-ZÁÉÍÓÚÑ0-9]|[a-zñ]))|\n\s*\n")


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence between two offsets; a semicolon ends one too."""
    position = start
    for hit in _STOP.finditer(text, start, end):
        if _is_end(text, hit, position):
            yield from _trimmed(text, position, hit.end())
            position = hit.end()
    yield from _trimmed(text, position, end)


def _is_end(text: str, hit: re.Match[str], position: int) -> bool:
    mark = hit[0].strip("\"”»')]*")
    if not mark.strip() or mark[0] in ";!?":
        return True
    following = text[hit.end() :].lstrip()[:1]
    if following.islower() and not _CARELESS.search(text, position, hit.end()):
        return False
    if following.isupper() and _HOUR.search(text, position, hit.end()):
        return True
    word = re.search(r"([^\W\d_]+)\W*$", text[position : hit.start()])
    abbreviated = (
        word is not None and hit[0] == "." and (word[1].lower() in _ABBREVIATIONS or len(word[1]) == 1)
    )
    numbered = (
        re.search(r"(?:^|\s)\d{1,2}$", text[position : hit.start()]) is not None
        and len(text[position : hit.start()].strip()) < 4  # noqa: PLR2004
    )
    return not abbreviated and not numbered


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
