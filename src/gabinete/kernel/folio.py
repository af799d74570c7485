"""Folios: how they are written, read and numbered.

A folio is given once and never reused, not even when its record is written off; the row that guards the
counter belongs to whoever allocates. Here is only the grammar.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from string import Formatter

from gabinete.kernel.errors import BadInput

_PREFIX = r"(?P<prefix>[A-ZÑ][A-ZÑ0-9]{0,11}(?:-[A-ZÑ0-9]{1,11})*)"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DASHES = str.maketrans("‐‑‒–—−", "------")
_FIELDS = ("prefix", "year", "session", "number")


@dataclass(frozen=True, slots=True, order=True)
class Folio:
    """The parts of a folio; they sort in the order they were given.

    Attributes:
        prefix: acronym of the body, area or kind, in capitals.
        year: four digits.
        session: number of the session; 0 when the grammar has none.
        number: running number within the series, from 1.
    """

    prefix: str
    year: int
    session: int
    number: int


@dataclass(frozen=True)
class FolioRule:
    """One grammar of folios.

    Args:
        name: what it numbers, in Spanish, for messages.
        pattern: a format string with ``{prefix}``, ``{year}``, ``{number}`` and, if wanted, ``{session}``;
            the numbers may carry a width (``{number:02}``), which is a minimum, never a limit.
        prefix: the only acronym allowed; empty allows any.

    Raises:
        ValueError: at import, when the pattern lacks a part or names an unknown one.

    Example:
        >>> SESSION_FOLIO.format(Folio("GL", 2026, 7, 3))
        'GL/2026/07-03'
        >>> SESSION_FOLIO.parse(" gl/2026/7–3 ")
        Folio(prefix='GL', year=2026, session=7, number=3)
    """

    name: str
    pattern: str
    prefix: str = ""

    def __post_init__(self) -> None:
        named = [part for _, part, _, _ in Formatter().parse(self.pattern) if part is not None]
        if len(set(named)) != len(named) or not {"prefix", "year", "number"} <= set(named) <= set(_FIELDS):
            raise ValueError(f"{self.pattern!r}: wants prefix, year, number and perhaps session, once each")

    @cached_property
    def has_session(self) -> bool:
        """Return whether the folio names a session."""
        return "{session" in self.pattern

    @property
    def example(self) -> str:
        """Return a folio of this grammar, for messages and help."""
        return self.format(Folio(self.prefix or "GL", 2026, 7 if self.has_session else 0, 3))

    def format(self, folio: Folio) -> str:
        """Return the folio as it is printed."""
        return self.pattern.format(
            prefix=folio.prefix, year=folio.year, session=folio.session, number=folio.number
        )

    def parse(self, text: str) -> Folio:
        """Return the parts of a folio that a person wrote: case, spaces, dashes and zeros are forgiven.

        Raises:
            BadInput: when it is not a folio of this grammar.
        """
        match = self._regex.fullmatch(_tidy(text))
        folio = _folio_of(match) if match else None
        if folio is None or (self.prefix and folio.prefix != self.prefix):
            raise BadInput(
                "folio.unreadable",
                f"«{text[:60]}» no es un folio de {self.name}; se escribe así: {self.example}. No se cambió nada.",
                text=text[:60],
            )
        return folio

    def matches(self, text: str) -> bool:
        """Return whether the text is a folio of this grammar."""
        match = self._regex.fullmatch(_tidy(text))
        return (
            match is not None
            and (not self.prefix or match["prefix"] == self.prefix)
            and bool(_folio_of(match))
        )

    def following(self, last: int, prefix: str, year: int, session: int = 0) -> Folio:
        """Return the next folio of a series.

        Args:
            last: highest number ever given in the series, written-off ones included; 0 when none.
            prefix: acronym of the series.
            year: year of the series.
            session: session of the series; 0 when the grammar has none.

        Raises:
            ValueError: when the series and the grammar do not fit.
        """
        if last < 0 or bool(session) != self.has_session or (self.prefix and prefix != self.prefix):
            raise ValueError(f"{prefix}/{year}/{session}: not a series of {self.pattern!r}")
        return Folio(prefix, year, session, last + 1)

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        parts = []
        for literal, part, _, _ in Formatter().parse(self.pattern):
            parts.append(re.escape(literal))
            if part is not None:
                parts.append({"prefix": _PREFIX, "year": _YEAR}.get(part, rf"(?P<{part}>\d{{1,9}})"))
        return re.compile("".join(parts), re.ASCII)


SESSION_FOLIO = FolioRule("acuerdo de sesión", "{prefix}/{year}/{session:02}-{number:02}")
"""Agreements of a session: body, year, session and number."""
YEAR_FOLIO = FolioRule("asunto", "{prefix}/{year}/{number:04}")
"""Everything that is numbered by series and year."""
KNOWN_RULES = (SESSION_FOLIO, YEAR_FOLIO)


def recognised(text: str, rules: Sequence[FolioRule] = KNOWN_RULES) -> str | None:
    """Return the text as a folio in its printed form; ``None`` when no grammar knows it.

    Example:
        >>> recognised("gl/2026/7-3"), recognised("acueducto")
        ('GL/2026/07-03', None)
    """
    rule = next((rule for rule in rules if rule.matches(text)), None)
    return rule.format(rule.parse(text)) if rule else None


def _tidy(text: str) -> str:
    return "".join(text.split()).upper().translate(_DASHES)


def _folio_of(match: re.Match[str]) -> Folio | None:
    """Return the parts; ``None`` when a number is zero, which no folio carries."""
    parts = match.groupdict(default="0")
    session, number = int(parts.get("session", "0")), int(parts["number"])
    if number == 0 or ("session" in parts and session == 0):
        return None
    return Folio(parts["prefix"], int(parts["year"]), session, number)
