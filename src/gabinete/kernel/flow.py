"""A life cycle as data: states, moves, who may make them, and the reasons a move is closed.

The same data drives the guard in the action, the buttons (a closed button says all its reasons), the audit
verbs, the API's ``available_moves``, the permission matrix and the diagrams in the documentation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gabinete.kernel.errors import IllegalMove

Subject = TypeVar("Subject")
Guard = Callable[[Subject], str | None]


@dataclass(frozen=True, slots=True)
class State:
    """A place in the life cycle.

    Attributes:
        name: English identifier, stored.
        label: Spanish word shown.
        final: nothing is owed any more.
    """

    name: str
    label: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Move(Generic[Subject]):
    """A step between states.

    Attributes:
        name: English verb, also the audit verb.
        label: what the button says, in Spanish.
        sources: states it departs from.
        target: state it arrives at; ``None`` keeps the state (a report, a message).
        permission: name of the permission it takes.
        guards: functions of the subject that return a Spanish reason when the move is closed.
        needs_reason: whether a written reason is compulsory.
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str | None
    permission: str
    guards: tuple[Guard[Subject], ...] = ()
    needs_reason: bool = False


@dataclass(frozen=True)
class Flow(Generic[Subject]):
    """All states and moves of one kind of record.

    Args:
        who: what it is the life of, as a refusal begins: «El asunto», «La sesión».
        states: in the order people expect to read them.
        moves: each with sources and target among the states.

    Raises:
        ValueError: at import, when a move names an unknown state or two share a name.
    """

    name: str
    initial: str
    states: Mapping[str, State]
    moves: Mapping[str, Move[Subject]] = field(default_factory=dict)
    who: str = "El asunto"

    def __post_init__(self) -> None:
        known = set(self.states)
        for move in self.moves.values():
            named = set(move.sources) | ({move.target} if move.target else set())
            if unknown := named - known:
                raise ValueError(f"{self.name}.{move.name}: unknown states {sorted(unknown)}")

    @classmethod
    def of(
        cls,
        name: str,
        initial: str,
        states: Sequence[State],
        moves: Sequence[Move[Subject]],
        who: str = "El asunto",
    ) -> "Flow[Subject]":
        """Return a flow from plain lists."""
        if len({m.name for m in moves}) != len(moves):
            raise ValueError(f"{name}: two moves share a name")
        return cls(name, initial, {s.name: s for s in states}, {m.name: m for m in moves}, who)

    def reasons_closed(self, move_name: str, state: str, subject: Subject) -> list[str]:
        """Return every reason why the move is closed now, in Spanish; empty when it is open."""
        move = self.moves[move_name]
        reasons = []
        if state not in move.sources:
            reasons.append(
                f"{self.who} está en «{self.states[state].label}»; esta acción no procede en ese estado."
            )
        reasons.extend(reason for guard in move.guards if (reason := guard(subject)))
        return reasons

    def require(self, move_name: str, state: str, subject: Subject) -> Move[Subject]:
        """Return the move when it is open.

        Raises:
            IllegalMove: with all the reasons, when it is closed.
        """
        reasons = self.reasons_closed(move_name, state, subject)
        if reasons:
            told = " ".join(reasons)
            raise IllegalMove(
                f"{self.name}.{move_name}",
                f"{told} No se cambió nada; actualice la página para ver el estado actual.",
                reasons=reasons,
            )
        return self.moves[move_name]

    def moves_from(self, state: str) -> list[Move[Subject]]:
        """Return the moves that depart from a state, in the order they were declared."""
        return [move for move in self.moves.values() if state in move.sources]

    def mermaid(self) -> str:
        """Return the diagram of the flow for the documentation (Mermaid state diagram)."""
        lines = ["stateDiagram-v2", f"  [*] --> {self.initial}"]
        for move in self.moves.values():
            lines += [
                f"  {src} --> {move.target}: {move.label}" for src in sorted(move.sources) if move.target
            ]
        lines += [f"  {s.name} --> [*]" for s in self.states.values() if s.final]
        return "\n".join(lines)
