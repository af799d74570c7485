"""Who signs when, and whether a certificate is of whom the minutes name. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gabinete.kernel.words import folded, listed

_PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "san", "santa"})
_LEAST = 2
_NAMED = 3
"""How many are named of those who sign before; when they are more, only the next one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the order of signing.

    Attributes:
        order: from 1.
        name: of who signs there.
        is_settled: signed, by hand or with the e.firma, or put down as not going to be.
    """

    order: int
    name: str
    is_settled: bool


def waiting_before(turns: Sequence[Turn], order: int) -> str:
    """Return why a place cannot be signed yet, or nothing when it is its turn.

    Example:
        >>> turns = [Turn(1, "Elena", False), Turn(2, "Rosa", False)]
        >>> waiting_before(turns, 2), waiting_before(turns, 1)
        ('Antes firma Elena (lugar 1).', '')
    """
    before = [one for one in turns if one.order < order and not one.is_settled]
    if not before:
        return ""
    names = listed([f"{one.name} (lugar {one.order})" for one in before[:_NAMED]])
    if len(before) > _NAMED:
        return f"Antes firman {len(before)} personas; sigue {before[0].name} (lugar {before[0].order})."
    return f"Antes {'firma' if len(before) == 1 else 'firman'} {names}."


def is_next_stretch(turns: Sequence[Turn], orders: Sequence[int]) -> bool:
    """Return whether some places are the next ones to be signed, without leaving anybody between.

    Example:
        >>> turns = [Turn(1, "Elena", True), Turn(2, "Rosa", False), Turn(3, "Iván", False)]
        >>> is_next_stretch(turns, [2]), is_next_stretch(turns, [3]), is_next_stretch(turns, [3, 2])
        (True, False, True)
    """
    waiting = sorted(one.order for one in turns if not one.is_settled)
    return bool(orders) and sorted(orders) == waiting[: len(orders)]


def names_agree(written: str, holder: str) -> bool:
    """Return whether a certificate is of the person the minutes name.

    The minutes may leave out a given name, a surname or the accents, and put a title before; two names at least must be
    there, and one of the two must say nothing that the other does not.

    Example:
        >>> names_agree("Dra. Rosa Bojórquez León", "ROSA MARIA BOJORQUEZ LEON")
        True
        >>> names_agree("Rosa Bojórquez León", "ROSA ENCINAS LEON")
        False
    """
    one, other = _names(written), _names(holder)
    fewer, more = sorted((one, other), key=len)
    return len(fewer) >= _LEAST and fewer <= more


def _names(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9]+(?![\w.])", folded(text))
    return frozenset(word for word in words if word not in _PARTICLES)
