"""The moment at which drafts become matters."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from gabinete.foundation.audit.models import Act
from gabinete.foundation.notifications.models import Notice
from gabinete.kernel.errors import IllegalMove, NotAllowed, NotFound, RuleBroken, Stale
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import DraftChanges
from gabinete.office.cabinet.models import Minutes
from gabinete.office.cabinet.states import RECORDED
from gabinete.office.followup.models import Matter
from tests.cast import Cast
from tests.office.cabinet.stage import HELD_ON, NOW, Room, drafts_of, make_room
from tests.office.followup.stage import make_calendar

pytestmark = pytest.mark.django_db


def test_every_kept_draft_becomes_one_notified_matter(room: Room) -> None:
    minutes = room.ready_minutes()

    confirmed = actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)

    matters = [Matter.objects.get(pk=pk) for pk in confirmed.matter_ids]
    assert [m.folio for m in matters] == ["GL/2026/01-01", "GL/2026/01-02", "GL/2026/01-03"]
    assert {m.state for m in matters} == {"notified"}
    assert {m.issued_on for m in matters} == {HELD_ON}
    assert [m.due for m in matters][1:] == [date(2026, 12, 18), date(2026, 12, 17)]
    assert matters[1].lead.acronym == "CEA"
    assert matters[1].text == drafts_of(minutes)[1].quote
    assert matters[1].origin_label == "1.ª sesión ordinaria del Gabinete Legal"
    minutes.refresh_from_db()
    assert (minutes.confirmed_at, minutes.confirmed_by_id, minutes.session.state) == (
        NOW,
        room.cast.lucia.pk,
        RECORDED,
    )
    assert [d.matter_id for d in drafts_of(minutes)] == list(confirmed.matter_ids)


def test_the_agency_is_told_with_acuse(room: Room) -> None:
    minutes = room.ready_minutes()

    actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)

    told = Notice.objects.filter(user=room.cast.rosa)
    assert [(n.needs_receipt, "GL/2026/01-02" in n.title + n.text) for n in told] == [(True, True)]


def test_confirmation_is_one_sealed_act(room: Room) -> None:
    minutes = room.ready_minutes()

    actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)

    assert Act.objects.filter(verb="cabinet.confirm_minutes").count() == 1
    assert not Act.objects.filter(verb="followup.register").exists()


def test_dropped_drafts_do_not_become_matters(room: Room) -> None:
    minutes = room.ready_minutes()
    first = drafts_of(minutes)[0]
    actions.drop_draft(room.lucia, first.pk, first.version, NOW)
    minutes.refresh_from_db()

    confirmed = actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)

    assert len(confirmed.matter_ids) == Matter.objects.count() == 2


def test_what_lacks_is_listed_by_number_and_nothing_is_registered(room: Room) -> None:
    minutes = room.minutes()
    second = drafts_of(minutes)[1]
    actions.edit_draft(
        room.lucia, second.pk, 1, DraftChanges(text="", lead_id=None, means_of_verification=""), NOW
    )
    minutes.refresh_from_db()

    with pytest.raises(RuleBroken) as refusal:
        actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)

    assert (
        "Borrador 2: falta el texto, falta quién responde y falta con qué se dará por cumplido."
        in refusal.value.data["reasons"]
    )
    assert (
        "Borrador 3: falta la fecha de la próxima sesión, que es su plazo." in refusal.value.data["reasons"]
    )
    assert not Matter.objects.exists()


def test_confirming_twice_registers_once(room: Room) -> None:
    minutes = room.ready_minutes()

    first = actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)
    second = actions.confirm_minutes(room.cast.actor("marcos"), minutes.pk, minutes.version, NOW)

    assert (first.already, second.already) == (False, True)
    assert first.matter_ids == second.matter_ids
    assert Matter.objects.count() == 3


def test_drafts_changed_since_they_were_seen_are_not_confirmed(room: Room) -> None:
    minutes = room.ready_minutes()

    with pytest.raises(Stale, match="No se registró nada"):
        actions.confirm_minutes(room.lucia, minutes.pk, minutes.version - 1, NOW)

    assert not Matter.objects.exists()


def test_confirmed_drafts_no_longer_change(room: Room) -> None:
    minutes = room.ready_minutes()
    actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)
    draft = drafts_of(minutes)[0]

    for attempt in (
        lambda: actions.edit_draft(room.lucia, draft.pk, draft.version, DraftChanges(text="x"), NOW),
        lambda: actions.drop_draft(room.lucia, draft.pk, draft.version, NOW),
        lambda: actions.add_draft(room.lucia, minutes.pk, None, NOW),
        lambda: actions.discard_minutes(room.lucia, minutes.pk, NOW),
    ):
        with pytest.raises(IllegalMove):
            attempt()


def test_minutes_without_agreements_are_closed_as_such(room: Room) -> None:
    minutes = room.minutes("Se pasó lista de asistencia y se agradeció la presencia de todas y todos.")

    confirmed = actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)

    assert confirmed.matter_ids == ()
    assert confirmed.minutes.session.state == RECORDED


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("tomas", NotAllowed),
        ("elena", NotAllowed),
        ("ana", NotAllowed),
        ("rosa", NotFound),
        ("olga", NotFound),
    ],
)
def test_only_the_secretary_and_the_chief_confirm(room: Room, name: str, refusal: type[Exception]) -> None:
    minutes = room.ready_minutes()

    with pytest.raises(refusal):
        actions.confirm_minutes(room.cast.actor(name), minutes.pk, minutes.version, NOW)

    assert not Matter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_register_once(cast: Cast) -> None:
    make_calendar("sonora")
    room = make_room(cast)
    minutes = room.ready_minutes()

    def confirm(name: str) -> tuple[tuple[int, ...], bool]:
        try:
            done = actions.confirm_minutes(room.cast.actor(name), minutes.pk, minutes.version, NOW)
            return done.matter_ids, done.already
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(confirm, ["lucia", "marcos"]))

    assert sorted(already for _, already in results) == [False, True]
    assert results[0][0] == results[1][0]
    assert (Matter.objects.count(), Minutes.objects.filter(confirmed_at__isnull=False).count()) == (3, 1)
