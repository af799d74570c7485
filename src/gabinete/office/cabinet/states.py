"""The life of a session as data: what may change once it is called, frozen, held and signed, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.flow import Flow, Move, State
from gabinete.kernel.words import listed


@dataclass(frozen=True, slots=True)
class Situation:
    """A session as the guards of its flow see it.

    Attributes:
        quorum_lacks: why there is no quorum, in Spanish; empty when there is.
        points_open: numbers of the points without an outcome.
        drafts_open: how many agreements taken in the room are not yet matters.
        unnotified: folios of the matters born here that were not notified.
        has_version: minutes of it were built.
        observations_open: how many observations of the version in circulation wait for an answer.
        unsigned: who has not signed the version in circulation.
    """

    has_agenda: bool = False
    has_minutes_in_review: bool = False
    quorum_lacks: str = ""
    points_open: Sequence[int] = ()
    drafts_open: int = 0
    unnotified: Sequence[str] = ()
    has_version: bool = False
    observations_open: int = 0
    unsigned: Sequence[str] = ()


def needs_agenda(it: Situation) -> str | None:
    """Closed while the order of the day is empty."""
    return None if it.has_agenda else "El orden del día está vacío: agregue al menos un punto."


def needs_no_other_minutes(it: Situation) -> str | None:
    """Closed while other minutes of the session wait to be reviewed."""
    return "Ya hay una minuta de esta sesión en revisión." if it.has_minutes_in_review else None


def needs_quorum(it: Situation) -> str | None:
    """Closed while too few are present."""
    return it.quorum_lacks or None


def needs_no_quorum(it: Situation) -> str | None:
    """Closed once enough are present: nothing may say that they were not."""
    return None if it.quorum_lacks else "Ya hay quórum: instale la sesión."


def needs_outcomes(it: Situation) -> str | None:
    """Closed while a point has no outcome."""
    if not it.points_open:
        return None
    numbers = listed([str(number) for number in it.points_open])
    return (
        f"Falta el resultado del punto {numbers}."
        if len(it.points_open) == 1
        else f"Falta el resultado de los puntos {numbers}."
    )


def needs_agreements_registered(it: Situation) -> str | None:
    """Closed while something agreed in the room is not a matter."""
    if not it.drafts_open:
        return None
    return (
        "Un acuerdo capturado todavía no se registra como asunto."
        if it.drafts_open == 1
        else f"{it.drafts_open} acuerdos capturados todavía no se registran como asuntos."
    )


def needs_agreements_notified(it: Situation) -> str | None:
    """Closed while an agreement was not notified to its responsible."""
    return f"Falta notificar {listed(list(it.unnotified))}." if it.unnotified else None


def needs_version(it: Situation) -> str | None:
    """Closed while there are no minutes to send or sign."""
    return None if it.has_version else "Primero arme la minuta."


def needs_observations_answered(it: Situation) -> str | None:
    """Closed while an observation of a member waits."""
    if not it.observations_open:
        return None
    return (
        "Falta resolver una observación."
        if it.observations_open == 1
        else f"Falta resolver {it.observations_open} observaciones."
    )


def needs_signatures(it: Situation) -> str | None:
    """Closed while somebody has not signed."""
    return f"Falta la firma de {listed(list(it.unsigned))}." if it.unsigned else None


PLANNED, CALLED, FROZEN, OPEN, HELD = "planned", "called", "frozen", "open", "held"
CIRCULATED, SIGNED, CLOSED = "circulated", "signed", "closed"
IN_REVIEW, RECORDED = "in_review", "recorded"
POSTPONED, NO_QUORUM, CANCELLED = "postponed", "no_quorum", "cancelled"

STATES = (
    State(PLANNED, "Programada"),
    State(CALLED, "Convocada"),
    State(FROZEN, "Orden del día cerrado"),
    State(OPEN, "Instalada"),
    State(HELD, "Concluida"),
    State(CIRCULATED, "Minuta en observaciones"),
    State(SIGNED, "Minuta firmada"),
    State(CLOSED, "Cerrada", final=True),
    State(IN_REVIEW, "Minuta en revisión"),
    State(RECORDED, "Acuerdos registrados", final=True),
    State(POSTPONED, "Diferida"),
    State(NO_QUORUM, "Sin quórum"),
    State(CANCELLED, "Cancelada", final=True),
)
SESSION_STATES = tuple(state.name for state in STATES)
LABELS = {state.name: state.label for state in STATES}

BEFORE = frozenset({PLANNED, CALLED, POSTPONED})
"""The session is being prepared: its data and its order of the day may change."""
AHEAD = BEFORE | {FROZEN}
"""It has not been opened yet."""
HAPPENED = frozenset({HELD, CIRCULATED, SIGNED, CLOSED})
"""It was held in session mode."""
_MANAGE = Permission.MANAGE_SESSIONS


def _manage(
    name: str,
    label: str,
    sources: set[str] | frozenset[str],
    target: str | None,
    *guards: object,
    reason: bool = False,
) -> Move[Situation]:
    return Move(name, label, frozenset(sources), target, _MANAGE, guards, needs_reason=reason)  # type: ignore[arg-type]


SESSION_FLOW: Flow[Situation] = Flow.of(
    "session",
    PLANNED,
    STATES,
    (
        _manage("edit", "Corregir datos", BEFORE, None),
        _manage("set_next", "Fijar la próxima sesión", AHEAD | {OPEN, HELD, CIRCULATED, IN_REVIEW}, None),
        _manage("edit_agenda", "Escribir el orden del día", BEFORE, None),
        _manage("call", "Convocar", BEFORE, CALLED, needs_agenda),
        _manage("freeze", "Cerrar el orden del día", {CALLED}, FROZEN, needs_agenda),
        _manage("unfreeze", "Reabrir el orden del día", {FROZEN}, CALLED, reason=True),
        _manage("add_late_point", "Agregar punto extemporáneo", {FROZEN, OPEN}, None, reason=True),
        _manage("withdraw_point", "Retirar el punto", AHEAD, None, reason=True),
        _manage("attach", "Agregar documentos a los puntos", AHEAD | {OPEN}, None),
        _manage("ask_opinion", "Pedir opinión", AHEAD, None),
        Move("give_opinion", "Dar la opinión", AHEAD | {OPEN}, None, Permission.GIVE_OPINION),
        Move(
            "take_position",
            "Tomar posición",
            frozenset({CALLED, FROZEN, POSTPONED}),
            None,
            Permission.TAKE_POSITION,
        ),
        _manage("choose_consent", "Ajustar el bloque sin objeción", {CALLED, FROZEN, OPEN}, None),
        _manage("take_consent", "Tomar el bloque sin objeción", {OPEN}, None),
        _manage("postpone", "Diferir", {CALLED, FROZEN, NO_QUORUM}, POSTPONED, reason=True),
        _manage("cancel", "Cancelar", AHEAD | {NO_QUORUM}, CANCELLED, reason=True),
        _manage("take_attendance", "Pasar lista", {CALLED, FROZEN, OPEN}, None),
        _manage("open", "Instalar la sesión", {CALLED, FROZEN}, OPEN, needs_agenda, needs_quorum),
        _manage(
            "open_without_quorum",
            "Instalar sin quórum",
            {CALLED, FROZEN},
            OPEN,
            needs_agenda,
            needs_no_quorum,
            reason=True,
        ),
        _manage(
            "record_no_quorum", "Levantar constancia sin quórum", {CALLED, FROZEN}, NO_QUORUM, needs_no_quorum
        ),
        _manage("note", "Anotar en la sesión", {OPEN}, None),
        _manage("conclude", "Concluir la sesión", {OPEN}, HELD),
        _manage("resume", "Reanudar la sesión", {HELD}, OPEN, reason=True),
        _manage("complete", "Completar lo capturado", {HELD}, None),
        _manage("mend_minutes", "Corregir el texto de la minuta", {HELD, CIRCULATED}, None),
        _manage("build_minutes", "Armar la minuta", {HELD, CIRCULATED}, None, needs_outcomes),
        _manage(
            "circulate",
            "Enviar a observaciones",
            {HELD, CIRCULATED},
            CIRCULATED,
            needs_outcomes,
            needs_agreements_registered,
            needs_version,
        ),
        Move(
            "sign",
            "Firmar",
            frozenset({CIRCULATED}),
            None,
            Permission.SIGN_MINUTES,
            (needs_version, needs_observations_answered),
        ),
        _manage("complete_signing", "Dar por firmada", {CIRCULATED}, SIGNED, needs_version, needs_signatures),
        _manage("correct", "Corregir la minuta", {SIGNED, CLOSED}, CIRCULATED, reason=True),
        _manage(
            "close",
            "Cerrar la sesión",
            {SIGNED},
            CLOSED,
            needs_outcomes,
            needs_agreements_registered,
            needs_agreements_notified,
        ),
        _manage(
            "receive_minutes",
            "Subir la minuta",
            AHEAD | {RECORDED},
            IN_REVIEW,
            needs_no_other_minutes,
        ),
        _manage("discard_minutes", "Descartar la minuta", {IN_REVIEW}, CALLED),
        Move(
            "confirm_minutes",
            "Registrar asuntos",
            frozenset({IN_REVIEW}),
            RECORDED,
            Permission.CONFIRM_MINUTES,
        ),
        Move(
            "register_agreements",
            "Registrar los acuerdos",
            frozenset({OPEN, HELD}),
            None,
            Permission.CONFIRM_MINUTES,
        ),
    ),
    "La sesión",
)
