"""Replies by mail that nothing proves wait for the secretary, who takes them or sets them aside."""

from collections.abc import Callable

import pytest
from django.test import Client

from gabinete.kernel.errors import IllegalMove, NotAllowed, NotFound, RuleBroken
from gabinete.office.cabinet.actions.answers import AnswerGiven, answer_from_desk
from gabinete.office.cabinet.actions.calls import cancel_session
from gabinete.office.cabinet.actions.held_replies import confirm_reply, dismiss_reply
from gabinete.office.cabinet.calling import event_uid_of
from gabinete.office.cabinet.models import ReceivedReply
from gabinete.office.cabinet.queries.calls import answers_of
from tests.office.cabinet.calls.stage import LATER, Table, calendar_in
from tests.office.cabinet.calls.test_replies import AT, ROSA, taken
from tests.office.cabinet.stage import NOW

SignIn = Callable[..., Client]


@pytest.fixture
def held(called: Table) -> ReceivedReply:
    """Return a reply that anybody who knows the event of the session could have written."""
    return taken(called, uid=called.session.calendar_uid, comment="Llego tarde")


def test_reply_to_the_event_everybody_knows_is_held_and_changes_nothing(
    called: Table, held: ReceivedReply
) -> None:
    one = called.invited("CEA")
    assert (held.is_held, held.invitation) == (True, one)
    assert f"nada prueba que la envíe {ROSA}" in held.refusal
    assert (one.answer, one.received_at, one.version) == ("pending", None, 1)
    table = answers_of(called.fresh(), NOW.date())
    assert (list(table.held), list(table.replies)) == ([held], [])


def test_word_of_the_mail_server_proves_the_sender(called: Table) -> None:
    assert not taken(called, uid=called.session.calendar_uid, vouched=True).is_held
    assert called.invited("CEA").answer == "attends"


def test_sender_the_mail_server_disowns_is_held_even_with_the_event_of_the_seat(called: Table) -> None:
    kept = taken(called, vouched=False)

    assert kept.is_held
    assert "no pudo comprobar" in kept.refusal
    assert called.invited("CEA").answer == "pending"


def test_event_known_to_somebody_who_left_the_seat_proves_nothing(called: Table) -> None:
    one = called.invited("CEA")
    one.addresses = [*one.addresses, "anterior@ejemplo.invalid"]
    one.save()
    called.call()

    assert event_uid_of(called.invited("CEA")) == event_uid_of(one), "it is the same event in their diary"
    assert taken(called, sequence=2).is_held


def test_event_of_the_seat_is_not_kept_with_the_reply(called: Table) -> None:
    assert taken(called).uid == called.session.calendar_uid


def test_each_seat_receives_its_own_event_and_its_changes_in_it(mailed: Table) -> None:
    mailed.call()

    first, second = [calendar_in(one).vevent for one in mailed.letters_to(ROSA)]
    (other, _again) = [calendar_in(one).vevent for one in mailed.letters_to("ivan@ejemplo.invalid")]
    assert first.uid.value == second.uid.value == mailed.invited("CEA").event_uid
    assert int(second.sequence.value) > int(first.sequence.value)
    assert other.uid.value != first.uid.value


def test_events_sent_before_each_had_its_own_are_still_changed(mailed: Table) -> None:
    one = mailed.invited("CEA")
    one.event_uid = ""
    one.save()

    cancel_session(mailed.room.lucia, mailed.session.pk, mailed.session.version, "No hay.", NOW)
    mailed.work()

    assert calendar_in(mailed.letters_to(ROSA)[-1]).vevent.uid.value == mailed.session.calendar_uid


def test_secretary_takes_a_held_reply_once(called: Table, held: ReceivedReply) -> None:
    confirm_reply(called.room.lucia, held.pk, AT)

    one = called.invited("CEA")
    assert (one.answer, one.door, one.note, one.received_at) == ("attends", "mail", "Llego tarde", AT)
    assert not answers_of(called.fresh(), NOW.date()).held
    with pytest.raises(IllegalMove, match="ya se confirmó"):
        confirm_reply(called.room.lucia, held.pk, AT)


def test_secretary_sets_a_held_reply_aside(called: Table, held: ReceivedReply) -> None:
    dismiss_reply(called.room.lucia, held.pk, AT)

    table = answers_of(called.fresh(), NOW.date())
    assert (list(table.held), list(table.replies)) == ([], [held])
    assert called.invited("CEA").answer == "pending"


def test_held_reply_does_not_undo_a_later_answer(called: Table, held: ReceivedReply) -> None:
    one = called.invited("CEA")
    answer_from_desk(
        called.cast.actor("rosa"), one.pk, one.version, AnswerGiven("absent"), AT.replace(day=25)
    )

    with pytest.raises(RuleBroken, match="descarte esta respuesta"):
        confirm_reply(called.room.lucia, held.pk, AT.replace(day=26))

    assert called.invited("CEA").answer == "absent"


def test_held_reply_of_a_cancelled_session_is_not_taken(called: Table, held: ReceivedReply) -> None:
    cancel_session(called.room.lucia, called.session.pk, called.fresh().version, "No hay.", LATER)

    with pytest.raises(IllegalMove, match="ya no espera respuestas"):
        confirm_reply(called.room.lucia, held.pk, AT)


def test_only_who_runs_the_session_settles_replies(called: Table, held: ReceivedReply) -> None:
    for settle in (confirm_reply, dismiss_reply):
        with pytest.raises(NotAllowed):
            settle(called.cast.actor("rosa"), held.pk, AT)
        with pytest.raises(NotFound):
            settle(called.room.lucia, held.pk + 99, AT)


def test_secretary_confirms_from_the_page_of_the_session(
    called: Table, held: ReceivedReply, client_for: SignIn
) -> None:
    client = client_for(called.cast.lucia)
    shown = client.get(f"/sesiones/{called.session.pk}/").content.decode()
    assert "1 respuesta por correo por confirmar" in shown
    assert client.get(f"/respuestas/{held.pk}/confirmar/").status_code == 405

    answer = client.post(f"/respuestas/{held.pk}/confirmar/")

    assert answer.status_code == 303
    assert called.invited("CEA").answer == "attends"
