"""The life of a matter as data. Closure takes two keys; every end that is not fulfilment takes two as well."""

from dataclasses import dataclass

from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.flow import Flow, Guard, Move, State

P = Permission


@dataclass(frozen=True, slots=True)
class Situation:
    """A matter as the guards of the flow see it, for one person.

    Attributes:
        actor_is_party: one of their units shares the matter.
        actor_reported: they wrote the report, or the fulfilment, that is being judged.
        actor_accepted: they accepted the fulfilment that is being verified.
    """

    means_proven: bool = False
    pending_extension: bool = False
    pending_report: bool = False
    proposed_end: str = ""
    actor_is_party: bool = False
    actor_reported: bool = False
    actor_accepted: bool = False
    actor_asked_extension: bool = False
    actor_proposed_end: bool = False


def needs_proof(it: Situation) -> str | None:
    """Closed until the means of verification fixed at birth has been attached."""
    return None if it.means_proven else "Falta adjuntar el medio de verificación comprometido."


def needs_no_pending_extension(it: Situation) -> str | None:
    """Closed while another request for extension waits."""
    return "Ya hay una prórroga solicitada en espera de decisión." if it.pending_extension else None


def needs_pending_extension(it: Situation) -> str | None:
    """Closed when nothing waits to be decided."""
    return None if it.pending_extension else "No hay ninguna prórroga en espera de decisión."


def needs_pending_report(it: Situation) -> str | None:
    """Closed when there is no report to review."""
    return None if it.pending_report else "No hay ningún reporte en espera de revisión."


def needs_another_unit(it: Situation) -> str | None:
    """Closed to the units that are party to the matter."""
    return (
        "Quien verifica debe ser de una unidad distinta de las responsables." if it.actor_is_party else None
    )


def needs_another_reviewer(it: Situation) -> str | None:
    """Closed to the person who wrote the report that waits."""
    return "Quien reportó no puede revisar su propio reporte." if it.actor_reported else None


def needs_another_verifier(it: Situation) -> str | None:
    """Closed to whoever turned the first key: who reported the fulfilment and who accepted it."""
    told = it.actor_reported or it.actor_accepted
    return (
        "La segunda llave corresponde a otra persona: usted reportó o aceptó el cumplimiento."
        if told
        else None
    )


def needs_another_decider(it: Situation) -> str | None:
    """Closed to the person who asked for the extension."""
    return "Quien solicitó la prórroga no puede decidirla." if it.actor_asked_extension else None


def needs_another_confirmer(it: Situation) -> str | None:
    """Closed to the person who proposed the end."""
    return (
        "La segunda llave corresponde a otra persona: usted propuso el cierre."
        if it.actor_proposed_end
        else None
    )


def _proposed(end: str) -> Guard[Situation]:
    def guard(it: Situation) -> str | None:
        return None if it.proposed_end == end else "No es el cierre que se propuso."

    return guard


REGISTERED, NOTIFIED, IN_PROGRESS, BLOCKED = "registered", "notified", "in_progress", "blocked"
DECLINED, SUSPENDED, END_PROPOSED = "declined", "suspended", "end_proposed"
FULFILMENT_REPORTED, IN_VERIFICATION = "fulfilment_reported", "in_verification"
CONCLUDED, CONCLUDED_PARTIAL, UNFULFILLED = "concluded", "concluded_partial", "unfulfilled"
VOID, SUPERSEDED = "void", "superseded"

