"""What the tests of the room stand on."""

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.cast import Cast
from tests.office.cabinet.sala.scene import Scene, make_scene
from tests.office.followup.stage import make_calendar


@pytest.fixture
def scene(cast: Cast, settings: Settings) -> Scene:
    make_calendar("sonora")
    call_command("createcachetable")
    return make_scene(cast)


@pytest.fixture
def voting(cast: Cast) -> Scene:
    make_calendar("sonora")
    return make_scene(cast, votes=True)
