"""A past loaded in bulk is as good as one lived through the application."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from tests.foundation.audit.conftest import NOON

from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.foundation.audit.entries import CHUNK
from gabinete.foundation.audit.loading import PastAct, PastRow, as_image_value, load, without_triggers
from gabinete.foundation.audit.models import Act, ActChunk, History
from gabinete.foundation.audit.queries import history_of, rows_as_of
from gabinete.foundation.audit.verify import verify
from gabinete.foundation.org.models import Unit

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2025, 3, 3, 17, 0, tzinfo=UTC)


def live_unit(acronym: str, name: str = "Nombre final") -> Unit:
    with without_triggers(["org_unit"]):
        return Unit.objects.create(acronym=acronym, name=name, kind="entity", sector="Agua")


def test_loaded_past_verifies_and_reads_like_a_lived_one(cast):
    unit = live_unit("NUEVA")
    tomas = cast.tomas.pk
    count = load([
        PastAct(LONG_AGO, tomas, "org.add_unit", [PastRow("org_unit", unit.pk, "I", {"name": "Primero", "sector": ""})], "Alta"),
        PastAct(LONG_AGO + timedelta(days=1), 0, "org.rename_unit", [PastRow("org_unit", unit.pk, "U", {"sector": ""})]),
        PastAct(LONG_AGO + timedelta(days=2), tomas, "org.edit_unit", [PastRow("org_unit", unit.pk, "U")]),
    ])  # fmt: skip
    assert count == 3
    assert verify(now=NOON).findings == []
    told = history_of("org_unit", unit.pk)
    assert [(c.actor_name, c.verb, c.reason) for c in told] == [
        (cast.tomas.name, "org.add_unit", "Alta"), ("Sistema", "org.rename_unit", ""), (cast.tomas.name, "org.edit_unit", ""),
    ]  # fmt: skip
    assert [c.fields for c in told[1:]] == [{"name": ("Primero", "Nombre final")}, {"sector": ("", "Agua")}]
    (then,) = rows_as_of("org_unit", LONG_AGO + timedelta(hours=1), ids=[unit.pk])
    assert (then["name"], then["sector"], then["acronym"]) == ("Primero", "", "NUEVA")


def test_value_that_comes_and_goes_is_borrowed_from_the_live_row(db: None):
    unit = live_unit("X", "Final")
    load([
        PastAct(LONG_AGO, 0, "a", [PastRow("org_unit", unit.pk, "I")]),
        PastAct(LONG_AGO, 0, "b", [PastRow("org_unit", unit.pk, "U", {"name": "Otro"})]),
        PastAct(LONG_AGO, 0, "c", [PastRow("org_unit", unit.pk, "U")]),
    ])  # fmt: skip
    assert [c.fields for c in history_of("org_unit", unit.pk)[1:]] == [
        {"name": ("Final", "Otro")},
        {"name": ("Otro", "Final")},
    ]


def test_row_no_longer_alive_brings_its_own_image(db: None):
    image = {"id": 9000, "acronym": "GONE", "name": "Ida"}
    load([
        PastAct(LONG_AGO, 0, "a", [PastRow("org_unit", 9000, "I", full=image)]),
        PastAct(LONG_AGO, 0, "b", [PastRow("org_unit", 9000, "D", full=image)]),
    ])  # fmt: skip
    assert verify(now=NOON).findings == []
    assert [c.label for c in history_of("org_unit", 9000)] == ["GONE", "GONE"]


def test_row_that_is_nowhere_is_refused_and_nothing_stays(db: None):
    with pytest.raises(IntegrityError):
        load([PastAct(LONG_AGO, 0, "a", [PastRow("org_unit", 777, "I")])])
    assert not History.objects.filter(row_id=777).exists()


def test_table_that_is_not_audited_is_refused(db: None):
    with pytest.raises(ValueError, match="not audited"):
        load([PastAct(LONG_AGO, 0, "a", [PastRow("followup_counter", 1, "I")])])


def test_live_rows_that_nobody_accounts_for_are_found(db: None):
    live_unit("SOLA")
    assert [f.label for f in verify(now=NOON).findings] == ["SOLA"]


def test_triggers_wake_up_after_the_load(db: None):
    unit = live_unit("X")
    load([PastAct(LONG_AGO, 0, "a", [PastRow("org_unit", unit.pk, "I")])])
    with act(0, "org.rename_unit", at=NOON):
        Unit.objects.filter(pk=unit.pk).update(name="Otro")
    assert [c.op for c in history_of("org_unit", unit.pk)] == ["I", "U"]
    assert verify(now=NOON).ok


def test_large_past_act_is_kept_in_chunks_and_verifies(db: None):
    with without_triggers(["org_unit"]):
        units = Unit.objects.bulk_create(
            [Unit(acronym=f"U{n}", name="n", kind="entity") for n in range(CHUNK + 3)]
        )
    load([PastAct(LONG_AGO, 0, "import", [PastRow("org_unit", u.pk, "I") for u in units])])
    assert ActChunk.objects.count() == 2
    assert Act.objects.get(verb="import").row_count == CHUNK + 3
    assert verify(now=NOON).findings == []


def test_history_goes_to_the_table_of_its_month(db: None):
    unit = live_unit("X")
    load([PastAct(LONG_AGO, 0, "a", [PastRow("org_unit", unit.pk, "I")])])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM audit_history WHERE row_id = %s AND table_name = 'org_unit'",
            [unit.pk],
        )
        assert cursor.fetchone() == ("audit_history_2025_03",)


@pytest.mark.parametrize("micro", [0, 100, 123456, 500000])
def test_moments_are_written_as_postgresql_writes_them(cast, micro: int):
    moment = datetime(2026, 1, 2, 3, 4, 5, micro, tzinfo=UTC)
    with act(0, "accounts.edit", at=NOON):
        User.objects.filter(pk=cast.ana.pk).update(created_at=moment)
    image = History.objects.filter(table_name="accounts_user", row_id=cast.ana.pk).latest("id").after
    assert as_image_value(moment) == image["created_at"]
