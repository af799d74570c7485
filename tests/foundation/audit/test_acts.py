"""An act says who did what; whatever changes inside it is its own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.foundation.audit.conftest import NOON

from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act, current_act
from gabinete.foundation.audit.context import Origin, coming_from
from gabinete.foundation.audit.entries import CHUNK, SIZE
from gabinete.foundation.audit.models import Act, ActChunk, History
from gabinete.foundation.audit.verify import verify
from gabinete.foundation.org.models import Unit, UnitAlias

pytestmark = pytest.mark.django_db


def make_unit(acronym: str = "CEA", **fields: object) -> Unit:
    with act(0, "org.add_unit", at=NOON, reason="prueba"):
        return Unit.objects.create(acronym=acronym, name=f"Unidad {acronym}", kind="entity", **fields)


def _add(*acronyms: str) -> None:
    for acronym in acronyms:
        Unit.objects.create(acronym=acronym, name=acronym, kind="entity")


def test_insertion_keeps_the_whole_image():
    unit = make_unit()
    row = History.objects.get(table_name="org_unit", row_id=unit.pk)
    assert (row.op, row.before, row.at) == ("I", None, NOON)
    assert row.after["acronym"] == "CEA"
    assert row.after["valid_from"] is None
    assert row.act_id == Act.objects.get(verb="org.add_unit").pk


def test_update_keeps_only_what_changed_before_and_everything_after():
    unit = make_unit()
    with act(7, "org.rename_unit", at=NOON + timedelta(days=1)):
        Unit.objects.filter(pk=unit.pk).update(name="Otro nombre")
    row = History.objects.filter(table_name="org_unit", row_id=unit.pk).latest("id")
    assert row.op == "U"
    assert row.before == {"name": "Unidad CEA"}
    assert row.after["name"] == "Otro nombre"
    assert row.after["acronym"] == "CEA"


def test_deletion_keeps_the_whole_image_before():
    unit = make_unit()
    with act(0, "org.drop_unit", at=NOON):
        unit.delete()
    row = History.objects.filter(table_name="org_unit").latest("id")
    assert (row.op, row.after, row.before["acronym"]) == ("D", None, "CEA")


def test_update_that_changes_nothing_leaves_no_trace():
    unit = make_unit()
    count = History.objects.count()
    with act(0, "org.touch", at=NOON):
        unit.save()
    assert History.objects.count() == count
    assert not Act.objects.filter(verb="org.touch").exists()


def test_empty_act_is_kept_when_asked_to():
    with act(5, "reports.read", at=NOON, even_if_empty=True):
        pass
    assert Act.objects.get(verb="reports.read").row_count == 0
    assert verify(now=NOON).ok


def test_act_costs_three_statements_besides_its_savepoint(queries_of):
    with act(0, "org.add_unit", at=NOON):
        Unit.objects.create(acronym="A", name="A", kind="entity")
    extra = [q for q in queries_of() if "SAVEPOINT" not in q and 'INSERT INTO "org_unit"' not in q]
    assert len(extra) == 3


def test_act_remembers_who_why_and_from_where(cast):
    with (
        coming_from(Origin("peticion-0001", "10.0.0.9")),
        act(cast.tomas.pk, "org.add_unit", at=NOON, reason="Oficio 12"),
    ):
        Unit.objects.create(acronym="ZZZ", name="Z", kind="entity")
    kept = Act.objects.get(reason="Oficio 12")
    assert (kept.actor_id, kept.actor_name) == (cast.tomas.pk, cast.tomas.name)
    assert (kept.request_id, kept.address, kept.at) == ("peticion-0001", "10.0.0.9", NOON)


def test_nested_act_joins_the_outer_one():
    with act(0, "outer", at=NOON) as outer:
        with act(9, "inner", at=NOON + timedelta(days=3)) as inner:
            Unit.objects.create(acronym="A", name="A", kind="entity")
        assert inner is outer
        Unit.objects.create(acronym="B", name="B", kind="entity")
    assert [a.verb for a in Act.objects.filter(verb__in=("outer", "inner"))] == ["outer"]
    assert Act.objects.get(verb="outer").row_count == 2


def test_failed_inner_act_takes_back_only_its_own():
    with act(0, "outer", at=NOON):
        Unit.objects.create(acronym="A", name="A", kind="entity")
        with pytest.raises(IntegrityError), act(0, "inner", at=NOON):
            _add("B", "A")
    assert list(Unit.objects.values_list("acronym", flat=True)) == ["A"]
    assert verify(now=NOON).ok


def test_failed_act_leaves_nothing_and_ends():
    with pytest.raises(IntegrityError), act(0, "org.add_unit", at=NOON):
        _add("A", "A")
    assert current_act() is None
    assert not Unit.objects.exists()
    assert not History.objects.filter(table_name="org_unit").exists()


def test_what_is_written_after_an_act_is_not_its_own():
    make_unit("A")
    Unit.objects.create(acronym="B", name="B", kind="entity")
    assert History.objects.get(after__acronym="B").act_id is None


def test_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="aware"), act(0, "x", at=datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


def test_large_act_is_kept_in_chunks_and_verifies():
    unit = make_unit()
    with act(0, "org.import_aliases", at=NOON):
        UnitAlias.objects.bulk_create(
            [UnitAlias(unit=unit, text=f"alias {n}") for n in range(CHUNK + 5)], batch_size=2000
        )
    big = Act.objects.get(verb="org.import_aliases")
    assert big.row_count == CHUNK + 5
    assert [len(c.entries) for c in ActChunk.objects.filter(act_id=big.pk).order_by("part")] == [
        CHUNK * SIZE,
        5 * SIZE,
    ]
    assert verify(now=NOON).ok


def test_secrets_enter_history_only_as_digests(cast):
    image = History.objects.get(table_name="accounts_user", row_id=cast.ana.pk, op="I").after
    assert image["password"].startswith("sha256:")
    assert "last_login" not in image


@pytest.mark.parametrize("table", ["audit_history", "audit_act", "audit_seal", "followup_logentry"])
@pytest.mark.parametrize("deed", ["TRUNCATE {} CASCADE"])
def test_append_only_tables_cannot_be_emptied_even_by_the_owner(table: str, deed: str):
    with (
        pytest.raises(IntegrityError, match="solo admite altas"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))


@pytest.mark.parametrize("deed", ["UPDATE {} SET at = now()", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["audit_history", "audit_act", "audit_history_2026_11"])
def test_append_only_rows_cannot_be_changed_even_by_the_owner(table: str, deed: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_partition('2026-11-01')")
    with act(0, "org.add_unit", at=datetime(2026, 11, 5, tzinfo=UTC)):
        Unit.objects.create(acronym="A", name="A", kind="entity")
    with (
        pytest.raises(IntegrityError, match="solo admite altas"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))


def test_temporary_table_of_the_same_name_does_not_catch_history():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE audit_history (LIKE public.audit_history) ON COMMIT DROP")
        cursor.execute(
            "INSERT INTO org_unit (acronym, name, kind, sector, verification, acronym_verified) VALUES ('T', 'T', 'entity', '', '', false)"
        )
        cursor.execute(
            "SELECT (SELECT count(*) FROM public.audit_history WHERE after ->> 'acronym' = 'T'), (SELECT count(*) FROM pg_temp.audit_history)"
        )
        assert cursor.fetchone() == (1, 0)


def test_image_does_not_depend_on_the_writers_zone(cast):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'America/Hermosillo'")
    User.objects.filter(pk=cast.ana.pk).update(created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    row = History.objects.filter(table_name="accounts_user", row_id=cast.ana.pk).latest("id")
    assert row.after["created_at"] == "2026-01-02T03:04:05+00:00"
