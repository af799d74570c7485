"""Somebody with all the power of the database touches the past; verification names the record."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.foundation.audit.conftest import NOON

from gabinete.foundation.audit.acts import act
from gabinete.foundation.audit.anchors import FILE
from gabinete.foundation.audit.findings import Finding, Kind, Verdict
from gabinete.foundation.audit.install import install
from gabinete.foundation.audit.models import Act, History, Seal
from gabinete.foundation.audit.queries import latest_root
from gabinete.foundation.audit.seal import seal
from gabinete.foundation.audit.verify import verify
from gabinete.foundation.org.models import Unit

pytestmark = pytest.mark.django_db

Sql = Callable[..., None]


@pytest.fixture
def units(db: None) -> dict[str, Unit]:
    """Three units, each with a second act, sealed."""
    made = {}
    for n, acronym in enumerate(("CEA", "SIDUR", "SSA")):
        with act(0, "org.add_unit", at=NOON + timedelta(minutes=n)):
            made[acronym] = Unit.objects.create(acronym=acronym, name=f"Unidad {acronym}", kind="entity")
    for n, unit in enumerate(made.values()):
        with act(0, "org.rename_unit", at=NOON + timedelta(hours=1, minutes=n)):
            unit.name += " (nueva)"
            unit.save()
    assert seal(NOON + timedelta(hours=2)) == 6
    return made


def check() -> Verdict:
    return verify(now=NOON + timedelta(hours=3))


def only(verdict: Verdict) -> Finding:
    assert not verdict.ok
    assert [f.kind for f in verdict.findings] == [verdict.findings[0].kind], verdict.findings
    assert verdict.first is not None
    return verdict.first


def test_untouched_past_is_found_whole(units: dict[str, Unit]):
    verdict = check()
    assert (verdict.ok, verdict.findings) == (True, [])
    assert verdict.checked_acts == 6
    assert verdict.checked_rows == 3


def test_change_by_hand_through_the_triggers_is_named(units: dict[str, Unit], by_hand: Sql):
    by_hand("UPDATE org_unit SET name = 'Robada' WHERE id = %s", units["SIDUR"].pk)
    found = only(check())
    assert (found.kind, found.table, found.row_id, found.label) == (
        Kind.OUTSIDE,
        "org_unit",
        units["SIDUR"].pk,
        "SIDUR",
    )
    assert found.fields == {"name": ("Unidad SIDUR (nueva)", "Robada")}
    assert "SIDUR" in found.text
    assert "postgres" in found.text


def test_change_that_claims_somebody_elses_act_is_named(units: dict[str, Unit], by_hand: Sql):
    claimed = Act.objects.latest("id")
    by_hand(
        "SELECT set_config('gabinete.act', %s, true), set_config('gabinete.at', %s, true)",
        str(claimed.pk),
        claimed.at.isoformat(),
    )
    by_hand("UPDATE org_unit SET name = 'Robada' WHERE id = %s", units["CEA"].pk)
    by_hand("SELECT set_config('gabinete.act', '', true), set_config('gabinete.at', '', true)")
    found = only(check())
    assert (found.kind, found.row_id, found.label, found.act_id) == (
        Kind.FORGED_ACT,
        units["CEA"].pk,
        "CEA",
        claimed.pk,
    )


def test_change_that_makes_up_an_act_number_is_named(units: dict[str, Unit], by_hand: Sql):
    by_hand("SELECT set_config('gabinete.act', '987654', true)")
    by_hand("DELETE FROM org_unit WHERE id = %s", units["SSA"].pk)
    by_hand("SELECT set_config('gabinete.act', '', true)")
    found = only(check())
    assert (found.kind, found.row_id, found.label) == (Kind.FORGED_ACT, units["SSA"].pk, "SSA")


def test_made_up_act_without_the_key_is_named(units: dict[str, Unit], by_hand: Sql, behind: Sql):
    by_hand(
        "SELECT set_config('gabinete.act', '987654', true), set_config('gabinete.at', %s, true)",
        NOON.isoformat(),
    )
    by_hand("UPDATE org_unit SET name = 'Robada' WHERE id = %s", units["CEA"].pk)
    by_hand("SELECT set_config('gabinete.act', '', true), set_config('gabinete.at', '', true)")
    behind(
        "INSERT INTO audit_act SELECT 987654, at, actor_id, actor_name, verb, reason, request_id, address, row_count, entries, mac "
        "FROM audit_act WHERE id = %s", Act.objects.latest("id").pk,
    )  # fmt: skip
    found = only(check())
    assert (found.kind, found.table, found.row_id, found.label) == (
        Kind.ACT_ALTERED,
        "org_unit",
        units["CEA"].pk,
        "CEA",
    )


def test_live_row_changed_with_the_triggers_off_is_named_with_what_differs(
    units: dict[str, Unit], behind: Sql
):
    behind("UPDATE org_unit SET name = 'Robada', kind = 'office' WHERE id = %s", units["SIDUR"].pk)
    found = only(check())
    assert (found.kind, found.table, found.row_id, found.label) == (
        Kind.LIVE_ALTERED,
        "org_unit",
        units["SIDUR"].pk,
        "SIDUR",
    )
    assert found.fields == {"name": ("Unidad SIDUR (nueva)", "Robada"), "kind": ("entity", "office")}
    assert "Nombre oficial: «Unidad SIDUR (nueva)» → «Robada»" in found.text


def test_live_row_deleted_with_the_triggers_off_is_named(units: dict[str, Unit], behind: Sql):
    behind("DELETE FROM org_unit WHERE id = %s", units["SSA"].pk)
    found = only(check())
    assert (found.kind, found.row_id, found.label) == (Kind.LIVE_MISSING, units["SSA"].pk, "SSA")


def test_live_row_slipped_in_with_the_triggers_off_is_named(units: dict[str, Unit], behind: Sql):
    behind(
        "INSERT INTO org_unit (id, acronym, name, kind, sector, verification, acronym_verified) "
        "VALUES (5000, 'FALSA', 'F', 'entity', '', '', false)"
    )
    found = only(check())
    assert (found.kind, found.row_id, found.label) == (Kind.LIVE_EXTRA, 5000, "FALSA")


def test_password_changed_in_the_database_is_seen_without_showing_it(cast, behind: Sql):
    behind("UPDATE accounts_user SET password = 'otra' WHERE id = %s", cast.elena.pk)
    found = only(check())
    assert (found.kind, found.row_id, list(found.fields)) == (Kind.LIVE_ALTERED, cast.elena.pk, ["password"])
    assert "otra" not in found.text


@pytest.mark.parametrize(
    "change", ["after = after || '{\"name\": \"Nunca\"}'", "before = '{\"name\": \"Nunca\"}'", "at = at - interval '1 hour'",
               "db_role = 'otro'", "op = 'B'"],
)  # fmt: skip
def test_history_row_rewritten_is_named(units: dict[str, Unit], behind: Sql, change: str):
    target = History.objects.filter(table_name="org_unit", row_id=units["CEA"].pk).earliest("id")
    behind(f"UPDATE audit_history SET {change} WHERE id = %s", target.pk)
    found = only(check())
    assert (found.kind, found.row_id, found.label) == (Kind.HISTORY_ALTERED, units["CEA"].pk, "CEA")
    assert (found.history_id, found.act_id) == (target.pk, target.act_id)


def test_history_and_live_row_rewritten_together_are_named(units: dict[str, Unit], behind: Sql):
    target = History.objects.filter(table_name="org_unit", row_id=units["SIDUR"].pk).latest("id")
    behind('UPDATE audit_history SET after = after || \'{"name": "Robada"}\' WHERE id = %s', target.pk)
    behind("UPDATE org_unit SET name = 'Robada' WHERE id = %s", units["SIDUR"].pk)
    found = only(check())
    assert (found.kind, found.label, found.history_id) == (Kind.HISTORY_ALTERED, "SIDUR", target.pk)


def test_history_row_removed_is_named(units: dict[str, Unit], behind: Sql):
    target = History.objects.filter(table_name="org_unit", row_id=units["SSA"].pk).earliest("id")
    behind("DELETE FROM audit_history WHERE id = %s", target.pk)
    found = only(check())
    assert (found.kind, found.row_id, found.label, found.history_id) == (
        Kind.HISTORY_REMOVED,
        units["SSA"].pk,
        "SSA",
        target.pk,
    )


@pytest.mark.parametrize(
    "change", ["actor_id = 99", "actor_name = 'Otra'", "verb = 'otro'", "reason = 'otra'", "at = at + interval '1 second'",
               "address = '::1'", "row_count = 0", "entries = ''", "mac = sha256('x')"],
)  # fmt: skip
def test_act_rewritten_is_named(units: dict[str, Unit], behind: Sql, change: str):
    target = History.objects.filter(table_name="org_unit", row_id=units["SSA"].pk).earliest("id").act_id
    behind(f"UPDATE audit_act SET {change} WHERE id = %s", target)
    verdict = check()
    found = verdict.first
    assert found is not None
    assert (found.kind, found.act_id, found.label) == (Kind.ACT_ALTERED, target, "SSA")


def test_act_removed_with_everything_it_did_is_named(units: dict[str, Unit], behind: Sql):
    target = History.objects.filter(table_name="org_unit", row_id=units["SSA"].pk).latest("id")
    behind("DELETE FROM audit_history WHERE id = %s", target.pk)
    behind("DELETE FROM audit_act WHERE id = %s", target.act_id)
    behind("UPDATE org_unit SET name = 'Unidad SSA' WHERE id = %s", units["SSA"].pk)
    found = only(check())
    assert (found.kind, found.act_id) == (Kind.ACT_REMOVED, target.act_id)


def test_tail_removed_with_its_seals_is_seen_by_the_anchors(units: dict[str, Unit], behind: Sql):
    with act(0, "org.rename_unit", at=NOON + timedelta(hours=2)):
        Unit.objects.filter(acronym="CEA").update(name="Última")
    seal(NOON + timedelta(hours=2, minutes=5))
    last = Act.objects.latest("id").pk
    behind("DELETE FROM audit_history WHERE act_id = %s", last)
    behind("DELETE FROM audit_act WHERE id = %s", last)
    behind("DELETE FROM audit_seal WHERE last_act = %s", last)
    behind("UPDATE org_unit SET name = 'Unidad CEA (nueva)' WHERE acronym = 'CEA'")
    found = only(check())
    assert found.kind == Kind.SEAL_REMOVED
    assert f"hasta el acto {last}" in found.text


@pytest.mark.parametrize(
    "change", ["chain = sha256('x')", "day_root = sha256('x')", "act_ids = act_ids[2:]", "at = now()"]
)
def test_seal_rewritten_is_named(units: dict[str, Unit], behind: Sql, change: str):
    behind(f"UPDATE audit_seal SET {change}")
    found = only(check())
    assert found.kind == Kind.SEAL_ALTERED
    assert "sello 1" in found.text


def test_anchor_rewritten_is_named(units: dict[str, Unit], anchors_dir: Path):
    line = json.loads((anchors_dir / FILE).read_text())
    (anchors_dir / FILE).write_text(json.dumps({**line, "acts": 3}) + "\n")
    found = only(check())
    assert found.kind == Kind.ANCHOR_ALTERED
    assert "renglón 1" in found.text


def test_anchors_cut_are_seen_and_left_as_they_are(units: dict[str, Unit], anchors_dir: Path):
    for n in range(3):
        with act(0, "org.rename_unit", at=NOON + timedelta(hours=2)):
            Unit.objects.filter(acronym="CEA").update(name=f"Nombre {n}")
        seal(NOON + timedelta(hours=2, minutes=n))
    whole = (anchors_dir / FILE).read_text().splitlines()
    (anchors_dir / FILE).write_text(whole[0] + "\n")
    assert only(check()).kind == Kind.ANCHOR_MISSING
    assert (anchors_dir / FILE).read_text().splitlines() == whole[:1]


def test_anchors_written_again_after_a_cut_carry_the_mark(units: dict[str, Unit], anchors_dir: Path):
    (anchors_dir / FILE).unlink()
    with act(0, "org.rename_unit", at=NOON + timedelta(hours=2)):
        Unit.objects.filter(acronym="CEA").update(name="Otra")
    seal(NOON + timedelta(hours=2))
    verdict = check()
    assert verdict.ok
    assert [f.kind for f in verdict.findings] == [Kind.ANCHOR_LATE]


def test_line_taken_out_of_the_anchors_is_seen(units: dict[str, Unit], anchors_dir: Path):
    for n in range(2):
        with act(0, "org.rename_unit", at=NOON + timedelta(hours=2)):
            Unit.objects.filter(acronym="CEA").update(name=f"Nombre {n}")
        seal(NOON + timedelta(hours=2, minutes=n))
    lines = (anchors_dir / FILE).read_text().splitlines()
    (anchors_dir / FILE).write_text("\n".join([lines[0], lines[2]]) + "\n")
    assert only(check()).kind == Kind.ANCHOR_ALTERED


def test_wrong_key_is_told_apart_from_an_alteration(units: dict[str, Unit], settings):
    settings.SEAL_KEY = "otra llave"
    found = only(check())
    assert found.kind == Kind.WRONG_KEY
    assert "no es la que selló" in found.text


def test_disabled_trigger_is_named_and_migrate_puts_it_back(units: dict[str, Unit]):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE org_unit DISABLE TRIGGER audit_update")
    found = only(check())
    assert (found.kind, found.table) == (Kind.UNWATCHED, "org_unit")
    assert install(NOON) == ["org_unit"]
    assert check().ok


def test_replaced_function_is_named_and_migrate_puts_it_back(units: dict[str, Unit], by_hand: Sql):
    by_hand(
        "CREATE OR REPLACE FUNCTION audit_note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    )
    found = only(check())
    assert (found.kind, "audit_note" in found.text) == (Kind.UNWATCHED, True)
    install(NOON)
    assert check().ok


def test_oldest_altered_record_comes_first(units: dict[str, Unit], behind: Sql):
    behind("UPDATE org_unit SET name = 'Robada' WHERE acronym IN ('SSA', 'CEA', 'SIDUR')")
    assert [f.label for f in check().findings] == ["CEA", "SIDUR", "SSA"]


def test_act_committed_after_later_ones_were_sealed_is_sealed_next(units: dict[str, Unit]):
    late = Act.objects.latest("id").pk
    with act(0, "org.rename_unit", at=NOON) as first:
        Unit.objects.filter(acronym="CEA").update(name="A")
    with act(0, "org.rename_unit", at=NOON) as second:
        Unit.objects.filter(acronym="CEA").update(name="B")
    assert late < first.id < second.id
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "CREATE TEMP TABLE aside ON COMMIT DROP AS SELECT * FROM audit_act WHERE id = %s", [first.id]
        )
        cursor.execute("DELETE FROM audit_act WHERE id = %s", [first.id])
    assert seal(NOON + timedelta(hours=2, minutes=1)) == 1
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_act SELECT * FROM aside")
    assert seal(NOON + timedelta(hours=2, minutes=2)) == 1
    assert [s.act_ids for s in Seal.objects.order_by("id")[1:]] == [[second.id], [first.id]]
    assert check().ok


def test_root_of_the_day_is_there_to_be_printed(units: dict[str, Unit], anchors_dir: Path):
    root = latest_root()
    assert root is not None
    assert root.acts == 6
    assert json.loads((anchors_dir / FILE).read_text())["day_root"] == root.root
