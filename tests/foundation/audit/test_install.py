"""Everything that should be watched is; what is new enters history without whitewashing what is old."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.foundation.audit.conftest import NOON

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.audit.acts import act
from gabinete.foundation.audit.findings import Kind
from gabinete.foundation.audit.install import ensure_partitions, grant, install, months_from
from gabinete.foundation.audit.models import Act, History, Seal
from gabinete.foundation.audit.registry import APPEND_ONLY, AUDITED_APPS, NOT_AUDITED, audited
from gabinete.foundation.audit.seal import seal
from gabinete.foundation.audit.verify import verify
from gabinete.foundation.org.models import Unit

pytestmark = pytest.mark.django_db
PLUMBING = {
    "audit", "notifications", "search", "ui", "rendering", "desk", "auth", "contenttypes", "sessions", "messages",
    "staticfiles", "postgres", "humanize", "usersessions", "procrastinate",
}  # fmt: skip
"""Apps whose tables carry no business of the office: queues, sessions, notices, the audit itself."""


def _tables_of(label: str) -> list[str]:
    metas = [m._meta for m in apps.get_app_config(label).get_models(include_auto_created=True)]
    return [meta.db_table for meta in metas if meta.managed and not meta.proxy]


def test_every_app_is_audited_or_known_to_be_plumbing():
    with_tables = {c.label for c in apps.get_app_configs() if any(_tables_of(c.label))}
    assert with_tables - set(AUDITED_APPS) <= PLUMBING


def test_every_table_of_the_office_is_audited_or_says_why_not():
    tables = {table for label in AUDITED_APPS for table in _tables_of(label)}
    assert tables - set(audited()) == tables & set(NOT_AUDITED)
    assert {"followup_matter", "cabinet_agreementdraft", "cabinet_draft_co", "accounts_user"} <= set(
        audited()
    )


def test_every_audited_table_has_its_three_triggers_and_guards_stand():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname ~ '^audit_(insert|update|delete)$' GROUP BY 1"
        )
        assert dict(cursor.fetchall()) == dict.fromkeys(audited(), 3)
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit_no_change' AND tgparentid = 0"
        )
        assert {name for (name,) in cursor.fetchall()} == set(APPEND_ONLY)


def test_installing_twice_changes_nothing():
    install(NOON)
    before = Act.objects.count()
    assert install(NOON) == []
    assert Act.objects.count() == before


@pytest.mark.parametrize("table", ["accounts_user", "followup_matter", "org_unit"])
def test_image_in_sql_says_the_same_as_the_triggers(table: str, cast):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
        cursor.execute(
            f"SELECT count(*) FROM {table} r WHERE {audited()[table].image('r')} IS DISTINCT FROM "
            "(SELECT after FROM audit_history h WHERE h.table_name = %s AND h.row_id = r.id ORDER BY h.id DESC LIMIT 1)",
            [table],
        )
        assert cursor.fetchone() == (0,)


def test_rows_older_than_the_audit_enter_as_a_base():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Unit.objects.create(acronym="OLD", name="Vieja", kind="entity")
        cursor.execute("DELETE FROM audit_watchedtable WHERE table_name = 'org_unit'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert install(NOON) == ["org_unit"]
    assert History.objects.get(after__acronym="OLD").op == "B"
    assert verify(now=NOON).findings == []


def test_new_column_enters_history_without_whitewashing_the_old_ones():
    with act(0, "org.add_unit", at=NOON):
        one = Unit.objects.create(acronym="ONE", name="Una", kind="entity")
        Unit.objects.create(acronym="TWO", name="Dos", kind="entity")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE org_unit ADD COLUMN colour text NOT NULL DEFAULT 'azul'")
        cursor.execute("ALTER TABLE org_unit DROP COLUMN sector")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE org_unit SET name = 'Robada' WHERE id = %s", [one.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert install(NOON) == ["org_unit"]
    image = History.objects.filter(table_name="org_unit", row_id=one.pk).latest("id").after
    assert (image["colour"], image["name"], "sector" in image) == ("azul", "Una", False)
    (found,) = verify(now=NOON).findings
    assert (found.kind, found.label, found.fields) == (Kind.LIVE_ALTERED, "ONE", {"name": ("Una", "Robada")})


def test_partition_is_made_once_and_never_over_rows_already_elsewhere():
    assert ensure_partitions([date(2031, 5, 1)]) == 1
    assert ensure_partitions([date(2031, 5, 1)]) == 0
    with act(0, "org.add_unit", at=NOON.replace(year=2033)):
        Unit.objects.create(acronym="ONE", name="Una", kind="entity")
    assert ensure_partitions([date(2033, 11, 1)]) == 0


def test_months_cross_the_year():
    assert months_from(date(2026, 11, 22), 3) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]


@pytest.fixture
def app_role(db: None) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE gabinete_prueba NOLOGIN")
        grant("gabinete_prueba")
        yield "gabinete_prueba"


def test_application_role_works_but_cannot_touch_the_past(app_role: str):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {app_role}")
        with act(0, "org.add_unit", at=NOON):
            Unit.objects.create(acronym="ONE", name="Una", kind="entity")
        assert ensure_partitions([date(2031, 6, 1)]) == 1
        for deed in ("UPDATE audit_history SET at = at", "DELETE FROM audit_act", "TRUNCATE audit_seal",
                     "DELETE FROM audit_history_other", "UPDATE followup_logentry SET text = ''",
                     "ALTER TABLE org_unit DISABLE TRIGGER audit_update", "SET session_replication_role = replica"):  # fmt: skip
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(deed)
        cursor.execute("RESET ROLE")
    assert verify(now=NOON).ok


def test_granting_to_a_role_that_is_not_there_does_nothing(db: None):
    grant("nadie_se_llama_asi")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'nadie_se_llama_asi'")
        assert cursor.fetchone() == (0,)


def test_restricted_reading_is_sealed_afterwards_and_its_removal_is_named(cast):
    note_reading(cast.actor("tomas"), "followup.matter", 12, "GL/2026/07-03", "/asuntos/12/", NOON)
    note_reading(cast.actor("ana"), "followup.matter", 12, "GL/2026/07-03", "/asuntos/12/", NOON)
    assert verify(now=NOON).findings == []
    assert Act.objects.filter(verb="audit.seal_readings").get().row_count == 2
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM access_restrictedreading WHERE user_id = %s", [cast.tomas.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    (found,) = verify(now=NOON).findings
    assert (found.kind, found.table, found.label) == (
        Kind.LIVE_MISSING,
        "access_restrictedreading",
        "GL/2026/07-03",
    )


def test_reading_cannot_be_erased(cast):
    note_reading(cast.actor("tomas"), "followup.matter", 12, "GL/2026/07-03", "/asuntos/12/", NOON)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_restrictedreading")


@pytest.mark.django_db(transaction=True)
def test_history_survives_real_transactions_and_tests_may_empty_it():
    with act(0, "org.add_unit", at=NOON):
        Unit.objects.create(acronym="ONE", name="Una", kind="entity")
    assert seal(NOON + timedelta(minutes=1)) >= 1
    verdict = verify(now=NOON + timedelta(minutes=2))
    assert (verdict.findings, verdict.ok) == ([], True)
    assert Seal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_the_test_before():
    assert not History.objects.filter(table_name="org_unit").exists()
