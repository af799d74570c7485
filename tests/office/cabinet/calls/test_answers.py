"""Answering a call, by every door, and who may not."""

import io
from datetime import date

import pytest

from gabinete.foundation.audit.acts import act
from gabinete.foundation.audit.models import Act
from gabinete.foundation.documents.models import Document
from gabinete.foundation.notifications.actions import acknowledge
from gabinete.foundation.notifications.models import Notice
from gabinete.foundation.org.models import Holder, Position
from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, NotFound, RuleBroken, Stale
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions.answers import (
    AnswerGiven,
    acknowledge_by_key,
    answer_by_key,
    answer_from_desk,
    answer_on_behalf,
    note_opening,
)
from gabinete.office.cabinet.models import Invitation, Seat
from gabinete.office.cabinet.policies.calls import may_answer, may_answer_for, visible_invitations
from gabinete.office.cabinet.queries.calls import answers_of
from tests.cast import LONG_AGO
from tests.foundation.documents import bytes_of as made
from tests.office.cabinet.calls.stage import LATER, MEETS_ON, Table
from tests.office.cabinet.stage import NOW

TODAY = date(2026, 11, 20)
ALTERNATE = AnswerGiven("alternate", "", "Julia Noriega", "Directora de operación")


def from_desk(table: Table, who: str, acronym: str, given: AnswerGiven) -> Invitation:
    one = table.invited(acronym)
    return answer_from_desk(table.cast.actor(who), one.pk, one.version, given, LATER)


def post_of(table: Table, who: str, acronym: str, field: str) -> Seat:
    """Make somebody hold the post of a seat, or its alternate's."""
    seat = table.invited(acronym).seat
    with act(0, "tests.post", at=NOW):
        post = Position.objects.create(unit=table.cast.unit("OEE"), title=f"Cargo de {who}")
        person = table.cast.people[who]
        Holder.objects.create(position=post, user=person, name=person.name, since=LONG_AGO)
        setattr(seat, field, post)
        seat.save()
    return seat


@pytest.mark.parametrize("said", ["attends", "tentative", "absent"])
def test_member_answers_from_the_desk_and_it_counts_as_acuse(called: Table, said: str) -> None:
    from_desk(called, "rosa", "CEA", AnswerGiven(said, "  Llego\n10 min tarde "))

    one = called.invited("CEA")
    assert (one.answer, one.door, one.note) == (said, "desk", "Llego 10 min tarde")
    assert (one.answered_at, one.received_at, one.answered_to) == (LATER, LATER, 1)
    assert Act.objects.filter(verb="cabinet.answer_call", actor_id=called.cast.rosa.pk).exists()


def test_who_holds_the_post_of_a_seat_answers_for_it(called: Table) -> None:
    post_of(called, "marcos", "SIDUR", "position")

    from_desk(called, "marcos", "SIDUR", AnswerGiven("attends"))

    assert called.invited("SIDUR").answer == "attends"


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("ivan", NotAllowed), ("tomas", NotAllowed), ("ana", NotAllowed), ("sofia", NotFound)],
)
def test_nobody_else_answers_for_a_seat(called: Table, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        from_desk(called, who, "CEA", AnswerGiven("attends"))
    assert called.invited("CEA").answer == "pending"


@pytest.mark.parametrize("who", ["rosa", "tomas", "elena", "ana"])
def test_only_who_runs_the_session_answers_for_others(called: Table, who: str) -> None:
    one = called.invited("SIDUR")

    with pytest.raises(NotAllowed):
        answer_on_behalf(called.cast.actor(who), one.pk, one.version, AnswerGiven("attends"), LATER)


def test_secretary_writes_down_what_a_member_said_by_telephone(called: Table) -> None:
    one = called.invited("SIDUR")

    answer_on_behalf(called.room.lucia, one.pk, one.version, AnswerGiven("attends"), LATER)

    assert called.invited("SIDUR").door == "office"


@pytest.mark.parametrize(
    "who", ["elena", "marcos", "lucia", "tomas", "rosa", "ivan", "sofia", "ana", "nadia", "olga"]
)
def test_an_invitation_is_listed_exactly_for_whom_it_is_and_who_runs_the_session(
    called: Table, who: str
) -> None:
    actor = called.cast.actor(who)
    listed = set(visible_invitations(actor, TODAY).values_list("pk", flat=True))

    for one in Invitation.objects.select_related("session", "seat"):
        reads = may_answer_for(actor, one) or may_answer(actor, one, TODAY)
        assert (one.pk in listed) == reads


def test_alternate_needs_name_and_title_and_may_bring_a_designation(called: Table) -> None:
    with pytest.raises(BadInput, match="nombre y el cargo"):
        from_desk(called, "rosa", "CEA", AnswerGiven("alternate", "", "Julia Noriega"))

    given = AnswerGiven("alternate", "", "Julia Noriega", "Directora", io.BytesIO(made.JPEG), "oficio.jpg")
    from_desk(called, "rosa", "CEA", given)

    one = called.invited("CEA")
    assert (one.alternate_name, one.alternate_title) == ("Julia Noriega", "Directora")
    assert one.designation is not None
    assert one.designation.name == "oficio.jpg"


def test_answering_otherwise_takes_the_alternate_away(called: Table) -> None:
    from_desk(called, "rosa", "CEA", ALTERNATE)
    from_desk(called, "rosa", "CEA", AnswerGiven("attends"))

    one = called.invited("CEA")
    assert (one.answer, one.alternate_name, one.designation_id) == ("attends", "", None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("oficio.pdf", b"MZ\x90\x00 programa"),
        ("oficio.exe", b"MZ"),
        ("vacio.pdf", b""),
        ("pagina.html", b"<script>"),
    ],
)
def test_hostile_designation_is_refused_and_nothing_changes(called: Table, name: str, content: bytes) -> None:
    key, one = called.key("CEA"), called.invited("CEA")
    given = AnswerGiven("alternate", "", "Julia", "Directora", io.BytesIO(content), name)

    with pytest.raises(BadInput):
        answer_by_key(key, one.version, given, LATER)

    assert called.invited("CEA").answer == "pending"
    assert not Document.objects.exists()


