"""Calling a session, and everything that changes of it afterwards."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.models import Notice
from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, NotFound, RuleBroken, Stale
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import SessionGiven
from gabinete.office.cabinet.actions.answers import AnswerGiven, answer_from_desk, note_opening
from gabinete.office.cabinet.actions.calls import NewDate, chase_answers, postpone_session
from gabinete.office.cabinet.models import CabinetSession, Invitation, MemberPosition
from gabinete.office.cabinet.rules.call_keys import fingerprint
from tests.office.cabinet.calls.stage import LATER, MEETS_ON, SECRET_POINT, Table, calendar_in
from tests.office.cabinet.stage import NOW

RAMON, ROSA, IVAN = "ramon@ejemplo.invalid", "rosa@ejemplo.invalid", "ivan@ejemplo.invalid"
HERMOSILLO = ZoneInfo("America/Hermosillo")


def edited(table: Table, **given: object) -> CabinetSession:
    told = {"held_on": MEETS_ON, "starts_at": time(10), "place": table.session.place, **given}
    table.fresh()
    return actions.edit_session(
        table.room.lucia, table.session.pk, table.session.version, SessionGiven(**told), LATER
    )  # type: ignore[arg-type]


def answer(table: Table, who: str, acronym: str, said: str) -> Invitation:
    one = table.invited(acronym)
    return answer_from_desk(table.cast.actor(who), one.pk, one.version, AnswerGiven(said), LATER)


def test_call_invites_each_seat_once_and_keeps_only_the_digest_of_its_key(mailed: Table) -> None:
    cea, sidur = mailed.invited("CEA"), mailed.invited("SIDUR")

    assert Invitation.objects.count() == 2
    assert cea.addresses == [RAMON, ROSA], "the head first, then the liaison"
    assert sidur.addresses == [IVAN]
    assert cea.key == fingerprint(mailed.key("CEA")) != mailed.key("CEA")
    assert mailed.key("CEA") != mailed.key("SIDUR")
    assert (cea.sent_at, cea.sent_sequence, cea.letter_state) == (NOW, 1, "sent")
    assert mailed.session.call_sent_at == NOW


def test_letter_carries_text_html_calendar_and_the_call_as_pdf(mailed: Table) -> None:
    (letter,) = mailed.letters_to(RAMON)
    kinds = [part.get_content_type() for part in letter.walk() if not part.is_multipart()]

    assert kinds == ["text/plain", "text/html", "text/calendar", "text/calendar", "application/pdf"]
    assert letter["Subject"].strip() == "Convocatoria: 1.ª sesión ordinaria del Gabinete Legal"
    assert f"/convocatoria/{mailed.key('CEA')}/" in letter.get_body(("plain",)).get_content()
    names = [part.get_filename() for part in letter.iter_attachments()]
    assert names == ["convocatoria.ics", "convocatoria-GL-2026-01.pdf"]


def test_another_library_reads_the_invitation_at_the_hour_of_the_office(mailed: Table) -> None:
    calendar = calendar_in(mailed.letters_to(IVAN)[0])
    event = calendar.vevent

    assert calendar.method.value == "REQUEST"
    assert event.dtstart.value == event.dtstart.value.replace(tzinfo=None).replace(tzinfo=HERMOSILLO)
    assert event.dtstart.value.isoformat() == "2026-12-03T10:00:00-07:00"
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=120)
    assert calendar.vtimezone.tzid.value == "America/Hermosillo"
    assert event.uid.value == mailed.invited("SIDUR").event_uid
    assert (event.sequence.value, event.status.value) == ("1", "CONFIRMED")
    assert event.organizer.value == "mailto:convocatorias@oficina.invalid"
    assert event.attendee.value == f"mailto:{IVAN}"
    assert (event.attendee.rsvp_param, event.attendee.partstat_param) == ("TRUE", "NEEDS-ACTION")
    assert event.location.value == "Salón «Ñ», 2.º piso; ala norte"
    assert event.url.value.endswith(f"/convocatoria/{mailed.key('SIDUR')}/")
    assert "1. Abasto de agua\n2. Punto reservado" in event.description.value


def test_restricted_points_are_in_no_part_of_the_letter_nor_of_the_notice(mailed: Table) -> None:
    for letter in mailed.mailbox.letters:
        assert SECRET_POINT not in "".join(
            part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"
        )
    assert "Punto reservado" in Notice.objects.filter(kind="cabinet.call").first().text
    assert not Notice.objects.filter(text__contains=SECRET_POINT).exists()


def test_members_are_told_on_the_desk_and_written_to_once(mailed: Table) -> None:
    told = Notice.objects.filter(kind="cabinet.call").values_list(
        "user__username", "needs_receipt", "email_state"
    )

    assert sorted(told) == [("ivan", True, "none"), ("ramon", True, "none"), ("rosa", True, "none")]
    assert len(mailed.mailbox.letters) == 2, "one letter a seat, the liaison in copy"


def test_letters_leave_only_with_the_transaction_that_calls(mailed_table: Table) -> None:
    with transaction.atomic():
        actions.call_session(
            mailed_table.room.lucia, mailed_table.session.pk, mailed_table.session.version, NOW
        )
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.filter(task_name="cabinet.send_call_letter").exists()
    assert not Invitation.objects.exists()


def test_call_sent_twice_from_one_page_goes_out_once(mailed_table: Table) -> None:
    seen = mailed_table.session.version
    actions.call_session(mailed_table.room.lucia, mailed_table.session.pk, seen, NOW)

    with pytest.raises(Stale):
        actions.call_session(mailed_table.room.lucia, mailed_table.session.pk, seen, NOW)
    mailed_table.work()

    assert len(mailed_table.mailbox.letters) == 2


def test_calling_again_updates_the_same_event_and_keeps_the_answers(mailed: Table) -> None:
    answer(mailed, "rosa", "CEA", "attends")

    mailed.call()

    first, second = (calendar_in(letter).vevent for letter in mailed.letters_to(RAMON))
    assert (first.uid.value, first.sequence.value) == (second.uid.value, "1")
    assert second.sequence.value == "2"
    one = mailed.invited("CEA")
    assert (one.answer, one.answered_to, one.sent_sequence) == ("attends", 2, 2)


def test_moving_a_called_session_tells_everybody_and_marks_old_answers(mailed: Table) -> None:
    answer(mailed, "rosa", "CEA", "attends")

    edited(mailed, held_on=MEETS_ON + timedelta(days=1))
    mailed.work()

    moved = calendar_in(mailed.letters_to(IVAN)[-1]).vevent
    assert (moved.sequence.value, moved.dtstart.value.date()) == ("2", MEETS_ON + timedelta(days=1))
    one = mailed.invited("CEA")
    assert one.answer == "attends"
    assert one.answered_to < mailed.fresh().date_sequence == one.sent_sequence


def test_correcting_what_no_calendar_shows_sends_nothing(mailed: Table) -> None:
    before = len(mailed.mailbox.letters)

    edited(mailed, next_session_on=MEETS_ON + timedelta(days=30))
    mailed.work()

    assert len(mailed.mailbox.letters) == before
    assert mailed.fresh().call_sequence == 1


def test_letter_that_a_later_sending_replaced_does_not_leave(mailed_table: Table) -> None:
    actions.call_session(mailed_table.room.lucia, mailed_table.session.pk, mailed_table.session.version, NOW)
    edited(mailed_table, held_on=MEETS_ON + timedelta(days=1))

    mailed_table.work()

    assert [calendar_in(letter).vevent.sequence.value for letter in mailed_table.letters_to(IVAN)] == ["2"]


def test_cancelling_takes_the_event_out_of_every_diary(mailed: Table) -> None:
    actions.cancel_session(mailed.room.lucia, mailed.session.pk, mailed.session.version, "Sin quórum.", LATER)
    mailed.work()

    letter = mailed.letters_to(IVAN)[-1]
    calendar = calendar_in(letter)
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert (calendar.vevent.uid.value, calendar.vevent.sequence.value) == (
        mailed.invited("SIDUR").event_uid,
        "2",
    )
    assert "ya no se celebrará" in letter.get_body(("plain",)).get_content()


def test_cancelling_what_was_never_called_writes_to_nobody(mailed_table: Table) -> None:
    actions.cancel_session(
        mailed_table.room.lucia, mailed_table.session.pk, mailed_table.session.version, "Se pospone.", NOW
    )
    mailed_table.work()

    assert mailed_table.mailbox.letters == []


def test_postponed_session_keeps_number_positions_and_event(mailed: Table) -> None:
    seat, point = mailed.invited("CEA").seat, mailed.session.agenda.get(position=1)
    with act(0, "tests.position", at=NOW):
        MemberPosition.objects.create(
            point=point, seat=seat, stance="agrees", taken_at=NOW, taken_by=mailed.cast.rosa
        )
    answer(mailed, "rosa", "CEA", "attends")
    instead = NewDate(date(2027, 1, 14), time(12))

    after = postpone_session(
        mailed.room.lucia, mailed.session.pk, mailed.session.version, "Gira de trabajo.", LATER, instead
    )
    mailed.work()

    assert (after.state, after.number, after.year, after.held_on) == ("postponed", 1, 2026, date(2027, 1, 14))
    event = calendar_in(mailed.letters_to(IVAN)[-1]).vevent
    assert (event.status.value, event.sequence.value) == ("TENTATIVE", "2")
    assert event.dtstart.value.isoformat() == "2027-01-14T12:00:00-07:00"
    assert MemberPosition.objects.get().stance == "agrees"
    assert mailed.invited("CEA").answered_to < after.date_sequence

    mailed.call()

    event = calendar_in(mailed.letters_to(IVAN)[-1]).vevent
    assert (event.status.value, event.sequence.value) == ("CONFIRMED", "3")


def test_session_postponed_past_the_one_that_follows_leaves_that_without_date(called: Table) -> None:
    actions.set_next_session(called.room.lucia, called.session.pk, None, MEETS_ON + timedelta(days=28), NOW)
    version = called.fresh().version

    for days, left in ((7, MEETS_ON + timedelta(days=28)), (28, None)):
        moved = NewDate(MEETS_ON + timedelta(days=days))
        after = postpone_session(called.room.lucia, called.session.pk, version, "Gira.", LATER, moved)
        assert after.next_session_on == left
        called.call()
        version = called.fresh().version


def test_session_postponed_without_date_leaves_the_diaries_until_it_has_one(mailed: Table) -> None:
    postpone_session(mailed.room.lucia, mailed.session.pk, mailed.session.version, "Contingencia.", LATER)
    mailed.work()

    assert calendar_in(mailed.letters_to(IVAN)[-1]).method.value == "CANCEL"
    with pytest.raises(RuleBroken, match="sin nueva fecha"):
        actions.call_session(mailed.room.lucia, mailed.session.pk, mailed.fresh().version, LATER)
    edited(mailed, held_on=MEETS_ON + timedelta(days=7))
    mailed.call()
    back = calendar_in(mailed.letters_to(IVAN)[-1])
    assert (back.method.value, back.vevent.uid.value) == ("REQUEST", mailed.invited("SIDUR").event_uid)


@pytest.mark.parametrize(
    ("reason", "instead", "refusal"),
    [
        ("  ", NewDate(MEETS_ON + timedelta(days=1)), "por qué se difiere"),
        ("Gira.", NewDate(MEETS_ON), "es la que ya tenía"),
    ],
)
def test_postponing_asks_for_reason_and_another_date(
    called: Table, reason: str, instead: NewDate, refusal: str
) -> None:
    with pytest.raises(BadInput, match=refusal):
        postpone_session(called.room.lucia, called.session.pk, called.session.version, reason, LATER, instead)
    assert called.fresh().state == "called"


def test_planned_session_is_not_postponed(table: Table) -> None:
    with pytest.raises(IllegalMove):
        postpone_session(table.room.lucia, table.session.pk, table.session.version, "Gira.", NOW)


@pytest.mark.parametrize("who", ["tomas", "elena", "rosa", "ana"])
def test_only_who_runs_the_session_calls_postpones_and_chases(called: Table, who: str) -> None:
    actor, pk, version = called.cast.actor(who), called.session.pk, called.session.version

    for write in (
        lambda: actions.call_session(actor, pk, version, NOW),
        lambda: actions.cancel_session(actor, pk, version, "No.", NOW),
        lambda: postpone_session(actor, pk, version, "No.", NOW),
        lambda: chase_answers(actor, pk, NOW),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_only_silent_seats_are_reminded_and_not_twice_in_an_hour(mailed: Table) -> None:
    answer(mailed, "ivan", "SIDUR", "absent")
    mailed.mailbox.letters.clear()

    chased = [chase_answers(mailed.room.lucia, mailed.session.pk, LATER) for _n in range(2)]
    mailed.work()

    assert chased == [1, 0]
    (letter,) = mailed.mailbox.letters
    assert RAMON in letter["To"]
    assert "Aún no contamos con su respuesta" in letter.get_body(("plain",)).get_content()
    event = calendar_in(letter).vevent
    assert (event.sequence.value, event.uid.value) == ("1", mailed.invited("CEA").event_uid)


def test_who_left_the_seat_loses_the_link_they_had(called: Table) -> None:
    old = called.key("CEA")
    with act(0, "tests.leave", at=NOW):
        called.cast.ramon.is_active = False
        called.cast.ramon.save()

    called.call()

    assert called.invited("CEA").addresses == [ROSA]
    assert called.key("CEA") != old
    assert not Invitation.objects.filter(key=fingerprint(old)).exists()


def test_restricted_session_sends_no_letter_with_its_content(mailed_table: Table) -> None:
    mailed_table.session.reserve = 3
    mailed_table.session.save()

    mailed_table.call()

    assert mailed_table.letters_to(IVAN), "they are told that there is something to read"
    for letter in mailed_table.mailbox.letters:
        assert "text/calendar" not in [part.get_content_type() for part in letter.walk()]
        assert "Gabinete Legal" not in letter.as_string()
    assert mailed_table.invited("SIDUR").letter_state == "none"


def test_letter_the_server_refuses_is_said_beside_the_member(mailed_table: Table) -> None:
    mailed_table.mailbox.answers = ["554 Buzón inexistente", "554 Buzón inexistente"]

    mailed_table.call()

    one = mailed_table.invited("SIDUR")
    assert one.letter_state == "failed"
    assert "554" in one.letter_error


def test_seat_that_left_the_body_is_told_once_and_its_link_opens_nothing(mailed: Table) -> None:
    key, seat = mailed.key("SIDUR"), mailed.invited("SIDUR").seat
    with act(0, "tests.leave", at=NOW):
        seat.left_on = NOW.date()
        seat.save()

    mailed.call()
    mailed.call()

    letters = mailed.letters_to(IVAN)
    assert [calendar_in(letter).method.value for letter in letters] == ["REQUEST", "CANCEL"]
    assert "ya no integra el gabinete" in letters[-1].get_body(("plain",)).get_content()
    with pytest.raises(NotFound):
        note_opening(key, LATER)


def test_session_called_before_there_were_letters_is_written_to_from_its_first_change(
    mailed_table: Table,
) -> None:
    mailed_table.session.state, mailed_table.session.call_sent_at = "called", NOW
    mailed_table.session.save()

    edited(mailed_table, held_on=MEETS_ON + timedelta(days=1))
    mailed_table.work()
    actions.cancel_session(
        mailed_table.room.lucia, mailed_table.session.pk, mailed_table.fresh().version, "No hay.", LATER
    )
    mailed_table.work()

    first, last = (calendar_in(letter) for letter in mailed_table.letters_to(IVAN))
    assert (first.method.value, last.method.value) == ("REQUEST", "CANCEL")
    assert first.vevent.uid.value == last.vevent.uid.value != ""
