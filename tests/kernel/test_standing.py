"""What the calendar says of a matter, and its light."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.standing import (
    DeadlineStanding,
    LightName,
    LightRule,
    Pulse,
    is_silent,
    light_for,
    soon_limit,
    standing_for,
)

CALENDAR = DayCalendar("Ejemplo", 1, {date(2026, 11, 16): "Día de la Revolución"})
TODAY = date(2026, 11, 10)  # a Tuesday
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def light(due, **known):
    return light_for(Pulse(closed=False, due=due, **known), TODAY, CALENDAR)


@pytest.mark.parametrize(
    ("due", "standing"),
    [
        (None, DeadlineStanding.NO_TERM),
        (date(2026, 11, 9), DeadlineStanding.OVERDUE),
        (TODAY, DeadlineStanding.DUE_SOON),
        (date(2026, 11, 18), DeadlineStanding.DUE_SOON),  # the fifth business day: Monday 16 is closed
        (date(2026, 11, 19), DeadlineStanding.ON_TIME),
    ],
)
def test_standing_counts_business_days(due, standing):
    assert standing_for(due, TODAY, CALENDAR) is standing


def test_closed_matter_stands_done_even_when_its_term_has_passed():
    assert standing_for(date(2020, 1, 1), TODAY, CALENDAR, closed=True) is DeadlineStanding.DONE


def test_every_standing_and_light_has_its_own_word():
    assert len({standing.spanish for standing in DeadlineStanding}) == len(DeadlineStanding)
    assert LightName.SILENT.spanish == "Sin reporte"
    assert len({name.spanish for name in LightName}) == len(LightName)


@given(
    due=DAYS,
    today=DAYS,
    closed=st.dictionaries(DAYS, st.just("Suspensión"), max_size=40),
    soon=st.integers(0, 30),
)
def test_limit_for_queries_agrees_with_the_standing(due, today, closed, soon):
    calendar = DayCalendar("Propiedad", 1, closed)

    in_range = today <= due <= soon_limit(today, calendar, soon)

    assert in_range == (standing_for(due, today, calendar, soon_days=soon) is DeadlineStanding.DUE_SOON)


def test_light_tells_silence_and_the_coming_end_in_one_sentence():
    shown = light(date(2026, 11, 13), last_report_on=TODAY - timedelta(days=21))

    assert shown.name is LightName.SILENT
    assert shown.sentence == "Vence en 3 días hábiles; sin reporte hace 21 días."


def test_silence_starts_at_the_threshold_and_not_before():
    heard = Pulse(closed=False, due=None, last_report_on=TODAY - timedelta(days=20))

    assert not is_silent(heard, TODAY)
    assert is_silent(heard, TODAY, silent_days=20)


def test_matter_never_reported_is_silent_since_the_notice():
    shown = light(date(2026, 12, 18), since=date(2026, 10, 1))

    assert shown.name is LightName.SILENT
    assert shown.sentence.endswith("; ningún reporte desde la notificación, hace 40 días.")


def test_matter_not_yet_notified_owes_no_report():
    shown = light(date(2026, 12, 18))

    assert shown.name is LightName.ON_TIME
    assert shown.sentence == "Vence en 27 días hábiles; aún sin reporte."


def test_promised_report_that_did_not_come_is_silence():
    shown = light(date(2026, 12, 18), last_report_on=date(2026, 11, 3), next_report_on=date(2026, 11, 9))

    assert shown.name is LightName.SILENT
    assert shown.sentence.endswith("; no llegó el reporte del 9 nov 2026.")


def test_promised_report_never_sent_at_all_is_silence():
    assert light(None, next_report_on=date(2026, 11, 9)).name is LightName.SILENT


@pytest.mark.parametrize(
    ("promised", "last"),
    [
        (TODAY, None),
        (date(2026, 11, 20), None),
        (date(2026, 11, 6), date(2026, 11, 6)),
        (None, date(2026, 11, 9)),
    ],
)
def test_promise_that_is_kept_or_still_ahead_is_not_silence(promised, last):
    assert not is_silent(Pulse(closed=False, due=None, last_report_on=last, next_report_on=promised), TODAY)


def test_closed_matter_owes_nothing_and_its_light_is_done():
    pulse = Pulse(closed=True, due=date(2026, 1, 1), since=date(2025, 1, 1), next_report_on=date(2025, 2, 1))

    assert not is_silent(pulse, TODAY)
    assert light_for(pulse, TODAY, CALENDAR).name is LightName.DONE


def test_overdue_comes_before_silence_and_tells_both():
    shown = light(date(2026, 11, 5), last_report_on=date(2026, 10, 1))

    assert shown.name is LightName.OVERDUE
    assert shown.sentence == "Venció hace 3 días hábiles; sin reporte hace 40 días."


def test_term_that_ended_on_friday_is_late_on_sunday():
    shown = light_for(
        Pulse(closed=False, due=date(2026, 11, 6), last_report_on=date(2026, 11, 6)),
        date(2026, 11, 8),
        CALENDAR,
    )

    assert shown.name is LightName.OVERDUE
    assert shown.sentence == "Venció hace 2 días; último reporte hace 2 días."


def test_light_is_soon_when_heard_of_and_near():
    shown = light(TODAY, last_report_on=TODAY - timedelta(days=1))

    assert shown.name is LightName.SOON
    assert shown.sentence == "Vence hoy; último reporte ayer."


def test_matter_without_term_is_on_time_and_says_so():
    shown = light(None, last_report_on=TODAY)

    assert shown.name is LightName.ON_TIME
    assert shown.sentence == "Sin plazo fijado; último reporte hoy."


def test_thresholds_are_parameters():
    pulse = Pulse(closed=False, due=date(2026, 11, 18), last_report_on=date(2026, 11, 1))

    assert light_for(pulse, TODAY, CALENDAR).name is LightName.SOON
    assert light_for(pulse, TODAY, CALENDAR, LightRule(soon_days=4)).name is LightName.ON_TIME
    assert light_for(pulse, TODAY, CALENDAR, LightRule(silent_days=9)).name is LightName.SILENT
