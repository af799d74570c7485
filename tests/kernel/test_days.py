"""Business days under a version of a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.federal import federal_calendar, federal_days

FEDERAL = federal_calendar(range(2020, 2032))
DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))
CLOSED = st.dictionaries(DAYS, st.just("Suspensión"), max_size=60)


def test_weekend_is_closed_and_says_its_name():
    assert not FEDERAL.is_business(date(2026, 11, 21))
    assert FEDERAL.why_closed(date(2026, 11, 21)) == "sábado"
    assert FEDERAL.why_closed(date(2026, 11, 22)) == "domingo"


def test_business_day_has_no_reason_to_be_closed():
    assert FEDERAL.is_business(date(2026, 11, 20))
    assert FEDERAL.why_closed(date(2026, 11, 20)) is None


def test_day_of_rest_on_a_weekend_says_the_day_of_rest():
    assert FEDERAL.why_closed(date(2028, 1, 1)) == "Año Nuevo"


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, ["01-01", "02-05", "03-18", "05-01", "09-16", "10-01", "11-18", "12-25"]),
        (2026, ["01-01", "02-02", "03-16", "05-01", "09-16", "11-16", "12-25"]),
        (2030, ["01-01", "02-04", "03-18", "05-01", "09-16", "10-01", "11-18", "12-25"]),
    ],
)
def test_federal_days_are_those_of_the_labour_law(year, days):
    assert [day.strftime("%m-%d") for day in federal_days([year])] == days


def test_next_business_day_is_the_day_itself_when_it_counts():
    assert FEDERAL.next_business(date(2026, 11, 20)) == date(2026, 11, 20)
    assert FEDERAL.next_business(date(2026, 11, 14)) == date(2026, 11, 17)


def test_adding_zero_days_stays_and_less_is_refused():
    assert FEDERAL.add_business(date(2026, 11, 21), 0) == date(2026, 11, 21)
    with pytest.raises(ValueError, match="0 or more"):
        FEDERAL.add_business(date(2026, 11, 21), -1)


def test_calendar_cannot_be_changed_through_the_list_it_was_made_of():
    closed = {date(2026, 11, 20): "Suspensión"}
    calendar = DayCalendar("Ejemplo", 1, closed)

    closed[date(2026, 11, 23)] = "Otra"

    assert calendar.is_business(date(2026, 11, 23))
    with pytest.raises(TypeError):
        calendar.closed[date(2026, 11, 23)] = "Otra"


def test_closing_makes_the_next_version_and_leaves_the_old_one():
    calendar = DayCalendar("Ejemplo", 4, {}, "ejemplo")

    later = calendar.closing([(date(2026, 11, 23), "Suspensión")])

    assert (later.version, later.code, later.name) == (5, "ejemplo", "Ejemplo")
    assert not later.is_business(date(2026, 11, 23))
    assert calendar.is_business(date(2026, 11, 23))


def test_calendars_with_the_same_days_are_equal_and_share_a_hash():
    one, two = DayCalendar("A", 1, {date(2026, 1, 1): "x"}), DayCalendar("A", 1, {date(2026, 1, 1): "x"})

    assert one == two
    assert hash(one) == hash(two)
    assert one != one.closing([])


@given(start=DAYS, end=DAYS, closed=CLOSED)
def test_days_between_are_those_one_would_count_by_hand(start, end, closed):
    calendar = DayCalendar("Propiedad", 1, closed)
    low, high = min(start, end), max(start, end)
    by_hand = sum(calendar.is_business(low + timedelta(days=i)) for i in range(1, (high - low).days + 1))

    assert calendar.business_days_between(start, end) == (by_hand if end >= start else -by_hand)


@given(start=DAYS, n=st.integers(0, 80), closed=CLOSED)
def test_adding_and_counting_back_agree(start, n, closed):
    calendar = DayCalendar("Propiedad", 1, closed)

    assert calendar.business_days_between(start, calendar.add_business(start, n)) == n
