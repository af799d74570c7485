"""What the tests of the sessions stand on."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cast import Cast
from tests.office.cabinet.stage import Room, make_room
from tests.office.followup.stage import make_calendar


@pytest.fixture
def room(cast: Cast, settings: Settings, tmp_path: Path) -> Room:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    make_calendar("sonora")
    return make_room(cast)
