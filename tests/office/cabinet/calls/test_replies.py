"""What is made of the answers that calendars send: taken, or kept with the reason why not."""

from datetime import datetime, timedelta

import pytest

from gabinete.foundation.invitations.events import Reply
from gabinete.foundation.invitations.replies import read_reply
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import SessionGiven
from gabinete.office.cabinet.actions.answers import AnswerGiven, answer_from_desk
from gabinete.office.cabinet.actions.calls import NewDate, postpone_session
from gabinete.office.cabinet.actions.replies import take_reply
from gabinete.office.cabinet.models import ReceivedReply, Seat
from gabinete.office.cabinet.queries.calls import answers_of
from tests.foundation.invitations.letters import letter, reply_calendar
from tests.office.cabinet.calls.stage import LATER, MEETS_ON, Table
from tests.office.cabinet.stage import NOW

ROSA, IVAN = "rosa@ejemplo.invalid", "ivan@ejemplo.invalid"
AT = LATER + timedelta(hours=1)


SEATS = {ROSA: "CEA", IVAN: "SIDUR"}


def event_of_seat(table: Table, address: object) -> str:
    return table.invited(SEATS.get(str(address), "CEA")).event_uid


def reply(table: Table, **given: object) -> Reply:
    sender = given.pop("sender", ROSA)
    told = {
        "message_id": "<uno@ejemplo.invalid>", "senders": (sender,), "method": "REPLY", "uid": event_of_seat(table, sender),
        "attendees": (sender,), "partstat": "ACCEPTED", "sequence": 1,
    } | given  # fmt: skip
    return Reply(**told)  # type: ignore[arg-type]


def taken(table: Table, at: datetime = AT, **given: object) -> ReceivedReply:
    kept = take_reply(reply(table, **given), at)
    assert kept is not None
    return kept


def move_to(table: Table, days: int) -> None:
    session = table.fresh()
    given = SessionGiven(MEETS_ON + timedelta(days=days), session.starts_at, session.place)
    actions.edit_session(table.room.lucia, session.pk, session.version, given, LATER)
    table.fresh()


@pytest.mark.parametrize(
    ("partstat", "answer"), [("ACCEPTED", "attends"), ("TENTATIVE", "tentative"), ("DECLINED", "absent")]
)
def test_reply_of_a_member_is_their_answer_and_their_acuse(called: Table, partstat: str, answer: str) -> None:
    kept = taken(called, partstat=partstat, comment="Desde mi teléfono")

    one = called.invited("CEA")
    assert (one.answer, one.door, one.note, one.received_at) == (answer, "mail", "Desde mi teléfono", AT)
    assert (kept.invitation, kept.refusal) == (one, "")


def test_one_letter_is_read_once(called: Table) -> None:
    taken(called)
    answer_from_desk(
        called.cast.actor("rosa"), called.invited("CEA").pk, called.invited("CEA").version, AnswerGiven("absent"), AT
    )  # fmt: skip

    assert take_reply(reply(called), AT) is None
    assert called.invited("CEA").answer == "absent"
    assert ReceivedReply.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"sender": "intruso@ejemplo.invalid"}, "no está entre las direcciones"),
        ({"sender": IVAN, "uid": "de Rosa"}, "no está entre las direcciones"),
        ({"attendees": (IVAN,)}, "no es del mismo asiento"),
        ({"senders": (ROSA, IVAN)}, "no dice quién la envía"),
        ({"senders": ()}, "no dice quién la envía"),
        ({"uid": "otro@x.invalid"}, "no es de ninguna sesión"),
        ({"uid": ""}, "no es de ninguna sesión"),
        ({"sequence": 7}, "un envío que no se ha hecho"),
        ({"partstat": "DELEGATED"}, "registre al suplente"),
        ({"partstat": "NEEDS-ACTION"}, "No dice si asiste"),
        ({"method": "COUNTER"}, "Propone otra fecha"),
        ({"trouble": "El calendario que trae está mal formado."}, "mal formado"),
    ],
)
def test_forged_or_unclear_replies_change_nothing_and_are_kept_with_the_reason(
    called: Table, given: dict[str, object], refusal: str
) -> None:
    if given.get("uid") == "de Rosa":
        given = given | {"uid": called.invited("CEA").event_uid}
    kept = taken(called, **given)

    assert refusal in kept.refusal
    assert (kept.invitation, kept.is_held) == (None, False)
    assert {called.invited(a).answer for a in ("CEA", "SIDUR")} == {"pending"}


def test_member_does_not_answer_for_another_seat(called: Table) -> None:
    kept = taken(called, sender=IVAN)

    assert called.invited("CEA").answer == "pending"
    assert called.invited("SIDUR").answer == "attends"
    assert kept.invitation == called.invited("SIDUR")


