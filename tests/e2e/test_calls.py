"""The link of a call, with a key and no account: answered by keyboard alone."""

from datetime import time, timedelta

import pytest

from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import PointGiven, SessionGiven
from gabinete.office.cabinet.actions.answers import AnswerGiven, answer_by_key
from gabinete.office.cabinet.calling import key_of
from gabinete.office.cabinet.models import Invitation
from tests.office.cabinet.stage import make_room


@pytest.fixture
def called(office, now):
    """Return the people and the two invitations of a session that was called, one answered."""
    people, _matters = office
    room = make_room(people)
    given = SessionGiven((now + timedelta(days=10)).date(), time(10), "Salón Ciprés")
    session = actions.create_session(room.lucia, room.body.pk, given, now)
    actions.set_agenda(room.lucia, session.pk, session.version, [PointGiven("Abasto de agua")], now)
    session.refresh_from_db()
    actions.call_session(room.lucia, session.pk, session.version, now)
    cea, sidur = Invitation.objects.select_related("session", "seat").order_by("seat__unit__acronym")
    told = AnswerGiven("alternate", "Llega tarde", "Julia Noriega", "Directora")
    answer_by_key(key_of(sidur), sidur.version, told, now)
    return people, cea, sidur


def test_member_answers_by_keyboard_alone_from_the_link(open_as, called):
    _people, cea, _sidur = called
    page = open_as(None).page
    page.goto(f"{open_as(None).base}/convocatoria/{key_of(cea)}/")

    page.get_by_role("radio", name="Envía suplente").focus()
    page.keyboard.press("Space")
    page.get_by_label("Nombre de quien va en su lugar").fill("Julia Peralta")
    page.keyboard.press("Tab")
    page.keyboard.type("Directora de área")
    page.keyboard.press("Enter")
    page.get_by_text("quedó registrada").wait_for()

    cea.refresh_from_db()
    assert (cea.answer, cea.alternate_name, cea.door) == ("alternate", "Julia Peralta", "link")
