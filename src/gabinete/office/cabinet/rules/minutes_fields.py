"""What fills the Word template of the minutes: the same facts as the sections, field by field. Pure."""

from gabinete.foundation.rendering.fields import Value
from gabinete.kernel.words import listed, plural
from gabinete.office.cabinet.rules.followed import followed_fields
from gabinete.office.cabinet.rules.minutes_content import (
    closing_sentence,
    movements,
    open_agreements,
    opening_sentence,
    quality,
    quorum_sentence,
    stays,
    vote_sentence,
)
from gabinete.office.cabinet.rules.minutes_facts import (
    AgreedFacts,
    Attendee,
    PointFacts,
    SessionFacts,
)
from gabinete.office.cabinet.rules.restricted import HIDDEN_TITLE

Row = dict[str, str]


def minutes_fields(it: SessionFacts) -> dict[str, Value]:
    """Return every field of the minutes but the version and its reason, which whoever builds it knows."""
    hidden = sum(one.is_restricted for one in it.agreed)
    told = plural(hidden, "acuerdo de un punto reservado consta", "acuerdos de puntos reservados constan")
    return {
        **session_fields(it),
        "apertura": opening_sentence(it),
        "quorum": quorum_sentence(it),
        "asistentes": [
            {"unidad": one.unit, "unidad_nombre": one.unit_name, **_person(one)}
            for one in it.people
            if one.unit
        ],
        "invitados": [_person(one) for one in it.people if not one.unit],
        "orden": [_line(point) for point in it.points],
        "puntos": [_point(it, point) for point in it.points],
        **followed_fields(next((point.followed for point in it.points if point.followed), None)),
        "acuerdos": [agreement_fields(one) for one in open_agreements(it.agreed)],
        "acuerdos_reservados": f"Además, {told} por separado." if hidden else "",
        "cierre": closing_sentence(it),
        "proxima_sesion": it.next_on,
        "firmas": [{"nombre": one.name, "cargo": one.title} for one in it.signers],
        "sello": it.seal,
    }


def session_fields(it: SessionFacts) -> dict[str, Value]:
    """Return the fields that every paper of a session has."""
    return {
        "dependencia": it.organisation,
        "gabinete": it.body,
        "del_gabinete": it.of_body,
        "sesion": it.name,
        "folio_sesion": it.reference,
        "fecha": it.date,
        "lugar": it.place,
        "modalidad": it.modality,
        "preside": it.chair,
    }


def agreement_fields(one: AgreedFacts) -> Row:
    """Return the fields of an agreement."""
    return {
        "folio": one.folio or "Por registrar",
        "texto": one.text,
        "clase": one.kind,
        "responsable": one.lead,
        "responsable_nombre": one.lead_name,
        "corresponsables": listed(list(one.shared_with)),
        "termino": one.term,
        "medio": one.means,
    }


def _person(one: Attendee) -> Row:
    return {"nombre": one.name, "cargo": one.title, "calidad": quality(one), "permanencia": stays(one)}


def _line(point: PointFacts) -> Row:
    if point.is_restricted:
        return {"numero": str(point.number), "asunto": HIDDEN_TITLE, "tipo": "", "propone": "", "minutos": ""}
    late = " (extemporáneo)" if point.late_reason else ""
    return {
        "numero": str(point.number),
        "asunto": f"{point.title}{late}",
        "tipo": point.kind,
        "propone": point.proposer,
        "minutos": str(point.minutes),
    }


def _point(it: SessionFacts, point: PointFacts) -> Row:
    names = (
        "propone",
        "tipo",
        "exposicion",
        "desarrollo",
        "movimientos",
        "votacion",
        "resultado",
        "resolucion",
        "acuerdos",
    )
    if point.is_restricted:
        return {"numero": str(point.number), "asunto": HIDDEN_TITLE, **dict.fromkeys(names, "")}
    outcome = point.outcome[:1].upper() + point.outcome[1:]
    folios = [one.folio for one in it.agreed if one.point == point.number and one.folio]
    said = (
        point.proposer, point.kind, point.text.strip(), point.notes.strip(), "\n".join(movements(it, point.number)),
        vote_sentence(point), outcome, point.resolution.strip(), listed(folios),
    )  # fmt: skip
    return {"numero": str(point.number), "asunto": point.title, **dict(zip(names, said, strict=True))}
