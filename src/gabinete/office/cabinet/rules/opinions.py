"""When an opinion that was asked stops a point, and when it no longer does. Pure."""

from collections.abc import Iterable
from datetime import date

from gabinete.kernel.words import listed, plain_date


def is_pending(due: date, today: date, *, answered: bool) -> bool:
    """Return whether an opinion still stops its point: unanswered and within its term, the last day included."""
    return not answered and today <= due


def why_not_presented(waiting: Iterable[tuple[str, date]]) -> str:
    """Return why a point may not be presented yet; empty when nothing is pending.

    Args:
        waiting: the units whose opinion is pending, with the last day of each.

    Example:
        >>> why_not_presented([("SH", date(2026, 12, 4))])
        'Falta la opinión de SH (tiene hasta el 4 de diciembre de 2026).'
    """
    said = [f"{unit} (tiene hasta el {plain_date(due)})" for unit, due in waiting]
    return f"Falta la opinión de {listed(said)}." if said else ""
