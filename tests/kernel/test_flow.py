"""A life cycle as data: guards, reasons, errors at import, and the diagram."""

from dataclasses import dataclass

import pytest

from gabinete.kernel.errors import IllegalMove
from gabinete.kernel.flow import Flow, Move, State


@dataclass
class Door:
    """A subject with two things that a guard may look at."""

    locked: bool = False
    painted: bool = True


def needs_key(door: Door) -> str | None:
    return "Falta la llave." if door.locked else None


def needs_paint(door: Door) -> str | None:
    return None if door.painted else "Falta la pintura."


STATES = [State("shut", "Cerrada"), State("open", "Abierta"), State("gone", "Retirada", final=True)]
MOVES = [
    Move("unlatch", "Abrir", frozenset({"shut"}), "open", "doors.open", (needs_key, needs_paint)),
    Move("knock", "Tocar", frozenset({"shut", "open"}), None, "doors.knock"),
    Move("remove", "Retirar", frozenset({"shut", "open"}), "gone", "doors.remove", needs_reason=True),
]
FLOW: Flow[Door] = Flow.of("door", "shut", STATES, MOVES)


def test_open_move_is_returned():
    assert FLOW.require("unlatch", "shut", Door()).target == "open"


def test_closed_move_says_every_reason():
    reasons = FLOW.reasons_closed("unlatch", "open", Door(locked=True, painted=False))

    assert len(reasons) == 3
    assert "«Abierta»" in reasons[0]
    assert reasons[1:] == ["Falta la llave.", "Falta la pintura."]


def test_closed_move_is_refused_with_its_reasons_and_says_nothing_changed():
    with pytest.raises(IllegalMove) as refused:
        FLOW.require("unlatch", "shut", Door(locked=True))

    assert refused.value.code == "door.unlatch"
    assert refused.value.data["reasons"] == ["Falta la llave."]
    assert "No se cambió nada" in refused.value.message


def test_moves_from_a_state_keep_their_order():
    assert [move.name for move in FLOW.moves_from("open")] == ["knock", "remove"]
    assert FLOW.moves_from("gone") == []


def test_move_to_an_unknown_state_is_refused_at_import():
    with pytest.raises(ValueError, match="unknown states"):
        Flow.of("door", "shut", STATES, [Move("fly", "Volar", frozenset({"shut"}), "sky", "doors.fly")])


def test_move_from_an_unknown_state_is_refused_at_import():
    with pytest.raises(ValueError, match="cellar"):
        Flow.of("door", "shut", STATES, [Move("dig", "Cavar", frozenset({"cellar"}), None, "doors.dig")])


def test_two_moves_of_one_name_are_refused_at_import():
    with pytest.raises(ValueError, match="share a name"):
        Flow.of("door", "shut", STATES, [MOVES[1], MOVES[1]])


def test_diagram_draws_every_move_that_changes_state():
    drawn = FLOW.mermaid().splitlines()

    assert drawn[:2] == ["stateDiagram-v2", "  [*] --> shut"]
    assert "  shut --> open: Abrir" in drawn
    assert "  open --> gone: Retirar" in drawn
    assert drawn[-1] == "  gone --> [*]"
    assert not any("Tocar" in line for line in drawn)
