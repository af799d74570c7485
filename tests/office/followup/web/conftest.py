"""Screens are tried at one fixed moment, with counts asked again each time."""

import pytest
from django.core.cache import caches

from gabinete.foundation.ui import navigation
from tests.office.followup.stage import NOW


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GABINETE_NOW", NOW.isoformat())
    navigation.forget_counts()
    caches["process"].clear()
