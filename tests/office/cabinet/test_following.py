"""Who follows what is born from minutes: by rule, for the whole minutes, or chosen for one agreement."""

import pytest
from django.test import Client

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.models import Notice
from gabinete.kernel.errors import BadInput, IllegalMove, Stale
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import DraftChanges
from gabinete.office.cabinet.models import Minutes
from gabinete.office.cabinet.queries import card_of
from gabinete.office.followup import actions as followup
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import NewReport
from tests.cast import LONG_AGO
from tests.office.cabinet.stage import NOW, Room, drafts_of

pytestmark = pytest.mark.django_db


def confirmed(room: Room, minutes: Minutes) -> list[Matter]:
    minutes.refresh_from_db()
    made = actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)
    return [Matter.objects.select_related("monitor").get(pk=pk) for pk in made.matter_ids]


def test_every_matter_of_the_minutes_has_somebody_who_follows_it(room: Room) -> None:
    matters = confirmed(room, room.ready_minutes())

    assert {m.monitor for m in matters} == {room.cast.tomas}
    assert {m.monitor_unit for m in matters} == {room.cast.unit("OEE")}


def test_choice_for_the_minutes_reaches_all_but_those_chosen_apart(room: Room) -> None:
    minutes = room.ready_minutes()
    first = drafts_of(minutes)[0]
    actions.edit_draft(room.lucia, first.pk, first.version, DraftChanges(monitor_id=room.cast.lucia.pk), NOW)

    actions.set_monitor(room.lucia, minutes.pk, room.cast.marcos.pk, NOW)

    followers = [m.monitor.name for m in confirmed(room, minutes)]
    assert followers == ["Lucía Montaño Félix", "Marcos Ávila Peñúñuri", "Marcos Ávila Peñúñuri"]


def test_reports_are_told_to_who_follows_and_to_nobody_else(room: Room) -> None:
    minutes = room.ready_minutes()
    actions.set_monitor(room.lucia, minutes.pk, room.cast.lucia.pk, NOW)
    matter = confirmed(room, minutes)[1]
    rosa = room.cast.actor("rosa")
    matter = followup.acknowledge(rosa, matter.pk, version=matter.version, now=NOW)

    followup.report_progress(
        rosa, matter.pk, version=matter.version, now=NOW, report=NewReport("Va bien.", 20)
    )

    told = Notice.objects.filter(kind="followup.report_progress").values_list("user__username", flat=True)
    assert list(told) == ["lucia"]


def test_nobody_outside_the_office_can_be_charged_with_following(room: Room) -> None:
    minutes = room.ready_minutes()
    draft = drafts_of(minutes)[0]

    with pytest.raises(BadInput, match="elija otra de la lista"):
        actions.set_monitor(room.lucia, minutes.pk, room.cast.rosa.pk, NOW)
    with pytest.raises(BadInput):
        actions.edit_draft(
            room.lucia, draft.pk, draft.version, DraftChanges(monitor_id=room.cast.ivan.pk), NOW
        )
    assert drafts_of(minutes)[0].monitor is None


def test_choice_made_meanwhile_is_not_confirmed_unseen(room: Room) -> None:
    minutes = room.ready_minutes()
    seen = minutes.version
    actions.set_monitor(room.lucia, minutes.pk, room.cast.marcos.pk, NOW)

    with pytest.raises(Stale):
        actions.confirm_minutes(room.lucia, minutes.pk, seen, NOW)


def test_confirmed_minutes_keep_who_follows(room: Room) -> None:
    minutes = room.ready_minutes()
    confirmed(room, minutes)

    with pytest.raises(IllegalMove):
        actions.set_monitor(room.lucia, minutes.pk, room.cast.marcos.pk, NOW)


def test_review_shows_who_would_follow_and_takes_another(room: Room, client_for) -> None:
    minutes, lucia = room.ready_minutes(), client_for(room.cast.lucia)
    page = f"/minutas/{minutes.pk}/revisar/"
    assert page_text(lucia, page).count("Tomás Quijada Soto (propuesto)") == 3

    lucia.post(f"/minutas/{minutes.pk}/seguimiento/", {"monitor": room.cast.marcos.pk})
    assert page_text(lucia, page).count("Marcos Ávila Peñúñuri (propuesto)") == 3

    lucia.post(f"/minutas/{minutes.pk}/seguimiento/", {"monitor": ""})
    assert page_text(lucia, page).count("Tomás Quijada Soto (propuesto)") == 3


def test_card_saves_its_choice_and_says_the_proposal_anew(room: Room, client_for) -> None:
    minutes, lucia = room.ready_minutes(), client_for(room.cast.lucia, HX_Request="true")
    draft = drafts_of(minutes)[0]

    sent = {"version": draft.version, "monitor": room.cast.marcos.pk}
    answer = lucia.post(f"/borradores/{draft.pk}/", sent).content.decode()

    assert drafts_of(minutes)[0].monitor == room.cast.marcos
    assert f'id="draft-{draft.pk}-unchosen" hx-swap-oob="true"' in answer


def test_what_the_cards_propose_is_what_is_registered(room: Room, client_for) -> None:
    with act(0, "tests.analyst", at=NOW):
        other = User.objects.create(username="berenice", name="Berenice Cota")
        Grant.objects.create(user=other, role=Role.ANALYST, unit=room.cast.unit("OEE"), since=LONG_AGO)
    minutes, lucia = room.ready_minutes(), client_for(room.cast.lucia)
    page = page_text(lucia, f"/minutas/{minutes.pk}/revisar/")
    alone = [card_of(room.lucia, d.pk, NOW.date()).follows for d in drafts_of(minutes)]

    names = [m.monitor.name for m in confirmed(room, minutes)]

    assert alone == names
    assert sorted(set(names)) == [
        "Berenice Cota",
        "Tomás Quijada Soto",
    ]  # no agency knows anybody: they share
    assert all(page.count(f"{name} (propuesto)") == names.count(name) for name in set(names))


def page_text(client: Client, address: str) -> str:
    return client.get(address).content.decode()
