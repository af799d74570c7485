"""What the minutes take from the session as it was really held."""

from datetime import timedelta

import pytest

from gabinete.foundation.audit.acts import act
from gabinete.foundation.rendering.word_fields import text_of
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.happened import what_happened
from gabinete.office.cabinet.word_papers import session_values, word_call
from tests.office.cabinet.minutes.stage import OPENED, Held
from tests.office.cabinet.stage import HELD_ON

pytestmark = pytest.mark.django_db


def test_minutes_carry_the_day_the_session_was_really_opened(held: Held) -> None:
    with act(held.room.lucia.user_id, "tests.late", at=OPENED):
        CabinetSession.objects.filter(pk=held.session.pk).update(held_on=HELD_ON + timedelta(days=5))

    facts = what_happened(held.fresh(), [])

    assert (facts.date, facts.short_date) == ("jueves 19 de noviembre de 2026", "19 de noviembre de 2026")


def test_an_extract_carries_the_day_it_was_agreed_and_the_call_the_day_it_convenes_to(held: Held) -> None:
    with act(held.room.lucia.user_id, "tests.late", at=OPENED):
        CabinetSession.objects.filter(pk=held.session.pk).update(held_on=HELD_ON + timedelta(days=5))
    session = held.fresh()

    assert session_values(session)["fecha"] == "jueves 19 de noviembre de 2026"
    call = " ".join(text_of(word_call(session, [], OPENED - timedelta(days=9), "", None)))
    assert "martes 24 de noviembre de 2026" in call
    assert "19 de noviembre" not in call
