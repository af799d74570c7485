"""Guests: called without a seat, told apart from the members, received in the room, never counted."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from gabinete.kernel.errors import GabineteError, IllegalMove, NotAllowed, NotFound, RuleBroken, Stale
from gabinete.office.cabinet import actions, calling
from gabinete.office.cabinet.actions.answers import AnswerGiven, answer_by_key
from gabinete.office.cabinet.actions.attendance import strike
from gabinete.office.cabinet.actions.calls import postpone_session
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.actions.guests import guest_arrives, invite_guest, withdraw_guest
from gabinete.office.cabinet.actions.points import remove_point
from gabinete.office.cabinet.models import Attendance, Invitation
from gabinete.office.cabinet.queries.calls import answers_of
from gabinete.office.cabinet.queries.guests import guests_of, points_for_guests
from gabinete.office.cabinet.queries.happened import what_happened
from gabinete.office.cabinet.queries.quorum import quorum_now
from gabinete.office.cabinet.queries.room import room_of
from gabinete.office.cabinet.rules.guests import GuestGiven
from tests.office.cabinet.calls.stage import LATER, SECRET_POINT, Table, calendar_in

SignIn = Callable[..., Client]
ELSA = GuestGiven("Dra. Elsa Peña", "Rectora", "Universidad de Sonora", "elsa@unison.example.mx")
WHO_RUNS = ("lucia", "marcos")
WHO_DOES_NOT = ("elena", "tomas", "rosa", "ramon", "ana", "nadia")


def invite(table: Table, given: GuestGiven = ELSA, who: str = "lucia") -> Invitation:
    return invite_guest(table.cast.actor(who), table.session.pk, given, LATER)


def withdraw(table: Table, one: Invitation, who: str = "lucia") -> Invitation:
    one.refresh_from_db()
    return withdraw_guest(table.cast.actor(who), one.pk, one.version, LATER)


def arrive(table: Table, one: Invitation) -> object:
    return guest_arrives(table.room.lucia, table.session.pk, one.pk, Mark(LATER, uuid4(), timedelta(0)))


def open_point(table: Table) -> int:
    [(key, _title)] = points_for_guests(table.fresh())
    return key


def refused(table: Table, given: GuestGiven) -> str:
    before = Invitation.objects.count()
    with pytest.raises(GabineteError) as caught:
        invite(table, given)
    assert Invitation.objects.count() == before
    return caught.value.message


def test_guest_invited_before_the_call_is_told_with_it(mailed_table: Table) -> None:
    one = invite(mailed_table)
    mailed_table.work()
    assert one.sent_at is None
    assert mailed_table.letters_to(ELSA.mail) == []

    mailed_table.call()
    [letter] = mailed_table.letters_to(ELSA.mail)
    assert letter["Subject"].strip().startswith("Invitación: ")
    body = letter.get_body(("plain",)).get_content()
    assert "Rectora, Universidad de Sonora" in body
    assert "Se le invita" in body
    assert "Abasto de agua" in body
    assert "envía suplente" not in body
    assert SECRET_POINT not in letter.as_string()


def test_guest_invited_once_the_call_is_out_is_told_alone_and_at_once(mailed: Table) -> None:
    told = len(mailed.mailbox.letters)
    sequence = mailed.session.call_sequence
    invite(mailed)
    mailed.work()

    assert len(mailed.mailbox.letters) == told + 1
    [letter] = mailed.letters_to(ELSA.mail)
    event = calendar_in(letter).vevent
    assert event.attendee.value == f"mailto:{ELSA.mail}"
    assert mailed.fresh().call_sequence == sequence


def test_guest_of_a_point_is_told_of_that_point_alone(mailed: Table, client_for: SignIn) -> None:
    one = invite(mailed, GuestGiven("Ing. Noé", mail="noe@x.example.mx", point_id=open_point(mailed)))
    other = mailed.session.agenda.create(position=3, title="Nóminas de confianza")
    mailed.work()
    [letter] = mailed.letters_to("noe@x.example.mx")

    assert "Abasto de agua" in letter.get_body(("plain",)).get_content()
    assert other.title not in letter.as_string()
    assert [
        part.get_filename()
        for part in letter.iter_attachments()
        if part.get_content_type() == "application/pdf"
    ] == []
    key = calling.key_of(Invitation.objects.select_related("session").get(pk=one.pk))
    page = client_for(mailed.cast.olga).get(f"/convocatoria/{key}/").content.decode()
    assert "Abasto de agua" in page
    assert other.title not in page
    assert "convocatoria.pdf" not in page
    assert client_for(mailed.cast.olga).get(f"/convocatoria/{key}/convocatoria.pdf").status_code == 404


def test_guest_answers_from_their_link_and_sends_nobody_else(called: Table) -> None:
    one = Invitation.objects.select_related("session").get(pk=invite(called).pk)
    key = calling.key_of(one)
    with pytest.raises(RuleBroken, match="no envía suplente"):
        answer_by_key(key, one.version, AnswerGiven("alternate", "", "Otra", "Otro cargo"), LATER)
    answer_by_key(key, one.version, AnswerGiven("attends"), LATER)

    [row] = [row for row in answers_of(called.fresh(), LATER.date()).rows if row.is_guest]
    assert (row.invited.answer, row.guest_post) == ("attends", "Rectora, Universidad de Sonora")


def test_guests_promise_no_quorum(called: Table) -> None:
    before = answers_of(called.fresh(), LATER.date()).expected
    one = Invitation.objects.select_related("session").get(pk=invite(called).pk)
    answer_by_key(calling.key_of(one), one.version, AnswerGiven("tentative"), LATER)

    assert answers_of(called.fresh(), LATER.date()).expected == before


def test_expected_guest_arrives_in_one_entry_and_enters_the_minutes(called: Table) -> None:
    one = invite(called)
    present = quorum_now(called.fresh()).present
    assert room_of(called.session, LATER, called.room.lucia).awaited == [one]
    arrive(called, one)
    arrive(called, one)

    room = room_of(called.fresh(), LATER, called.room.lucia)
    assert (room.awaited, [line.line.name for line in room.guests]) == ([], [ELSA.name])
    assert quorum_now(called.session).present == present
    [guest] = [person for person in what_happened(called.session, ()).people if not person.unit]
    assert (guest.name, guest.title, guest.quality) == (
        ELSA.name, "Rectora, Universidad de Sonora", "invitado",
    )  # fmt: skip
    line = Attendance.objects.get(invitation=one)
    strike(called.room.lucia, called.session.pk, line.pk, Mark(LATER, uuid4(), timedelta(0)))
    assert room_of(called.fresh(), LATER, called.room.lucia).awaited == [one]


def test_guest_who_is_there_is_not_withdrawn(called: Table) -> None:
    one = invite(called)
    arrive(called, one)

    with pytest.raises(RuleBroken, match="lista de asistencia"):
        withdraw(called, one)


def test_guest_nobody_told_is_removed_without_a_word(mailed_table: Table) -> None:
    withdraw(mailed_table, invite(mailed_table))
    mailed_table.call()

    assert mailed_table.letters_to(ELSA.mail) == []
    assert not Invitation.objects.filter(guest=ELSA.name).exists()


def test_guest_who_was_told_is_told_again_and_nobody_else_is(mailed: Table) -> None:
    one = invite(mailed)
    mailed.work()
    key = calling.key_of(Invitation.objects.select_related("session").get(pk=one.pk))
    told = len(mailed.mailbox.letters)
    withdraw(mailed, one)
    mailed.work()

    assert len(mailed.mailbox.letters) == told + 1
    invitation, cancellation = map(calendar_in, mailed.letters_to(ELSA.mail))
    assert (invitation.method.value, cancellation.method.value) == ("REQUEST", "CANCEL")
    assert cancellation.vevent.uid.value == invitation.vevent.uid.value
    assert list(guests_of(mailed.fresh())) == []
    with pytest.raises(NotFound):
        answer_by_key(key, 1, AnswerGiven("attends"), LATER)
    with pytest.raises(NotFound):
        arrive(mailed, one)


def test_letter_that_had_not_left_when_its_guest_was_withdrawn_never_leaves(mailed: Table) -> None:
    one = invite(mailed)
    withdraw(mailed, one)
    mailed.work()

    assert [calendar_in(letter).method.value for letter in mailed.letters_to(ELSA.mail)] == ["CANCEL"]


def test_guest_withdrawn_may_be_invited_again_with_another_event(mailed: Table) -> None:
    withdraw(mailed, invite(mailed))
    invite(mailed)
    mailed.work()
    events = [calendar_in(letter) for letter in mailed.letters_to(ELSA.mail)]

    assert [event.method.value for event in events] == ["CANCEL", "REQUEST"]
    assert events[0].vevent.uid.value != events[1].vevent.uid.value


def test_guest_never_told_hears_nothing_of_a_session_put_off(mailed: Table) -> None:
    postpone_session(mailed.room.lucia, mailed.session.pk, mailed.fresh().version, "Sin sede", LATER)
    invite(mailed)
    actions.cancel_session(mailed.room.lucia, mailed.session.pk, mailed.fresh().version, "Ya no", LATER)
    mailed.work()

    assert mailed.letters_to(ELSA.mail) == []


def test_same_form_sent_twice_invites_once(called: Table) -> None:
    assert invite(called) == invite(called)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (GuestGiven("Otra", mail=" ELSA@unison.example.mx "), "ya es de"),
        (GuestGiven("dra. elsa pena"), "Ya está invitado"),
        (GuestGiven("x" * 300), "admite 160"),
        (GuestGiven("Elsa", "x" * 300), "admite 120"),
        (GuestGiven("Elsa", agency="x" * 300), "admite 120"),
        (GuestGiven(" \u202e\r\n "), "Escriba el nombre"),
        (GuestGiven("Elsa", mail="elsa"), "no es un correo"),
        (GuestGiven("Elsa", mail="a@b.mx,otra@b.mx"), "no es un correo"),
        (GuestGiven("Elsa", mail="a@b.mx\r\nBcc: todos@b.mx"), "no es un correo"),
        (GuestGiven("Elsa", mail="x" * 300 + "@b.mx"), "admite 254"),
        (GuestGiven("Otra", mail="ramon@ejemplo.invalid"), "asiento de CEA"),
        (GuestGiven("Otra", mail="Rosa@ejemplo.invalid"), "asiento de CEA"),
    ],
)
def test_hostile_or_repeated_guests_are_refused_in_words(called: Table, given: GuestGiven, says: str) -> None:
    invite(called)

    assert says in refused(called, given)


def test_line_break_in_a_name_writes_no_header(mailed: Table) -> None:
    invite(mailed, GuestGiven("Elsa\r\nBcc: otra@x.example.mx", mail="e@x.example.mx"))
    mailed.work()

    [letter] = mailed.letters_to("e@x.example.mx")
    assert letter["Bcc"] is None
    assert calendar_in(letter).vevent.attendee.cn_param == "Elsa Bcc: otra@x.example.mx"


def test_nobody_is_invited_to_a_restricted_point_nor_to_one_of_another_session(called: Table) -> None:
    secret = called.session.agenda.get(title=SECRET_POINT).pk
    assert SECRET_POINT not in refused(called, GuestGiven("Elsa", point_id=secret))
    with pytest.raises(NotFound):
        invite(called, GuestGiven("Elsa", point_id=10**9))


def test_two_guests_of_one_name_have_links_of_their_own(called: Table) -> None:
    one, other = (invite(called, GuestGiven("Juan Pérez", mail=f"juan{n}@x.example.mx")) for n in (1, 2))

    assert one.key != other.key


def test_past_session_invites_nobody(called: Table) -> None:
    one = invite(called)
    called.session.refresh_from_db()
    type(called.session).objects.filter(pk=called.session.pk).update(state="held")

    for attempt in (lambda: invite(called, GuestGiven("Otra")), lambda: withdraw(called, one)):
        with pytest.raises(IllegalMove, match="No se cambió nada"):
            attempt()


def test_answer_given_meanwhile_is_not_thrown_away_unseen(called: Table) -> None:
    one = Invitation.objects.select_related("session").get(pk=invite(called).pk)
    answer_by_key(calling.key_of(one), one.version, AnswerGiven("attends"), LATER)

    with pytest.raises(Stale, match="Elsa"):
        withdraw_guest(called.room.lucia, one.pk, one.version, LATER)


@pytest.mark.parametrize("who", WHO_RUNS)
def test_whoever_runs_the_session_invites_and_withdraws(called: Table, who: str) -> None:
    assert withdraw(called, invite(called, who=who), who).withdrawn_at == LATER


@pytest.mark.parametrize("who", WHO_DOES_NOT)
def test_nobody_else_does(called: Table, who: str) -> None:
    one = invite(called)
    for attempt in (
        lambda: invite(called, GuestGiven("Otra"), who),
        lambda: withdraw(called, one, who),
        lambda: guest_arrives(
            called.cast.actor(who), called.session.pk, one.pk, Mark(LATER, uuid4(), timedelta(0))
        ),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            attempt()


def test_seat_is_not_withdrawn_as_a_guest(called: Table) -> None:
    with pytest.raises(NotFound):
        withdraw(called, called.invited("CEA"))


def test_page_of_guests_invites_lists_and_withdraws(called: Table, client_for: SignIn) -> None:
    client, path = client_for(called.cast.lucia), f"/sesiones/{called.session.pk}/invitados/"
    sent = {"name": ELSA.name, "title": ELSA.title, "mail": ELSA.mail, "point": str(open_point(called))}
    assert client.post(path, sent).status_code == 303

    page = client.get(path).content.decode()
    assert all(text in page for text in (ELSA.name, "Rectora", ELSA.mail, "punto 1", "Retirar"))
    assert SECRET_POINT not in page
    assert "invitado · Rectora" in client.get(f"/sesiones/{called.session.pk}/").content.decode()
    again = client.post(path, {**sent, "name": "Otra <b>persona</b>"})
    assert again.status_code == 422
    assert "Otra &lt;b&gt;persona&lt;/b&gt;" in again.content.decode()
    one = guests_of(called.fresh()).get()
    assert client.post(f"/convocatorias/{one.pk}/retirar/", {"version": "99"}).status_code == 409
    assert client.post(f"/convocatorias/{one.pk}/retirar/", {"version": one.version}).status_code == 303
    assert "Sin invitados." in client.get(path).content.decode()


def test_page_of_guests_is_for_whoever_runs_the_session(called: Table, client_for: SignIn) -> None:
    one = invite(called)
    for who in WHO_DOES_NOT:
        client = client_for(called.cast.people[who])
        assert client.get(f"/sesiones/{called.session.pk}/invitados/").status_code in {403, 404}
        assert client.post(f"/convocatorias/{one.pk}/retirar/", {"version": 1}).status_code in {403, 404}


def test_bad_point_is_said_beside_its_field(called: Table, client_for: SignIn) -> None:
    client = client_for(called.cast.lucia)
    answer = client.post(f"/sesiones/{called.session.pk}/invitados/", {"name": "Elsa", "point": "<1>"})

    assert answer.status_code == 400
    assert "Debe ser un número entero" in answer.content.decode()


def test_too_many_guests_are_refused(called: Table) -> None:
    Invitation.objects.bulk_create(
        Invitation(session=called.session, guest=f"Persona {n}", key=f"k{n}") for n in range(200)
    )

    assert "200 invitados" in refused(called, ELSA)


def test_point_to_which_somebody_is_invited_is_not_removed_under_them(table: Table) -> None:
    one = invite(table, GuestGiven("Elsa", point_id=open_point(table)))
    point = table.session.agenda.get(pk=one.guest_point_id)
    with pytest.raises(RuleBroken, match="1 persona invitada"):
        remove_point(table.room.lucia, point.pk, point.version, LATER)
    withdraw(table, one)
    remove_point(table.room.lucia, point.pk, point.version, LATER)
    assert not table.session.agenda.filter(pk=point.pk).exists()
