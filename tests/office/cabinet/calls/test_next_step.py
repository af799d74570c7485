"""The page of a session that was not held says what to do next, and the button does it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from gabinete.kernel import clock
from gabinete.kernel.errors import RuleBroken
from gabinete.office.cabinet.actions import SessionGiven, call_session, edit_session
from gabinete.office.cabinet.actions.calls import NewDate, postpone_session
from gabinete.office.cabinet.rules.before_step import before_step
from tests.office.cabinet.calls.stage import LATER, MEETS_ON, Table
from tests.office.cabinet.stage import Room

SignIn = Callable[..., Client]


@pytest.mark.parametrize(
    ("state", "points", "pending", "past", "doing"),
    [
        ("planned", 0, False, False, "agenda"),
        ("planned", 4, False, False, "call"),
        ("planned", 4, False, True, "minutes"),
        ("postponed", 4, True, True, "date"),
        ("postponed", 4, False, False, "call"),
        ("postponed", 0, False, False, "agenda"),
        ("no_quorum", 4, False, True, "postpone"),
        ("called", 4, False, False, ""),
        ("held", 4, False, True, ""),
    ],
)
def test_each_session_that_waits_has_one_thing_to_do(
    *, state: str, points: int, pending: bool, past: bool, doing: str
) -> None:
    step = before_step(state, points, date_pending=pending, is_past=past)

    assert (step.doing, bool(step.text)) == (doing, bool(doing))


def shown(client: Client, pk: int) -> str:
    return client.get(f"/sesiones/{pk}/").content.decode()


def test_empty_session_asks_for_its_order_of_the_day_and_not_for_its_minutes(
    room: Room, client_for: SignIn
) -> None:
    session = room.session(held_on=clock.today() + timedelta(days=30))

    page = shown(client_for(room.cast.lucia), session.pk)

    assert "escriba primero su orden del día" in page
    assert "Cuando termine la sesión" not in page


def test_session_with_points_is_called_from_its_first_card(table: Table, client_for: SignIn) -> None:
    table.session.held_on = clock.today() + timedelta(days=30)
    table.session.save()
    client = client_for(table.cast.lucia)

    page = shown(client, table.session.pk)
    assert page.count(f'action="/sesiones/{table.session.pk}/convocar/"') == 1

    client.post(f"/sesiones/{table.session.pk}/convocar/", {"version": table.session.version})
    assert "recibe el oficio" not in shown(client, table.session.pk)


def test_postponed_session_without_date_asks_for_it(called: Table, client_for: SignIn) -> None:
    postpone_session(called.room.lucia, called.session.pk, called.session.version, "Gira.", LATER)

    assert "Fijar la fecha" in shown(client_for(called.cast.lucia), called.session.pk)


def test_who_does_not_run_the_session_is_asked_nothing(room: Room, client_for: SignIn) -> None:
    session = room.session(held_on=clock.today() + timedelta(days=30))

    assert "escriba primero" not in shown(client_for(room.cast.rosa), session.pk)


def test_hour_of_a_postponement_without_its_date_is_not_lost(called: Table, client_for: SignIn) -> None:
    answer = client_for(called.cast.lucia).post(
        f"/sesiones/{called.session.pk}/diferir/",
        {"reason": "Gira", "held_on": "", "starts_at": "12:00", "version": called.session.version},
    )

    assert answer.status_code == 400
    assert "Escriba la nueva fecha" in answer.content.decode()
    assert 'value="12:00"' in answer.content.decode()
    assert called.fresh().held_on == date(2026, 12, 3)


def test_nobody_is_convened_to_a_day_that_went_by(called: Table) -> None:
    lucia, pk = called.room.lucia, called.session.pk
    yesterday = NewDate(LATER.date() - timedelta(days=1))

    with pytest.raises(RuleBroken, match="ya pasó"):
        postpone_session(lucia, pk, called.fresh().version, "Gira.", LATER, yesterday)
    with pytest.raises(RuleBroken, match="ya pasó"):
        edit_session(lucia, pk, called.fresh().version, SessionGiven(yesterday.held_on), LATER)
    with pytest.raises(RuleBroken, match="ya pasó"):
        call_session(lucia, pk, called.fresh().version, LATER + timedelta(days=90))

    assert (called.fresh().state, called.session.held_on, called.session.call_sequence) == (
        "called",
        MEETS_ON,
        1,
    )


def test_link_that_opens_nothing_says_what_to_do_and_not_which_number(called: Table) -> None:
    shown = Client().get(f"/convocatoria/{'x' * 32}/").content.decode()

    assert "Use la de la última carta" in shown
    assert "con ese número" not in shown


def test_letter_offers_to_answer_from_the_calendar_only_when_somebody_reads_those_answers(
    mailed_table: Table, settings: Settings
) -> None:
    offered = []
    for host in ("", "correo.oficina.invalid"):
        settings.CALL_MAILBOX = settings.CALL_MAILBOX | {"host": host}
        mailed_table.mailbox.letters.clear()
        mailed_table.call()
        offered.append(
            "desde su calendario" in mailed_table.mailbox.letters[0].get_body(("plain",)).get_content()
        )

    assert offered == [False, True]


def test_member_reads_first_that_their_answer_is_missing(called: Table, client_for: SignIn) -> None:
    client, one = client_for(called.cast.rosa), called.invited("CEA")
    page = shown(client, called.session.pk)

    assert "Falta su respuesta" in page
    assert page.index("Falta su respuesta") < page.index("Orden del día</h2>")
    assert "Le falta tomar posición en 1 punto." in page, "the restricted one is not hers"

    client.post(f"/convocatorias/{one.pk}/responder/", {"answer": "attends", "version": one.version})
    assert "Falta su respuesta" not in shown(client, called.session.pk)


def test_nobody_is_offered_to_remind_while_the_session_is_postponed(
    called: Table, client_for: SignIn
) -> None:
    client = client_for(called.cast.lucia)
    assert "Recordar a quien falta" in shown(client, called.session.pk)

    instead = NewDate(MEETS_ON + timedelta(days=7))
    postpone_session(called.room.lucia, called.session.pk, called.session.version, "Gira.", LATER, instead)

    assert "Recordar a quien falta" not in shown(client, called.session.pk)
