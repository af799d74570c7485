"""The office's clock."""

import time
from datetime import date, datetime

import pytest

from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput


def test_clock_without_the_variable_runs_in_the_offices_zone(monkeypatch):
    monkeypatch.delenv(clock.CLOCK_VARIABLE, raising=False)

    told = clock.now()

    assert told.tzinfo is clock.OFFICE_ZONE
    assert abs(time.time() - told.timestamp()) < 5


def test_clock_stops_where_the_variable_says(monkeypatch):
    monkeypatch.setenv(clock.CLOCK_VARIABLE, "2026-11-22T08:30")

    assert clock.now().isoformat() == "2026-11-22T08:30:00-07:00"
    assert clock.today() == date(2026, 11, 22)


def test_clock_moves_a_moment_of_another_zone_to_the_office(monkeypatch):
    monkeypatch.setenv(clock.CLOCK_VARIABLE, "2026-11-22T06:59:59+00:00")

    assert clock.today() == date(2026, 11, 21)


def test_clock_ignores_an_empty_variable(monkeypatch):
    monkeypatch.setenv(clock.CLOCK_VARIABLE, "  ")

    assert clock.now().year >= 2026


@pytest.mark.parametrize("text", ["mañana", "2026-13-01", "22/11/2026"])
def test_clock_refuses_what_is_not_iso(monkeypatch, text):
    monkeypatch.setenv(clock.CLOCK_VARIABLE, text)

    with pytest.raises(BadInput) as refused:
        clock.now()

    assert refused.value.code == "clock.not_iso"
    assert text in refused.value.message


def test_zone_keeps_no_daylight_saving():
    offsets = {datetime(2026, month, 1, tzinfo=clock.OFFICE_ZONE).utcoffset() for month in range(1, 13)}

    assert len(offsets) == 1
