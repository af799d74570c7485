"""The text as it is read: without typographic noise, each character knowing where it came from."""

import re
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.folding import fold

_NOISE = re.compile(
    r"(?P<cut>(?<=[a-záéíóúñ])-[ \t]*\r?\n[ \t]*(?=[a-záéíóúñ]))|(?P<bold>\*\*|__)|(?P<hidden>[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00])"
)
_CARD = re.compile(r"^(?:[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ ]{2,40}:.*|\s*)$")
_CARD_LINES = 15


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for the rules.

    Attributes:
        clean: the text without bold marks, hidden marks and words cut at the end of a line.
        folded: the same in lower case without accents; same length, line ends turned into spaces.
        origin: for each character of ``clean``, its offset in the text as given.
        body: offset in ``clean`` where the minutes begin, after a descriptive card closed by «---».
    """

    clean: str
    folded: str
    origin: list[int]
    body: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets, in the text as given, of a stretch of ``clean``."""
        return self.origin[start], self.origin[end - 1] + 1


def prepare(text: str) -> Prepared:
    """Return the document ready for the rules; nothing of the given text is lost, only stepped over."""
    pieces: list[str] = []
    origin: list[int] = []
    position = 0
    for hit in _NOISE.finditer(text):
        pieces.append(text[position : hit.start()])
        origin.extend(range(position, hit.start()))
        position = hit.end()
    pieces.append(text[position:])
    origin.extend(range(position, len(text)))
    clean = "".join(pieces)
    return Prepared(clean, fold(clean).replace("\n", " ").replace("\r", " "), origin, _after_card(clean))


def _after_card(clean: str) -> int:
    """Return where the minutes begin: after a card of «CAMPO: valor» lines closed by «---», or at 0."""
    offset = 0
    for number, line in enumerate(clean.splitlines(keepends=True)):
        if line.strip() == "---" and number:
            return offset + len(line)
        if number > _CARD_LINES or not _CARD.match(line.rstrip()):
            return 0
        offset += len(line)
    return 0
