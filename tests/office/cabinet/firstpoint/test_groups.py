"""The groups that the database makes are those of the rule."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db.models import Q

from gabinete.foundation.audit.acts import act
from gabinete.foundation.workflow.queries import calendar
from gabinete.office.cabinet.queries.first_point_facts import _facts
from gabinete.office.cabinet.queries.first_point_matters import _COLUMNS, QUIET, Before, grouped, within
from gabinete.office.cabinet.rules.first_point import Group, group_of
from gabinete.office.followup import states
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries.filters import horizon
from tests.office.cabinet.firstpoint.table import Table
from tests.office.followup.stage import NOW, TODAY

pytestmark = pytest.mark.django_db
PLAIN = [name for name in _COLUMNS if name not in {"group", "is_asked", "of_group", "accepted_of_group"}]
DUES = (None, -1, 0, 3, 7, 8, 30, 31, 90)
HEARD = ((None, None), (3, 79), (3, 80), (3, 49), (25, 49), (25, 90))
"""Days since the last report, and what it said."""


@pytest.mark.parametrize("since", [None, NOW - timedelta(days=10)], ids=["first", "later"])
def test_groups_of_the_database_are_those_of_the_rule(table: Table, since) -> None:
    for state in states.OPEN_STATES + states.FINAL_STATES:
        table.stage.in_state(state)
    table.do(
        "rosa",
        "ask_extension",
        Matter.objects.filter(state="in_progress").first(),
        NOW,
        extension=table.stage.extension(),
    )
    at, days, found = horizon(TODAY), calendar("sonora"), set()

    for due, (heard, percent), confidence in product(DUES, HEARD, (None, 2, 3)):
        _set(due, heard, percent, confidence)
        before = Before(since, "GL")
        for values in grouped(within(Q(), before), at, since).values_list(*PLAIN, "is_asked", "group"):
            row = dict(zip([*PLAIN, "is_asked", "group"], values, strict=True))
            told = Group(row["group"]) if row["group"] != QUIET else Group.SILENT
            _light, facts = _facts(row, told, at, days)
            found.add(row["group"])
            assert (group_of(facts) or QUIET) == row["group"], (row["state"], due, heard, percent, confidence)

    assert found >= {QUIET, *(group.value for group in Group if since or group is not Group.CHANGED)}


def _set(due: int | None, heard: int | None, percent: int | None, confidence: int | None) -> None:
    day: date | None = None if due is None else TODAY + timedelta(days=due)
    with act(0, "tests.set", at=NOW):
        Matter.objects.update(
            due=day, original_due=day or TODAY, confidence=confidence, reported_percent=percent,
            reported_at=None if heard is None else NOW - timedelta(days=heard), notified_at=NOW - timedelta(days=30),
            next_report_on=TODAY + timedelta(days=5), state_since=NOW - timedelta(days=20),
            created_at=NOW - timedelta(days=40),
        )  # fmt: skip
