"""What the tests of the first point stand on."""

import pytest

from tests.office.cabinet.firstpoint.table import Table
from tests.office.cabinet.stage import Room
from tests.office.followup.stage import Stage, make_calendar


@pytest.fixture
def table(room: Room) -> Table:
    make_calendar()
    return Table(room, Stage(room.cast))
