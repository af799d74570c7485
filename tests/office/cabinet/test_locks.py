"""In which order rows are locked: the session first, so that two doors never wait for each other."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gabinete.office.cabinet.actions.circulation import circulate, observe, resolve_observation
from gabinete.office.cabinet.actions.opinions import OpinionGiven, ask_opinion, give_opinion, withdraw_request
from gabinete.office.cabinet.actions.versions import build_version
from gabinete.office.cabinet.models import AgendaItem
from tests.office.cabinet.agenda.stage import agenda, points_of, says, seat
from tests.office.cabinet.minutes.stage import LATER, hold, register
from tests.office.cabinet.stage import NOW, Room

pytestmark = pytest.mark.django_db
SESSION = "cabinet_cabinetsession"


def locked_by(go: Callable[[], object]) -> list[str]:
    """Return the tables whose rows an action locks, in order."""
    with CaptureQueriesContext(connection) as asked:
        go()
    locking = [query["sql"] for query in asked.captured_queries if "FOR UPDATE" in query["sql"]]
    return [found[1] for sql in locking if (found := re.search(r'FROM "(\w+)"', sql))]


def test_an_opinion_is_given_and_withdrawn_under_the_same_order_of_locks(room: Room) -> None:
    first, second, _third = points_of(agenda(room))
    sabg = room.cast.unit("SABG").pk
    given = ask_opinion(room.lucia, first.pk, [sabg], "", 5, NOW)[0]
    unwanted = ask_opinion(room.lucia, second.pk, [sabg], "", 5, NOW)[0]

    answering = locked_by(
        lambda: give_opinion(room.cast.actor("sofia"), given.pk, OpinionGiven("favourable"), NOW)
    )
    withdrawing = locked_by(lambda: withdraw_request(room.lucia, unwanted.pk, NOW))

    assert answering == [SESSION, "cabinet_opinion"]
    assert [table for table in withdrawing if table in answering] == answering


def test_an_observation_is_resolved_under_the_lock_of_its_session(room: Room) -> None:
    held = hold(room)
    register(held)
    build_version(room.lucia, held.session.pk, "", LATER)
    version = circulate(room.lucia, held.session.pk, held.fresh().version, 3, LATER)
    observed = observe(
        room.cast.actor("rosa"), version.pk, seat(room, "CEA").pk, ("", "Falta un dato"), LATER
    )

    locked = locked_by(lambda: resolve_observation(room.lucia, observed.pk, 1, (True, "Se agregó."), LATER))

    assert locked[:2] == [SESSION, "cabinet_observation"]


def test_a_position_is_taken_on_the_point_as_it_stands_once_the_session_is_held(room: Room) -> None:
    point = points_of(agenda(room, called=True))[0]

    with CaptureQueriesContext(connection) as asked:
        says(room, "rosa", "CEA", point, "agrees")

    table = AgendaItem._meta.db_table
    sqls = [query["sql"] for query in asked.captured_queries]
    held = next(n for n, sql in enumerate(sqls) if "FOR UPDATE" in sql and SESSION in sql)
    read = next(n for n, sql in enumerate(sqls) if f'FROM "{table}"' in sql and '"outcome"' in sql)
    assert held < read
