"""Many matters at once: the same that registering them one by one would have left, all of them or none."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from gabinete.foundation.audit.models import Act, History
from gabinete.foundation.audit.verify import verify
from gabinete.kernel.errors import BadInput, GabineteError, IllegalMove, NotAllowed, RuleBroken
from gabinete.kernel.facts import subscribe
from gabinete.kernel.terms import Term
from gabinete.office.followup import actions
from gabinete.office.followup.events import MatterMoved
from gabinete.office.followup.models import LogEntry, Matter, Milestone, Participant
from gabinete.office.followup.orders import NewMatter, NewMilestone
from tests.cast import gather
from tests.office.followup.stage import NOW, Stage, make_calendar


def orders_of(stage: Stage, count: int = 3, **changes: object) -> list[NewMatter]:
    return [stage.order(once=uuid4(), text=f"Limpiar el pozo {n}.", **changes) for n in range(count)]


def heard(do: Callable[[], Any]) -> list[MatterMoved]:
    """Return the facts told while something was done."""
    told: list[MatterMoved] = []
    listening.append(told)
    try:
        do()
    finally:
        listening.remove(told)
    return told


listening: list[list[MatterMoved]] = []
subscribe(MatterMoved, lambda fact: [told.append(fact) for told in listening])


def images(table: str, keys: list[int], *apart: str) -> list[dict[str, Any]]:
    """Return what the history keeps of some rows, the columns that must differ apart."""
    found = History.objects.filter(table_name=table, row_id__in=keys, op="I").order_by("row_id")
    return [{name: value for name, value in h.after.items() if name not in apart} for h in found]


def everything(table: str, keys: list[int], *apart: str) -> list[dict[str, Any]]:
    """Return whole rows, what the database computes included."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE id = ANY(%s) ORDER BY id", [keys])
        rows = [json.loads(row) for (row,) in cursor.fetchall()]
    return [{name: value for name, value in row.items() if name not in apart} for row in rows]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"term": Term.fixed(date(2027, 3, 1)), "title": "", "monitor_id": None, "verifier_unit_id": None},
        {"folio": " gl/2026/9–1 ", "text": " Con\ttabulador, «comillas», \\N y\nrenglones ", "title": ""},
        {"text": "Largo " * 400, "title": "", "term_text": "En cuanto se pueda", "deliverable": "Acta", "reserve": 3},
    ],
)  # fmt: skip
def test_registering_many_leaves_what_registering_one_by_one_leaves(stage: Stage, changes: dict) -> None:
    cast, lucia = stage.cast, stage.actor("lucia")
    changes = {
        **changes,
        "co_ids": (cast.unit("SIDUR").pk,),
        "copy_ids": (cast.unit("SSA").pk,),
        "reader_ids": (cast.elena.pk,),
        "milestones": (NewMilestone("Planos", date(2026, 12, 1), 2), NewMilestone("Obra")),
    }
    one = actions.register(lucia, stage.order(once=uuid4(), **changes), NOW)
    again = {**changes, "folio": "GL/2026/9-2"} if "folio" in changes else changes
    (other,) = actions.register_many(lucia, [stage.order(once=uuid4(), **again)], NOW)

    both = [one.pk, other.pk]
    apart = ("id", "folio", "search")
    first, second = everything("followup_matter", both, *apart)
    assert first == second
    assert {k: v for k, v in other.__dict__.items() if k in first} == {
        f.attname: getattr(Matter.objects.get(pk=other.pk), f.attname)
        for f in Matter._meta.concrete_fields
        if f.attname in first and f.attname in other.__dict__
    }
    logs = list(LogEntry.objects.filter(matter__in=both).order_by("id").values_list("pk", flat=True))
    first, second = everything("followup_logentry", logs, "id", "matter_id", "once")
    assert first == second
    for model in (Participant, Milestone):
        table, rows = model._meta.db_table, model.objects.order_by("id")
        kept = [
            everything(table, list(rows.filter(matter=pk).values_list("pk", flat=True)), "id", "matter_id")
            for pk in both
        ]
        assert kept[0] == kept[1] != []
    for table, keys, apart in (
        ("followup_matter", both, ("id", "folio")),
        ("followup_logentry", logs, ("id", "matter_id", "once")),
    ):
        before, after = images(table, keys, *apart)
        assert before == after