STATES = (
    State(REGISTERED, "Registrado"),
    State(NOTIFIED, "Notificado"),
    State(IN_PROGRESS, "En atención"),
    State(BLOCKED, "Detenido"),
    State(DECLINED, "Declinado por la dependencia"),
    State(FULFILMENT_REPORTED, "Cumplimiento reportado"),
    State(IN_VERIFICATION, "En verificación"),
    State(SUSPENDED, "Suspendido"),
    State(END_PROPOSED, "Cierre propuesto"),
    State(CONCLUDED, "Concluido", final=True),
    State(CONCLUDED_PARTIAL, "Concluido parcialmente", final=True),
    State(UNFULFILLED, "Incumplido", final=True),
    State(VOID, "Sin efecto", final=True),
    State(SUPERSEDED, "Sustituido", final=True),
)
OPEN_STATES = tuple(s.name for s in STATES if not s.final)
FINAL_STATES = tuple(s.name for s in STATES if s.final)
VERIFIED_STATES = (CONCLUDED, CONCLUDED_PARTIAL)

_working = frozenset({IN_PROGRESS, BLOCKED})
_owed = frozenset({NOTIFIED, IN_PROGRESS, BLOCKED})
_open = frozenset(OPEN_STATES)
_endable = _open - {END_PROPOSED, IN_VERIFICATION, FULFILMENT_REPORTED}
OWED_STATES = (NOTIFIED, IN_PROGRESS, BLOCKED)
"""States in which the agency owes reports."""
WAITING_STATES = (REGISTERED, NOTIFIED, FULFILMENT_REPORTED, IN_VERIFICATION, DECLINED, END_PROPOSED)
"""States that few matters are in at a time and somebody has to end."""
MATTER_MOVES_BY_SYSTEM = ("register", "recount")
"""Verbs of the bitácora that are not moves of the flow."""


def _move(
    name: str,
    label: str,
    sources: frozenset[str],
    target: str | None,
    permission: P,
    *guards: Guard[Situation],
    reason: bool = False,
) -> Move[Situation]:
    return Move(name, label, sources, target, permission, guards, reason)


