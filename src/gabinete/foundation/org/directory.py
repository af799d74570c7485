"""The directory of units of the government, and how people write their names; no database, no Django.

Facts come from ``data/units.csv`` (public sources, each with its degree of verification); the ways of writing
them from ``data/aliases.csv``. An alias without acronym names somebody else's body (federal, municipal) and
exists only to keep it from being taken for one of ours.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

DATA = Path(__file__).parent / "data"
ALIKE_ENOUGH = 90.0
"""Likeness (0–100) from which two whole names are taken for the same one misspelt."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FILLERS = _words("de del la el los las lo y e para en al a c h")
_OFFICES = {
    "secretario": "secretaria", "secretarios": "secretaria", "secretarias": "secretaria",
    "coordinador": "coordinacion", "coordinadora": "coordinacion", "comisionado": "comision",
    "comisionada": "comision", "consejero": "consejeria", "consejera": "consejeria", "juridico": "juridica",
    "oficial": "oficialia", "procurador": "procuraduria", "procuradora": "procuraduria",
    "contralor": "contraloria", "contralora": "contraloria", "jefe": "jefatura", "jefa": "jefatura",
    "srio": "secretaria", "sria": "secretaria", "subsecretaria": "subsecretaria",
}  # fmt: skip
_LEADERS = _words(
    "titular titulares encargado encargada despacho ciudadano ciudadana dr dra lic ing mtro mtra directora director"
    " rector rectora delegado delegada vocal"
)
_OTHERS = re.compile(
    r"[\s,]*(?:\(?(?:federal|distrital|municipal|nacional|del? municipio|del? ayuntamiento|de la alcaldia"
    r"|del gobierno de mexico|de la federacion|del gobierno federal|de bogota|de la nacion|departamental)\b)"
)
_ELSEWHERE = re.compile(
    r"\s+(?:del? (?:estado de )?)(?!Sonora|Gobierno|Estado|México\b)(?:[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{3,})"
)
_LOCAL_DIF = re.compile(r"\s+(?:de\s+)?(?!Sonora|Estatal)[A-ZÁÉÍÓÚ][a-záéíóúñ]+")
_COMMON_WORDS = frozenset(
    {"servicios", "fondo", "sistema", "consejo", "registro", "proteccion", "hacienda", "infraestructura"}
)
"""First words of names that are also everyday words: they need a capital letter."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W\d_]\b)?")
_DOTTED = re.compile(r"\b(?:[A-Z]\.\s?){3,}")
_BREAK = re.compile(r"[.;:()\n]")
_ACRONYMS_THAT_ARE_WORDS = frozenset(
    {"SE", "SET", "PROGRESO", "MUSAS", "API", "RECREA", "BO", "SP", "RADIO SONORA"}
)
_LONG_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as public sources describe it.

    Attributes:
        acronym: working key; ``acronym_verified`` says whether the unit itself uses it.
        successor: acronym of the unit that took its place; empty while it stands.
        verification: how far the row can be trusted, in Spanish.
    """

    acronym: str
    acronym_verified: bool
    name: str
    kind: str
    sector: str
    parent: str
    status: str
    successor: str
    verification: str
    notes: str


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit named in a text.

    Attributes:
        acronym: of the unit in force (the successor, when an old name was written).
        as_written: the words of the text.
        score: 0–1; 1 is the full name or an unmistakable acronym.
        start: offset of the first character in the text.
        end: offset after the last one.
    """

    acronym: str
    as_written: str
    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


class Directory:
    """The units and the index of their names."""

    def __init__(self, units: Iterable[Unit], aliases: Iterable[tuple[str, str, str]]) -> None:
        """Build the index.

        Args:
            units: every unit, past ones included.
            aliases: (alias, acronym or empty for somebody else's body, ``"phrase"`` or ``"whole"``).
        """
        self._people: frozenset[str] = frozenset()
        self.shouts = False
        self.units = {unit.acronym: unit for unit in units}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
        self._whole: dict[tuple[str, ...], str] = {}
        self._acronyms: dict[str, str] = {}
        for unit in self.units.values():
            self._index_unit(unit)
        for alias, acronym, scope in aliases:
            self._index_alias(alias, acronym, scope)
        for entries in self._phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @classmethod
    def load(cls, folder: Path = DATA) -> "Directory":
        """Return the directory of a data folder; read once and kept.

        Raises:
            FileNotFoundError: when the folder lacks ``units.csv`` or ``aliases.csv``.
        """
        return _loaded(folder)

    def for_document(self, names: frozenset[str], *, shouts: bool) -> "Directory":
        """Return the same directory for one document.

        Args:
            names: how it calls those who attend.
            shouts: whether it is all in capitals, where a word in capitals proves nothing.
        """
        known = copy(self)
        known._people, known.shouts = names, shouts  # noqa: SLF001 - its own copy
        return known

    def knows_person(self, phrase: str) -> bool:
        """Return whether a phrase is a name of somebody who attends, or several joined with «y»."""
        names = re.split(r"\s*,\s*|\s+[ye]\s+", phrase.strip())
        return bool(self._people) and all(name in self._people for name in names)

    def __contains__(self, acronym: str) -> bool:
        return acronym in self.units

    def current(self, acronym: str) -> str:
        """Return the acronym of the unit in force that answers for this one."""
        seen: set[str] = set()
        while (unit := self.units.get(acronym)) and unit.successor and acronym not in seen:
            seen.add(acronym)
            acronym = unit.successor
        return acronym

    def match(self, text: str) -> list[UnitMatch]:
        """Return the units named in a text, in order and without repeats.

        Acronyms, full and partial names, old names and titles of office are understood; one-word names
        («Salud») only count when they stand alone between commas. Bodies of the federation, of municipalities
        and of other governments are left out. Likeness of spelling is tried only when nothing else was found.
        """
        found: dict[str, UnitMatch] = {}
        for match in self._all(text):
            if match.acronym and match.acronym not in found:
                found[match.acronym] = match
        return list(found.values())

    def _all(self, text: str) -> list[UnitMatch]:
        tokens = list(_tokens(text))
        matches = [*self._dotted(text), *self._named(text, tokens)]
        taken = [(match.start, match.end) for match in matches]
        matches += [one for one in self._whole_segments(text) if not _overlaps(one, taken)]
        if not matches:
            matches = self._alike(text)
        return sorted(matches, key=lambda match: match.start)

    def _dotted(self, text: str) -> Iterator[UnitMatch]:
        for hit in _DOTTED.finditer(text):
            acronym = self._acronyms.get(re.sub(r"[.\s]", "", hit[0]))
            if acronym:
                yield UnitMatch(self.current(acronym), hit[0].strip(), 1.0, hit.start(), hit.end())

    def _named(self, text: str, tokens: list[_Token]) -> Iterator[UnitMatch]:
        shouting = text.upper() == text
        position = 0
        while position < len(tokens):
            hit = self._phrase_at(text, tokens, position) or self._acronym_at(
                text, tokens[position], shouting=shouting
            )
            if hit is None:
                position += 1
                continue
            yield hit
            while position < len(tokens) and tokens[position].start < hit.end:
                position += 1

    def _phrase_at(self, text: str, tokens: list[_Token], position: int) -> UnitMatch | None:
        """Return the longest name that starts at a token; an empty acronym when it is somebody else's."""
        for words, acronym, score in self._phrases.get(tokens[position].word, ()):
            last = position + len(words) - 1
            if last >= len(tokens) or any(tokens[position + n].word != word for n, word in enumerate(words)):
                continue
            start, end = tokens[position].start, tokens[last].end
            if not _reads_as_name(text[start:end], words[0]):
                continue
            foreign = not acronym or _of_another_government(text, end)
            return UnitMatch("" if foreign else self.current(acronym), text[start:end], score, start, end)
        return None

    def _acronym_at(self, text: str, token: _Token, *, shouting: bool) -> UnitMatch | None:
        written = text[token.start : token.end]
        acronym = self._acronyms.get(written.upper())
        if acronym is None or not _acronym_like(written, shouting=shouting):
            return None
        if _OTHERS.match(_fold(text[token.end : token.end + 40])) or (
            acronym == "DIF" and _LOCAL_DIF.match(text, token.end)
        ):
            return UnitMatch("", written, 0.0, token.start, token.end)
        return UnitMatch(self.current(acronym), written, 1.0, token.start, token.end)

    def _whole_segments(self, text: str) -> Iterator[UnitMatch]:
        """Yield short names that stand alone between separators."""
        for hit in re.finditer(r"[^,;/\n|()]+", text):
            for part in re.finditer(r"(?:^|(?<= y )|(?<= e ))\s*((?:(?! y | e ).)+)", hit[0]):
                acronym = self._whole.get(tuple(token.word for token in _tokens(part[1])))
                if acronym:
                    start = hit.start() + part.start(1)
                    yield UnitMatch(self.current(acronym), part[1].strip(), 0.8, start, start + len(part[1]))

    def _alike(self, text: str) -> list[UnitMatch]:
        """Return the unit whose full name the whole text resembles, for misread or misspelt names."""
        words = " ".join(token.word for token in _tokens(text))
        if not 12 <= len(words) <= 90:  # noqa: PLR2004 - shorter ones resemble anything
            return []
        best = max(
            (
                (fuzz.ratio(words, " ".join(phrase)), acronym)
                for entries in self._phrases.values()
                for phrase, acronym, _ in entries
            ),
            default=(0.0, ""),
        )
        if best[0] < ALIKE_ENOUGH or not best[1]:
            return []
        return [UnitMatch(self.current(best[1]), text.strip(), round(best[0] / 100 * 0.8, 2), 0, len(text))]

    def _index_unit(self, unit: Unit) -> None:
        self._acronyms[unit.acronym.upper()] = unit.acronym
        name = re.sub(r"\(.*?\)", "", unit.name)
        self._add_phrase(name, unit.acronym, 1.0)
        shorter = re.sub(
            r"(?:,? S\.A\. de C\.V\.|,? (?:del?|para el) Estado(?: de Sonora)?)\s*$|\s+de Sonora\s*$",
            "",
            name.strip(),
        )
        if shorter != name.strip():
            self._add_phrase(shorter, unit.acronym, 0.95)

    def _index_alias(self, alias: str, acronym: str, scope: str) -> None:
        words = tuple(token.word for token in _tokens(alias))
        if scope == "whole":
            self._whole[words] = acronym
        elif len(words) == 1 and alias.isupper():
            if acronym:
                self._acronyms[alias] = acronym
        else:
            self._add_phrase(alias, acronym, 0.9)

    def _add_phrase(self, phrase: str, acronym: str, score: float) -> None:
        words = tuple(token.word for token in _tokens(phrase))
        if len(words) > 1:
            self._phrases.setdefault(words[0], []).append((words, acronym, score))


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> Directory:
    with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
        units = [
            Unit(**{**row, "acronym_verified": row["acronym_verified"] == "sí"})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]
    with (folder / "aliases.csv").open(encoding="utf-8", newline="") as file:
        aliases = [(row["alias"], row["acronym"], row["scope"]) for row in csv.DictReader(file)]
    return Directory(units, aliases)


def _fold(text: str) -> str:
    """Return the text in lower case without accents; offsets need not hold."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the words that tell names apart: no articles or prepositions; offices become their unit."""
    for hit in _WORD.finditer(text):
        word = _fold(hit[0])
        if word not in _FILLERS and word not in _LEADERS:
            yield _Token(_OFFICES.get(word, word), hit.start(), hit.end())


def _acronym_like(written: str, *, shouting: bool) -> bool:
    """Return whether a word is written as acronyms are; in a text all in capitals that proves nothing."""
    upper = written.upper()
    if upper in _ACRONYMS_THAT_ARE_WORDS or len(written) < _LONG_ACRONYM:
        return written.isupper() and (
            not shouting or (len(written) > 2 and upper not in _ACRONYMS_THAT_ARE_WORDS)  # noqa: PLR2004
        )
    return written.isupper() or written.istitle()


def _reads_as_name(written: str, first_word: str) -> bool:
    """Return whether the words are one name and not neighbours across a full stop or a common phrase."""
    if _BREAK.search(written) and "S.A." not in written:
        return False
    return first_word not in _COMMON_WORDS or written[0].isupper()


def _of_another_government(text: str, end: int) -> bool:
    return bool(_OTHERS.match(_fold(text[end : end + 40])) or _ELSEWHERE.match(text, end))


def _overlaps(match: UnitMatch, taken: list[tuple[int, int]]) -> bool:
    return any(match.start < end and start < match.end for start, end in taken)
