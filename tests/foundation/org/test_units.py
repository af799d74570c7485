"""Units in time: loaded, added, renamed, closed and succeeded."""

from datetime import timedelta

import pytest
from tests.cast import BEGINNING, TODAY, Cast

from gabinete.foundation.org import queries
from gabinete.foundation.org.actions import UnitData, add_alias, add_unit, close_unit, drop_alias, edit_unit
from gabinete.foundation.org.directory import Directory
from gabinete.foundation.org.loading import load_units
from gabinete.foundation.org.models import Unit, UnitAlias, UnitSuccession
from gabinete.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken

NOW = BEGINNING.replace(year=2026, month=11, day=23)
DAY = timedelta(days=1)


def new_unit(acronym: str = "IPS", **more) -> UnitData:
    return UnitData(
        **({"acronym": acronym, "name": "Instituto de Prueba de Sonora", "kind": "entity"} | more)
    )


def test_directory_is_loaded_once_with_parents_names_and_successions(db: None) -> None:
    first, again = load_units(actor_id=0, now=NOW), load_units(actor_id=0, now=NOW)

    assert first.units == len(Directory.load().units) > 100
    assert first.aliases > 100
    assert first.successions > 0
    assert (again.units, again.aliases, again.successions) == (0, 0, 0)
    assert queries.unit_by_acronym("COBACH").parent.acronym == "SEC"
    assert queries.unit_by_acronym("CEA").parent.acronym == "SAGARHPA"


def test_loading_leaves_alone_what_the_office_corrected(db: None) -> None:
    load_units(actor_id=0, now=NOW)
    Unit.objects.filter(acronym="CEA").update(name="Comisión Estatal del Agua de Sonora")
    load_units(actor_id=0, now=NOW)

    assert queries.unit_by_acronym("cea").name == "Comisión Estatal del Agua de Sonora"


def test_loaded_directory_agrees_with_the_one_that_reads_minutes(db: None) -> None:
    load_units(actor_id=0, now=NOW)
    known = Directory.load()
    units = {unit.acronym: unit for unit in Unit.objects.all()}

    for acronym, unit in units.items():
        assert queries.current_unit(unit, TODAY).acronym == known.current(acronym)
    standing = {unit.acronym for unit in queries.units_in_force(TODAY)}
    assert standing == {acronym for acronym in known.units if known.current(acronym) == acronym}


def test_unit_succeeded_is_not_in_force_and_is_found_among_the_past(cast: Cast) -> None:
    scg = cast.unit("SCG")

    assert scg not in queries.units_in_force(TODAY)
    assert scg in queries.past_units(TODAY)
    assert queries.current_unit(scg, TODAY) == cast.unit("SABG")
    assert [s.predecessor for s in queries.predecessors_of(cast.unit("SABG"))] == [scg]


def test_units_are_found_by_words_without_accents_and_other_names(cast: Cast) -> None:
    add_alias(cast.actor("nadia"), cast.unit("SSA").pk, "Salud Sonora", now=NOW)

    assert list(queries.found_units("comision agua", TODAY)) == [cast.unit("CEA")]
    assert list(queries.found_units("salud sonora", TODAY)) == [cast.unit("SSA")]
    assert list(queries.found_units("contraloria", TODAY)) == []
    assert list(queries.found_units("contraloria", TODAY, past=True)) == [cast.unit("SCG")]
    assert list(queries.found_units("%_'\"\\", TODAY)) == []


def test_unit_ends_on_its_day_and_its_successor_inherits_on_the_next(cast: Cast) -> None:
    close_unit(
        cast.actor("nadia"),
        cast.unit("CEA").pk,
        last_day=TODAY,
        successor_id=cast.unit("SIDUR").pk,
        now=NOW,
        reason="Decreto",
    )

    assert cast.unit("CEA") in queries.units_in_force(TODAY)
    assert cast.unit("CEA") not in queries.units_in_force(TODAY + DAY)
    assert cast.unit("CEA").pk not in cast.actor("ivan").unit_ids
    assert cast.unit("CEA").pk in cast.actor("ivan", TODAY + DAY).unit_ids
    assert queries.with_inherited([cast.unit("SIDUR").pk], TODAY + DAY) == {
        cast.unit("SIDUR").pk,
        cast.unit("CEA").pk,
    }
    with pytest.raises(RuleBroken, match="ya estaba cerrada"):
        close_unit(
            cast.actor("nadia"),
            cast.unit("CEA").pk,
            last_day=TODAY,
            successor_id=cast.unit("SSA").pk,
            now=NOW,
        )


