"""Who may sit together in a body."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gabinete.kernel.words import folded
from gabinete.office.cabinet.rules.seating import SeatFacts, seating_refusals

CEA = SeatFacts(1, "CEA", "Vocalía Ejecutiva", is_chair=True)
SSA = SeatFacts(2, "SSA", "Secretaría de Salud", "Subsecretaría de Servicios")


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        ([CEA, CEA], "CEA aparece 2 veces: cada unidad ocupa un solo asiento."),
        (
            [SeatFacts(1, "CEA", "Vocalía", position_id=9), SeatFacts(2, "SSA", "Vocalía", position_id=9)],
            "«Vocalía» ocupa 2 asientos: cada cargo ocupa uno.",
        ),
        (
            [
                SeatFacts(1, "CEA", "A", "Subvocalía", alternate_position_id=9),
                SeatFacts(2, "SSA", "B", "Subvocalía", alternate_position_id=9),
            ],
            "«Subvocalía» es suplente de 2 asientos",
        ),
        ([CEA, SeatFacts(2, "SSA", "Otra", is_chair=True)], "Preside un solo asiento y están marcados 2: CEA, SSA."),
        (
            [CEA, SeatFacts(3, "SH", "Secretaría", "vocalia  EJECUTIVA")],
            "«vocalia  EJECUTIVA», suplente de SH, es titular del asiento de CEA",
        ),
        (
            [SSA, SeatFacts(3, "SH", "Secretaría", "Secretaría de Salud")],
            "suplente de SH, es titular de SSA y tiene a su vez suplente: no hay suplente de suplente",
        ),
        (
            [SeatFacts(1, "CEA", "Vocalía", "Vocalía")],
            "En CEA, «Vocalía» es titular y suplente de su propio asiento.",
        ),
        (
            [
                SeatFacts(1, "CEA", "Vocalía", position_id=4),
                SeatFacts(2, "SSA", "B", "Como sea", alternate_position_id=4),
            ],
            "«Como sea», suplente de SSA, es titular del asiento de CEA",
        ),
    ],
)  # fmt: skip
def test_seats_that_contradict_each_other_are_refused_in_words(seats: list[SeatFacts], said: str) -> None:
    assert any(said in refusal for refusal in seating_refusals(seats))


def test_seats_that_agree_are_taken() -> None:
    unnamed = [SeatFacts(n, f"U{n}", "Titular", "Titular") for n in range(5, 9)]

    assert seating_refusals([CEA, SSA]) == []
    assert seating_refusals([]) == []
    assert seating_refusals(unnamed) == []


@given(some.text(max_size=80))
def test_what_is_compared_is_the_same_however_it_is_written(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(f"  {text}  ") == folded(text)
