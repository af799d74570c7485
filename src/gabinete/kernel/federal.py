"""The compulsory days of rest of the whole country, computed for any years."""

from collections.abc import Iterable
from datetime import date

from gabinete.kernel.days import DayCalendar

FEDERAL_SOURCE = "LFT art. 74 (reforma DOF 30-09-2024), calculado con PyPI holidays"


def federal_days(years: Iterable[int]) -> dict[date, str]:
    """Return the federal days of rest of the given years, each with its Spanish name.

    The election days of fraction IX are set by other laws and are not here: they are entered by hand.

    Source: LFT 74: 1 Jan; first Monday of Feb; third Monday of Mar; 1 May; 16 Sep; third Monday of Nov;
        25 Dec; 1 Oct of each presidential change (2024, 2030…; 1 Dec before 2024).

    Example:
        >>> federal_days([2030])[date(2030, 10, 1)]
        'Transmisión del Poder Ejecutivo Federal'
    """
    from holidays import country_holidays  # noqa: PLC0415 - slow import

    return dict(sorted(country_holidays("MX", years=sorted(set(years)), language="es").items()))


def federal_calendar(years: Iterable[int], version: int = 1) -> DayCalendar:
    """Return the calendar of weekends and federal days of rest.

    Args:
        years: every year a count may touch; days of other years are closed only on weekends.
        version: number to give it.
    """
    return DayCalendar("Calendario federal", version, federal_days(years), "federal")
