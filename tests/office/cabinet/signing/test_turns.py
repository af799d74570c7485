"""The order of signing, told to whoever waits."""

from gabinete.office.cabinet.rules.signing import Turn, waiting_before


def test_whoever_waits_for_many_is_told_only_who_is_next() -> None:
    turns = [Turn(order, f"Persona {order}", order == 1) for order in range(1, 13)]

    assert waiting_before(turns, 12) == "Antes firman 10 personas; sigue Persona 2 (lugar 2)."
    assert waiting_before(turns, 4) == "Antes firman Persona 2 (lugar 2) y Persona 3 (lugar 3)."
