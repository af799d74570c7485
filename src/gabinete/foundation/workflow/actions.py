"""Every write to a calendar: each makes a new version and says so."""

from collections.abc import Sequence
from datetime import date, datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.workflow.events import CalendarChanged
from gabinete.foundation.workflow.models import Calendar, CalendarDay, CalendarVersion
from gabinete.foundation.workflow.policies import may_manage_calendar
from gabinete.foundation.workflow.queries import closed_dates, fingerprint_in, forget
from gabinete.foundation.workflow.rules import NewDay, check_addition, check_reason, check_withdrawal
from gabinete.kernel.errors import NotAllowed, NotFound
from gabinete.kernel.facts import publish


def add_days(actor: Actor, code: str, days: Sequence[NewDay], reason: str, now: datetime) -> CalendarVersion:
    """Close days and return the new version.

    Raises:
        NotAllowed: when the actor may not manage calendars.
        NotFound: when there is no such calendar.
        RuleBroken: when a day is already closed or repeated, or the reason is missing.
    """
    _require_manager(actor)
    told = check_reason(reason)
    with act(actor.user_id, "workflow.add_days", at=now, reason=told):
        calendar = _locked(code)
        check_addition(days, closed_dates(calendar))
        return close_days(calendar, days, told, now, made_by_id=actor.user_id)


def withdraw_days(
    actor: Actor, code: str, dates: Sequence[date], reason: str, now: datetime
) -> CalendarVersion:
    """Open days that were closed and return the new version; older versions keep them.

    Raises:
        NotAllowed: when the actor may not manage calendars.
        NotFound: when there is no such calendar.
        RuleBroken: when a day is not closed, or the reason is missing.
    """
    _require_manager(actor)
    told = check_reason(reason)
    with act(actor.user_id, "workflow.withdraw_days", at=now, reason=told):
        calendar = _locked(code)
        check_withdrawal(dates, closed_dates(calendar))
        number = calendar.version + 1
        open_ones = calendar.days.filter(date__in=dates, withdrawn_in_version__isnull=True)
        open_ones.update(withdrawn_in_version=number)
        version = _new_version(calendar, told, now, actor.user_id)
        publish(CalendarChanged(code, number, (), tuple(sorted(set(dates))), told))
    return version


def close_days(
    calendar: Calendar, days: Sequence[NewDay], reason: str, now: datetime, *, made_by_id: int
) -> CalendarVersion:
    """Write a version with more days closed; the caller has asked the policy, begun the act and locked the calendar.

    Args:
        calendar: row locked for update.
        days: checked, at least one.
        reason: checked.
        now: moment of the change.
        made_by_id: who; the system itself for the load of known days.
    """
    number = calendar.version + 1
    CalendarDay.objects.bulk_create(
        CalendarDay(
            calendar=calendar,
            date=day.date,
            name=day.name.strip(),
            kind=day.kind,
            source=day.source.strip(),
            confidence=day.confidence,
            since_version=number,
        )
        for day in days
    )
    version = _new_version(calendar, reason, now, made_by_id)
    publish(CalendarChanged(calendar.code, number, tuple(sorted(day.date for day in days)), (), reason))
    return version


def _new_version(calendar: Calendar, reason: str, now: datetime, made_by_id: int) -> CalendarVersion:
    calendar.version += 1
    calendar.save(update_fields=["version"])
    forget()
    return CalendarVersion.objects.create(
        calendar=calendar,
        number=calendar.version,
        reason=reason,
        made_at=now,
        made_by_id=None if made_by_id == SYSTEM_ACTOR else made_by_id,
        fingerprint=fingerprint_in(calendar, calendar.version),
    )


def _require_manager(actor: Actor) -> None:
    if not may_manage_calendar(actor):
        raise NotAllowed(
            "calendar.not_allowed",
            "Su función no permite cambiar los días inhábiles. No se cambió nada; pídalo a la secretaría técnica.",
        )


def _locked(code: str) -> Calendar:
    """Return the calendar, locked so that two changes cannot take the same version number."""
    calendar = Calendar.objects.select_for_update().filter(code=code).first()
    if calendar is None:
        raise NotFound(
            "calendar.unknown", f"No hay un calendario «{code[:24]}». No se cambió nada; revise la clave."
        )
    return calendar
