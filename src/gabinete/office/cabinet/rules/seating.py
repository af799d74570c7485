"""Who may sit together in a body: nobody twice, nobody in two seats, one who presides. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gabinete.kernel.words import folded

UNNAMED_POST = "Titular"
"""What a seat says while nobody wrote its post; it names no post."""


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat as written.

    Attributes:
        unit_id: the unit that sits.
        unit: how it is called in a message: its acronym.
        titular: the post that sits; ``position_id`` when the directory has it.
        alternate: the post that sits in its absence; empty when there is none.
        is_chair: it presides.
    """

    unit_id: int
    unit: str
    titular: str
    alternate: str = ""
    position_id: int | None = None
    alternate_position_id: int | None = None
    is_chair: bool = False


def seating_refusals(seats: Sequence[SeatFacts]) -> list[str]:
    """Return everything that keeps these seats from being a body, in Spanish; empty when nothing does.

    Posts of the directory are compared by what they are; those only written, by their words.
    """
    said = [
        f"{name} aparece {times} veces: cada unidad ocupa un solo asiento."
        for name, times in _repeated((seat.unit_id, seat.unit) for seat in seats)
    ]
    said += [
        f"«{title}» ocupa {times} asientos: cada cargo ocupa uno."
        for title, times in _repeated((seat.position_id, seat.titular) for seat in seats)
    ]
    said += [
        f"«{title}» es suplente de {times} asientos y en una sesión solo puede ocupar uno."
        for title, times in _repeated((seat.alternate_position_id, seat.alternate) for seat in seats)
    ]
    chairs = [seat.unit for seat in seats if seat.is_chair]
    if len(chairs) > 1:
        said.append(f"Preside un solo asiento y están marcados {len(chairs)}: {', '.join(chairs)}.")
    return said + _alternate_refusals(seats)


def _alternate_refusals(seats: Sequence[SeatFacts]) -> list[str]:
    said = []
    by_post = {post: seat for seat in seats if (post := _post(seat.position_id, seat.titular)) is not None}
    for seat in seats:
        post = _post(seat.alternate_position_id, seat.alternate)
        other = by_post.get(post) if post is not None else None
        if other is None:
            continue
        if other.unit_id == seat.unit_id:
            said.append(f"En {seat.unit}, «{seat.alternate}» es titular y suplente de su propio asiento.")
        elif other.alternate:
            said.append(
                f"«{seat.alternate}», suplente de {seat.unit}, es titular de {other.unit} y tiene a su vez suplente: "
                "no hay suplente de suplente. Si son cargos distintos, escríbalos completos, con su unidad."
            )
        else:
            said.append(
                f"«{seat.alternate}», suplente de {seat.unit}, es titular del asiento de {other.unit}. "
                "Si son cargos distintos, escríbalos completos, con su unidad."
            )
    return said


def _post(position_id: int | None, words: str) -> int | str | None:
    """Return what a post is compared by; None when it names none."""
    if position_id is not None:
        return position_id
    plain = folded(words)
    return plain if plain and plain != folded(UNNAMED_POST) else None


def _repeated(named: Iterable[tuple[int | None, str]]) -> list[tuple[str, int]]:
    """Return the names of the keys that come more than once, with how often."""
    pairs = [(key, name) for key, name in named if key is not None]
    counted = Counter(key for key, _name in pairs)
    names = dict(pairs)
    return [(names[key], times) for key, times in counted.items() if times > 1]