def test_successions_never_bite_their_tail(cast: Cast) -> None:
    technician = cast.actor("nadia")
    with pytest.raises(RuleBroken, match="no puede sucederla"):
        close_unit(
            technician, cast.unit("SABG").pk, last_day=TODAY, successor_id=cast.unit("SCG").pk, now=NOW
        )
    with pytest.raises(RuleBroken, match="no puede sucederla"):
        close_unit(
            technician, cast.unit("SABG").pk, last_day=TODAY, successor_id=cast.unit("SABG").pk, now=NOW
        )

    assert Unit.objects.get(acronym="SABG").valid_until is None
    assert UnitSuccession.objects.count() == 1


def test_renamed_unit_is_still_found_by_its_old_name(cast: Cast) -> None:
    edit_unit(
        cast.actor("nadia"),
        cast.unit("CEA").pk,
        new_unit("CEAS", name="Comisión de Agua y Saneamiento"),
        now=NOW,
    )

    assert queries.unit_by_acronym("CEAS").pk == cast.unit("CEA").pk
    assert list(queries.found_units("Estatal Agua", TODAY)) == [cast.unit("CEA")]
    assert set(UnitAlias.objects.values_list("text", flat=True)) == {"CEA", "Comisión Estatal del Agua"}


def test_unit_is_added_once(cast: Cast) -> None:
    unit = add_unit(cast.actor("nadia"), new_unit(" ips ", parent_id=cast.unit("SSA").pk), now=NOW)

    assert (unit.acronym, list(queries.children_of(cast.unit("SSA"), TODAY))) == ("IPS", [unit])
    with pytest.raises(RuleBroken, match="ya es de otra"):
        add_unit(cast.actor("nadia"), new_unit("IPS"), now=NOW)


@pytest.mark.parametrize("data", [
    new_unit(""), new_unit("x" * 25), new_unit(name=" "), new_unit(name="n" * 241), new_unit(kind="otra"), new_unit(parent_id=10**9),
    new_unit(sector="s" * 121),
])  # fmt: skip
def test_unit_that_cannot_be_is_refused_without_trace(cast: Cast, data: UnitData) -> None:
    before = Unit.objects.count()
    with pytest.raises(BadInput):
        add_unit(cast.actor("nadia"), data, now=NOW)

    assert Unit.objects.count() == before


@pytest.mark.parametrize(
    "who", ["elena", "marcos", "lucia", "tomas", "rosa", "ramon", "ana", "berta", "olga"]
)
def test_only_the_technician_keeps_the_directory(cast: Cast, who: str) -> None:
    actor, unit = cast.actor(who), cast.unit("CEA").pk
    for attempt in (
        lambda: add_unit(actor, new_unit(), now=NOW),
        lambda: edit_unit(actor, unit, new_unit(), now=NOW),
        lambda: close_unit(actor, unit, last_day=TODAY, successor_id=cast.unit("SIDUR").pk, now=NOW),
        lambda: add_alias(actor, unit, "Agua", now=NOW),
        lambda: drop_alias(actor, 1, now=NOW),
    ):
        with pytest.raises(NotAllowed, match="No se cambió nada"):
            attempt()


def test_unknown_unit_is_said(cast: Cast) -> None:
    with pytest.raises(NotFound):
        queries.unit_by_acronym("NOHAY")
    with pytest.raises(NotFound):
        edit_unit(cast.actor("nadia"), 10**9, new_unit(), now=NOW)
