"""When a body meets through the year, and which meetings overlap."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gabinete.kernel.days import DayCalendar
from gabinete.office.cabinet.rules.planning import (
    EARLIER,
    LAST,
    LATER,
    MAX_SESSIONS,
    MONTH_DAY,
    MONTH_WEEKDAY,
    SKIP,
    WEEKS,
    Rhythm,
    Span,
    overlap,
    slated,
)

OPEN = DayCalendar("Sin asuetos", 1, {})
HOLIDAYS = DayCalendar(
    "Prueba", 1, {date(2027, 3, 15): "Natalicio de Benito Juárez", date(2027, 2, 1): "Constitución"}
)
JANUARY, DECEMBER = date(2027, 1, 1), date(2027, 12, 31)
RHYTHMS = some.builds(
    Rhythm,
    kind=some.sampled_from([WEEKS, MONTH_DAY, MONTH_WEEKDAY]),
    every=some.integers(1, 12),
    weekday=some.integers(0, 6),
    day=some.integers(1, 31),
    nth=some.integers(1, LAST),
    if_closed=some.sampled_from([LATER, EARLIER, SKIP]),
)


def days(rhythm: Rhythm, calendar: DayCalendar = OPEN, last: date = DECEMBER) -> list[date]:
    return [it.day for it in slated(rhythm, JANUARY, last, calendar)]


def test_every_two_weeks_keeps_its_weekday() -> None:
    found = days(Rhythm(WEEKS, every=2, weekday=3))

    assert found[:3] == [date(2027, 1, 7), date(2027, 1, 21), date(2027, 2, 4)]
    assert len(found) == 26


def test_a_day_of_the_month_that_some_months_lack_is_their_last() -> None:
    found = days(Rhythm(MONTH_DAY, day=31))

    assert (found[0], found[1], found[3]) == (date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 30))
    assert date(2027, 1, 29) == days(Rhythm(MONTH_DAY, day=31, if_closed=EARLIER))[0]


@pytest.mark.parametrize(
    ("nth", "first_two"),
    [(1, [date(2027, 1, 5), date(2027, 4, 6)]), (LAST, [date(2027, 1, 26), date(2027, 4, 27)])],
)
def test_the_nth_weekday_of_every_third_month(nth: int, first_two: list[date]) -> None:
    assert days(Rhythm(MONTH_WEEKDAY, every=3, weekday=1, nth=nth))[:2] == first_two


@pytest.mark.parametrize(
    ("if_closed", "march"), [(LATER, [date(2027, 3, 16)]), (EARLIER, [date(2027, 3, 12)]), (SKIP, [])]
)
def test_a_holiday_moves_the_session_or_leaves_it_out_and_says_why(if_closed: str, march: list[date]) -> None:
    rhythm = Rhythm(MONTH_DAY, day=15, if_closed=if_closed)
    found = [it for it in slated(rhythm, JANUARY, DECEMBER, HOLIDAYS) if it.day.month == 3]

    assert [it.day for it in found] == march
    assert all(it.why == "Natalicio de Benito Juárez" and it.nominal == date(2027, 3, 15) for it in found)


def test_days_already_taken_come_marked() -> None:
    rhythm = Rhythm(MONTH_DAY, day=7)
    found = slated(rhythm, JANUARY, date(2027, 2, 28), OPEN, {date(2027, 1, 7)})

    assert [(it.day, it.taken) for it in found] == [(date(2027, 1, 7), True), (date(2027, 2, 8), False)]


@given(RHYTHMS, some.integers(0, 400))
def test_what_is_slated_is_in_order_worked_within_bounds_and_never_twice(rhythm: Rhythm, length: int) -> None:
    last = JANUARY + timedelta(days=length)
    found = slated(rhythm, JANUARY, last, HOLIDAYS)

    on = [it.day for it in found]
    assert on == sorted(set(on))
    assert len(on) <= MAX_SESSIONS
    assert all(HOLIDAYS.is_business(day) and JANUARY <= day <= last for day in on)
    assert all(bool(it.why) == (it.day != it.nominal) for it in found)


SPANS = some.builds(
    Span,
    day=some.dates(date(2027, 1, 1), date(2027, 1, 3)),
    starts_at=some.none() | some.times(),
    minutes=some.integers(1, 1500),
)


@given(SPANS, SPANS)
def test_overlapping_is_mutual_and_each_overlaps_itself_when_it_has_an_hour(one: Span, other: Span) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, one) is (None if one.starts_at is None else True)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ((3, time(10), 120), (3, time(12), 60), False),
        ((3, time(10), 121), (3, time(12), 60), True),
        ((3, time(23), 120), (4, time(0, 30), 60), True),
        ((3, None, 60), (3, time(12), 60), None),
        ((3, None, 60), (4, time(12), 60), False),
    ],
)
def test_meetings_overlap_by_their_hours(
    one: tuple[int, time | None, int], other: tuple[int, time | None, int], *, clash: bool | None
) -> None:
    a, b = (Span(date(2027, 1, day), at, minutes) for day, at, minutes in (one, other))

    assert overlap(a, b) is clash