def test_the_words_of_a_matter_are_the_same_with_a_title_that_repeats_the_text(stage: Stage) -> None:
    text = "Que la Comisión entregue el proyecto ejecutivo del acueducto"
    same, *_ = actions.register_many(stage.actor("lucia"), [stage.order(text=text, title="")], NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT search = setweight(to_tsvector('simple', folio), 'A')"
            " || setweight(to_tsvector('spanish', title) || to_tsvector('es_folded', title), 'B')"
            " || setweight(to_tsvector('spanish', text) || to_tsvector('es_folded', text), 'C')"
            " || setweight(to_tsvector('es_folded', deliverable || ' ' || origin_label), 'D')"
            " FROM followup_matter WHERE id = %s AND title = text",
            [same.pk],
        )
        assert cursor.fetchone() == (True,)


def test_one_act_seals_the_whole_table_and_the_audit_agrees(
    stage: Stage, settings: Any, tmp_path: Any
) -> None:
    settings.ANCHORS_DIR = tmp_path / "anchors"
    made = actions.register_many(stage.actor("lucia"), orders_of(stage, 40), NOW)

    (sealed,) = Act.objects.filter(verb="followup.register_many")
    assert (sealed.actor_id, sealed.row_count) == (stage.cast.lucia.pk, len(made) * 2)
    assert verify(now=NOW).findings == []


def test_the_house_is_told_of_each_matter(stage: Stage) -> None:
    orders = orders_of(stage)
    told = heard(lambda: actions.register_many(stage.actor("lucia"), orders, NOW))

    assert [(fact.move, fact.source, fact.target, fact.text) for fact in told] == [
        ("register", "", "registered", new.text) for new in orders
    ]
    assert {fact.entry_id for fact in told} == set(LogEntry.objects.values_list("pk", flat=True))
    assert [fact.matter.folio for fact in told] == ["GL/2026/07-01", "GL/2026/07-02", "GL/2026/07-03"]


def test_folios_given_skip_those_taken_and_those_brought(stage: Stage) -> None:
    stage.registered(folio="GL/2026/07-02")
    orders = [stage.order(), stage.order(folio="gl/2026/7-1"), stage.order(), stage.order(kind="agreement")]
    made = actions.register_many(stage.actor("lucia"), orders, NOW)

    assert [m.folio for m in made] == ["GL/2026/07-03", "GL/2026/07-01", "GL/2026/07-04", "GL/2026/07-05"]


def test_the_same_table_twice_registers_nothing_twice(stage: Stage) -> None:
    lucia, orders = stage.actor("lucia"), orders_of(stage)
    first = actions.register_many(lucia, orders, NOW)
    more = stage.order(once=uuid4())

    assert actions.register_many(lucia, orders, NOW) == []
    assert [m.text for m in actions.register_many(lucia, [*orders, more], NOW)] == [more.text]
    assert Matter.objects.count() == len(first) + 1
    assert actions.register_many(lucia, [], NOW) == []


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        ({"means": " "}, RuleBroken),
        ({"text": "x" * 8001}, RuleBroken),
        ({"reserve": 9}, NotAllowed),
        ({"folio": "GL/2026/09-01"}, BadInput),
    ],
)
def test_a_refused_row_names_its_place_and_nothing_is_written(
    stage: Stage, bad: dict, kind: type[GabineteError]
) -> None:
    stage.registered(folio="GL/2026/09-01")
    before = (Matter.objects.count(), History.objects.count(), Act.objects.count())
    orders = [*orders_of(stage, 2), stage.order(**bad), stage.order()]

    with pytest.raises(kind) as refusal:
        actions.register_many(stage.actor("lucia"), orders, NOW)
    assert refusal.value.data["row"] == 2
    assert (Matter.objects.count(), History.objects.count(), Act.objects.count()) == before


