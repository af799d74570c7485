"""To which date an answer was given, and when it is taken. Pure; no clock of anybody's is compared."""

from dataclasses import dataclass
from datetime import datetime

ATTENDS, TENTATIVE, ABSENT, ALTERNATE = "attends", "tentative", "absent", "alternate"
"""Same words as ``models.Answer``."""
ANSWER_OF = {"ACCEPTED": ATTENDS, "TENTATIVE": TENTATIVE, "DECLINED": ABSENT}
"""What a calendar program says (RFC 5545, 3.2.12) in the office's words."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an invitation when an answer arrives.

    Attributes:
        call_sequence: of the last thing sent about the session.
        date_sequence: since which its date, hour and place are those it has.
        answered_to: sequence of the answer it has; 0 when none.
        answered_at: when it was given.
    """

    call_sequence: int
    date_sequence: int
    answered_to: int = 0
    answered_at: datetime | None = None


def is_to_old_date(answered_to: int, date_sequence: int) -> bool:
    """Return whether an answer was given before the date, the hour or the place changed."""
    return 0 < answered_to < date_sequence


def sequence_meant(said: int | None, standing: Standing) -> int:
    """Return to which sending an answer replies.

    While the date has not moved every sending says the same, so an answer to any of them is an answer to the last.
    Programs that leave ``SEQUENCE`` out are taken at their best only while there was one date.
    """
    moved = standing.date_sequence > 1
    if said is None:
        return standing.date_sequence - 1 if moved else standing.call_sequence
    return standing.call_sequence if said >= standing.date_sequence else max(said, 1)


def why_not_taken(said: int | None, arrived_at: datetime, standing: Standing) -> str:
    """Return why an answer that came by mail does not replace the one there is, in Spanish; empty when it does.

    Args:
        said: its ``SEQUENCE``.
        arrived_at: when the office's server took it; the clock of whoever answers is never asked, it may be an hour off.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
        >>> why_not_taken(9, noon, Standing(2, 1))
        'Responde a un envío que no se ha hecho.'
        >>> why_not_taken(1, noon, Standing(3, 3, answered_to=3, answered_at=noon))
        'Responde a la fecha anterior, y ya hay una respuesta a la nueva.'
    """
    if said is not None and said > standing.call_sequence:
        return "Responde a un envío que no se ha hecho."
    meant = sequence_meant(said, standing)
    if meant < standing.date_sequence <= standing.answered_to:
        return "Responde a la fecha anterior, y ya hay una respuesta a la nueva."
    newer = standing.answered_at is not None and standing.answered_at > arrived_at
    if newer and meant <= standing.answered_to:
        return "Llegó antes que la respuesta que ya se tiene."
    return ""
