"""How dates, counts and lists are said in the Spanish of the office."""

import unicodedata
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def weekday_name(day: date) -> str:
    """Return the day of the week in lower case, e.g. «viernes»."""
    return WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """Return the date for tables: day, three letters of the month, year.

    Example:
        >>> short_date(date(2026, 12, 18))
        '18 dic 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def plain_date(day: date) -> str:
    """Return the date without its weekday; the first of the month is said «1.º».

    Example:
        >>> plain_date(date(2026, 10, 1))
        '1.º de octubre de 2026'
    """
    number = "1.º" if day.day == 1 else str(day.day)
    return f"{number} de {MONTHS[day.month - 1]} de {day.year}"


def spanish_date(day: date) -> str:
    """Return the date in full, with its weekday.

    Example:
        >>> spanish_date(date(2026, 12, 18))
        'viernes 18 de diciembre de 2026'
    """
    return f"{weekday_name(day)} {plain_date(day)}"


def plural(n: int, one: str, many: str) -> str:
    """Return the count with its noun, thousands with a comma as Mexico writes them.

    Example:
        >>> plural(1, "día hábil", "días hábiles"), plural(1234, "asunto", "asuntos")
        ('1 día hábil', '1,234 asuntos')
    """
    return f"{n:,} {one if n == 1 else many}"


def days_count(n: int) -> str:
    """Return «1 día», «3 días»."""
    return plural(n, "día", "días")


def business_days_count(n: int) -> str:
    """Return «1 día hábil», «3 días hábiles»."""
    return plural(n, "día hábil", "días hábiles")


def relative_day(day: date, today: date) -> str:
    """Return how far a day is from today, in calendar days.

    Example:
        >>> relative_day(date(2026, 11, 1), today=date(2026, 11, 22))
        'hace 21 días'
        >>> relative_day(date(2026, 11, 23), today=date(2026, 11, 22))
        'mañana'
    """
    distance = (day - today).days
    near = {0: "hoy", 1: "mañana", -1: "ayer"}
    if distance in near:
        return near[distance]
    return f"en {days_count(distance)}" if distance > 0 else f"hace {days_count(-distance)}"


def relative_business_days(n: int) -> str:
    """Return a signed number of business days as people say it.

    Args:
        n: business days from today; negative is the past.

    Example:
        >>> relative_business_days(3), relative_business_days(-1)
        ('en 3 días hábiles', 'hace 1 día hábil')
    """
    if n == 0:
        return "hoy"
    return f"en {business_days_count(n)}" if n > 0 else f"hace {business_days_count(-n)}"


def folded(text: str) -> str:
    """Return a text as it is compared: without accents, capitals or spare spaces.

    Example:
        >>> folded("  Salón   Gobernadores ")
        'salon gobernadores'
    """
    plain = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def listed(items: Sequence[str], conjunction: str = "y") -> str:
    """Return the items as one phrase; «y» and «o» change before their own sound.

    Example:
        >>> listed(["SIDUR", "CEA", "Isssteson"])
        'SIDUR, CEA e Isssteson'
        >>> listed([])
        ''
    """
    if len(items) < 2:  # noqa: PLR2004 - one item needs no conjunction
        return "".join(items)
    return f"{', '.join(items[:-1])} {_before(conjunction, items[-1])} {items[-1]}"


def _before(conjunction: str, word: str) -> str:
    """Return the conjunction in the form that the next word asks for."""
    start = word.lower().lstrip("«“\"'¿¡(").removeprefix("h")
    if conjunction == "y" and start.startswith(("i", "í")) and not start.startswith(("ie", "ia", "io")):
        return "e"
    if conjunction == "o" and start.startswith(("o", "ó")):
        return "u"
    return conjunction
