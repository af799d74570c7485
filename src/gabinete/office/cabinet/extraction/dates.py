"""Dates that a text fixes by themselves, and the date of the session."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.numerals import (
    MONTH,
    MONTHS,
    NUMBER,
    SHORT_MONTH,
    SHORT_MONTHS,
    WEEKDAY,
    YEAR_IN_WORDS,
    number,
    year,
)

_YEAR = rf"(?:,?\s*(?:del?|,)?\s*(?:ano\s+)?(?P<year>20\d\d(?: {YEAR_IN_WORDS})?|{YEAR_IN_WORDS}|presente ano|ano en curso|mismo ano|ano proximo|proximo ano))?"
_SPOKEN = re.compile(
    rf"(?:(?:{WEEKDAY}),?\s+)?(?:dia\s+)?\b(?P<day>\d{{1,2}}|1o|1ero?|{NUMBER})[.°º]?\s+(?:dias?\s+)?(?:del?\s+)?(?:mes\s+de\s+)?"
    rf"(?P<month>{MONTH})\b{_YEAR}"
)
_FIGURES = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>20\d\d|\d\d)(?![\d/])"
)
_MONTH_FIRST = re.compile(rf"\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}}),?\s+(?:del?\s+)?(?P<year>20\d\d)")
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_SHORT = re.compile(
    rf"(?<![\d/])(?P<day>\d{{1,2}})(?: de |[-/ .])(?P<month>{SHORT_MONTH})\b\.?(?:(?: de |[-/ .])(?P<year>20\d\d|\d\d)\b)?"
)
_PLACE = re.compile(
    r"\b(?:colonia|col\.|calle|calles|avenida|av\.|bulevar|boulevard|blvd\.|escuela|primaria|secundaria|jardin de ninos|plaza|ejido|presa|parque|mercado|hospital|unidad|barrio|fraccionamiento|estadio|poblado|comunidad|auditorio) (?:del? )?$"
)
"""A date there is the name of a place: «colonia 14 de Enero»."""
_FIGURES_ALONE = re.compile(
    r"(?:(?<=\bel )|(?<=\bal )|(?<=\bdel ))(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])"
)
_NEXT_SESSION = re.compile(r"\b(?:proxima|siguiente) (?:sesion|reunion|junta|mesa)\b[^.;|]{0,110}")
_NEXT_YEAR = ("ano proximo", "proximo ano")
_CENTURY = 2000
_HEADER = 1800
"""Characters of the top of a document in which its date is looked for."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day of the calendar named in a text: where, which, and whether its year was written."""

    start: int
    end: int
    day: date
    year_written: bool


def date_mentions(folded: str, base: date | None) -> list[DateMention]:
    """Return the days named in a folded text, in order.

    Args:
        folded: as ``fold`` returns it.
        base: date of the session; a day without year is its next occurrence from here. Without it, days
            with no year are left out.
    """
    found: list[DateMention] = []
    for pattern in (_SPOKEN, _MONTH_FIRST, _FIGURES, _ISO, _SHORT, _FIGURES_ALONE):
        for hit in pattern.finditer(folded):
            mention = (
                None if _PLACE.search(folded[max(0, hit.start() - 30) : hit.start()]) else _mention(hit, base)
            )
            if mention and not any(
                mention.start < other.end and other.start < mention.end for other in found
            ):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def month_end(year_: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year_, month, monthrange(year_, month)[1])


def next_month_end(month: int, base: date) -> date:
    """Return the last day of the next such month, this one included."""
    return month_end(base.year + (month < base.month), month)


def written_year(words: str | None, base: date | None) -> int | None:
    """Return the year a phrase names, relative ones included; ``None`` when it names none."""
    if not words:
        return None
    value = year(words)
    if value is not None:
        return value + _CENTURY if value < 100 else value  # noqa: PLR2004 - two figures
    if base is None:
        return None
    return base.year + (words in _NEXT_YEAR)


def session_date(text: str) -> date | None:
    """Return the date of the session as the top of its minutes tells it; ``None`` when it does not.

    «siendo las diez horas del día…» wins over «Hermosillo, Sonora, a…», and that over «Fecha: …» and over
    the first full date.
    """
    folded = fold(text[:_HEADER])
    mentions = [mention for mention in date_mentions(folded, None) if mention.year_written]
    if not mentions:
        return None
    return max(mentions, key=lambda mention: (_standing(folded, mention), -mention.start)).day


def next_session_told(folded: str, session: date | None) -> date | None:
    """Return the date of the next session, when the minutes tell it («La próxima reunión será el 18 de junio»)."""
    if session is None:
        return None
    for hit in _NEXT_SESSION.finditer(folded):
        for mention in date_mentions(hit[0], session):
            if mention.day > session:
                return mention.day
    return None


def _standing(folded: str, mention: DateMention) -> int:
    """Return how much the words before a date make it the date of the session."""
    before = folded[max(0, mention.start - 90) : mention.start]
    if re.search(r"siendo las[^.;]*$", before):
        return 3
    if re.search(r"(?:,|\.)\s+(?:a|a los|a los dias?)\s+(?:dia\s+)?$|[a-z]\s*[;,]?\s+a\s+$", before):
        return 2
    if re.search(
        r"fecha(?: del documento| de la (?:sesion|reunion))?\s*[:|]\s*\W*$|celebrada el (?:dia )?$", before
    ):
        return 2
    return (
        0 if re.search(r"anterior|publicad|aprobad|vigente|(?:ley|decreto|reglamento)[^.]*$", before) else 1
    )


def _mention(hit: re.Match[str], base: date | None) -> DateMention | None:
    fields = hit.groupdict()
    day, month = _day_number(fields["day"]), _month_number(fields["month"])
    if day is None or month is None:
        return None
    named = written_year(fields.get("year"), base)
    for candidate in _candidates(named, base, (month, day)):
        try:
            return DateMention(hit.start(), hit.end(), date(candidate, month, day), named is not None)
        except ValueError:  # 31 de junio
            continue
    return None


def _candidates(named: int | None, base: date | None, month_day: tuple[int, int]) -> Iterator[int]:
    if named is not None:
        yield named
    elif base is not None:
        later = base.year + (month_day < (base.month, base.day))
        yield from range(later, later + 5)  # 29 February may have to wait


def _day_number(words: str) -> int | None:
    value = 1 if words.startswith("1") and not words.isdigit() and words[1:2] in {"o", "e"} else number(words)
    return value if value is not None and 1 <= value <= 31 else None  # noqa: PLR2004


def _month_number(word: str) -> int | None:
    value = int(word) if word.isdigit() else MONTHS.get(word) or SHORT_MONTHS.get(word)
    return value if value is not None and 1 <= value <= 12 else None  # noqa: PLR2004
