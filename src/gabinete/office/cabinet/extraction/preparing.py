"""The text as it is read: without typographic noise, each character knowing where it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.columns import as_piped_rows
from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.stacked import as_flat_rows
from gabinete.office.cabinet.extraction.wrapped import as_whole_rows

_NOISE = re.compile(
    r"(?P<cut>(?<=[a-záéíóúñ])-[ \t]*\r?\n[ \t]*(?=[a-záéíóúñ]))|(?P<bold>\*\*|__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*]))|(?P<filler>(?:[-–—_][ \t]){3,}[-–—_]?)|(?P<cited>(?m:^[ \t]*>[ \t]?))|(?P<hidden>[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00])"
)
_DRAWN = str.maketrans({**dict.fromkeys("│┃║", "|"), **dict.fromkeys("─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬", "-")})
"""Bars and rules of tables drawn with box characters."""
PAGE = re.compile(
    r"^\s*(?:\d{1,4}|[-–]\s*\d{1,4}\s*[-–]|(?:\S.{0,110}\s)?p[aá]g(?:ina)?\.?\s*\d+(?:\s*(?:de|/)\s*\d+)?)\s*$",
    re.IGNORECASE,
)
"""A line with nothing but the number of its page, its header before it."""
_WIDE = re.compile(r"(?<=\S) (?= \S)")
_JUSTIFIED = 0.2
"""Share of lines with doubled spaces from which they are the scanner's and not columns."""
_LOST_LETTER = re.compile(r"(?<=[a-z])[10](?=[a-z])")
_CARD = re.compile(r"^(?:[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ ]{2,40}:.*|\s*)$")
_CARD_LINES = 15


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for the rules.

    Attributes:
        clean: the text without bold marks, hidden marks and words cut at the end of a line; tables set apart
            by spaces have become rows of ``|``.
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
        taken = self.origin[start:end]
        return min(taken), max(taken) + 1


def prepare(text: str) -> Prepared:
    """Return the document ready for the rules; nothing of the given text is lost, only stepped over."""
    clean, origin = _without_noise(text.translate(_DRAWN))
    clean, origin = as_piped_rows(*as_whole_rows(*as_flat_rows(clean, origin)))
    folded = fold(clean).replace("\n", " ").replace("\r", " ")
    folded = _LOST_LETTER.sub(lambda hit: "i" if hit[0] == "1" else "o", folded)
    return Prepared(clean, folded, origin, _after_card(clean))


def _without_noise(text: str) -> tuple[str, list[int]]:
    pieces: list[str] = []
    origin: list[int] = []
    position = 0
    cuts = [(hit.start(), hit.end()) for hit in _NOISE.finditer(text)]
    cuts = sorted([*cuts, *_pages(text)])
    if _is_justified(text):
        cuts = sorted([*cuts, *((hit.start(), hit.end()) for hit in _WIDE.finditer(text))])
    for start, end in cuts:
        if start < position:
            continue
        pieces.append(text[position:start])
        origin.extend(range(position, start))
        position = end
    pieces.append(text[position:])
    origin.extend(range(position, len(text)))
    return "".join(pieces), origin


def _pages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text around the headers of pages that cut a sentence in two."""
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip() and PAGE.match(line):
            before, after = text[:offset].rstrip(), text[offset + len(line) :].lstrip()
            if before and after[:1].islower() and not before.endswith((".", ":", ";", "|")):
                yield len(before) + 1, len(text) - len(after)
        offset += len(line)


def _is_justified(text: str) -> bool:
    """Return whether doubled spaces come from a scanned page of justified lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    wide = sum(len(_WIDE.findall(line)) > max(2, len(line.split()) // 3) for line in lines)
    return wide > _JUSTIFIED * len(lines)


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
