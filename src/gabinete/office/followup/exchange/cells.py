"""What people write in a cell: texts, days in every shape, and terms as they were ordered."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from gabinete.kernel.errors import BadInput
from gabinete.kernel.terms import Term, TermUnit
from gabinete.kernel.words import MONTHS, folded

_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Days of spreadsheets from 1954 to 2119; other numbers are numbers."""
_TIME = r"(?:,?[t ]\d{1,2}:\d{2}.*)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}")
_SLASHED = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_TIME}")
_WORDED = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:o|\.?[º°])?(?: de |[ /.-])([a-z]{3,10})\.?(?: del? |[ /.-])(\d{4}|\d{2})"
)
_SERIAL = re.compile(r"[2-7]\d{4}")
_UNTIMED = frozenset({"sin plazo", "sin termino", "sin fecha", "permanente", "no aplica", "n/a", "na"})
_TERM = re.compile(
    r"(?:en |dentro de )?(\d{1,4})(?: ?\([^)]*\))? ?(dias?|mes(?:es)?|semanas?|anos?)( habil(?:es)?| naturales?)?"
)
_WHOLE = re.compile(r"\d{1,4}")


def text_in(value: Any) -> str:
    """Return a cell as text: whole numbers without decimals, dates in ISO, control marks out."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    else:
        text = value.isoformat() if isinstance(value, date) else str(value)
    if not text.isprintable():
        text = "".join(
            c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
        )
    return text.strip()


def date_in(value: Any) -> date | None:
    """Return the date a cell holds, whether it is a date, a number of Excel or a text in Spanish; ``None`` when none.

    Example:
        >>> date_in("18 de diciembre de 2026"), date_in("18/12/26"), date_in(46374.0), date_in("pronto")
        (datetime.date(2026, 12, 18), datetime.date(2026, 12, 18), datetime.date(2026, 12, 18), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _serial(value)
    return _date_in_text(folded(str(value)))


def term_in(value: Any, heading: str = "") -> Term | None:
    """Return the term a cell holds: a day, «15 días hábiles», «2 meses», «sin plazo»; ``None`` when none of these.

    Args:
        heading: of its column; «Plazo (días hábiles)» says what a bare number counts.

    Example:
        >>> term_in("15 (quince) días hábiles").spanish, term_in(30, "Plazo en días").spanish, term_in("nunca")
        ('15 días hábiles', '30 días naturales', None)
    """
    if day := date_in(value):
        return Term.fixed(day)
    said = folded(text_in(value))
    if said.rstrip(".") in _UNTIMED:
        return Term.none()
    if _WHOLE.fullmatch(said):
        said = f"{said} {' '.join(re.findall(r'dias?|mes(?:es)?|habiles|naturales', folded(heading)))}"
    hit = _TERM.fullmatch(said.rstrip("."))
    if hit is None:
        return None
    try:
        return _counted(int(hit[1]), hit[2], (hit[3] or "").strip())
    except BadInput:
        return None


def _counted(n: int, what: str, which: str) -> Term | None:
    """Return so many days, weeks, months or years; ``None`` when a kind of days is said of anything else."""
    if what.startswith("dia"):
        return Term.business(n) if which.startswith("habil") else Term.calendar(n)
    if which:
        return None
    times, unit = {
        "s": (7, TermUnit.CALENDAR),
        "m": (1, TermUnit.MONTHS),
        "a": (12, TermUnit.MONTHS),
    }[what[0]]
    return Term(n * times, unit)


def _serial(value: float) -> date | None:
    within = _SERIALS.start <= value < _SERIALS.stop  # also false for what is not a number
    return _EPOCH + timedelta(days=int(value)) if within else None


def _date_in_text(text: str) -> date | None:
    if hit := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in hit.groups())
    elif hit := _SLASHED.fullmatch(text):
        day, month, year = (int(part) for part in hit.groups())
    elif (hit := _WORDED.fullmatch(text)) and (number := _month(hit[2])):
        day, month, year = int(hit[1]), number, int(hit[3])
    else:
        return _serial(int(text)) if _SERIAL.fullmatch(text) else None
    try:
        return date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004 - «26» is 2026
    except ValueError:
        return None


def _month(word: str) -> int | None:
    begins = word[:3].replace("set", "sep")  # «setiembre» is Spanish too
    return next((n for n, name in enumerate(MONTHS, start=1) if name.startswith(begins)), None)
