"""Orders of other tables that repeat or contradict one: what is found, what is said, who is told."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Unit, UnitKind
from gabinete.office.cabinet.models import AgreementDraft
from gabinete.office.cabinet.queries.contradictions import Subject, clashes_of, clashes_of_draft, seen_by
from gabinete.office.cabinet.rules.contradiction import Clash, Order, compare
from gabinete.office.cabinet.rules.opposites import asked, oppose
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import Origin
from tests.office.cabinet.firstpoint.table import FIRST, THIRD, Table, at

PAIRS = Path(__file__).resolve().parents[4] / "bench" / "contradictions.tsv"
TOP = 3


def pairs() -> list[tuple[str, Order, Order]]:
    with PAIRS.open(encoding="utf-8") as file:
        return [
            (
                row["kind"],
                Order(row["text"], row["lead"], due=_day(row["due"])),
                Order(row["other_text"], row["other_lead"], due=_day(row["other_due"])),
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def test_planted_pairs_are_found_and_unrelated_ones_are_left_alone() -> None:
    planted = [(kind, compare(one, other)) for kind, one, other in pairs() if kind != "none"]
    unrelated = [compare(one, other) for kind, one, other in pairs() if kind == "none"]

    assert len(planted) >= 30
    assert len(unrelated) >= 60
    assert sum(found is not None and found.clash == kind for kind, found in planted) >= 0.9 * len(planted)
    assert sum(found is not None for found in unrelated) <= 0.05 * len(unrelated)


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair[1].text[:40])
def test_clash_is_the_same_from_either_side_and_says_what_matched(pair: tuple[str, Order, Order]) -> None:
    _kind, one, other = pair
    forth, back = compare(one, other), compare(other, one)

    assert (forth and forth.clash) == (back and back.clash)
    if forth:
        assert "lo mismo (" in forth.sentence
        assert forth.sentence.endswith(".")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Suspender la obra", "Continuar con la obra"),
        ("Autorizar la compra", "Se niegue la compra"),
        ("Ampliar el programa", "Reducción del programa"),
        ("Cancelar la licitación", "Iniciar la licitación"),
        ("Abrir la ventanilla", "Cerrar la ventanilla"),
        ("Cancelar la ampliación del hospital", "Ampliar el hospital"),
        ("No contratar deuda", "Contratar deuda"),
        ("Dejar sin efecto el decreto", "Aplicar el decreto"),
        ("Levantar la veda", "Mantener la veda"),
        ("Abstenerse de publicar la lista", "Publicar la lista"),
    ],
)
def test_opposite_verbs_are_opposite_however_they_are_said(one: str, other: str) -> None:
    assert oppose(asked(one), asked(other))
    assert oppose(asked(other), asked(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Continuar la suspensión de permisos", "Suspender los permisos"),
        ("Cancelar la suspensión del servicio", "Reanudar el servicio"),
        ("Rescindir y cancelar el contrato", "Cancelar el contrato"),
        ("Presentar el informe", "Entregar el informe"),
    ],
)
def test_chains_of_verbs_are_read_whole(one: str, other: str) -> None:
    assert not oppose(asked(one), asked(other))


@given(st.sampled_from(pairs()))
def test_an_order_never_contradicts_itself(pair: tuple[str, Order, Order]) -> None:
    found = compare(pair[1], pair[1])

    assert found is None or found.clash is Clash.REPEATS


@pytest.fixture
def ordered(table: Table) -> dict[str, int]:
    """The first of every planted pair as a matter of another table, among the unrelated ones; by text, its key."""
    named = sorted({order.lead for _kind, *both in pairs() for order in both})
    with act(0, "tests.units", at=at(FIRST)):
        for acronym in named:
            if acronym not in table.cast.units:
                table.cast.units[acronym] = Unit.objects.create(
                    acronym=acronym, name=f"Secretaría {acronym}", kind=UnitKind.SECRETARIAT, verification="x"
                )
    made = {}
    for _kind, one, _other in pairs():
        matter = table.stage.registered(
            title=one.text.rstrip("."), text=one.text, lead_id=table.cast.units[one.lead].pk,
            issued_on=FIRST, origin=Origin("session", "Otro", "GX", 1, "La Gobernadora"),
        )  # fmt: skip
        made[one.text] = matter.pk
    return made


@pytest.mark.django_db
def test_planted_orders_come_among_the_first_of_the_open_matters(
    table: Table, ordered: dict[str, int]
) -> None:
    planted = [(one, other) for kind, one, other in pairs() if kind != "none"]
    subjects = [
        Subject(Order(other.text, other.lead, frozenset([table.cast.units[other.lead].pk]), other.due), "GL")
        for _one, other in planted
    ]

    found = clashes_of(subjects, seen_by(table.actor()), TOP)

    hits = [
        ordered[one.text] in {clash.matter_id for clash in clashes}
        for (one, _other), clashes in zip(planted, found, strict=True)
    ]
    assert sum(hits) >= 0.9 * len(hits)


@pytest.mark.django_db
def test_draft_is_told_of_the_order_of_another_table_and_of_another_draft(table: Table) -> None:
    stop = table.matter("Suspender la obra del acueducto Yaqui", FIRST, None, origin=_at("GX"))
    draft, other = _draft(table, "Continuar con la obra del acueducto Yaqui"), None
    other = _draft(table, "Continuar las obras del acueducto Yaqui", lead="SIDUR")

    found = clashes_of_draft(draft, None, table.actor())

    assert [(clash.matter_id, clash.found.clash) for clash in found] == [(stop.pk, Clash.OPPOSES)]
    assert found[0].where == "GX"
    assert [clash.found.clash for clash in clashes_of_draft(other, None, table.actor())] == [Clash.OPPOSES]


@pytest.mark.django_db
def test_draft_of_a_restricted_point_is_told_only_to_whom_the_point_names(table: Table) -> None:
    hidden = _draft(table, "Continuar con la obra del acueducto Yaqui", lead="SIDUR")
    with act(0, "tests.restrict", at=at(FIRST)):
        point = hidden.minutes.session.agenda.create(position=9, title="Reservado", is_restricted=True)
        point.readers.add(table.cast.marcos)
        hidden.point = point
        hidden.save()
    draft = _draft(table, "Suspender la obra del acueducto Yaqui")

    assert clashes_of_draft(draft, None, table.actor("lucia")) == []
    assert [one.title for one in clashes_of_draft(draft, None, table.actor("marcos"))] == [hidden.text]


def test_opposite_order_of_the_same_table_is_told_and_its_repetition_is_not() -> None:
    twice = compare(
        Order("Rehabilitar el cárcamo Norte", "CEA"), Order("Rehabilitar el cárcamo Norte", "CEA")
    )

    assert twice is not None
    assert twice.clash is Clash.REPEATS


@pytest.mark.django_db
def test_clash_with_what_one_may_not_see_is_not_told(table: Table) -> None:
    table.matter("Suspender la obra del acueducto Yaqui", FIRST, None, origin=_at("GX"))
    with act(0, "tests.reserve", at=at(THIRD)):
        Matter.objects.update(reserve=4)
    draft = _draft(table, "Continuar con la obra del acueducto Yaqui")

    assert clashes_of_draft(draft, None, table.actor("tomas")) == []
    assert clashes_of_draft(draft, None, table.actor("nadia")) == []
    assert len(clashes_of_draft(draft, None, table.actor("marcos"))) == 1
    assert clashes_of_draft(draft, None, table.actor("ivan")) == []


@pytest.mark.django_db
def test_clashes_cost_two_questions_however_many_orders(table: Table, django_assert_num_queries) -> None:
    subjects = [Subject(other, "GL") for _kind, _one, other in pairs()[:20]]
    seen = seen_by(table.actor())

    with django_assert_num_queries(2):
        clashes_of(subjects, seen)


def _at(code: str) -> Origin:
    return Origin("session", "Otro gabinete", code, 1, "La Gobernadora")


def _draft(table: Table, text: str, lead: str = "CEA") -> AgreementDraft:
    session = table.session(THIRD)
    with act(0, "tests.draft", at=at(THIRD)):
        minutes = session.minutes.create(text=text, uploaded_at=at(THIRD), uploaded_by=table.cast.lucia)
        made = minutes.drafts.create(
            position=1, kind="agreement", text=text, lead=table.cast.unit(lead), confidence=1
        )
    return AgreementDraft.objects.select_related("lead", "minutes__session__body").get(pk=made.pk)
