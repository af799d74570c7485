"""What a sentence, item or row is like, as the learnt scorer sees it: its words, its verb forms and where it stands."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gabinete.office.cabinet.extraction.dues import find_dues
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.extraction.layout import Block
from gabinete.office.cabinet.extraction.reading import Document
from gabinete.office.cabinet.extraction.sentences import sentence_spans

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[:;?%$¿\"“”«»|]")
_ENDING = re.compile(
    r"(?<=\w{3})(?:aciones|acion|ando|iendo|adas?|ados?|idas?|idos?|aron|ieron|aran|eran|iran|ara|era|ira|ar|er|ir|an|en|as|os|es|a|e|o|s)$"
)
_STEM = 8
_READ = 1500
"""Characters of a unit that are looked at."""
_LENGTHS = (4, 8, 14, 22, 32, 45, 70)
"""Words from which a unit counts as longer."""
_FUNCTION = words(
    "de del la el los las y e a en al para por con que se su sus un una lo como sobre este esta no ya le les si o ha han fue ser es son mas muy entre sin desde hasta cada todo toda todos todas"
)
_BEFORE_VERB = words("se que a de para le les al")
_OPENERS = 80
"""Characters of a heading or of the sentence before a list that are looked at."""
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("fut3", re.compile(r"\w{3,}rá")),
    ("fut3p", re.compile(r"\w{2,}rán")),
    ("ra", re.compile(r"\w{3,}ran?")),
    ("fut1p", re.compile(r"\w{2,}remos")),
    ("inf", re.compile(r"\w{2,}[aeií]r(?:l[aeo]s?|se)?")),
    ("past", re.compile(r"\w+ó")),
    ("pastp", re.compile(r"\w{2,}(?:aron|ieron)")),
    ("impf", re.compile(r"\w{2,}(?:aba|aban|[ií]an?)")),
    ("noun", re.compile(r"\w{2,}(?:ci[oó]n|miento|ciones)")),
    ("part", re.compile(r"\w{2,}[ai]d[oa]s?")),
    ("ger", re.compile(r"\w{2,}(?:ando|iendo)")),
    ("enclit", re.compile(r"\w{3,}ese(?:les?)?")),
)
_VERBAL = words("fut3 fut3p past pastp inf fut1p impf enclit part")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a paragraph or item, or a row of a table.

    Attributes:
        block: where it stands.
        start: offset in the clean text.
        end: offset after it.
        number: which sentence of its block, from 0.
    """

    block: Block
    start: int
    end: int
    number: int


def units_of(document: Document, block: Block) -> list[Unit]:
    """Return the units of a block; a heading has none."""
    if block.kind == "heading":
        return []
    if block.kind == "row":
        return [Unit(block, block.start, block.end, 0)]
    spans = sentence_spans(document.clean, block.start, block.end)
    return [Unit(block, start, end, number) for number, (start, end) in enumerate(spans)]


def traits_of(document: Document, unit: Unit) -> frozenset[str]:
    """Return what a unit is like, each trait a name that ``order_weights.csv`` may weigh."""
    text = document.clean[unit.start : min(unit.end, unit.start + _READ)]
    tokens = [hit[0] for hit in _TOKEN.finditer(text)]
    stems = [_stem(token) for token in tokens]
    found = {f"u={stem}" for stem in stems}
    found.update(f"b={first} {second}" for first, second in pairwise(stems))
    found.update(f"p{place}={stem}" for place, stem in enumerate(stems[:3]))
    found.update(_shapes_of(tokens))
    found.update(_place_of(document, unit, len(stems)))
    return frozenset(found)


@lru_cache(maxsize=8192)
def _stem(token: str) -> str:
    """Return a word without accents or ending; any number is ``#``; the short words that join others stay whole."""
    folded = fold(token)
    if folded.isdigit():
        return "#"
    return folded if folded in _FUNCTION else _ENDING.sub("", folded)[:_STEM]


@lru_cache(maxsize=8192)
def _forms(token: str) -> tuple[str, ...]:
    """Return the verb forms and kinds of noun a word looks like by its ending."""
    return tuple(name for name, pattern in _SHAPES if pattern.fullmatch(token.lower()))


def _shapes_of(tokens: list[str]) -> set[str]:
    found: set[str] = set()
    first = ""
    for place, token in enumerate(tokens):
        before = fold(tokens[place - 1]) if place else ""
        for form in _forms(token):
            found.add(f"s={form}")
            if place < 4:  # noqa: PLR2004 - the verb that opens the unit
                found.add(f"s{place}={form}")
            if before in _BEFORE_VERB:
                found.add(f"ps={before} {form}")
            first = first or (form if form in _VERBAL else "")
    return found | {f"first={first}"}


def _place_of(document: Document, unit: Unit, count: int) -> set[str]:
    """Return the traits of where a unit stands, of how long it is and of whether it says when."""
    block = unit.block
    length = sum(count >= least for least in _LENGTHS)
    dues = len(find_dues(document.folded[unit.start : min(unit.end, unit.start + _READ)], document.moment))
    last = document.clean[unit.start : unit.end].rstrip()[-1:]
    lead = str(block.lead or "")
    found = {
        f"kind={block.kind}",
        f"mark={block.marker}",
        f"sec={block.section}",
        f"lead={lead}",
        f"kind+sec={block.kind} {block.section}",
        f"kind+lead={block.kind} {lead}",
        f"len={length}",
        f"kind+len={block.kind} {length}",
        f"due={min(dues, 2)}",
        f"nth={min(unit.number, 2)}",
        f"kind+nth={block.kind} {min(unit.number, 1)}",
        f"pos={5 * unit.start // max(1, len(document.clean))}",
        f"end={last if last in '.:;,?' else 'x'}",
    }
    for name, over in (("t", block.title), ("o", block.opener)):
        if over is not None:
            said = document.clean[over.start : over.end]
            said = said[:_OPENERS] if name == "t" else said[-_OPENERS:]
            stems = {_stem(hit[0]) for hit in re.finditer(r"[^\W\d_]+", said)}
            found.update(f"{name}={stem}" for stem in stems - _FUNCTION)
    return found
