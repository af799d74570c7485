"""The papers of a session in Word: on the body's own template when it has one, else on the office's."""

from collections.abc import Sequence
from datetime import datetime

from gabinete.foundation.rendering.fields import Value, Values
from gabinete.foundation.rendering.word_fields import fill_template
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput
from gabinete.kernel.words import plain_date, spanish_date
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.models import CabinetSession, PaperKind, Seat
from gabinete.office.cabinet.queries.happened import day_held
from gabinete.office.cabinet.queries.templates import template_of
from gabinete.office.cabinet.rules.followed import Followed, followed_fields
from gabinete.office.cabinet.rules.paper_fields import FIELDS
from gabinete.office.cabinet.rules.restricted import HIDDEN_TITLE


def word_paper(body_id: int, kind: str, values: Values, made_at: datetime) -> bytes:
    """Return a paper of a body as .docx.

    Args:
        kind: a value of ``PaperKind``.
        values: every field of ``rules.paper_fields.FIELDS`` for that paper.

    Raises:
        BadInput: the body's own template cannot be filled.
    """
    try:
        return fill_template(template_of(body_id, kind), FIELDS[kind], values, made_at)
    except BadInput as error:
        label = PaperKind(kind).label
        raise BadInput(
            "template.fill",
            f"No se hizo el documento: {error.message}. Nada se perdió; corrija la plantilla de {label} del gabinete o quítela.",
        ) from error


def word_call(
    session: CabinetSession,
    seats: Sequence[Seat],
    made_at: datetime,
    address: str,
    followed: Followed | None,
) -> bytes:
    """Return the call of a session on the body's template.

    Args:
        session: with its body, the unit of its secretary and its order of the day.
        seats: with their units.
        made_at: moment of issue; the date of sending when it was sent.
        followed: its point of follow-up, when whom it is for may read it.
    """
    fields = {**_call_fields(session, seats, made_at, address), **followed_fields(followed)}
    return word_paper(session.body_id, PaperKind.CALL, fields, made_at)


def _call_fields(
    session: CabinetSession, seats: Sequence[Seat], made_at: datetime, address: str
) -> dict[str, Value]:
    members = [
        {
            "unidad": seat.unit.acronym,
            "unidad_nombre": seat.unit.name,
            "titular": seat.titular,
            "suplente": seat.alternate,
        }
        for seat in seats
    ]
    return {
        **session_values(session),
        # A call says the day for which it convenes, whenever the session was opened.
        "fecha": spanish_date(session.held_on),
        "fecha_oficio": plain_date(day_of(made_at)),
        "hora": f"{session.starts_at:%H:%M}" if session.starts_at else "",
        "orden": _order(session),
        "integrantes": members,
        "direccion": address,
    }


def session_values(session: CabinetSession) -> dict[str, Value]:
    """Return the fields that every paper of a session has."""
    body = session.body
    return {
        "dependencia": body.secretary_unit.name,
        "gabinete": body.name,
        "del_gabinete": rules.of_body(body.name),
        "sesion": rules.session_name(session.number, extraordinary=session.extraordinary),
        "folio_sesion": f"{body.code}/{session.year}/{session.number:02}",
        "fecha": spanish_date(day_held(session)),
        "lugar": session.place,
        "modalidad": str(session.get_modality_display()),
        "preside": body.chair,
    }


def _order(session: CabinetSession) -> list[dict[str, str]]:
    rows = []
    for point in session.agenda.all():
        hidden = point.is_restricted
        rows.append(
            {
                "numero": str(point.position),
                "asunto": HIDDEN_TITLE if hidden else point.title,
                "tipo": "" if hidden else str(point.get_kind_display()),
                "propone": "" if hidden or point.proposer is None else point.proposer.name,
                "minutos": "" if hidden else str(point.minutes),
            }
        )
    return rows
