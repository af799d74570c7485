"""What enters by itself, what closes by itself, and what goes to another table."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.models import Notice
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.errors import (
    BadInput,
    GabineteError,
    IllegalMove,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
)
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import PointGiven, SessionGiven, add_point, set_agenda
from gabinete.office.cabinet.actions.freezing import freeze_agenda, freeze_all_due, unfreeze_agenda
from gabinete.office.cabinet.actions.point_files import add_file
from gabinete.office.cabinet.actions.recurring import carry_over, insert_usual_points
from gabinete.office.cabinet.actions.sending import send_agreement, send_point
from gabinete.office.cabinet.models import AgendaItem, AgreementDraft, Body, CabinetSession, RecurringPoint
from gabinete.office.cabinet.queries.agenda import agenda_of, deferred_points, other_ends, sent_of_session
from gabinete.office.cabinet.rules import freezing, order
from tests.cast import TODAY
from tests.office.cabinet.agenda.stage import (
    MEETS_ON,
    agenda,
    in_state,
    marcos,
    other_body,
    points_of,
    secret,
    titles_of,
)
from tests.office.cabinet.stage import HELD_ON, NOW, Room

database = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


def usual(room: Room, *rows: tuple[str, bool, str]) -> None:
    with act(0, "tests.usual", at=NOW):
        for n, (title, at_end, when) in enumerate(rows, start=1):
            RecurringPoint.objects.create(
                body=room.body,
                position=n,
                title=title,
                at_end=at_end,
                when=when,
                role="general" if at_end else "attendance",
            )


def deferred(room: Room, session: CabinetSession, point: AgendaItem) -> None:
    with act(0, "tests.defer", at=NOW):
        AgendaItem.objects.filter(pk=point.pk).update(outcome="deferred")
        CabinetSession.objects.filter(pk=session.pk).update(state="held")


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 15))
def test_the_day_of_closing_leaves_exactly_those_business_days(held_on: date, days: int) -> None:
    calendar = DayCalendar("Solo fines de semana", 1, {date(2026, 11, 16): "Revolución"})

    day = freezing.freeze_day(held_on, days, calendar)

    assert sum(calendar.is_business(day + timedelta(days=n)) for n in range((held_on - day).days)) == days
    assert day == held_on or calendar.is_business(day)


@given(st.booleans(), st.booleans())
def test_recurring_points_enter_where_their_rule_says(extraordinary: bool, first: bool) -> None:  # noqa: FBT001
    entering = {
        w
        for w in ("always", "ordinary", "extraordinary", "first_of_year")
        if order.enters(w, extraordinary=extraordinary, first_of_year=first)
    }

    assert entering == {"always", "extraordinary" if extraordinary else "ordinary"} | (
        {"first_of_year"} if first else set()
    )


@database
def test_usual_points_open_and_close_every_session_and_own_ones_go_between(room: Room) -> None:
    usual(
        room,
        ("Lista", False, "always"),
        ("Informe anual", False, "first_of_year"),
        ("Urgencia", False, "extraordinary"),
        ("Generales", True, "always"),
    )

    session = agenda(room, "Agua", "Obra")
    second = room.session(held_on=MEETS_ON + timedelta(days=5), extraordinary=True)

    assert titles_of(session) == ["Lista", "Informe anual", "Agua", "Obra", "Generales"]
    assert [p.role for p in points_of(session)] == ["attendance", "attendance", "none", "none", "general"]
    assert titles_of(second) == ["Lista", "Urgencia", "Generales"]
    assert insert_usual_points(room.lucia, session.pk, NOW) == []


@database
def test_what_the_rule_says_later_is_inserted_around_what_is_there(room: Room) -> None:
    session = agenda(room, "Agua")
    usual(room, ("Lista", False, "always"), ("Generales", True, "always"))

    assert len(insert_usual_points(room.lucia, session.pk, NOW)) == 2

    assert titles_of(session) == ["Lista", "Agua", "Generales"]
    with pytest.raises(NotAllowed):
        insert_usual_points(room.cast.actor("rosa"), session.pk, NOW)


@database
def test_points_written_at_once_stand_between_the_usual_ones(room: Room) -> None:
    usual(room, ("Lista", False, "always"), ("Generales", True, "always"))
    session = room.session()

    set_agenda(room.lucia, session.pk, 1, [PointGiven("Uno"), PointGiven("Dos")], NOW)

    assert titles_of(session) == ["Lista", "Uno", "Dos", "Generales"]


@database
def test_deferred_points_are_brought_once_with_their_papers(room: Room) -> None:
    past = room.session(held_on=HELD_ON)
    point = add_point(room.lucia, past.pk, PointGiven("Diferido", "decision", text="Texto"), NOW)
    add_file(room.lucia, point.pk, "Nota", io.BytesIO(PDF), "a.pdf", NOW)
    add_file(room.lucia, point.pk, "Nota", io.BytesIO(PDF + b"2"), "a.pdf", NOW)
    deferred(room, past, point)
    session = agenda(room, "Uno")
    assert deferred_points(room.lucia, session) == [point]

    brought = carry_over(room.lucia, session.pk, [point.pk], NOW)

    assert (brought[0].carried_from, brought[0].text) == (point, "Texto")
    assert [(f.title, f.number, f.document.name) for f in brought[0].files.all()] == [("Nota", 1, "a.pdf")]
    assert deferred_points(room.lucia, session) == []
    assert other_ends(room.lucia, point) == brought
    with pytest.raises(BadInput, match="ya se trajo"):
        carry_over(room.lucia, session.pk, [point.pk], NOW)


@database
def test_a_deferred_restricted_point_is_offered_only_to_whom_it_names(room: Room) -> None:
    past = room.session(held_on=HELD_ON)
    point = secret(room, past, "elena")
    deferred(room, past, point)
    session = agenda(room, "Uno")

    assert deferred_points(marcos(room), session) == []
    brought = carry_over(room.lucia, session.pk, [point.pk], NOW)[0]

    assert brought.is_restricted
    assert {u.username for u in brought.readers.all()} == {"elena", "lucia"}


@database
def test_a_deferred_point_is_not_brought_to_a_session_that_more_people_read(room: Room) -> None:
    past = room.session(held_on=HELD_ON, reserve=3)
    point = add_point(room.lucia, past.pk, PointGiven("Delicado"), NOW)
    deferred(room, past, point)
    session = agenda(room, "Uno")

    with pytest.raises(RuleBroken, match="más personas"):
        carry_over(room.lucia, session.pk, [point.pk], NOW)

    assert titles_of(session) == ["Uno"]


def frozen_body(room: Room, days: int) -> None:
    with act(0, "tests.days", at=NOW):
        Body.objects.filter(pk=room.body.pk).update(freeze_days=days)


@database
def test_the_order_of_the_day_closes_by_itself_on_its_day(room: Room) -> None:
    frozen_body(room, 3)
    session = agenda(
        room, called=True
    )  # it meets on Thursday 10 December: three business days before is Monday 7

    assert freeze_all_due(datetime(2026, 12, 7, 6, 0, tzinfo=UTC)) == 0  # still Sunday in Hermosillo
    assert freeze_all_due(datetime(2026, 12, 7, 8, 0, tzinfo=UTC)) == 1
    assert freeze_all_due(datetime(2026, 12, 7, 9, 0, tzinfo=UTC)) == 0

    session.refresh_from_db()
    assert session.state == "frozen"
    told = Notice.objects.filter(kind="cabinet.freeze")
    assert {n.user.username for n in told} == {"rosa", "ramon", "ivan"}


@database
def test_a_session_called_late_is_closed_as_it_is_called(room: Room) -> None:
    frozen_body(room, 60)
    session = agenda(room)

    actions.call_session(room.lucia, session.pk, session.version, NOW)

    session.refresh_from_db()
    assert (session.state, session.frozen_at) == ("frozen", NOW)


@database
def test_what_was_reopened_by_hand_stays_open_until_closed_by_hand_or_moved(room: Room) -> None:
    frozen_body(room, 3)
    session = agenda(room, called=True)
    day = datetime(2026, 12, 7, 16, 0, tzinfo=UTC)
    freeze_all_due(day)
    session.refresh_from_db()
    with pytest.raises(BadInput, match="por qué se reabre"):
        unfreeze_agenda(room.lucia, session.pk, session.version, " ", day)
    session = unfreeze_agenda(room.lucia, session.pk, session.version, "Falta un punto", day)

    assert freeze_all_due(day + timedelta(days=1)) == 0
    with act(0, "tests.move", at=NOW):
        CabinetSession.objects.filter(pk=session.pk).update(held_on=date(2026, 12, 17))
    assert freeze_all_due(datetime(2026, 12, 14, 16, 0, tzinfo=UTC)) == 1


@database
def test_closing_by_hand_needs_a_call_and_the_session_as_it_was_seen(room: Room) -> None:
    session = agenda(room)
    with pytest.raises(IllegalMove):
        freeze_agenda(room.lucia, session.pk, session.version, NOW)
    actions.call_session(room.lucia, session.pk, session.version, NOW)
    with pytest.raises(Stale):
        freeze_agenda(room.lucia, session.pk, session.version, NOW)
    with pytest.raises(NotAllowed):
        freeze_agenda(room.cast.actor("rosa"), session.pk, None, NOW)

    assert freeze_agenda(room.lucia, session.pk, None, NOW).state == "frozen"


@database
def test_a_point_goes_to_the_next_session_of_another_body_with_both_ends_linked(room: Room) -> None:
    point = points_of(agenda(room))[0]
    add_file(room.lucia, point.pk, "Nota", io.BytesIO(PDF), "a.pdf", NOW)
    other = other_body(room)
    with pytest.raises(RuleBroken, match="no tiene una sesión próxima"):
        send_point(room.lucia, point.pk, other.pk, NOW)
    there = actions.create_session(room.lucia, other.pk, SessionGiven(MEETS_ON), NOW)

    twins = {send_point(room.lucia, point.pk, other.pk, NOW).pk for _ in range(2)}

    twin = AgendaItem.objects.get(pk=twins.pop())
    assert not twins
    assert (twin.session_id, twin.sent_from, twin.files.count()) == (there.pk, point, 1)
    assert other_ends(room.lucia, point) == [twin]
    assert sent_of_session(room.lucia, point.session) == [twin]
    with pytest.raises(RuleBroken, match="otro gabinete"):
        send_point(room.lucia, point.pk, room.body.pk, NOW)


@database
def test_a_point_never_goes_where_more_people_would_read_it(room: Room) -> None:
    session = room.session(held_on=MEETS_ON, reserve=3)
    point = add_point(room.lucia, session.pk, PointGiven("Delicado"), NOW)
    other = other_body(room, "GE-X", "SSA")
    there = actions.create_session(room.lucia, other.pk, SessionGiven(MEETS_ON), NOW)

    with pytest.raises(RuleBroken, match="más personas"):
        send_point(room.lucia, point.pk, other.pk, NOW)
    hidden = secret(room, agenda(room, "Uno"), "elena")
    twin = send_point(room.lucia, hidden.pk, other.pk, NOW)

    assert twin.is_restricted
    assert agenda_of(room.cast.actor("tomas"), there, TODAY).points == []
    with pytest.raises(NotFound):
        send_point(marcos(room), hidden.pk, other.pk, NOW)


@database
def test_an_agreement_goes_to_another_table_and_says_where_it_comes_from(room: Room) -> None:
    minutes = room.ready_minutes()
    actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)
    matter = AgreementDraft.objects.filter(minutes=minutes, matter__isnull=False).first().matter
    other = other_body(room)
    there = actions.create_session(room.lucia, other.pk, SessionGiven(MEETS_ON), NOW)

    point = send_agreement(room.lucia, minutes.session_id, matter.pk, other.pk, NOW)

    assert (point.session_id, point.sent_matter, point.proposer_id) == (there.pk, matter, matter.lead_id)
    assert point.title.startswith(matter.folio)
    assert send_agreement(room.lucia, minutes.session_id, matter.pk, other.pk, NOW) == point
    assert sent_of_session(room.lucia, minutes.session) == [point]
    with pytest.raises(NotFound):
        send_agreement(room.lucia, there.pk, matter.pk, room.body.pk, NOW)
    with pytest.raises(GabineteError):
        send_agreement(room.cast.actor("rosa"), minutes.session_id, matter.pk, other.pk, NOW)


@database
def test_what_was_agreed_in_a_restricted_point_is_restricted_at_the_other_table_to_the_same_people(
    room: Room,
) -> None:
    minutes = room.ready_minutes()
    point = secret(room, agenda(room, "Uno"), "elena")
    draft = minutes.drafts.order_by("position").first()
    assert draft is not None
    draft.point = point
    with act(0, "tests.point", at=NOW):
        draft.save()
    actions.confirm_minutes(room.lucia, minutes.pk, minutes.version, NOW)
    draft.refresh_from_db()
    other = other_body(room, "GE-X", "SSA")
    there = actions.create_session(room.lucia, other.pk, SessionGiven(MEETS_ON, reserve=3), NOW)
    assert draft.matter_id is not None

    with pytest.raises(NotFound):
        send_agreement(marcos(room), minutes.session_id, draft.matter_id, other.pk, NOW)
    twin = send_agreement(room.lucia, minutes.session_id, draft.matter_id, other.pk, NOW)

    assert twin.is_restricted
    assert {u.username for u in twin.readers.all()} == {"elena", "lucia"}
    assert agenda_of(marcos(room), there, TODAY).points == []


@database
@pytest.mark.parametrize("state", ["frozen", "open", "held", "cancelled"])
def test_nothing_is_carried_or_sent_into_a_session_that_is_no_longer_open_to_it(
    room: Room, state: str
) -> None:
    point = points_of(agenda(room))[0]
    other = other_body(room)
    there = actions.create_session(room.lucia, other.pk, SessionGiven(MEETS_ON), NOW)
    in_state(there, state)

    with pytest.raises(RuleBroken, match="no tiene una sesión próxima"):
        send_point(room.lucia, point.pk, other.pk, NOW)
    with pytest.raises(IllegalMove):
        carry_over(room.lucia, there.pk, [point.pk], NOW)


@database
def test_an_agency_reads_no_point_of_a_table_where_it_does_not_sit(room: Room) -> None:
    session = agenda(room)

    with pytest.raises(NotFound):
        send_point(room.cast.actor("sofia"), points_of(session)[0].pk, room.body.pk, NOW)
    with pytest.raises(NotAllowed):
        send_point(room.cast.actor("rosa"), points_of(session)[0].pk, room.body.pk, NOW)
