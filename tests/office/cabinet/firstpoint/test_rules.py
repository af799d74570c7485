"""What deserves the minutes of a table, and in what order: the rule by itself."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.office.cabinet.rules.carry_over import Spoken, carried_topics, is_ritual
from gabinete.office.cabinet.rules.first_point import (
    Facts,
    Group,
    Waits,
    group_of,
    in_order,
    may_fail,
    minutes_for,
    propose,
    score,
    why,
)

FACTS = st.builds(
    Facts,
    light=st.just("Vence en 4 días hábiles; sin reporte hace 21 días."),
    is_closed=st.booleans(),
    is_blocked=st.booleans(),
    days_late=st.integers(0, 400),
    days_left=st.none() | st.integers(0, 200),
    is_near=st.booleans(),
    is_soon=st.booleans(),
    silent_days=st.none() | st.integers(0, 400),
    reported=st.none() | st.integers(0, 100),
    confidence=st.none() | st.integers(1, 5),
    priority=st.integers(1, 3),
    extensions=st.integers(0, 6),
    waits=st.none() | st.sampled_from(list(Waits)),
    has_changed=st.booleans(),
    changes=st.lists(st.sampled_from(["se reabrió", "reportó 40 %"]), max_size=2).map(tuple),
    sessions=st.integers(0, 9).map(lambda n: tuple(f"{k}.ª del 5 oct 2026" for k in range(1, n + 1))),
    clashes=st.integers(0, 4),
)


@given(FACTS)
def test_what_is_before_the_table_says_why_in_one_sentence_and_scores(it: Facts) -> None:
    if group_of(it) is None:
        assert (why(it), score(it), minutes_for(it)) == ("", 0, 0)
    else:
        assert why(it).endswith(".")
        assert why(it)[0].isupper()
        assert not why(it).endswith("..")
        assert score(it) > 0


@given(
    FACTS,
    st.sampled_from(
        ["days_late", "silent_days", "extensions", "clashes", "sessions", "confidence", "priority"]
    ),
)
def test_worse_never_deserves_less(it: Facts, what: str) -> None:
    worse = {
        "days_late": it.days_late + 7,
        "silent_days": (it.silent_days or 0) + 7,
        "extensions": it.extensions + 1,
        "clashes": it.clashes + 1,
        "sessions": (*it.sessions, "esta"),
        "confidence": max((it.confidence or 5) - 1, 1),
        "priority": max(it.priority - 1, 1),
    }[what]
    if group_of(it) is None:
        return

    assert score(replace(it, **{what: worse})) >= score(it)


@given(
    st.lists(st.tuples(FACTS, st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))), max_size=12),
    st.randoms(),
)
def test_order_does_not_depend_on_how_they_come(
    facts: list[tuple[Facts, date | None]], chance: random.Random
) -> None:
    lines = [(it, due, f"GL/2026/01-{n:02}") for n, (it, due) in enumerate(facts)]
    shuffled = chance.sample(lines, len(lines))

    ordered = [lines[n] for n in in_order(lines)]

    assert [shuffled[n] for n in in_order(shuffled)] == ordered
    assert [score(it) for it, _due, _folio in ordered] == sorted(
        (score(it) for it, _d, _f in lines), reverse=True
    )


@given(
    st.lists(st.integers(1, 9), max_size=60), st.integers(0, 20), st.integers(0, 900), st.integers(10, 400)
)
def test_minutes_proposed_are_round_and_leave_room_for_the_rest(
    minutes: list[int], topics: int, seen: int, session: int
) -> None:
    made = propose(minutes, topics, seen, session)

    assert made.minutes % 5 == 0
    assert 5 <= made.minutes <= max(session // 3, 5) + 5
    assert 0 <= made.one_by_one <= len(minutes)
    assert str(made.minutes) in made.sentence


def test_what_waits_for_the_table_comes_before_what_is_only_late() -> None:
    waits = Facts(light="Sin plazo fijado; aún sin reporte.", waits=Waits.DECLINED)
    late = Facts(light="Venció hace 1 día hábil; último reporte ayer.", days_late=1, reported=90)

    assert score(waits) > score(late)
    assert why(waits) == "La dependencia lo declinó: falta decir a quién corresponde."


@pytest.mark.parametrize(
    ("facts", "fails"),
    [
        ({"is_soon": True, "is_near": True, "reported": 79}, True),
        ({"is_soon": True, "is_near": True, "reported": 80}, False),
        ({"is_soon": True, "is_near": True, "silent_days": 30}, True),
        ({"is_soon": True, "is_near": True}, False),
        ({"is_near": True, "reported": 49}, True),
        ({"is_near": True, "reported": 50}, False),
        ({"is_near": True}, False),
        ({"confidence": 2}, True),
        ({"confidence": 3}, False),
        ({"is_blocked": True}, True),
    ],
)
def test_matter_may_fail_when_behind_stopped_or_judged_so(facts: dict[str, object], *, fails: bool) -> None:
    assert may_fail(Facts(light="", **facts)) is fails


def test_closed_matter_is_told_only_when_it_changed() -> None:
    assert group_of(Facts(light="", is_closed=True, days_late=9)) is None
    assert group_of(Facts(light="", is_closed=True, has_changed=True)) is Group.CHANGED


def spoken(day: int, title: str, outcome: str = "", kind: str = "decision", *, ahead: bool = False) -> Spoken:
    return Spoken(day, day, f"{day}.ª", date(2026, 1, day), title, kind, outcome, ahead)


def test_decision_ends_a_topic_and_it_counts_anew() -> None:
    points = [
        spoken(1, "Tarifas de agua"),
        spoken(2, "Tarifas de agua"),
        spoken(3, "Tarifas de agua", "agreed"),
    ]
    again = [spoken(day, "Las tarifas del agua", "deferred") for day in (4, 5)]

    assert carried_topics([*points, *again]) == []
    assert [
        t.sessions for t in carried_topics([*points, *again, spoken(6, "Tarifas de agua", ahead=True)])
    ] == [["4.ª", "5.ª", "6.ª"]]


def test_topic_written_in_other_words_is_the_same_and_another_place_is_not() -> None:
    points = [
        spoken(1, "Compra del hangar del aeropuerto", "deferred"),
        spoken(2, "Hangar del aeropuerto: avalúo para su compra", "withdrawn"),
        spoken(3, "Adquisición del hangar en el aeropuerto", "deferred"),
        spoken(4, "Pozos de Cajeme", "deferred"),
        spoken(5, "Pozos de Altar", "deferred"),
        spoken(6, "Pozos de Cucurpe", "deferred"),
    ]

    assert [topic.sentence for topic in carried_topics(points)] == [
        "Va en 3 sesiones sin resolverse: 1.ª, 2.ª y 3.ª."
    ]


@pytest.mark.parametrize(
    "title",
    ["Lista de asistencia y declaración de quórum", "Lectura y aprobación del orden del día",
     "Seguimiento de acuerdos anteriores", "Asuntos generales", "Asuntos generales y acuerdos", "Clausura de la sesión"],
)  # fmt: skip
def test_points_of_every_session_are_no_topic(title: str) -> None:
    assert is_ritual(title)
    assert carried_topics([spoken(day, title, "deferred") for day in range(1, 6)]) == []


def test_information_that_comes_every_month_is_no_carried_topic() -> None:
    noted = [spoken(day, "Informe de seguridad", "noted", "information") for day in range(1, 5)]
    unsaid = [spoken(day, "Informe de seguridad", "", "information") for day in range(5, 9)]

    assert carried_topics([*noted, *unsaid]) == []
    assert carried_topics([spoken(day, "Informe de seguridad", "noted") for day in range(1, 5)]) != []
