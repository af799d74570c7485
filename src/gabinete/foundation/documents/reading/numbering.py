"""The numbers that Word does not write in its text: kept in ``numbering.xml`` and counted here."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ORDINALS = (
    "PRIMERO",
    "SEGUNDO",
    "TERCERO",
    "CUARTO",
    "QUINTO",
    "SEXTO",
    "SÉPTIMO",
    "OCTAVO",
    "NOVENO",
    "DÉCIMO",
)
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    pattern: str
    first: int


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def mark(self, list_id: str, level: int) -> str:
        """Return the mark of the next paragraph of a list («1.», «a)», «-») and count it.

        Args:
            list_id: ``w:numId`` of the paragraph.
            level: depth, from 0.
        """
        definition = self.levels.get(list_id, {}).get(level)
        if definition is None or definition.style == "bullet":
            return "-"
        counts = self._counts[list_id]
        counts[level] = counts.get(level, definition.first - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        if definition.style == "none":
            return ""
        return re.sub(r"%(\d)", lambda hit: self._value(list_id, int(hit[1]) - 1), definition.pattern).strip()

    def _value(self, list_id: str, level: int) -> str:
        definition = self.levels.get(list_id, {}).get(level)
        if definition is None:
            return ""
        return _written(self._counts[list_id].get(level, definition.first), definition.style)


def read_numbering(tree: Element | None) -> Numbering:
    """Return the lists that ``numbering.xml`` defines; none when the document has no such part."""
    if tree is None:
        return Numbering()
    abstract = {one.get(f"{W}abstractNumId", ""): _levels(one) for one in tree.findall(f"{W}abstractNum")}
    found = {}
    for one in tree.findall(f"{W}num"):
        target = one.find(f"{W}abstractNumId")
        if target is not None:
            found[one.get(f"{W}numId", "")] = abstract.get(target.get(f"{W}val", ""), {})
    return Numbering(found)


def _levels(abstract: Element) -> dict[int, _Level]:
    levels = {}
    for one in abstract.findall(f"{W}lvl"):
        number = one.get(f"{W}ilvl", "0")
        first = _value_of(one, "start") or "1"
        if number.isdigit():
            levels[int(number)] = _Level(
                _value_of(one, "numFmt") or "decimal",
                _value_of(one, "lvlText") or "",
                int(first) if first.isdigit() else 1,
            )
    return levels


def _value_of(parent: Element, tag: str) -> str | None:
    child = parent.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val")


def _written(number: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if style == "lowerLetter" else letter.upper()
    if style in {"lowerRoman", "upperRoman"}:
        roman = _roman(number)
        return roman.lower() if style == "lowerRoman" else roman
    if style in {"ordinalText", "cardinalText"} and 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
