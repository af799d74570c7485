"""What comes next for a session that was not held yet: one sentence and one thing to do. Pure."""

from dataclasses import dataclass
from typing import Literal

from gabinete.office.cabinet.states import NO_QUORUM, PLANNED, POSTPONED

Preparing = Literal["", "agenda", "date", "call", "postpone", "minutes"]

_PAST = "Su fecha ya pasó. Si se celebró, suba o pegue su minuta: de ahí salen los acuerdos; si no, corrija la fecha."
_AGAIN = "La sesión tiene nueva fecha: convoque de nuevo."
_FIRST = (
    "El orden del día está escrito. Al convocar, cada integrante recibe el oficio, la invitación de calendario y su liga "
    "para responder."
)


@dataclass(frozen=True, slots=True)
class BeforeStep:
    """What to do next to prepare a session.

    Attributes:
        doing: which button goes with it; empty for none.
    """

    text: str = ""
    doing: Preparing = ""


def before_step(state: str, points: int, *, date_pending: bool, is_past: bool = False) -> BeforeStep:
    """Return what whoever runs the session does next; nothing once it was called, for its room says it then.

    Args:
        points: how many its order of the day has.
        date_pending: it was postponed and has no new date.
        is_past: its day went by.

    Example:
        >>> before_step("planned", 0, date_pending=False).doing, before_step("planned", 3, date_pending=False).doing
        ('agenda', 'call')
    """
    if state == NO_QUORUM:
        return BeforeStep("No se reunió el quórum. Difiérala a otra fecha: conserva su número.", "postpone")
    if state not in {PLANNED, POSTPONED}:
        return BeforeStep()
    if date_pending:
        return BeforeStep("La sesión se difirió sin nueva fecha: fíjela para volver a convocar.", "date")
    if is_past:
        return BeforeStep(_PAST, "minutes")
    if not points:
        return BeforeStep("Para convocar a la sesión, escriba primero su orden del día.", "agenda")
    return BeforeStep(_AGAIN if state == POSTPONED else _FIRST, "call")
