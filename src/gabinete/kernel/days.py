"""Business days under one named version of a calendar.

A calendar only ever *closes* days; Saturdays and Sundays are closed in every one of them. Where the closed
days come from is not here: see ``kernel.federal`` and ``foundation.workflow``.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from gabinete.kernel.words import weekday_name

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_WORKDAYS_A_WEEK = 5


@dataclass(frozen=True)
class DayCalendar:
    """Which days count, and why the others do not.

    Args:
        name: what people call it, in Spanish.
        version: number of the version of the list; a count under another version is another count.
        closed: non-business days besides weekends, each with its name in Spanish.
        code: identifier of the calendar where it is kept; empty for one made on the spot.

    Example:
        >>> calendar = DayCalendar("Ejemplo", 1, {date(2026, 11, 16): "Día de la Revolución"})
        >>> calendar.add_business(date(2026, 11, 13), 3)
        datetime.date(2026, 11, 19)
        >>> calendar.why_closed(date(2026, 11, 16)), calendar.why_closed(date(2026, 11, 15))
        ('Día de la Revolución', 'domingo')
    """

    name: str
    version: int
    closed: Mapping[date, str] = field(hash=False)
    code: str = ""
    _closed_workdays: tuple[date, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        # A private copy: nobody can close a day of a version that has already been used to count.
        object.__setattr__(self, "closed", MappingProxyType(dict(self.closed)))
        workdays = sorted(day for day in self.closed if day.weekday() < _SATURDAY)
        object.__setattr__(self, "_closed_workdays", tuple(workdays))

    def is_business(self, day: date) -> bool:
        """Return whether the day counts: Monday to Friday and not on the list."""
        return day.weekday() < _SATURDAY and day not in self.closed

    def why_closed(self, day: date) -> str | None:
        """Return the Spanish reason why the day does not count; ``None`` when it does."""
        if day in self.closed:
            return self.closed[day]
        return weekday_name(day) if day.weekday() >= _SATURDAY else None

    def next_business(self, day: date) -> date:
        """Return the day itself when it counts, else the first later one that does."""
        while not self.is_business(day):
            day += ONE_DAY
        return day

    def add_business(self, day: date, n: int) -> date:
        """Return the n-th business day after a day; the day itself is not counted.

        Args:
            day: where the count starts from; it need not be a business day.
            n: business days, 0 or more; 0 returns the day itself.

        Raises:
            ValueError: when n is negative.
        """
        if n < 0:
            raise ValueError("n must be 0 or more")
        for _ in range(n):
            day = self.next_business(day + ONE_DAY)
        return day

    def business_days_between(self, start: date, end: date) -> int:
        """Return the business days after ``start`` up to and including ``end``; negative when end is earlier.

        Computed in the logarithm of the list's length, so that lists of thousands can ask.
        """
        return self._count_through(end) - self._count_through(start)

    def closing(self, days: Iterable[tuple[date, str]]) -> "DayCalendar":
        """Return the next version of this calendar, with more days closed."""
        return DayCalendar(self.name, self.version + 1, {**self.closed, **dict(days)}, self.code)

    def _count_through(self, day: date) -> int:
        """Return the business days from the first Monday of the era through the day."""
        weeks, rest = divmod(day.toordinal() - 1, 7)  # ordinal 1 was a Monday
        weekdays = weeks * _WORKDAYS_A_WEEK + min(rest + 1, _WORKDAYS_A_WEEK)
        return weekdays - bisect_right(self._closed_workdays, day)