def test_alternate_does_not_name_an_alternate(called: Table) -> None:
    post_of(called, "marcos", "SIDUR", "alternate_position")

    with pytest.raises(RuleBroken, match="no puede nombrar"):
        from_desk(called, "marcos", "SIDUR", ALTERNATE)
    from_desk(called, "marcos", "SIDUR", AnswerGiven("attends"))


def test_link_sent_to_the_alternate_of_a_seat_without_titular_names_nobody_else(called: Table) -> None:
    post_of(called, "marcos", "SIDUR", "alternate_position")
    with act(0, "tests.leave", at=NOW):
        called.cast.ivan.is_active = False
        called.cast.ivan.save()
    one = called.invited("SIDUR")

    with pytest.raises(RuleBroken, match="no puede nombrar"):
        answer_by_key(called.key("SIDUR"), one.version, ALTERNATE, LATER)


@pytest.mark.parametrize("name", ["RAMON  ENCINAS DUARTE", "Ramón Encinas Duarte"])
def test_who_already_sits_stands_in_for_nobody(called: Table, name: str) -> None:
    with pytest.raises(RuleBroken, match="ya ocupa un asiento"):
        from_desk(called, "ivan", "SIDUR", AnswerGiven("alternate", "", name, "Vocal"))


def test_nobody_is_the_alternate_of_two_seats(called: Table) -> None:
    from_desk(called, "rosa", "CEA", ALTERNATE)

    with pytest.raises(RuleBroken, match="ya va como suplente"):
        from_desk(called, "ivan", "SIDUR", AnswerGiven("alternate", "", "JULIA NORIEGA", "Asesora"))


def test_same_form_sent_twice_answers_once(called: Table) -> None:
    key, seen = called.key("CEA"), called.invited("CEA").version

    first = answer_by_key(key, seen, ALTERNATE, LATER)
    again = answer_by_key(key, seen, ALTERNATE, LATER)

    assert first.version == again.version == seen + 1


def test_two_people_of_one_seat_do_not_overwrite_each_other_unseen(called: Table) -> None:
    seen = called.invited("CEA").version
    from_desk(called, "rosa", "CEA", AnswerGiven("absent"))

    with pytest.raises(Stale, match="Alguien más respondió"):
        answer_by_key(called.key("CEA"), seen, AnswerGiven("attends"), LATER)
    assert called.invited("CEA").answer == "absent"


def test_unknown_answer_is_refused(called: Table) -> None:
    for word in ("pending", "quizá", ""):
        with pytest.raises(BadInput):
            from_desk(called, "rosa", "CEA", AnswerGiven(word))


def test_cancelled_session_takes_no_answers(called: Table) -> None:
    actions.cancel_session(called.room.lucia, called.session.pk, called.session.version, "No hay.", NOW)

    with pytest.raises(IllegalMove, match="está cancelada"):
        from_desk(called, "rosa", "CEA", AnswerGiven("attends"))


def test_opening_the_link_is_no_acuse_for_filters_of_mail_open_links(called: Table) -> None:
    note_opening(called.key("CEA"), LATER)
    note_opening(called.key("CEA"), LATER.replace(day=25))

    one = called.invited("CEA")
    assert (one.opened_at, one.received_at) == (LATER, None)
    assert called.invited("SIDUR").opened_at is None


def test_acuse_of_the_link_is_an_act_and_the_first_stands(called: Table) -> None:
    acknowledge_by_key(called.key("CEA"), LATER)
    acknowledge_by_key(called.key("CEA"), LATER.replace(day=25))

    one = called.invited("CEA")
    assert (one.received_at, one.answer) == (LATER, "pending")
    with pytest.raises(NotFound):
        acknowledge_by_key("x" * 32, LATER)


def test_acuse_given_on_the_desk_counts_for_the_seat(called: Table) -> None:
    notice = Notice.objects.get(user=called.cast.rosa, kind="cabinet.call")

    acknowledge(called.cast.rosa.pk, notice.pk, LATER)

    assert called.invited("CEA").received_at == LATER
    assert called.invited("SIDUR").received_at is None


def test_answers_promise_a_quorum_or_say_what_lacks(called: Table) -> None:
    from_desk(called, "rosa", "CEA", AnswerGiven("attends"))
    lacking = answers_of(called.fresh(), TODAY)
    from_desk(called, "ivan", "SIDUR", ALTERNATE)
    enough = answers_of(called.fresh(), TODAY)

    assert "hay 1 de 2" in lacking.expected
    assert lacking.waiting == 1
    assert "habrá quórum: 2 de 2" in enough.expected
    assert dict(enough.counts) == {"asiste": 1, "envía suplente": 1}


def test_answers_to_the_old_date_promise_nothing(called: Table) -> None:
    from_desk(called, "rosa", "CEA", AnswerGiven("attends"))
    session = called.fresh()
    given = actions.SessionGiven(MEETS_ON.replace(day=4), session.starts_at, session.place)
    actions.edit_session(called.room.lucia, session.pk, session.version, given, LATER)

    answers = answers_of(called.fresh(), TODAY)

    assert answers.waiting == 2
    assert [row.to_old_date for row in answers.rows if row.invited.answer == "attends"] == [True]
    assert "no hay ninguno de 2" in answers.expected
