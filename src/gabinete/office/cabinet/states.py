"""The life of a session as data; quorum, attendance and signatures come with the room where sessions are held."""

from dataclasses import dataclass

from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.flow import Flow, Move, State


@dataclass(frozen=True, slots=True)
class Situation:
    """A session as the guards of its flow see it."""

    has_agenda: bool = False
    has_minutes_in_review: bool = False


def needs_agenda(it: Situation) -> str | None:
    """Closed while the order of the day is empty."""
    return None if it.has_agenda else "El orden del día está vacío: agregue al menos un punto."


def needs_no_other_minutes(it: Situation) -> str | None:
    """Closed while other minutes of the session wait to be reviewed."""
    return "Ya hay una minuta de esta sesión en revisión." if it.has_minutes_in_review else None


PLANNED, CALLED, IN_REVIEW, RECORDED, CANCELLED = "planned", "called", "in_review", "recorded", "cancelled"

STATES = (
    State(PLANNED, "Programada"),
    State(CALLED, "Convocada"),
    State(IN_REVIEW, "Minuta en revisión"),
    State(RECORDED, "Acuerdos registrados", final=True),
    State(CANCELLED, "Cancelada", final=True),
)
SESSION_STATES = tuple(state.name for state in STATES)
LABELS = {state.name: state.label for state in STATES}

_before = frozenset({PLANNED, CALLED})
_living = frozenset({PLANNED, CALLED, RECORDED})

SESSION_FLOW: Flow[Situation] = Flow.of(
    "session",
    PLANNED,
    STATES,
    (
        Move("call", "Convocar", _before, CALLED, Permission.MANAGE_SESSIONS, (needs_agenda,)),
        Move("edit", "Corregir datos", _before, None, Permission.MANAGE_SESSIONS),
        Move("cancel", "Cancelar", _before, CANCELLED, Permission.MANAGE_SESSIONS, needs_reason=True),
        Move(
            "receive_minutes",
            "Subir la minuta",
            _living,
            IN_REVIEW,
            Permission.MANAGE_SESSIONS,
            (needs_no_other_minutes,),
        ),
        Move(
            "discard_minutes",
            "Descartar la minuta",
            frozenset({IN_REVIEW}),
            CALLED,
            Permission.MANAGE_SESSIONS,
        ),
        Move(
            "confirm_minutes",
            "Registrar asuntos",
            frozenset({IN_REVIEW}),
            RECORDED,
            Permission.CONFIRM_MINUTES,
        ),
    ),
)
