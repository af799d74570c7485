"""The first pages are tried at one fixed moment, with counts asked again each time."""

import pytest
from django.core.cache import caches

from gabinete.foundation.ui import navigation
from tests.cast import Cast
from tests.office.followup.stage import NOW, Stage, make_calendar


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GABINETE_NOW", NOW.isoformat())
    navigation.forget_counts()
    caches["process"].clear()


@pytest.fixture
def stage(cast: Cast) -> Stage:
    make_calendar()
    make_calendar("sonora")
    return Stage(cast)
