"""The first point of a session on a desk and on a phone: sound for a screen reader, and within the screen."""

from datetime import timedelta

import pytest

from tests.e2e.conftest import PHONE, WIDE
from tests.office.cabinet.stage import make_room


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("who", ["lucia", "rosa"])
def test_first_point_is_sound_for(who, viewport, open_as, office, now):
    people, _matters = office
    session = make_room(people).session(held_on=now.date() + timedelta(days=7))
    page = open_as(people.people[who], viewport)

    for path in (f"/sesiones/{session.pk}/seguimiento/", f"/sesiones/{session.pk}/", "/"):
        page.goto(path)
        page.check()
    page.goto(f"/sesiones/{session.pk}/seguimiento/")

    assert page.complaints == []
    assert page.page.locator("ul.first-point li").count() > 0