MATTER_FLOW: Flow[Situation] = Flow.of(
    "matter",
    REGISTERED,
    STATES,
    (
        _move("notify", "Notificar", frozenset({REGISTERED}), NOTIFIED, P.NOTIFY_MATTER),
        _move("acknowledge", "Acusar recibo", frozenset({NOTIFIED}), IN_PROGRESS, P.ACKNOWLEDGE_MATTER),
        _move("report_progress", "Reportar avance", _working, None, P.REPORT_PROGRESS),
        _move(
            "report_fulfilment",
            "Reportar cumplimiento",
            _working,
            FULFILMENT_REPORTED,
            P.REPORT_FULFILMENT,
            needs_proof,
        ),
        _move(
            "accept_report",
            "Aceptar reporte",
            _owed,
            None,
            P.REVIEW_REPORT,
            needs_pending_report,
            needs_another_reviewer,
        ),
        _move(
            "return_report",
            "Devolver reporte",
            _owed,
            None,
            P.REVIEW_REPORT,
            needs_pending_report,
            needs_another_reviewer,
            reason=True,
        ),
        _move(
            "accept_fulfilment",
            "Aceptar y pasar a verificación",
            frozenset({FULFILMENT_REPORTED}),
            IN_VERIFICATION,
            P.REVIEW_REPORT,
            needs_proof,
            needs_another_reviewer,
        ),
        _move(
            "return_fulfilment",
            "Devolver cumplimiento",
            frozenset({FULFILMENT_REPORTED}),
            IN_PROGRESS,
            P.REVIEW_REPORT,
            needs_another_reviewer,
            reason=True,
        ),
        _move(
            "verify_concluded",
            "Verificar: concluido",
            frozenset({IN_VERIFICATION}),
            CONCLUDED,
            P.VERIFY_MATTER,
            needs_proof,
            needs_another_unit,
            needs_another_verifier,
            reason=True,
        ),
        _move(
            "verify_partial",
            "Verificar: concluido parcialmente",
            frozenset({IN_VERIFICATION}),
            CONCLUDED_PARTIAL,
            P.VERIFY_MATTER,
            needs_proof,
            needs_another_unit,
            needs_another_verifier,
            reason=True,
        ),
        _move(
            "verify_return",
            "Devolver: no se acredita",
            frozenset({IN_VERIFICATION}),
            IN_PROGRESS,
            P.VERIFY_MATTER,
            needs_another_unit,
            needs_another_verifier,
            reason=True,
        ),
        _move("judge_confidence", "Juzgar confianza", _open, None, P.JUDGE_CONFIDENCE),
        _move(
            "ask_extension",
            "Solicitar prórroga",
            _owed,
            None,
            P.ASK_EXTENSION,
            needs_no_pending_extension,
            reason=True,
        ),
        _move(
            "grant_extension",
            "Conceder prórroga",
            _owed,
            None,
            P.DECIDE_EXTENSION,
            needs_pending_extension,
            needs_another_decider,
        ),
        _move(
            "deny_extension",
            "Negar prórroga",
            _owed,
            None,
            P.DECIDE_EXTENSION,
            needs_pending_extension,
            needs_another_decider,
            reason=True,
        ),
        _move(
            "decline",
            "Declinar por no ser competente",
            frozenset({NOTIFIED, IN_PROGRESS}),
            DECLINED,
            P.DECLINE_MATTER,
            reason=True,
        ),
        _move(
            "confirm_assignment",
            "Confirmar asignación",
            frozenset({DECLINED}),
            NOTIFIED,
            P.REASSIGN_MATTER,
            reason=True,
        ),
        _move(
            "reassign",
            "Reasignar",
            frozenset({NOTIFIED, IN_PROGRESS, BLOCKED, DECLINED}),
            NOTIFIED,
            P.REASSIGN_MATTER,
            reason=True,
        ),
        _move("block", "Marcar detenido", frozenset({IN_PROGRESS}), BLOCKED, P.REPORT_PROGRESS, reason=True),
        _move("unblock", "Retirar obstáculo", frozenset({BLOCKED}), IN_PROGRESS, P.REPORT_PROGRESS),
        _move("suspend", "Suspender", _owed, SUSPENDED, P.SUSPEND_MATTER, reason=True),
        _move("resume", "Reanudar", frozenset({SUSPENDED}), IN_PROGRESS, P.SUSPEND_MATTER),
        _move(
            "propose_end",
            "Proponer cierre sin cumplimiento",
            _endable,
            END_PROPOSED,
            P.PROPOSE_END,
            reason=True,
        ),
        _move(
            "reject_end",
            "Rechazar cierre propuesto",
            frozenset({END_PROPOSED}),
            IN_PROGRESS,
            P.CONFIRM_END,
            needs_another_confirmer,
            reason=True,
        ),
        _move(
            "confirm_void",
            "Confirmar: sin efecto",
            frozenset({END_PROPOSED}),
            VOID,
            P.CONFIRM_END,
            _proposed(VOID),
            needs_another_confirmer,
        ),
        _move(
            "confirm_superseded",
            "Confirmar: sustituido",
            frozenset({END_PROPOSED}),
            SUPERSEDED,
            P.CONFIRM_END,
            _proposed(SUPERSEDED),
            needs_another_confirmer,
        ),
        _move(
            "confirm_unfulfilled",
            "Confirmar: incumplido",
            frozenset({END_PROPOSED}),
            UNFULFILLED,
            P.CONFIRM_END,
            _proposed(UNFULFILLED),
            needs_another_confirmer,
        ),
        _move(
            "reopen",
            "Reabrir",
            frozenset({CONCLUDED, CONCLUDED_PARTIAL, UNFULFILLED}),
            IN_PROGRESS,
            P.REOPEN_MATTER,
            reason=True,
        ),
        _move("message", "Enviar mensaje", _open, None, P.MESSAGE_MATTER),
        _move("add_milestone", "Agregar hito", _open - {IN_VERIFICATION}, None, P.EDIT_MATTER),
        _move("complete_milestone", "Dar por cumplido un hito", _owed, None, P.REVIEW_REPORT),
        _move("edit", "Corregir datos", _open, None, P.EDIT_MATTER, reason=True),
    ),
)
