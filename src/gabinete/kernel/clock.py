"""The office's clock: the only place that asks what time it is.

Rules take ``today`` and ``now`` as parameters; doors (views, command line, tasks) ask here.
"""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gabinete.kernel.errors import BadInput

OFFICE_ZONE = ZoneInfo("America/Hermosillo")
"""Where the office's day begins and ends; Sonora keeps no daylight saving."""

CLOCK_VARIABLE = "GABINETE_NOW"
"""Environment variable that stops the clock at an ISO date or date-time, for tests and demonstrations."""


def now() -> datetime:
    """Return the present moment, aware, in the office's zone.

    Raises:
        BadInput: when ``GABINETE_NOW`` is set to something that is not an ISO date or date-time.
    """
    stopped = os.environ.get(CLOCK_VARIABLE, "").strip()
    return moment_of(stopped) if stopped else datetime.now(OFFICE_ZONE)  # noqa: TID251 - this is the clock


def today() -> date:
    """Return the present day in the office's zone."""
    return now().date()


def day_of(moment: datetime) -> date:
    """Return the day a moment falls on at the office.

    Example:
        >>> day_of(datetime.fromisoformat("2026-11-22T06:30:00+00:00")).isoformat()
        '2026-11-21'
    """
    return moment.astimezone(OFFICE_ZONE).date()


def hour_of(moment: datetime) -> str:
    """Return the hour of a moment at the office, as clocks show it.

    Example:
        >>> hour_of(datetime.fromisoformat("2026-11-22T06:30:00+00:00"))
        '23:30'
    """
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M}"


def moment_of(text: str) -> datetime:
    """Return the aware moment an ISO text names; without a zone it is the office's.

    Raises:
        BadInput: when the text is not an ISO 8601 date or date-time.

    Example:
        >>> moment_of("2026-11-22").isoformat()
        '2026-11-22T00:00:00-07:00'
        >>> moment_of("2026-11-22T06:30:00+00:00").date().isoformat()
        '2026-11-21'
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            "clock.not_iso",
            f"«{text}» no es una fecha ni una hora ISO (por ejemplo 2026-11-22T09:30). No se hizo nada; corríjala.",
            text=text,
        ) from error
    return moment.replace(tzinfo=OFFICE_ZONE) if moment.tzinfo is None else moment.astimezone(OFFICE_ZONE)
