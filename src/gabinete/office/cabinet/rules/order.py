"""The order of the points: where a new one goes, where a moved one lands, which usual ones enter. Pure."""

from collections.abc import Sequence
from itertools import takewhile

from gabinete.kernel.errors import BadInput

CLOSING = "closing"
"""Block of the points that always end a session; a value of ``models.AgendaBlock``."""


def place_for_new(blocks: Sequence[str]) -> int:
    """Return the index at which a new point enters: before the points that always close the session.

    Args:
        blocks: of the points as they stand, values of ``models.AgendaBlock``.

    Example:
        >>> place_for_new(["opening", "own", "closing"]), place_for_new([])
        (2, 0)
    """
    trailing = len(list(takewhile(lambda block: block == CLOSING, reversed(blocks))))
    return len(blocks) - trailing


def moved(order: Sequence[int], one: int, to: int) -> list[int]:
    """Return the order with one point taken to a place, the rest in the order they had.

    Args:
        one: key of the point; it must be in the order.
        to: its new place, from 1.

    Raises:
        BadInput: there is no such place.

    Example:
        >>> moved([7, 8, 9], 9, 1)
        [9, 7, 8]
    """
    if not 1 <= to <= len(order):
        raise BadInput(
            "agenda.place",
            f"El orden del día va del punto 1 al {len(order)}; no hay lugar {to}. No se movió nada.",
        )
    rest = [point for point in order if point != one]
    return [*rest[: to - 1], one, *rest[to - 1 :]]


def enters(when: str, *, extraordinary: bool, first_of_year: bool) -> bool:
    """Return whether a recurring point enters a session.

    Args:
        when: value of ``models.RecurringWhen``.
        extraordinary: character of the session.
        first_of_year: no other session of the body came before it in the year.
    """
    return {
        "always": True,
        "ordinary": not extraordinary,
        "extraordinary": extraordinary,
        "first_of_year": first_of_year,
    }[when]


def length_sentence(minutes: int, length: int) -> str:
    """Return how the points fit in the session, said only when they do not.

    Example:
        >>> length_sentence(130, 120)
        'Los puntos suman 130 minutos y la sesión dura 120: sobran 10 minutos.'
        >>> length_sentence(90, 120)
        ''
    """
    over = minutes - length
    if over <= 0:
        return ""
    said = "sobra 1 minuto" if over == 1 else f"sobran {over} minutos"
    return f"Los puntos suman {minutes} minutos y la sesión dura {length}: {said}."
