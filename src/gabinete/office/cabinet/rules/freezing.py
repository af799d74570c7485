"""When the order of the day closes by itself. Pure."""

from datetime import date

from gabinete.kernel.days import ONE_DAY, DayCalendar


def freeze_day(held_on: date, days: int, calendar: DayCalendar) -> date:
    """Return the day on which an order of the day closes: some business days before its session.

    Args:
        days: business days before the session, the session's own day not counted; 0 closes it on that day.

    Example:
        >>> freeze_day(date(2026, 11, 24), 2, DayCalendar("Solo fines de semana", 1, {}))
        datetime.date(2026, 11, 20)
    """
    day, left = held_on, days
    while left:
        day -= ONE_DAY
        left -= calendar.is_business(day)
    return day


def is_time(closes_on: date, today: date, reopened_on: date | None) -> bool:
    """Return whether it closes today by itself; not when somebody reopened it by hand since it should have."""
    if today < closes_on:
        return False
    return reopened_on is None or reopened_on < closes_on
