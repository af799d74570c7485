"""What the tests of the reports stand on: the same stage as the follow-up's."""

import pytest

from tests.cast import Cast
from tests.office.followup.stage import Stage, make_calendar


@pytest.fixture
def stage(cast: Cast) -> Stage:
    make_calendar()
    make_calendar("sonora")
    return Stage(cast)
