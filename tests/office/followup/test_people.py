"""Who of the office follows a matter when nobody is named, and whom to call in its agency."""

from datetime import date

import pytest

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.kernel.reserve import Reserve
from gabinete.office.followup.queries.people import liaisons_of, monitors_by_rule, possible_monitors
from tests.cast import BEGINNING, LONG_AGO, TODAY
from tests.office.followup.stage import Stage

pytestmark = pytest.mark.django_db


def analyst(stage: Stage, username: str, unit: str, **grant: object) -> User:
    with act(0, "tests.analyst", at=BEGINNING):
        person = User.objects.create(username=username, name=username.capitalize())
        given = {"role": Role.ANALYST, "unit": stage.cast.unit(unit), "since": LONG_AGO} | grant
        Grant.objects.create(user=person, **given)
    return person


def follower(stage: Stage, acronym: str, office: str = "OEE", reserve: int = Reserve.INTERNAL) -> str:
    lead = stage.cast.unit(acronym).pk
    found = monitors_by_rule([lead], {stage.cast.unit(office).pk}, TODAY, reserve)
    return found[lead].name if found else ""


def test_whoever_follows_most_of_the_agency_follows_its_next_matter(stage: Stage) -> None:
    berenice, carlos = analyst(stage, "berenice", "OEE"), analyst(stage, "carlos", "OEE")
    for monitor in (berenice, carlos, carlos):
        stage.registered(monitor_id=monitor.pk)

    assert follower(stage, "CEA") == "Carlos"


def test_closed_matters_and_people_who_left_count_no_more(stage: Stage) -> None:
    gone = analyst(stage, "gone", "OEE", until=date(2026, 11, 22))
    stage.registered(monitor_id=gone.pk)
    stage.in_state("concluded")  # of Tomás
    adela = analyst(stage, "adela", "OEE")
    stage.registered(monitor_id=adela.pk)

    assert follower(stage, "CEA") == "Adela"


def test_agency_nobody_follows_goes_to_the_least_loaded_of_the_secretarys_unit(stage: Stage) -> None:
    stage.registered()  # Tomás, of OEE, follows one of CEA
    analyst(stage, "aaron", "SABG")  # follows nothing, and sits elsewhere
    berenice = analyst(stage, "berenice", "OEE")

    assert follower(stage, "SIDUR") == "Berenice"
    for _ in range(2):
        stage.registered(monitor_id=berenice.pk)
    assert follower(stage, "SIDUR") == "Tomás Quijada Soto"


def test_unit_without_analysts_is_helped_by_any(stage: Stage) -> None:
    assert follower(stage, "SIDUR", office="SSA") == "Tomás Quijada Soto"


def test_nobody_is_charged_with_what_they_may_not_read(stage: Stage) -> None:
    assert follower(stage, "CEA", reserve=Reserve.RESERVED) == ""
    names = [name for _pk, name in possible_monitors(TODAY, Reserve.RESERVED)]
    assert names == ["Lucía Montaño Félix", "Marcos Ávila Peñúñuri"]


def test_many_agencies_cost_what_one_costs(stage: Stage, django_assert_num_queries) -> None:
    keys = [unit.pk for unit in stage.cast.units.values()]
    with django_assert_num_queries(3):
        found = monitors_by_rule(keys, set(), TODAY, Reserve.INTERNAL)
    assert set(found) == set(keys)


def test_liaisons_are_those_of_today(stage: Stage, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert [p.name for p in liaisons_of(stage.cast.unit("CEA").pk, TODAY)] == ["Rosa Bojórquez León"]
    assert liaisons_of(stage.cast.unit("SSA").pk, TODAY) == []  # Saúl's role ended


def test_liaison_of_a_unit_that_is_no_more_is_its_heirs(stage: Stage) -> None:
    assert [p.name for p in liaisons_of(stage.cast.unit("SCG").pk, TODAY)] == ["Sofía Acuña Ríos"]


def test_office_reads_on_the_matter_whom_to_call_and_agencies_do_not(stage: Stage, client_for) -> None:
    matter = stage.registered()

    page = client_for(stage.cast.tomas).get(f"/asuntos/{matter.pk}/").content.decode()
    assert 'href="mailto:rosa@ejemplo.invalid"' in page
    own = client_for(stage.cast.rosa).get(f"/asuntos/{matter.pk}/").content.decode()
    assert "mailto:" not in own


@pytest.mark.parametrize("chosen", ["", "regla"])
def test_matter_registered_by_hand_is_followed_by_rule_unless_somebody_is_chosen(
    stage: Stage, client_for, chosen: str
) -> None:
    lucia = client_for(stage.cast.lucia)
    given = {
        "kind": "instruction", "text": "Entregar el plano.", "origin": "tour", "issued_on": "2026-11-20",
        "lead": stage.cast.unit("CEA").pk, "term_unit": "none", "means": "Plano sellado", "reserve": "2",
    }  # fmt: skip

    lucia.post("/asuntos/nuevo/", given | {"monitor": chosen})
    lucia.post("/asuntos/nuevo/", given | {"monitor": str(stage.cast.marcos.pk), "text": "Otro plano."})

    newest = type(stage.registered()).objects.filter(text__in=["Entregar el plano.", "Otro plano."])
    assert dict(newest.values_list("text", "monitor__name")) == {
        "Entregar el plano.": "Tomás Quijada Soto",
        "Otro plano.": "Marcos Ávila Peñúñuri",
    }
