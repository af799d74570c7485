"""Calendars to follow from another program: each person's, each body's, and what never leaves in them."""

from collections.abc import Callable
from datetime import time

import pytest
import vobject
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import NotAllowed, NotFound
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions.calendar_keys import make_calendar_key, revoke_calendar_key
from gabinete.office.cabinet.models import Body, CalendarKey
from gabinete.office.cabinet.rules.call_keys import fingerprint
from gabinete.office.cabinet.subscriptions import sessions_calendar
from tests.office.cabinet.calls.stage import MEETS_ON, SECRET_POINT, Table
from tests.office.cabinet.stage import NOW

SignIn = Callable[..., Client]


def key_of(table: Table, who: str, body: Body | None = None) -> str:
    return make_calendar_key(table.cast.actor(who), body.pk if body else None, NOW)


def events(answer: object) -> list[vobject.base.Component]:
    calendar = vobject.readOne(answer.content.decode())  # type: ignore[attr-defined]
    return list(getattr(calendar, "vevent_list", []))


def test_calendar_of_a_person_has_the_sessions_they_see(called: Table) -> None:
    (seen,) = events(Client().get(f"/calendarios/{key_of(called, 'rosa')}.ics"))

    assert seen.summary.value == "1.ª sesión ordinaria del Gabinete Legal"
    assert seen.uid.value == called.session.calendar_uid
    assert not hasattr(seen, "attendee")
    assert "Punto reservado" in seen.description.value
    assert SECRET_POINT not in seen.serialize()


def test_who_sits_nowhere_follows_an_empty_calendar(called: Table) -> None:
    assert events(Client().get(f"/calendarios/{key_of(called, 'sofia')}.ics")) == []


def test_sessions_of_restricted_reserve_are_in_no_calendar(called: Table) -> None:
    called.session.reserve = 3
    called.session.save()

    assert events(Client().get(f"/calendarios/{key_of(called, 'marcos')}.ics")) == []


def test_calendar_says_what_is_not_firm_and_what_was_cancelled(called: Table) -> None:
    planned = called.room.session(held_on=MEETS_ON.replace(day=17), starts_at=time(9))
    actions.cancel_session(called.room.lucia, called.session.pk, called.session.version, "No hay.", NOW)

    seen = events(Client().get(f"/calendarios/{key_of(called, 'rosa')}.ics"))

    assert [one.status.value for one in seen] == ["CANCELLED", "TENTATIVE"]
    assert seen[1].uid.value.startswith(f"sesion-{planned.pk}@")


def test_asking_again_revokes_the_key_before_and_keeps_only_digests(called: Table) -> None:
    first, second = key_of(called, "rosa"), key_of(called, "rosa")
    other = key_of(called, "rosa", called.room.body)

    codes = [Client().get(f"/calendarios/{key}.ics").status_code for key in (first, second, other)]

    assert codes == [404, 200, 200]
    assert set(CalendarKey.objects.values_list("key", flat=True)) == {
        fingerprint(key) for key in (first, second, other)
    }


def test_revoked_key_and_closed_account_open_nothing(called: Table) -> None:
    mine, of_ivan = key_of(called, "rosa"), key_of(called, "ivan")
    revoke_calendar_key(called.cast.actor("rosa"), CalendarKey.objects.get(user=called.cast.rosa).pk, NOW)
    with act(0, "tests.close", at=NOW):
        called.cast.ivan.is_active = False
        called.cast.ivan.save()

    assert {Client().get(f"/calendarios/{key}.ics").status_code for key in (mine, of_ivan)} == {404}


def test_nobody_revokes_the_key_of_another(called: Table) -> None:
    key_of(called, "rosa")

    with pytest.raises(NotFound):
        revoke_calendar_key(called.cast.actor("ivan"), CalendarKey.objects.get().pk, NOW)


def test_who_reads_no_sessions_has_no_calendar(called: Table) -> None:
    for who in ("nadia", "olga"):
        with pytest.raises(NotAllowed):
            key_of(called, who)
    with pytest.raises(NotFound):
        key_of(called, "sofia", called.room.body)


def test_link_is_shown_once_on_its_page(called: Table, client_for: SignIn) -> None:
    client = client_for(called.cast.rosa)

    made = client.post("/sesiones/calendarios/", {"body": called.room.body.pk})
    again = client.get("/sesiones/calendarios/").content.decode()

    assert "/calendarios/" in made.content.decode().split('id="made"')[1]
    assert made["Cache-Control"] == "no-store"
    assert 'id="made"' not in again
    assert "Gabinete Legal" in again


def test_calendar_costs_the_same_for_any_number_of_sessions(
    called: Table, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor = called.cast.actor("rosa")
    for day in range(5, 15):
        called.room.session(held_on=MEETS_ON.replace(day=day))

    with django_assert_max_num_queries(2):
        calendar = vobject.readOne(sessions_calendar(actor, None, NOW).decode())

    assert len(calendar.vevent_list) == 11
