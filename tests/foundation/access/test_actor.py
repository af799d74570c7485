"""Who somebody is on a day: roles in force, inherited units, one query."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import TODAY, Cast

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.access.queries import actor_of, allowed_user, holders_of
from gabinete.foundation.org.models import UnitSuccession

NEAR = st.integers(-40, 40).map(lambda n: TODAY + timedelta(days=n))


def test_actor_reads_in_one_query_and_none_when_read_along(cast: Cast) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        actor = actor_of(cast.rosa, TODAY)
        known = allowed_user(cast.rosa.pk, TODAY)
        again = actor_of(known, TODAY)

    assert len(asked) == 2
    assert actor == again
    assert actor.roles == {Role.LIAISON}


def test_actor_reaches_the_units_whose_duties_were_inherited(cast: Cast) -> None:
    actor = cast.actor("sofia")

    assert actor.unit_ids == {cast.unit("SABG").pk, cast.unit("SCG").pk}
    assert actor.home_unit_ids == actor.unit_ids


def test_inheritance_follows_the_whole_line_even_when_it_bites_its_tail(cast: Cast) -> None:
    UnitSuccession.objects.create(predecessor=cast.unit("SSA"), successor=cast.unit("SCG"), since=None)
    UnitSuccession.objects.create(predecessor=cast.unit("SABG"), successor=cast.unit("SSA"), since=None)

    assert cast.actor("sofia").unit_ids == {cast.unit(a).pk for a in ("SABG", "SCG", "SSA")}


def test_inheritance_waits_for_its_day(cast: Cast) -> None:
    UnitSuccession.objects.create(
        predecessor=cast.unit("SIDUR"), successor=cast.unit("CEA"), since=TODAY + timedelta(days=1)
    )

    assert cast.unit("SIDUR").pk not in cast.actor("rosa").unit_ids
    assert cast.unit("SIDUR").pk in cast.actor("rosa", TODAY + timedelta(days=1)).unit_ids


def test_office_roles_have_a_home_and_no_agency_reach(cast: Cast) -> None:
    actor = cast.actor("tomas")

    assert actor.home_unit_ids == {cast.unit("OEE").pk}
    assert actor.unit_ids == frozenset()


def test_ended_role_counts_no_more(cast: Cast) -> None:
    assert cast.actor("saul").roles == frozenset()
    assert cast.actor("saul", date(2021, 12, 31)).roles == {Role.LIAISON}


def test_closed_account_keeps_its_name_and_loses_everything(cast: Cast) -> None:
    cast.rosa.is_active = False
    cast.rosa.save()
    actor = actor_of(cast.rosa, TODAY)

    assert actor.name == cast.rosa.name
    assert (actor.roles, actor.permissions, actor.unit_ids) == (frozenset(), frozenset(), frozenset())


def test_two_roles_add_up(cast: Cast) -> None:
    Grant.objects.create(user=cast.rosa, role=Role.AUDITOR, since=TODAY)
    actor = cast.actor("rosa")

    assert actor.roles == {Role.LIAISON, Role.AUDITOR}
    assert actor.permissions == cast.actor("ana").permissions | cast.actor("ivan").permissions


def test_holders_are_found_by_role_and_unit(cast: Cast) -> None:
    assert list(holders_of(Role.LIAISON, TODAY, cast.unit("CEA").pk)) == [cast.rosa]
    assert cast.saul not in holders_of(Role.LIAISON, TODAY)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(since=NEAR, length=st.none() | st.integers(0, 60), day=NEAR)
def test_grant_counts_from_its_first_day_to_its_last_and_never_else(
    cast: Cast, since: date, length: int | None, day: date
) -> None:
    until = None if length is None else since + timedelta(days=length)
    Grant.objects.filter(user=cast.olga).delete()
    Grant.objects.create(user=cast.olga, role=Role.LIAISON, unit=cast.unit("SSA"), since=since, until=until)

    expected = since <= day and (until is None or day <= until)

    assert (Role.LIAISON in cast.actor("olga", day).roles) is expected
    assert (cast.unit("SSA").pk in cast.actor("olga", day).unit_ids) is expected
