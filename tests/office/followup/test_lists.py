"""Lists, boards and the Governor's page: what they show, that every count opens its list, and how much they ask."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gabinete.foundation.audit.acts import act
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import BadInput
from gabinete.kernel.standing import DeadlineStanding, LightName, is_silent
from gabinete.office.followup import actions
from gabinete.office.followup.models import NO_DUE, Matter
from gabinete.office.followup.orders import Judgement, NewEnd, Origin
from gabinete.office.followup.queries import (
    WORK_LISTS,
    Filters,
    board_by_body,
    board_by_unit,
    board_total,
    bodies_with_matters,
    governor_page,
    matter_detail,
    matter_page,
    matters_matching,
    search_matters,
    similar_open,
    work_lists_of,
)
from gabinete.office.followup.queries.rows import vital_of
from gabinete.office.followup.rules import OFFICE_CALENDAR, light_of, pulse_of, standing_of
from gabinete.office.followup.states import FINAL_STATES, OPEN_STATES
from tests.office.followup.stage import NOW, TODAY, Stage

WHY = "Consta en el expediente."


def folios(stage: Stage, who: str, filters: Filters, **more: object) -> list[str]:
    return [row.folio for row in matter_page(stage.actor(who), filters, TODAY, **more).rows]


def test_a_list_is_read_in_the_order_of_the_terms_with_no_term_last(stage: Stage) -> None:
    for days in (30, None, 2):
        due = None if days is None else TODAY + timedelta(days=days)
        _row(stage, due=due, state="in_progress")

    rows = matter_page(stage.actor("lucia"), Filters(), TODAY).rows
    assert [row.due for row in rows] == [TODAY + timedelta(days=2), TODAY + timedelta(days=30), None]
    assert [row.due_text for row in rows] == ["25 nov 2026", "23 dic 2026", "sin plazo"]


@pytest.mark.parametrize("order", ["vence", "reciente", "cierre"])
def test_pages_follow_each_other_without_gaps_or_repeats(stage: Stage, order: str) -> None:
    with act(0, "tests.rows", at=NOW):
        Matter.objects.bulk_create(
            _made(stage, n, due=None if n % 3 else TODAY + timedelta(days=n % 4), closed=order == "cierre")
            for n in range(23)
        )
    filters, after, seen = Filters(order=order), "", []
    while True:
        page = matter_page(stage.actor("lucia"), filters, TODAY, after=after, size=5)
        seen += [row.id for row in page.rows]
        after = page.after
        if not after:
            break

    assert len(seen) == 23
    assert len(set(seen)) == 23


def test_a_cursor_that_cannot_be_read_is_said_so(stage: Stage) -> None:
    with pytest.raises(BadInput, match="vuelva al principio"):
        matter_page(stage.actor("lucia"), Filters(), TODAY, after="'; drop table")


def test_no_report_is_never_zero(stage: Stage) -> None:
    stage.in_state("in_progress")

    row = matter_page(stage.actor("lucia"), Filters(), TODAY).rows[0]
    assert (row.reported_text, row.accepted_text, row.confidence_label) == (
        "sin reporte",
        "sin reporte",
        "Sin juicio",
    )


@pytest.mark.parametrize(
    ("params", "n"),
    [
        ({}, 2), ({"unidad": "CEA"}, 1), ({"gabinete": "GL"}, 1), ({"gabinete": "ninguno"}, 1), ({"clase": "instruction"}, 1),
        ({"estado": "in_progress"}, 1), ({"prioridad": "1"}, 1), ({"q": "acueducto"}, 1), ({"q": "acueductos rio"}, 1),
        ({"q": "GL/2026/7-1"}, 1), ({"q": "gl/2026"}, 1), ({"situacion": "on_time"}, 1), ({"situacion": "no_term"}, 1),
        ({"emision_desde": "2026-11-24"}, 0), ({"vence_hasta": "2026-12-31"}, 1), ({"eje": "1"}, 0), ({"eje": "ninguno"}, 2),
    ],
)  # fmt: skip
def test_filters_of_the_address_choose(stage: Stage, params: dict, n: int) -> None:
    stage.in_state("in_progress")
    stage.registered(
        kind="instruction",
        lead_id=stage.cast.unit("SIDUR").pk,
        origin=Origin("tour"),
        title="Bacheo",
        text="Que se bachee la calle.",
        priority=1,
    )

    filters = Filters.from_params(params)
    assert matters_matching(stage.actor("lucia"), filters, TODAY).count() == n
    assert Filters.from_params(filters.as_params()) == filters


@pytest.mark.parametrize(
    "params",
    [{"estado": "lost"}, {"situacion": "x"}, {"monitor": "a"}, {"vence_desde": "ayer"}, {"orden": "1"}],
)
def test_a_filter_nobody_understands_is_refused_in_words(params: dict) -> None:
    with pytest.raises(BadInput, match="No se perdió nada"):
        Filters.from_params(params)


def test_words_are_found_with_and_without_accents_singular_and_plural(stage: Stage) -> None:
    stage.registered(text="Rehabilitación de los pozos de agua en la región", title="Pozos de agua")

    for words in (
        "rehabilitacion",
        "rehabilitación",
        "rehabilitar pozo",
        "POZOS",
        "poz",
        "regiones",
        "posos de agua",
    ):
        assert len(search_matters(stage.actor("lucia"), words, 5)) == 1, words
    assert search_matters(stage.actor("lucia"), "carretera", 5) == []
    assert search_matters(stage.actor("ivan"), "pozos", 5) == []


@pytest.mark.parametrize("words", ["'", "\0", "a" * 5000, "& | !", "«»", "\u202egnirts", ":*", "-", "()"])
def test_no_words_break_the_search(stage: Stage, words: str) -> None:
    assert search_matters(stage.actor("lucia"), words, 5) == []


def test_similar_open_matters_are_pointed_out_with_what_they_share(stage: Stage) -> None:
    matter = stage.registered()
    cea = stage.cast.unit("CEA").pk

    alike = similar_open(
        "Entregar el proyecto ejecutivo del segundo tramo del acueducto Río Sonora",
        [cea],
        stage.actor("lucia"),
    )
    assert [(one.folio, one.same_unit) for one in alike] == [(matter.folio, True)]
    assert {"proyecto", "ejecutivo", "acueducto"} <= set(alike[0].shared)
    assert similar_open("Pavimentar el bulevar Kino", [cea], stage.actor("lucia")) == []


def test_each_person_has_the_lists_of_their_work(stage: Stage) -> None:
    assert {w.key for w in work_lists_of(stage.actor("rosa"))} >= {
        "mios",
        "nuevos",
        "vencidos",
        "por-vencer",
        "copias",
    }
    assert {w.key for w in work_lists_of(stage.actor("tomas"))} >= {
        "por-revisar",
        "doy-seguimiento",
        "registre",
        "prorrogas",
    }
    with pytest.raises(BadInput):
        matters_matching(stage.actor("rosa"), Filters(work_list="otra"), TODAY)


def test_work_lists_follow_the_matter_from_hand_to_hand(stage: Stage) -> None:
    def where(who: str) -> set[str]:
        keys = (w.key for w in work_lists_of(stage.actor(who)))
        return {
            key for key in keys if matters_matching(stage.actor(who), Filters(work_list=key), TODAY).exists()
        }

    matter = stage.in_state("notified", copy_ids=(stage.cast.unit("SIDUR").pk,))
    assert (where("rosa"), where("ivan"), where("tomas")) == (
        {"mios", "nuevos"},
        {"copias"},
        {"doy-seguimiento", "mios"},
    )
    stage.move("rosa", "acknowledge", matter)
    stage.move("rosa", "report_progress", matter, report=stage.report())
    assert "por-revisar" in where("tomas")
    stage.move("rosa", "ask_extension", matter, extension=stage.extension())
    assert "prorrogas" in where("tomas")
    stage.move("rosa", "report_fulfilment", matter, report=stage.report(100, proof=True))
    stage.move("tomas", "accept_fulfilment", matter)
    assert "por-verificar" in where("sofia")
    assert "por-verificar" not in where("tomas")


def test_a_returned_report_comes_back_to_its_agency_until_it_is_sent_again(stage: Stage) -> None:
    def returned() -> list[int]:
        found = matters_matching(stage.actor("rosa"), Filters(work_list="devueltos"), TODAY)
        return list(found.values_list("pk", flat=True))

    matter = stage.in_state("in_progress")
    stage.move("rosa", "report_progress", matter, report=stage.report())
    assert returned() == []
    stage.move("tomas", "return_report", matter, reason="Falta la memoria de cálculo.")
    assert returned() == [matter.pk]
    stage.move("rosa", "report_progress", matter, report=stage.report(40))
    assert returned() == []


DAYS = st.integers(-40, 40)
VITALS = st.fixed_dictionaries(
    {
        "state": st.sampled_from([*OPEN_STATES, *OPEN_STATES, *FINAL_STATES[2:4]]),
        "due": st.none() | DAYS,
        "notified": st.none() | st.integers(-60, 0),
        "reported": st.none() | st.integers(-60, 0),
        "next": st.none() | DAYS,
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(VITALS, min_size=1, max_size=12))
def test_the_database_and_the_rules_see_the_same_light(stage: Stage, rows: list[dict]) -> None:
    days = calendar(OFFICE_CALENDAR)
    with transaction.atomic():
        with act(0, "tests.rows", at=NOW):
            Matter.objects.bulk_create(_vital(stage, n, row) for n, row in enumerate(rows))
        matters = list(Matter.objects.all())
        asked = {
            **{("light", x.value): Filters(light=x.value) for x in LightName},
            **{("standing", s.value): Filters(standing=s.value) for s in DeadlineStanding},
            ("silent", "1"): Filters(silent=True),
        }
        found = {
            key: set(matters_matching(stage.actor("marcos"), f, TODAY).values_list("pk", flat=True))
            for key, f in asked.items()
        }
        board = board_total(stage.actor("marcos"), TODAY)
        transaction.set_rollback(True)

    expected: dict[tuple[str, str], set[int]] = {key: set() for key in asked}
    for matter in matters:
        vital = vital_of(matter)
        expected["light", light_of(vital, TODAY, days).name.value].add(matter.pk)
        expected["standing", standing_of(vital, TODAY, days).value].add(matter.pk)
        if is_silent(pulse_of(vital), TODAY):
            expected["silent", "1"].add(matter.pk)
    assert found == expected
    assert {x: c.n for x, c in board.lights.items()} == {
        x: len(expected["light", x.value]) for x in board.lights
    }


def test_every_number_of_the_board_opens_its_own_list(stage: Stage) -> None:
    stage.in_state("in_progress")
    accepted = stage.in_state("in_progress", lead_id=stage.cast.unit("CEA").pk)
    stage.move("rosa", "report_progress", accepted, report=stage.report())
    stage.move("tomas", "accept_report", accepted)
    stage.registered(lead_id=stage.cast.unit("SIDUR").pk, origin=Origin("tour"), kind="errand")
    elena = stage.actor("elena")

    board = board_by_unit(elena, TODAY)
    assert [(row.key, row.total.n, row.coverage.spanish) for row in board] == [
        ("CEA", 2, "1/2"),
        ("SIDUR", 1, "0/1"),
    ]
    for row in [*board, *board_by_body(elena, TODAY, [("GL", "Gabinete legal")])]:
        for count in (row.total, *row.lights.values()):
            read = Filters.from_params(count.params)
            assert matters_matching(elena, read, TODAY).count() == count.n
    assert bodies_with_matters() == ["GL"]


def test_the_governor_sees_what_changed_what_waits_and_what_may_fail(stage: Stage) -> None:
    elena, later = stage.actor("elena"), NOW + timedelta(days=30)
    actions.note_look(elena.user_id, NOW - timedelta(days=1))
    actions.note_look(elena.user_id, NOW)
    stage.in_state("concluded")
    risky = stage.in_state("in_progress")
    stage.move("tomas", "judge_confidence", risky, judgement=Judgement(1))
    ending = stage.move("tomas", "propose_end", stage.in_state("in_progress"), proposal=NewEnd("void", WHY))

    page = governor_page(elena, later)
    told = {change.key: change.count for change in page.changes}
    assert {key: count.n for key, count in told.items()} == {"done": 1, "late": 2, "born": 3}
    assert [w.matter_id for w in page.waiting] == [ending.pk]
    assert page.failing[0].id == risky.pk
    for count in (*told.values(), page.failing_count, page.waiting_ends, page.total.total):
        read = Filters.from_params(count.params)
        assert matters_matching(elena, read, later.date()).count() == count.n


def test_looking_again_in_the_same_visit_keeps_what_is_new(stage: Stage) -> None:
    elena = stage.actor("elena")
    for minutes in (0, 60, 70, 85):
        actions.note_look(elena.user_id, NOW + timedelta(minutes=minutes))

    assert governor_page(elena, NOW + timedelta(minutes=90)).since == NOW


@pytest.mark.parametrize("key", [*WORK_LISTS, ""])
@pytest.mark.parametrize("who", ["rosa", "tomas"])
def test_a_list_asks_the_same_number_of_queries_for_one_row_and_for_three(
    stage: Stage, key: str, who: str
) -> None:
    actor, filters = stage.actor(who), Filters(work_list=key)
    asked = []
    for _ in range(2):
        stage.in_state("in_progress")
        with CaptureQueriesContext(connection) as queries:
            matter_page(actor, filters, TODAY)
        asked.append(len(queries))
        stage.in_state("in_progress")

    assert asked[0] == asked[1] <= 4


def test_pages_ask_a_fixed_number_of_queries(stage: Stage) -> None:
    elena = stage.actor("elena")

    def asked() -> list[int]:
        counts = []
        for page in (
            lambda: governor_page(elena, NOW),
            lambda: board_by_unit(elena, TODAY),
            lambda: matter_detail(elena, matter.pk, TODAY),
        ):
            with CaptureQueriesContext(connection) as queries:
                page()
            counts.append(len(queries))
        return counts

    matter = stage.in_state("concluded")
    before = asked()
    for _ in range(2):
        stage.in_state("in_progress")
    stage.move("marcos", "reopen", matter, reason=WHY)
    stage.move("rosa", "report_progress", matter, report=stage.report(10, proof=True))
    after = asked()

    assert before == after
    assert max(after) <= 14


def _row(stage: Stage, **columns: object) -> Matter:
    with act(0, "tests.row", at=NOW):
        made = _made(stage, Matter.objects.count(), **columns)
        made.save()
    return made


def _made(
    stage: Stage, n: int, *, due: date | None = None, closed: bool = False, state: str = "in_progress"
) -> Matter:
    cea = stage.cast.unit("CEA").pk
    return Matter(
        folio=f"P/2026/{n:04}", kind="agreement", title=f"Asunto {n}", text="Texto.", origin_kind="plan",
        issued_on=TODAY - timedelta(days=n % 5), lead_id=cea, party_unit_ids=[cea], term_unit="none", due=due, original_due=due,
        means_of_verification="Oficio", state="void" if closed else state, closed_on=TODAY - timedelta(days=n % 3) if closed else None,
        state_since=NOW, created_at=NOW, created_by=stage.cast.tomas,
    )  # fmt: skip


def _vital(stage: Stage, n: int, row: dict) -> Matter:
    made = _made(stage, n, due=None if row["due"] is None else TODAY + timedelta(days=row["due"]))
    made.state = row["state"]
    made.closed_on = TODAY if row["state"] in FINAL_STATES else None
    made.superseded_by_id = None
    made.notified_at, made.reported_at = (_moment(row[name]) for name in ("notified", "reported"))
    made.next_report_on = None if row["next"] is None else TODAY + timedelta(days=row["next"])
    return made


def _moment(days: int | None) -> datetime | None:
    return None if days is None else datetime(2026, 11, 23, 23, 30, tzinfo=OFFICE_ZONE) + timedelta(days=days)


def test_matters_without_term_stand_at_the_end_of_time() -> None:
    assert NO_DUE > TODAY


def test_several_states_are_read_from_one_value_or_from_many() -> None:
    joined, apart = QueryDict("estado=concluded%2Cvoid"), QueryDict("estado=concluded&estado=void&estado=")

    assert Filters.from_params(joined).states == Filters.from_params(apart).states == ("concluded", "void")
    with pytest.raises(BadInput):
        Filters.from_params(QueryDict("estado=concluded%2Cnada"))
