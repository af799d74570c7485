"""What comes next for a session that was held: one sentence and one thing to do. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gabinete.kernel.words import listed, plural
from gabinete.office.cabinet.states import CIRCULATED, CLOSED, HELD, SIGNED

Doing = Literal[
    "", "room", "register", "build", "circulate", "resolve", "mend", "sign", "extracts", "close", "observe"
]


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a session as its next step depends on it.

    Attributes:
        points_open: numbers of the points without outcome.
        drafts_open: agreements taken in the room that are not matters yet.
        last: number of the last version; 0 when there is none. ``last_sent``: whether it went out.
        observed: how many observations wait; ``accepted`` how many were taken up in the version that is out.
        unsigned: who has not signed.
        unsent: how many agreements have no extract; ``unnotified`` the folios not notified.
    """

    state: str
    points_open: Sequence[int] = ()
    drafts_open: int = 0
    last: int = 0
    last_sent: bool = False
    observed: int = 0
    accepted: int = 0
    unsigned: Sequence[str] = ()
    unsent: int = 0
    unnotified: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next.

    Attributes:
        doing: which button goes with it; empty for none.
    """

    text: str
    doing: Doing = ""


def next_step(it: Record) -> Step:
    """Return what whoever runs the session does next.

    Example:
        >>> next_step(Record("held")).doing, next_step(Record("held", last=1)).doing
        ('build', 'circulate')
    """
    if it.state == HELD:
        return _held(it)
    if it.state == CIRCULATED:
        return _circulated(it)
    if it.state == SIGNED:
        return _signed(it)
    if it.state == CLOSED:
        return Step(
            "El expediente de la sesión está cerrado. Una corrección abre otra versión, con su motivo."
        )
    return Step("")


def _held(it: Record) -> Step:
    if it.points_open:
        numbers = listed([str(number) for number in it.points_open])
        said = f"del punto {numbers}" if len(it.points_open) == 1 else f"de los puntos {numbers}"
        return Step(f"Falta el resultado {said}: complételo para armar la minuta.", "room")
    if it.drafts_open:
        told = plural(it.drafts_open, "acuerdo capturado", "acuerdos capturados")
        return Step(f"Registre {told} en la sesión: cada uno será un asunto con folio.", "register")
    if not it.last:
        return Step("La sesión concluyó: arme su minuta con lo que pasó en ella.", "build")
    return Step(f"La versión {it.last} está armada: revísela y envíela a observaciones.", "circulate")


def _circulated(it: Record) -> Step:
    if it.observed:
        told = plural(it.observed, "observación", "observaciones")
        return Step(f"Hay {told} por resolver.", "resolve")
    if not it.last_sent:
        return Step(
            f"La versión {it.last} no se ha enviado: envíela para que se observe y se firme.", "circulate"
        )
    if it.accepted:
        told = plural(it.accepted, "observación", "observaciones")
        return Step(f"Se dio lugar a {told}: corrija el texto y arme otra versión.", "mend")
    if it.unsigned:
        told = plural(len(it.unsigned), "firma", "firmas")
        return Step(
            f"Sin observaciones pendientes. Falta recabar {told}: {listed(list(it.unsigned[:3]))}{_more(it)}.",
            "sign",
        )
    return Step("Todas las personas firmaron: dé la minuta por firmada.", "sign")


def _more(it: Record) -> str:
    return "…" if len(it.unsigned) > 3 else ""  # noqa: PLR2004 - three names tell who is meant


def _signed(it: Record) -> Step:
    if it.unsent:
        told = plural(it.unsent, "extracto de acuerdo", "extractos de acuerdos")
        return Step(f"La minuta está firmada. Envíe {told} a quienes responden.", "extracts")
    return Step("La minuta está firmada y sus acuerdos, enviados: cierre el expediente.", "close")
