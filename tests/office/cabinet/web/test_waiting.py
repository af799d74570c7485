"""Minutes that wait to be confirmed, on the first page of whoever has to do it."""

import pytest
from django.test import Client

from gabinete.office.cabinet import actions
from gabinete.office.cabinet.models import Minutes
from gabinete.office.cabinet.queries import minutes_waiting
from tests.office.cabinet.stage import HELD_ON, NOW, Room, drafts_of

pytestmark = pytest.mark.django_db


def first_page(client: Client) -> str:
    return client.get("/").content.decode()


def test_minutes_in_review_are_the_first_thing_the_secretary_reads(room: Room, client_for) -> None:
    minutes = room.ready_minutes()
    draft = drafts_of(minutes)[0]
    actions.drop_draft(room.lucia, draft.pk, draft.version, NOW)

    page = first_page(client_for(room.cast.lucia))

    assert "Hay 1 minuta por revisar." in page
    assert f'href="/minutas/{minutes.pk}/revisar/"' in page
    assert "2 acuerdos por registrar" in page
    assert "Nada espera su atención</" not in page
    assert page.index("Minutas por revisar") < page.index("Vencidos")


def test_oldest_session_comes_first_and_what_is_confirmed_leaves(room: Room) -> None:
    older = room.minutes(held_on=HELD_ON.replace(day=2), next_session_on=HELD_ON)
    newer = room.ready_minutes()
    assert [one.minutes.pk for one in minutes_waiting(room.lucia)] == [older.pk, newer.pk]

    newer.refresh_from_db()
    actions.confirm_minutes(room.lucia, newer.pk, newer.version, NOW)

    assert [one.minutes.pk for one in minutes_waiting(room.lucia)] == [older.pk]


def test_scan_that_is_being_read_says_so(room: Room, client_for) -> None:
    minutes = room.minutes()
    Minutes.objects.filter(pk=minutes.pk).update(reading="waiting")

    assert "se está leyendo" in first_page(client_for(room.cast.lucia))


@pytest.mark.parametrize("who", ["tomas", "rosa", "ana", "elena"])
def test_whoever_does_not_confirm_is_not_asked(room: Room, client_for, who: str) -> None:
    room.minutes()

    assert minutes_waiting(room.cast.actor(who)) == []
    assert "Minutas por revisar" not in first_page(client_for(room.cast.people[who]))
