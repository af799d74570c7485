"""What the tests of built minutes stand on."""

import pytest

from tests.office.cabinet.minutes.stage import Held, hold
from tests.office.cabinet.stage import Room


@pytest.fixture
def held(room: Room) -> Held:
    return hold(room)
