"""What the minutes take from the session as it was really held."""

from datetime import timedelta

import pytest

from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.happened import what_happened
from tests.office.cabinet.minutes.stage import OPENED, Held
from tests.office.cabinet.stage import HELD_ON

pytestmark = pytest.mark.django_db


def test_minutes_carry_the_day_the_session_was_really_opened(held: Held) -> None:
    with act(held.room.lucia.user_id, "tests.late", at=OPENED):
        CabinetSession.objects.filter(pk=held.session.pk).update(held_on=HELD_ON + timedelta(days=5))

    facts = what_happened(held.fresh(), [])

    assert (facts.date, facts.short_date) == ("jueves 19 de noviembre de 2026", "19 de noviembre de 2026")