def test_who_is_behind_two_seats_is_listed_for_the_secretary(table: Table) -> None:
    seat = Seat.objects.get(body=table.room.body, unit__acronym="SIDUR")
    seat.unit = table.cast.unit("SSA")
    seat.save()
    table.call()
    both = table.invited("SSA")
    both.addresses = [ROSA]
    both.save()

    kept = taken(table, uid=table.session.calendar_uid)

    assert "varios asientos" in kept.refusal
    assert list(answers_of(table.fresh(), NOW.date()).replies) == [kept]


def test_stale_reply_is_an_answer_to_the_old_date_while_there_is_no_other(called: Table) -> None:
    move_to(called, 1)

    taken(called, sequence=1)

    one = called.invited("CEA")
    assert (one.answer, one.answered_to, one.sent_sequence) == ("attends", 1, 2)
    (row,) = [row for row in answers_of(called.fresh(), NOW.date()).rows if row.invited == one]
    assert row.to_old_date
    assert not row.has_answered


def test_stale_reply_does_not_replace_an_answer_to_the_new_date(called: Table) -> None:
    move_to(called, 1)
    taken(called, sequence=2, partstat="DECLINED")

    late = taken(called, sequence=1, message_id="<dos@ejemplo.invalid>")

    assert "ya hay una respuesta a la nueva" in late.refusal
    assert called.invited("CEA").answer == "absent"


def test_calling_again_to_the_same_date_does_not_make_replies_stale(called: Table) -> None:
    called.call()

    taken(called, sequence=1)

    one = called.invited("CEA")
    assert (one.answer, one.answered_to) == ("attends", 2)


@pytest.mark.parametrize("stamp", ["20261120T100000Z", "20261120T190000Z", "20301120T190000Z", "ayer"])
def test_stamp_of_a_clock_that_is_off_changes_nothing(called: Table, stamp: str) -> None:
    """Rosa accepts, and then declines from a program whose clock is hours off: the last to arrive counts."""
    uid = called.invited("CEA").event_uid
    accepted = read_reply(bytes(letter(reply_calendar(uid=uid))))
    declined = read_reply(
        bytes(letter(reply_calendar(uid=uid, partstat="DECLINED", stamp=stamp), message_id="<dos@x.invalid>"))
    )
    assert accepted is not None
    assert declined is not None

    take_reply(accepted, AT)
    take_reply(declined, AT + timedelta(minutes=5))

    assert called.invited("CEA").answer == "absent"


@pytest.mark.parametrize("skew", [timedelta(hours=-1), timedelta(hours=1)])
def test_clock_of_who_answers_decides_nothing(called: Table, skew: timedelta) -> None:
    """The stamp of a calendar may be an hour off either way; what counts is when our server took each letter."""
    first, second = AT, AT + timedelta(minutes=5)
    taken(called, at=first, partstat="ACCEPTED", arrived_at=first)

    taken(called, at=second, partstat="DECLINED", arrived_at=second, message_id="<dos@ejemplo.invalid>")

    assert called.invited("CEA").answer == "absent"
    future = taken(
        called, at=second, partstat="TENTATIVE", arrived_at=second + abs(skew), message_id="<tres@ejemplo.invalid>"
    )  # fmt: skip
    assert future.refusal == "", "a server ahead of us does not lose the answer"


def test_letter_that_waited_in_the_mailbox_does_not_undo_a_later_answer(called: Table) -> None:
    one = called.invited("CEA")
    answer_from_desk(called.cast.actor("rosa"), one.pk, one.version, AnswerGiven("absent"), LATER)

    kept = taken(called, arrived_at=LATER - timedelta(minutes=10))

    assert "Llegó antes" in kept.refusal
    assert called.invited("CEA").answer == "absent"


def test_reply_to_a_postponed_session_with_date_is_taken_and_without_date_is_not(called: Table) -> None:
    instead = NewDate(MEETS_ON + timedelta(days=7))
    postpone_session(called.room.lucia, called.session.pk, called.session.version, "Gira.", LATER, instead)
    called.fresh()
    taken(called, sequence=2)
    assert called.invited("CEA").answer == "attends"

    called.call()
    assert called.invited("CEA").answered_to == 3
    postpone_session(called.room.lucia, called.session.pk, called.fresh().version, "Otra gira.", LATER)
    kept = taken(called, sequence=4, message_id="<dos@ejemplo.invalid>")
    assert "ya no espera respuestas" in kept.refusal


def test_reply_after_naming_an_alternate_takes_the_alternate_away(called: Table) -> None:
    one = called.invited("CEA")
    given = AnswerGiven("alternate", "", "Julia Noriega", "Directora")
    answer_from_desk(called.cast.actor("rosa"), one.pk, one.version, given, LATER)

    taken(called, partstat="ACCEPTED")

    one = called.invited("CEA")
    assert (one.answer, one.alternate_name) == ("attends", "")