def test_the_place_of_a_repeated_folio_counts_the_rows_registered_before(stage: Stage) -> None:
    lucia, orders = stage.actor("lucia"), orders_of(stage, 2)
    actions.register_many(lucia, orders, NOW)
    twice = [stage.order(folio="GL/2026/09-01"), stage.order(folio="gl/2026/9-1")]

    with pytest.raises(BadInput) as refusal:
        actions.register_many(lucia, [*orders, *twice], NOW)
    assert refusal.value.data["row"] == 3


def test_who_may_not_register_one_may_not_register_many(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        actions.register_many(stage.actor("rosa"), orders_of(stage), NOW)
    assert not Matter.objects.exists()


def test_notifying_many_leaves_what_notifying_one_by_one_leaves(stage: Stage) -> None:
    lucia = stage.actor("lucia")
    first, second = actions.register_many(lucia, orders_of(stage, 2, title="Pozos"), NOW)
    one = stage.move("lucia", "notify", first)
    told = heard(lambda: actions.notify_many(lucia, [second.pk], NOW))
    apart = ("id", "folio", "search", "text")

    before, after = everything("followup_matter", [first.pk, second.pk], *apart)
    assert before == after
    assert one.due == told[0].matter.due is not None
    logs = LogEntry.objects.filter(move="notify").order_by("id").values_list("pk", flat=True)
    before, after = everything("followup_logentry", list(logs), "id", "matter_id")
    assert before == after
    assert [(fact.source, fact.target, fact.matter.version) for fact in told] == [
        ("registered", "notified", 2)
    ]


def test_notifying_many_tells_the_liaison_of_each(stage: Stage) -> None:
    lucia = stage.actor("lucia")
    made = actions.register_many(lucia, orders_of(stage), NOW)
    actions.notify_many(lucia, [m.pk for m in made], NOW)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM notifications_notice WHERE user_id = %s AND needs_receipt",
            [stage.cast.rosa.pk],
        )
        assert cursor.fetchone() == (len(made),)


def test_one_that_was_notified_stops_all_of_them(stage: Stage) -> None:
    lucia = stage.actor("lucia")
    made = actions.register_many(lucia, orders_of(stage), NOW)
    stage.move("lucia", "notify", made[1])

    with pytest.raises(IllegalMove):
        actions.notify_many(lucia, [m.pk for m in made], NOW)
    assert Matter.objects.filter(state="notified").count() == 1
    with pytest.raises(NotAllowed):
        actions.notify_many(stage.actor("rosa"), [made[0].pk], NOW)


@pytest.mark.django_db(transaction=True)
def test_two_tables_at_once_never_collide(transactional_db: None) -> None:
    make_calendar()
    make_calendar("sonora")
    stage = Stage(gather())
    lucia, gate = stage.actor("lucia"), Barrier(3)
    # Opposite orders of the series: two tables must not wait for each other crosswise.
    table = [stage.order(once=uuid4(), issued_on=date(year, 5, 4)) for year in (2024, 2025, 2026) * 10]
    other = [stage.order(once=uuid4(), issued_on=new.issued_on) for new in reversed(table)]

    def send(orders: list[NewMatter]) -> list[str]:
        gate.wait()
        try:
            return [m.folio for m in actions.register_many(lucia, orders, NOW)]
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        folios = [folio for answer in pool.map(send, [table, other, table]) for folio in answer]

    assert len(folios) == len(set(folios)) == Matter.objects.count() == 60
    assert sorted(folios) == sorted(
        f"GL/{year}/07-{n:02}" for year in (2024, 2025, 2026) for n in range(1, 21)
    )
