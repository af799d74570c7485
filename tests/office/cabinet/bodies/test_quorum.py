"""How many must be present, what lacks, and what can never be met."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from gabinete.office.cabinet.models import QuorumRule
from gabinete.office.cabinet.rules.quorum import (
    COUNT,
    FRACTION,
    Quorum,
    quorum_impossible,
    quorum_lacks,
    second_call_at,
)

SEATS = some.integers(1, 120)
PARTS = some.tuples(some.integers(1, 12), some.integers(1, 12)).filter(lambda part: part[0] <= part[1])


@pytest.mark.parametrize(
    ("rule", "seats", "needed"),
    [
        (Quorum(), 7, 4),
        (Quorum(), 8, 5),
        (Quorum(), 1, 1),
        (Quorum(top=2, bottom=4), 8, 5),
        (Quorum(top=2, bottom=3), 7, 5),
        (Quorum(top=2, bottom=3), 9, 6),
        (Quorum(top=1, bottom=3), 2, 1),
        (Quorum(top=1, bottom=1), 5, 5),
        (Quorum(COUNT, 5), 25, 5),
    ],
)
def test_needed_is_half_plus_one_or_at_least_the_part_or_the_count(
    rule: Quorum, seats: int, needed: int
) -> None:
    assert rule.needed(seats) == needed


@given(SEATS, PARTS)
def test_a_fraction_is_reached_by_what_is_needed_and_not_by_one_less(
    seats: int, part: tuple[int, int]
) -> None:
    top, bottom = part
    needed = Quorum(FRACTION, top, bottom).needed(seats)

    assert 1 <= needed <= max(seats, 1)
    assert needed * bottom >= seats * top
    if top * 2 == bottom:
        assert (needed - 1) * 2 <= seats < needed * 2
    else:
        assert needed == 1 or (needed - 1) * bottom < seats * top


@given(seats=SEATS, part=PARTS, present=some.integers(0, 120), chair=some.booleans(), second=some.booleans())
def test_more_people_never_undo_a_quorum(
    seats: int, part: tuple[int, int], present: int, *, chair: bool, second: bool
) -> None:
    assume(present < seats)
    rule = Quorum(FRACTION, *part, second_call_minutes=30)
    lacked = quorum_lacks(rule, seats, present, chair_present=chair, second_call=second)
    if not lacked:
        assert not quorum_lacks(rule, seats, present + 1, chair_present=chair, second_call=second)


@given(SEATS, PARTS)
def test_everybody_is_always_a_quorum(seats: int, part: tuple[int, int]) -> None:
    assert quorum_lacks(Quorum(FRACTION, *part), seats, seats, chair_present=True) == ""
    assert quorum_impossible(Quorum(FRACTION, *part), seats, has_chair=True) == ""


@pytest.mark.parametrize(
    ("rule", "present", "chair", "second", "said"),
    [
        (Quorum(), 4, True, False, ""),
        (Quorum(), 3, True, False, "Falta quórum: hay 3 de 7 integrantes y se necesitan 4."),
        (Quorum(), 0, True, False, "Falta quórum: no hay ninguno de 7 integrantes y se necesitan 4."),
        (Quorum(COUNT, 1), 0, True, False, "Falta quórum: no hay ninguno de 7 integrantes y se necesita 1."),
        (Quorum(), 5, False, False, "Falta quien preside, o su suplente."),
        (Quorum(), 5, None, False, ""),
        (Quorum(needs_chair=False), 5, False, False, ""),
        (Quorum(), 2, True, True, "Falta quórum: hay 2 de 7 integrantes y se necesitan 4."),
        (Quorum(second_call_minutes=30), 2, True, True, ""),
        (Quorum(second_call_minutes=30), 2, True, False, "Falta quórum: hay 2 de 7 integrantes y se necesitan 4."),
        (Quorum(second_call_minutes=30), 2, False, True, "Falta quien preside, o su suplente."),
        (Quorum(second_call_minutes=0), 1, True, True, ""),
    ],
)  # fmt: skip
def test_what_lacks_is_said_in_words(
    rule: Quorum, present: int, *, chair: bool | None, second: bool, said: str
) -> None:
    assert quorum_lacks(rule, 7, present, chair_present=chair, second_call=second) == said


@pytest.mark.parametrize(
    ("rule", "seats", "has_chair", "said"),
    [
        (Quorum(COUNT, 9), 7, True, "pide 9 asientos y el gabinete tiene 7"),
        (Quorum(COUNT, 0), 7, True, "al menos un asiento"),
        (Quorum(top=3, bottom=2), 7, True, "La fracción 3/2 no es posible"),
        (Quorum(top=0, bottom=2), 7, True, "La fracción 0/2 no es posible"),
        (Quorum(), 7, False, "ningún asiento está marcado como el que preside"),
    ],
)
def test_a_quorum_that_can_never_be_met_is_refused(
    rule: Quorum, seats: int, *, has_chair: bool, said: str
) -> None:
    assert said in quorum_impossible(rule, seats, has_chair=has_chair)


def test_a_body_without_members_yet_is_not_judged() -> None:
    assert quorum_impossible(Quorum(COUNT, 9), 0, has_chair=False) == ""
    assert quorum_impossible(Quorum(needs_chair=False), 7, has_chair=False) == ""


def test_the_second_call_proceeds_some_minutes_after_the_hour() -> None:
    summoned = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)

    assert second_call_at(Quorum(second_call_minutes=30), summoned) == datetime(
        2026, 11, 19, 17, 30, tzinfo=UTC
    )
    assert second_call_at(Quorum(), summoned) is None


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Quorum(), "la mitad más uno de los asientos, con quien preside o su suplente"),
        (Quorum(top=2, bottom=3, needs_chair=False), "al menos 2/3 de los asientos"),
        (Quorum(top=3, bottom=3, needs_chair=False), "todos los asientos"),
        (Quorum(COUNT, 1, needs_chair=False), "1 asiento"),
        (
            Quorum(COUNT, 5, needs_chair=False, second_call_minutes=30),
            "5 asientos; en segunda convocatoria, 30 minutos después, con quienes estén",
        ),
    ],
)
def test_the_rule_reads_as_a_sentence(rule: Quorum, said: str) -> None:
    assert rule.in_words() == said


def test_the_words_of_the_rule_are_those_of_the_table() -> None:
    assert {FRACTION, COUNT} == set(QuorumRule.values)
