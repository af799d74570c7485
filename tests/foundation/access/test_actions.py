"""Giving and taking roles, and what each refusal leaves untouched."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from tests.cast import BEGINNING, TODAY, Cast

from gabinete.foundation.access.actions import NewGrant, grant_role, open_account, revoke_role
from gabinete.foundation.access.models import Grant, RestrictedReading, Role
from gabinete.foundation.access.people import console
from gabinete.foundation.access.permissions import ROLE_PERMISSIONS, Permission
from gabinete.foundation.access.readings import note_reading, readings_of
from gabinete.foundation.accounts.actions import (
    NewAccount,
    close_account,
    create_account,
    edit_account,
    reopen_account,
)
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.models import Act, History
from gabinete.kernel.errors import BadInput, GabineteError, NotAllowed, NotFound, RuleBroken

NOW = BEGINNING.replace(year=2026, month=11, day=23)
WEEK = timedelta(days=7)


def liaison(cast: Cast, acronym: str = "SSA", **dates) -> NewGrant:
    return NewGrant(Role.LIAISON, cast.unit(acronym).pk, **({"since": TODAY} | dates))


def test_role_given_counts_from_its_day_and_is_attributed(cast: Cast) -> None:
    grant = grant_role(
        cast.actor("nadia"), cast.olga.pk, liaison(cast, until=TODAY + WEEK), now=NOW, reason="Oficio 12"
    )

    assert cast.actor("olga").roles == {Role.LIAISON}
    assert cast.actor("olga", TODAY + WEEK + timedelta(days=1)).roles == frozenset()
    row = History.objects.get(table_name="access_grant", row_id=str(grant.pk))
    written = Act.objects.get(pk=row.act_id)
    assert (written.actor_id, written.verb, written.reason) == (
        cast.nadia.pk,
        "access.grant_role",
        "Oficio 12",
    )


@pytest.mark.parametrize(
    "role", [r for r in Role if Permission.MANAGE_ACCOUNTS not in ROLE_PERMISSIONS[r]], ids=str
)
def test_nobody_but_the_technician_gives_roles(cast: Cast, role: Role) -> None:
    unit = cast.unit("OEE").pk
    Grant.objects.create(user=cast.olga, role=role, unit_id=unit, since=TODAY)
    with pytest.raises(NotAllowed):
        grant_role(cast.actor("olga"), cast.rosa.pk, liaison(cast), now=NOW)
    with pytest.raises(NotAllowed):
        open_account(cast.actor("olga"), NewAccount("otro", "Otra Persona"), None, now=NOW)
    with pytest.raises(NotAllowed):
        revoke_role(cast.actor("olga"), Grant.objects.get(user=cast.rosa).pk, today=TODAY, now=NOW)

    assert Grant.objects.filter(user=cast.rosa).count() == 1


def test_nobody_changes_their_own_roles(cast: Cast) -> None:
    own = Grant.objects.get(user=cast.nadia)
    with pytest.raises(RuleBroken, match="propias funciones"):
        grant_role(cast.actor("nadia"), cast.nadia.pk, NewGrant(Role.GOVERNOR, None, TODAY), now=NOW)
    with pytest.raises(RuleBroken, match="propias funciones"):
        revoke_role(cast.actor("nadia"), own.pk, today=TODAY, now=NOW)
    with pytest.raises(RuleBroken, match="propia cuenta"):
        close_account(cast.nadia.pk, actor_id=cast.nadia.pk, now=NOW)


@pytest.mark.parametrize("role", [Role.LIAISON, Role.UNIT_HEAD, Role.ANALYST, Role.SECRETARY])
def test_role_that_is_held_somewhere_needs_the_unit(cast: Cast, role: Role) -> None:
    with pytest.raises(BadInput, match="Elija la unidad"):
        grant_role(cast.actor("nadia"), cast.olga.pk, NewGrant(role, None, TODAY), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=cast.olga, role=role, since=TODAY)


def test_dates_the_wrong_way_round_are_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match="anterior al primero"):
        grant_role(cast.actor("nadia"), cast.olga.pk, liaison(cast, until=TODAY - WEEK), now=NOW)


def test_role_already_held_in_those_days_is_refused_and_may_follow(cast: Cast) -> None:
    technician = cast.actor("nadia")
    grant_role(technician, cast.olga.pk, liaison(cast, until=TODAY + WEEK), now=NOW)
    with pytest.raises(RuleBroken, match="ya tiene esa función"):
        grant_role(technician, cast.olga.pk, liaison(cast, since=TODAY + WEEK), now=NOW)
    grant_role(technician, cast.olga.pk, liaison(cast, since=TODAY + WEEK + timedelta(days=1)), now=NOW)

    assert Grant.objects.filter(user=cast.olga).count() == 2


def test_unknown_person_or_unit_is_said(cast: Cast) -> None:
    with pytest.raises(NotFound):
        grant_role(cast.actor("nadia"), 10**9, liaison(cast), now=NOW)
    with pytest.raises(BadInput, match="no está en el directorio"):
        grant_role(cast.actor("nadia"), cast.olga.pk, NewGrant(Role.LIAISON, 10**9, TODAY), now=NOW)


def test_role_taken_away_ends_yesterday(cast: Cast) -> None:
    held = Grant.objects.get(user=cast.rosa)
    revoke_role(cast.actor("nadia"), held.pk, today=TODAY, now=NOW)

    assert cast.actor("rosa").roles == frozenset()
    assert cast.actor("rosa", TODAY - timedelta(days=1)).roles == {Role.LIAISON}
    with pytest.raises(RuleBroken, match="terminó"):
        revoke_role(cast.actor("nadia"), held.pk, today=TODAY, now=NOW)


def test_role_that_had_not_begun_is_withdrawn_and_history_remembers(cast: Cast) -> None:
    grant = grant_role(cast.actor("nadia"), cast.olga.pk, liaison(cast, since=TODAY + WEEK), now=NOW)
    revoke_role(cast.actor("nadia"), grant.pk, today=TODAY, now=NOW)

    assert not Grant.objects.filter(user=cast.olga).exists()
    assert History.objects.filter(table_name="access_grant", row_id=str(grant.pk)).count() == 2


def test_account_is_opened_with_role_or_not_at_all(cast: Cast) -> None:
    new = NewAccount("Perla.Soto", "Perla Soto Meza", "perla@ejemplo.invalid", "Enlace")
    with pytest.raises(RuleBroken):
        open_account(console(), new, NewGrant(Role.LIAISON, _closed(cast), TODAY), now=NOW)
    assert not User.objects.filter(username="perla.soto").exists()

    issued = open_account(console(), new, liaison(cast, "CEA"), now=NOW)
    assert issued.user.check_password(issued.password)
    assert issued.user.must_change_password
    assert cast.actor("olga").roles == frozenset()


def _closed(cast: Cast) -> int:
    unit = cast.unit("SSA")
    unit.valid_until = TODAY - WEEK
    unit.save()
    return unit.pk


@pytest.mark.parametrize("new", [
    NewAccount("", "Nombre"), NewAccount("con espacio", "Nombre"), NewAccount("ñandú", "Nombre"), NewAccount("x" * 61, "Nombre"),
    NewAccount("bien", "   "), NewAccount("bien", "n" * 161), NewAccount("bien", "Nombre", "no es correo"),
    NewAccount("bien", "Nombre", "", "t" * 201), NewAccount("-guion", "Nombre"), NewAccount("\u202erosa", "Nombre"),
])  # fmt: skip
def test_account_that_cannot_be_is_refused_without_trace(cast: Cast, new: NewAccount) -> None:
    before = User.objects.count()
    with pytest.raises(BadInput):
        create_account(new, actor_id=0, now=NOW)

    assert User.objects.count() == before


def test_username_is_taken_once_whatever_its_case(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="Ya hay una cuenta"):
        create_account(NewAccount("ROSA", "Otra Rosa"), actor_id=0, now=NOW)


def test_account_is_corrected_closed_and_reopened(cast: Cast) -> None:
    edit_account(
        cast.rosa.pk,
        name="Rosa “Chita” O'Neill 🌵",
        email="",
        title="Enlace",
        actor_id=cast.nadia.pk,
        now=NOW,
    )
    close_account(cast.rosa.pk, actor_id=cast.nadia.pk, now=NOW)
    cast.rosa.refresh_from_db()
    assert (cast.rosa.name, cast.rosa.is_active) == ("Rosa “Chita” O'Neill 🌵", False)
    assert cast.actor("rosa").roles == frozenset()

    reopen_account(cast.rosa.pk, actor_id=cast.nadia.pk, now=NOW)
    cast.rosa.refresh_from_db()
    assert cast.actor("rosa").roles == {Role.LIAISON}


def test_reading_a_restricted_record_leaves_a_line_that_stays(cast: Cast) -> None:
    note_reading(cast.actor("ana"), "followup.matter", 7, "GL/2026/07/001" + "x" * 100, "/asuntos/7/", NOW)
    line = readings_of(cast.ana).get()

    assert (line.user, line.at, len(line.subject_label)) == (cast.ana, NOW, 80)
    for tamper in (
        lambda: RestrictedReading.objects.update(door="otra"),
        lambda: RestrictedReading.objects.all().delete(),
    ):
        with (
            pytest.raises((IntegrityError, InternalError, Exception), match="solo admite altas"),
            transaction.atomic(),
        ):
            tamper()


def test_refusals_say_that_nothing_changed(cast: Cast) -> None:
    with pytest.raises(GabineteError) as refused:
        grant_role(cast.actor("rosa"), cast.olga.pk, liaison(cast), now=NOW)

    assert "No se cambió nada" in refused.value.message
