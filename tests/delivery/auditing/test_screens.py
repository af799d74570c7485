"""The audit on screen: who may see it, what it says, and the verification by hand."""

import pytest
from django.db import connection
from django.urls import reverse
from tests.foundation.audit.conftest import NOON

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.audit.acts import act
from gabinete.foundation.audit.models import Act, Check
from gabinete.foundation.audit.queries import latest_root
from gabinete.foundation.audit.seal import seal
from gabinete.foundation.org.models import Unit

pytestmark = pytest.mark.django_db
EVERYBODY = ("elena", "marcos", "lucia", "tomas", "rosa", "ramon", "ivan", "ana", "nadia", "berta")


@pytest.fixture
def renamed(cast) -> Unit:
    unit = cast.unit("CEA")
    with act(cast.lucia.pk, "org.edit_unit", at=NOON, reason="Nuevo reglamento"):
        Unit.objects.filter(pk=unit.pk).update(name="Comisión del Agua")
    return unit


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_audit_and_the_chief_read_changes(cast, client_for, name: str):
    status = client_for(cast.people[name]).get(reverse("audit:list-changes")).status_code
    assert (status == 200) == (name in ("ana", "marcos"))
    assert status in (200, 302, 403)


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_audit_and_the_technician_verify(cast, client_for, name: str):
    client_for(cast.people[name]).post(reverse("audit:verify-audit"))
    assert Check.objects.exists() == (name in ("ana", "nadia"))


def test_list_says_who_what_and_why(cast, client_for, renamed: Unit):
    page = client_for(cast.ana).get(reverse("audit:list-changes"), {"quien": cast.lucia.pk}).content.decode()
    for text in (
        cast.lucia.name,
        "Corrigió una unidad",
        "Nuevo reglamento",
        "CEA",
        "Nombre oficial",
        "20 nov 2026",
    ):
        assert text in page


@pytest.mark.parametrize("query", ["?quien=x", "?desde=ayer", "?antes=9999999999999999999999"])
def test_filter_that_cannot_be_read_is_told(cast, client_for, query: str):
    assert client_for(cast.ana).get(reverse("audit:list-changes") + query).status_code == 400


def test_part_asked_by_htmx_is_only_the_results(cast, client_for, renamed: Unit):
    page = (
        client_for(cast.ana)
        .get(reverse("audit:list-changes"), headers={"HX-Request": "true"})
        .content.decode()
    )
    assert "<html" not in page
    assert "Comisión" in page or "CEA" in page


def test_list_is_paged_with_its_filters(cast, client_for):
    with act(cast.lucia.pk, "org.add_alias", at=NOON):
        Unit.objects.bulk_create([Unit(acronym=f"U{n}", name="n", kind="entity") for n in range(60)])
    page = client_for(cast.ana).get(reverse("audit:list-changes"), {"tabla": "org_unit"}).content.decode()
    assert "tabla=org_unit&amp;antes=" in page


def test_act_shows_before_and_after(cast, client_for, renamed: Unit):
    page = (
        client_for(cast.ana)
        .get(reverse("audit:show-act", args=[Act.objects.latest("id").pk]))
        .content.decode()
    )
    for text in ("Comisión Estatal del Agua", "Comisión del Agua", "Nuevo reglamento", cast.lucia.name):
        assert text in page


def test_record_tells_its_story(cast, client_for, renamed: Unit):
    page = (
        client_for(cast.ana).get(reverse("audit:show-record", args=["org_unit", renamed.pk])).content.decode()
    )
    assert "Historia de CEA" in page
    assert page.index("Corrigió una unidad") < page.index("Alta")


@pytest.mark.parametrize(
    "args", [("show-act", [987654]), ("show-record", ["org_unit", 987654]), ("show-record", ["pg_class", 1])]
)
def test_what_is_not_there_is_told(cast, client_for, args):
    assert client_for(cast.ana).get(reverse(f"audit:{args[0]}", args=args[1])).status_code == 404


def test_restricted_readings_are_listed(cast, client_for):
    note_reading(cast.actor("tomas"), "followup.matter", 12, "GL/2026/07-03", "/asuntos/12/", NOON)
    page = client_for(cast.ana).get(reverse("audit:list-readings")).content.decode()
    assert "GL/2026/07-03" in page
    assert cast.tomas.name in page


def test_verification_by_hand_says_that_nothing_was_altered(cast, client_for, renamed: Unit):
    client = client_for(cast.ana)
    page = client.post(reverse("audit:verify-audit"), follow=True).content.decode()
    assert "Nada fue alterado" in page
    assert latest_root().short in page


def test_verification_by_hand_names_the_altered_record(cast, client_for, renamed: Unit):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE org_unit SET name = 'Robada' WHERE id = %s", [renamed.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    page = client_for(cast.ana).post(reverse("audit:verify-audit"), follow=True).content.decode()
    assert "Hay registros alterados" in page
    assert "«Comisión del Agua» → «Robada»" in page
    technician = client_for(cast.nadia).get(reverse("audit:show-seal")).content.decode()
    assert f"Registro {renamed.pk} de la tabla org_unit" in technician
    assert "Robada" not in technician


def test_large_verification_is_left_to_the_worker(cast, client_for, monkeypatch):
    monkeypatch.setattr("gabinete.foundation.audit.checks.SMALL", 1)
    page = client_for(cast.ana).post(reverse("audit:verify-audit"), follow=True).content.decode()
    assert "en curso" in page
    assert Check.objects.get().finished_at is None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'audit.run_check' AND args->>'check_id' = %s",
            [str(Check.objects.get().pk)],
        )
        assert cursor.fetchone() == (1,)


def test_printed_root_can_be_looked_up(cast, client_for):
    seal(NOON)
    client = client_for(cast.ana)
    assert (
        "Es la raíz del sello 1"
        in client.get(reverse("audit:show-seal"), {"raiz": latest_root().short}).content.decode()
    )
    assert (
        "Ningún sello" in client.get(reverse("audit:show-seal"), {"raiz": "0000 0000 0000"}).content.decode()
    )
