"""History answers what happened to a record, how things were, and who did what."""

from datetime import timedelta

import pytest
from tests.foundation.audit.conftest import NOON

from gabinete.foundation.audit.acts import act, provisional_act
from gabinete.foundation.audit.models import Act
from gabinete.foundation.audit.queries import (
    Filters,
    changes,
    history_of,
    latest_root,
    rows_as_of,
    seal_with_root,
    verbs,
)
from gabinete.foundation.audit.reading import read
from gabinete.foundation.audit.seal import seal
from gabinete.foundation.audit.verify import verify
from gabinete.foundation.audit.wording import field_label, table_label, verb_label
from gabinete.foundation.org.models import Unit, UnitAlias

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def story(cast):
    """Return a unit added by Lucía, renamed by Nadia a day later, and removed by her two days later."""
    with act(cast.lucia.pk, "org.add_unit", at=NOON, reason="Decreto"):
        unit = Unit.objects.create(acronym="NEW", name="Primera", kind="entity")
    with act(cast.nadia.pk, "org.edit_unit", at=NOON + DAY):
        Unit.objects.filter(pk=unit.pk).update(name="Segunda", parent_id=cast.unit("CEA").pk)
    with act(cast.nadia.pk, "org.close_unit", at=NOON + 2 * DAY):
        Unit.objects.filter(pk=unit.pk).delete()
    return unit.pk


def test_history_of_a_record_tells_who_what_and_before_and_after(story, cast):
    told = history_of("org_unit", story)
    assert [(c.op, c.actor_name, c.verb, c.reason, c.at) for c in told] == [
        ("I", cast.lucia.name, "org.add_unit", "Decreto", NOON),
        ("U", cast.nadia.name, "org.edit_unit", "", NOON + DAY),
        ("D", cast.nadia.name, "org.close_unit", "", NOON + 2 * DAY),
    ]
    assert told[1].fields == {"name": ("Primera", "Segunda"), "parent_id": (None, cast.unit("CEA").pk)}


@pytest.mark.parametrize(
    ("when", "name"),
    [(-DAY, None), (timedelta(0), "Primera"), (DAY / 2, "Primera"), (DAY, "Segunda"), (2 * DAY, None)],
)
def test_rows_are_as_they_were_at_a_moment(story, when, name):
    assert [row["name"] for row in rows_as_of("org_unit", NOON + when, ids=[story])] == (
        [name] if name else []
    )


def test_rows_as_of_are_all_the_rows_in_order(story, cast):
    then = [row["acronym"] for row in rows_as_of("org_unit", NOON + DAY)]
    assert then == [*cast.units, "NEW"]


def test_changes_are_filtered_and_the_newest_comes_first(story, cast):
    def ops(**asked):
        return [c.op for c in changes(Filters(table="org_unit", since=NOON, **asked))]

    assert ops() == ["D", "U", "I"]
    assert ops(actor_id=cast.nadia.pk) == ["D", "U"]
    assert ops(verb="org.add_unit") == ["I"]
    assert ops(until=NOON + DAY) == ["I"]


def test_pages_follow_each_other_without_gaps(story):
    everything = [c.id for c in changes(Filters(), 1000)]
    first = changes(Filters(), 4)
    assert [c.id for c in first] + [
        c.id for c in changes(Filters(before_id=first[-1].id), 1000)
    ] == everything


def test_change_outside_every_act_is_listed_without_actor(cast):
    Unit.objects.filter(acronym="CEA").update(name="A mano")
    (last,) = changes(Filters(), 1)
    assert (last.actor_id, last.act_id, last.label) == (None, None, "CEA")


def test_verbs_are_those_used(story):
    assert [v for v in verbs() if v.startswith("org.")] == ["org.add_unit", "org.close_unit", "org.edit_unit"]


def test_changes_are_put_into_words(story, cast):
    read_ = read(history_of("org_unit", story))
    assert read_[1].table == "Unidades de la administración"
    assert [(line.label, line.before, line.after) for line in read_[1].lines] == [
        ("Nombre oficial", "Primera", "Segunda"),
        ("Coordinadora de sector", "—", "CEA · Comisión Estatal del Agua"),
    ]
    insertion = {line.label: line.after for line in read_[0].lines}
    assert insertion["Tipo según la ley"] == "entidad"
    assert insertion["Falso"] == "No" if "Falso" in insertion else True


def test_labels_come_from_the_models_comments():
    assert table_label("org_unit") == "Unidades de la administración"
    assert field_label("org_unit", "name") == "Nombre oficial"
    assert (table_label("gone"), field_label("gone", "x")) == ("gone", "x")


def test_every_verb_of_the_offices_has_its_words():
    assert verb_label("followup.report_progress") != "followup.report_progress"
    assert verb_label("org.add_unit") == "Registró una unidad"


def test_provisional_act_takes_the_name_of_the_first_one_inside(cast):
    with provisional_act(0, "accounts.change", at=NOON):
        with act(cast.ana.pk, "accounts.sign_in", at=NOON, reason="llave"):
            UnitAlias.objects.create(unit=cast.unit("CEA"), text="x")
        with act(cast.elena.pk, "other", at=NOON):
            UnitAlias.objects.create(unit=cast.unit("CEA"), text="y")
    last = Act.objects.latest("id")
    assert (last.verb, last.actor_name, last.reason, last.row_count) == (
        "accounts.sign_in",
        cast.ana.name,
        "llave",
        2,
    )
    assert verify(now=NOON).ok


def test_printed_root_is_found_again_and_a_false_one_is_not(cast):
    assert latest_root() is None
    seal(NOON)
    root = latest_root()
    assert root is not None
    found = seal_with_root(root.short)
    assert found is not None
    assert found.pk == root.seal
    assert [seal_with_root(text) for text in ("0000 0000 0000 0000", "", "x", "abc", "%%%%%%%%%")] == [
        None
    ] * 5
