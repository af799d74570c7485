"""Every read of the calendars."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Q, QuerySet

from gabinete.foundation.workflow.models import Calendar, CalendarDay, CalendarVersion
from gabinete.foundation.workflow.rules import fingerprint_of, shown_name
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.errors import NotFound

# Written out: it is asked by every page, and building the query costs more than answering it.
_VERSION = """
SELECT c.id, c.name, v.number, v.fingerprint FROM workflow_calendar c
JOIN workflow_calendarversion v ON v.calendar_id = c.id AND v.number = COALESCE(%s::integer, c.version)
WHERE c.code = %s
"""
_known: ContextVar[dict[tuple[str, int | None], DayCalendar] | None] = ContextVar("calendars", default=None)


def calendar(code: str, version: int | None = None) -> DayCalendar:
    """Return a calendar to count with.

    The version in force is asked once a request, and each time outside requests; the days are kept in the process by
    version and content, so that a version which was rolled back never lingers.

    Args:
        code: which calendar.
        version: which version of it; the current one when ``None``.

    Raises:
        NotFound: when there is no such calendar or version.
    """
    known = _known.get()
    if known is not None and (kept := known.get((code, version))):
        return kept
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, [version, code])
        row = cursor.fetchone()
    if row is None:
        raise NotFound(
            "calendar.unknown",
            f"No hay un calendario «{code[:24]}»{'' if version is None else f' con versión {version}'}. "
            "No se cambió nada; revise la clave o cargue los días inhábiles.",
        )
    calendar_id, name, number, fingerprint = row
    found = _built(calendar_id, code, name, number, fingerprint)
    if known is not None:
        known[code, version] = found
    return found


def begin_request(**_signal: object) -> None:
    """Begin to keep the calendars that are asked for; receiver of ``request_started``."""
    _known.set({})


def end_request(**_signal: object) -> None:
    """Keep them no more; receiver of ``request_finished``."""
    _known.set(None)


def forget() -> None:
    """Drop those kept, because a version was written."""
    if (known := _known.get()) is not None:
        known.clear()


def closed_days(code: str, version: int | None = None) -> QuerySet[CalendarDay]:
    """Return the closed days of a version (the current one when ``None``), by date; empty when unknown."""
    days = CalendarDay.objects.filter(calendar__code=code).order_by("date")
    if version is None:
        return days.filter(withdrawn_in_version__isnull=True)
    return days.filter(_in_version(version))


def closed_dates(of: Calendar) -> set[date]:
    """Return the dates closed in the current version."""
    return set(of.days.filter(withdrawn_in_version__isnull=True).values_list("date", flat=True))


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One line of a calendar's history.

    Attributes:
        number: of the version.
        made_at: when.
        made_by: name of who; empty for the first load.
        reason: why.
        added: days it closed.
        withdrawn: days it opened.
    """

    number: int
    made_at: datetime
    made_by: str
    reason: str
    added: tuple[date, ...]
    withdrawn: tuple[date, ...]


def history(code: str) -> list[VersionRow]:
    """Return the versions of a calendar, newest first, each with the days it changed."""
    days = list(CalendarDay.objects.filter(calendar__code=code).order_by("date"))
    versions = (
        CalendarVersion.objects.filter(calendar__code=code).select_related("made_by").order_by("-number")
    )
    return [
        VersionRow(
            version.number,
            version.made_at,
            str(version.made_by) if version.made_by else "",
            version.reason,
            tuple(day.date for day in days if day.since_version == version.number),
            tuple(day.date for day in days if day.withdrawn_in_version == version.number),
        )
        for version in versions
    ]


def altered_versions() -> list[str]:
    """Return the versions whose days are no longer those it was made with, as «code vN»; empty when all hold."""
    return [
        f"{version.calendar.code} v{version.number}"
        for version in CalendarVersion.objects.select_related("calendar").order_by("calendar__code", "number")
        if fingerprint_in(version.calendar, version.number) != version.fingerprint
    ]


def fingerprint_in(of: Calendar, version: int) -> str:
    """Return the fingerprint of the days that are closed in a version, computed from the rows."""
    return fingerprint_of(_closed_in(of.pk, version).items())


def _in_version(version: int) -> Q:
    return Q(since_version__lte=version) & (
        Q(withdrawn_in_version__isnull=True) | Q(withdrawn_in_version__gt=version)
    )


def _closed_in(calendar_id: int, version: int) -> dict[date, str]:
    rows = CalendarDay.objects.filter(_in_version(version), calendar_id=calendar_id)
    return {
        day: shown_name(name, confidence)
        for day, name, confidence in rows.order_by("date").values_list("date", "name", "confidence")
    }


@lru_cache(maxsize=64)
def _built(calendar_id: int, code: str, name: str, version: int, _fingerprint: str) -> DayCalendar:
    """Return the calendar, built once a process for each content (the fingerprint is part of the key)."""
    return DayCalendar(name, version, _closed_in(calendar_id, version), code)
