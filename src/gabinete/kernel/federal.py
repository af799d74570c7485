"""The compulsory days of rest of the whole country, computed for any years."""

from collections.abc import Iterable
from datetime import date, timedelta

from gabinete.kernel.days import DayCalendar

FEDERAL_SOURCE = "LFT art. 74 (reforma DOF 30-09-2024)"
_MONDAYS_SINCE = 2006
"""The decree of DOF 17-01-2006 moved three days to Mondays; that year, 21 March stayed for its bicentenary."""
_OCTOBER_SINCE = 2024
_MONDAY = 0


def federal_days(years: Iterable[int]) -> dict[date, str]:
    """Return the federal days of rest of the given years, each with its Spanish name.

    The election days of fraction IX are set by other laws and are not here: they are entered by hand.

    Source: LFT 74: 1 Jan; first Monday of Feb; third Monday of Mar; 1 May; 16 Sep; third Monday of Nov;
        25 Dec; 1 Oct of each presidential change (2024, 2030…; 1 Dec before 2024).

    Example:
        >>> federal_days([2030])[date(2030, 10, 1)]
        'Transmisión del Poder Ejecutivo Federal'
    """
    return {day: name for year in sorted(set(years)) for day, name in sorted(_of_year(year).items())}


def federal_calendar(years: Iterable[int], version: int = 1) -> DayCalendar:
    """Return the calendar of weekends and federal days of rest.

    Args:
        years: every year a count may touch; days of other years are closed only on weekends.
        version: number to give it.
    """
    return DayCalendar("Calendario federal", version, federal_days(years), "federal")


def _of_year(year: int) -> dict[date, str]:
    moved = year >= _MONDAYS_SINCE
    days = {
        date(year, 1, 1): "Año Nuevo",
        _monday(year, 2, 1) if moved else date(year, 2, 5): "Día de la Constitución",
        _monday(year, 3, 3) if year > _MONDAYS_SINCE else date(year, 3, 21): "Natalicio de Benito Juárez",
        date(year, 5, 1): "Día del Trabajo",
        date(year, 9, 16): "Día de la Independencia",
        _monday(year, 11, 3) if moved else date(year, 11, 20): "Día de la Revolución",
        date(year, 12, 25): "Navidad",
    }
    if year % 6 == 2:  # noqa: PLR2004 - 2000, 2006… 2024, 2030: a government lasts six years
        change = date(year, 10, 1) if year >= _OCTOBER_SINCE else date(year, 12, 1)
        days[change] = "Transmisión del Poder Ejecutivo Federal"
    return days


def _monday(year: int, month: int, ordinal: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7 + 7 * (ordinal - 1))
