"""The days that come with the product: federal ones by the library, state ones from the table in ``data/``.

Loading again adds what is missing and touches nothing else: a day that somebody withdrew stays withdrawn.
"""

import csv
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.workflow.actions import close_days
from gabinete.foundation.workflow.models import Calendar, CalendarVersion
from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay, day_range
from gabinete.kernel.errors import BadInput
from gabinete.kernel.federal import FEDERAL_SOURCE, federal_days

DATA = Path(__file__).parent / "data"
FEDERAL_YEARS = range(2018, 2041)
LOAD_REASON = "Carga de los días inhábiles conocidos"


def load_known_days(now: datetime, folder: Path = DATA) -> list[CalendarVersion]:
    """Create the calendars of the data files and close their known days.

    Args:
        now: moment of the load.
        folder: where ``calendars.csv`` and ``nonworking_days.csv`` are.

    Returns:
        The versions made; empty when nothing was missing.

    Raises:
        BadInput: naming file and line, when a file cannot be understood.
    """
    state_days = read_days(folder / "nonworking_days.csv")
    calendars = _rows(folder / "calendars.csv", {"code", "name"})
    with act(SYSTEM_ACTOR, "workflow.load_known_days", at=now, reason=LOAD_REASON):
        made = [_load(row["code"], row["name"], state_days.get(row["code"], {}), now) for row in calendars]
    return [version for version in made if version is not None]


def read_days(file: Path) -> dict[str, dict[date, NewDay]]:
    """Return the days of a table by calendar and date; a row with ``through`` is a period of workdays.

    Raises:
        BadInput: naming the line that cannot be understood.
    """
    found: dict[str, dict[date, NewDay]] = {}
    columns = {"calendar", "date", "through", "name", "kind", "source", "confidence"}
    for number, row in enumerate(_rows(file, columns), start=2):
        try:
            days = _days_of(row)
        except (ValueError, BadInput) as error:
            raise BadInput(
                "calendar.file",
                f"{file.name}, línea {number}: {error}. No se cargó nada; corrija la línea.",
                line=number,
            ) from error
        for day in days:
            found.setdefault(row["calendar"], {}).setdefault(day.date, day)
    return found


def _load(code: str, name: str, own_days: Mapping[date, NewDay], now: datetime) -> CalendarVersion | None:
    """Close the days that one calendar lacks; federal ones win over the state's of the same date."""
    Calendar.objects.get_or_create(code=code, defaults={"name": name})
    calendar = Calendar.objects.select_for_update().get(code=code)
    days = _missing(calendar, {**own_days, **_federal()})
    return close_days(calendar, days, LOAD_REASON, now, made_by_id=SYSTEM_ACTOR) if days else None


def _days_of(row: Mapping[str, str]) -> list[NewDay]:
    first = date.fromisoformat(row["date"])
    dates = day_range(first, date.fromisoformat(row["through"])) if row["through"] else [first]
    kind, confidence = DayKind(row["kind"]), Confidence(row["confidence"])
    return [NewDay(day, row["name"], kind, row["source"], confidence) for day in dates]


def _federal() -> dict[date, NewDay]:
    return {
        day: NewDay(day, name, DayKind.REST, FEDERAL_SOURCE, Confidence.VERIFIED)
        for day, name in federal_days(FEDERAL_YEARS).items()
    }


def _missing(calendar: Calendar, known: Mapping[date, NewDay]) -> list[NewDay]:
    """Return the known days that the calendar never had, by date."""
    had = set(calendar.days.values_list("date", flat=True))
    return [known[day] for day in sorted(known) if day not in had]


def _rows(file: Path, columns: set[str]) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, restval="", strict=True)
        if not columns <= set(reader.fieldnames or ()):
            raise BadInput(
                "calendar.file",
                f"{file.name}: faltan columnas ({', '.join(sorted(columns))}). No se cargó nada.",
            )
        return list(reader)
