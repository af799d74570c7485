"""The minutes of a session as sections: from what happened to what is kept, printed, observed and compared. Pure.

A section is JSON: ``{"key", "title", "blocks"}``. A block is one of ``{"is": "paragraph", "text", "tone"}``,
``{"is": "facts", "rows"}``, ``{"is": "table", "caption", "columns", "shares", "rows"}``, ``{"is": "signatures", "rows"}``.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from gabinete.kernel.words import listed, plural
from gabinete.office.cabinet.rules.followed import followed_blocks
from gabinete.office.cabinet.rules.minutes_facts import (
    AgreedFacts,
    Attendee,
    PointFacts,
    SessionFacts,
)
from gabinete.office.cabinet.rules.restricted import HIDDEN_TITLE

FORMAT = 1
"""Raised when the shape of what is kept changes."""
Block = dict[str, Any]
Section = dict[str, Any]
UNCAPTURED = "No se anotó."


def content_of(it: SessionFacts) -> dict[str, Any]:
    """Return the general minutes of a session as JSON; of restricted points they say that they exist, and no more."""
    return {
        "format": FORMAT,
        "heading": {
            "organisation": it.organisation,
            "body": it.body,
            "of_body": it.of_body,
            "name": it.name,
            "reference": it.reference,
            "date": it.date,
        },
        "sections": list(_sections(it)),
        "seal": it.seal,
    }


def same_minutes(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two contents say the same, whenever they were made."""
    return one.get("sections") == other.get("sections") and one.get("heading") == other.get("heading")


def section_choices(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the sections that may be observed, as (key, title)."""
    return [(section["key"], section["title"]) for section in content.get("sections", [])]


def lines_of(section: Section) -> list[str]:
    """Return a section as lines of text, one for each paragraph, fact or row: what is compared between versions."""
    lines: list[str] = []
    for block in section["blocks"]:
        if block["is"] == "paragraph":
            lines += [line for line in block["text"].splitlines() if line.strip()]
        elif block["is"] == "facts":
            lines += [f"{label}: {value}" for label, value in block["rows"]]
        else:
            lines += [" · ".join(cell for cell in row if cell) for row in block["rows"]]
    return lines


def _sections(it: SessionFacts) -> Iterator[Section]:
    yield _section("sesion", "Apertura", [_text(opening_sentence(it), "lead")])
    yield _section("asistencia", "Lista de asistencia", list(_attendance(it)))
    yield _section("quorum", "Declaración de quórum", [_text(quorum_sentence(it))])
    yield _section("orden", "Orden del día", [_agenda(it.points)])
    for point in it.points:
        title = HIDDEN_TITLE if point.is_restricted else point.title
        yield _section(f"punto-{point.number}", f"Punto {point.number}. {title}", list(_point(it, point)))
    yield _section("acuerdos", "Acuerdos", list(_agreements(it.agreed)))
    yield _section("cierre", "Cierre", [_text(closing_sentence(it))])
    yield _section("firmas", "Firmas", list(_signatures(it)))


def _section(key: str, title: str, blocks: list[Block]) -> Section:
    return {"key": key, "title": title, "blocks": blocks}


def _text(text: str, tone: str = "body") -> Block:
    return {"is": "paragraph", "text": text, "tone": tone}


def _table(caption: str, columns: Sequence[tuple[str, float]], rows: list[list[str]]) -> Block:
    names, shares = [name for name, _ in columns], [share for _, share in columns]
    return {"is": "table", "caption": caption, "columns": names, "shares": shares, "rows": rows}


def opening_sentence(it: SessionFacts) -> str:
    """Return where, when and under whom the body met, as acts say it."""
    where = f"En {it.place}, " if it.place else ""
    hour = f"siendo las {it.opened} horas " if it.opened else ""
    called = f", conforme a la convocatoria del {it.called_on}" if it.called_on else ""
    second = ", en segunda convocatoria" if it.second_call else ""
    said = (
        f"{where}{hour}{'del' if hour else 'el'} {it.date}, se reunieron las personas integrantes {it.of_body} para "
        f"celebrar su {it.name}, en modalidad {it.modality}{called}{second}. Preside: {it.chair}."
    )
    return said[:1].upper() + said[1:]


def _attendance(it: SessionFacts) -> Iterator[Block]:
    members = [one for one in it.people if one.unit]
    guests = [one for one in it.people if not one.unit]
    if not members:
        yield _text("No se tomó lista de asistencia.")
    else:
        present = sum(one.present for one in members)
        columns = (("Unidad", 1.0), ("Nombre y cargo", 3.2), ("Calidad", 1.5), ("Permanencia", 2.0))
        rows = [[one.unit, who(one), quality(one), stays(one)] for one in members]
        yield _table(
            f"Asistieron {present} de {plural(len(members), 'integrante', 'integrantes')}.", columns, rows
        )
    if guests:
        told = plural(len(guests), "persona invitada", "personas invitadas")
        rows = [[who(one), quality(one), stays(one)] for one in guests]
        yield _table(f"{told}.", (("Nombre y cargo", 4.2), ("Calidad", 1.5), ("Permanencia", 2.0)), rows)


def who(one: Attendee) -> str:
    """Return the name with the post, or whichever is known."""
    return ", ".join(part for part in (one.name, one.title) if part)


def quality(one: Attendee) -> str:
    """Return in what quality somebody is on the list, and from where when it was not in person."""
    far = one.modality if one.stays and one.modality not in {"", "presencial"} else ""
    said = f"{one.quality} ({far})" if far else one.quality
    return said[:1].upper() + said[1:]


def stays(one: Attendee) -> str:
    """Return from when to when somebody was in the room."""
    if not one.stays:
        return "—"
    return "; ".join(
        f"de {stay.arrived} a {stay.left}" if stay.left else f"desde {stay.arrived}" for stay in one.stays
    )


def quorum_sentence(it: SessionFacts) -> str:
    """Return how the quorum stood and how the session was opened."""
    present = sum(one.present for one in it.people)
    rule = f" La regla del gabinete pide {it.quorum_rule} ({it.needed})." if it.quorum_rule else ""
    there = f"Se registró la presencia de {present} de {plural(it.seats, 'integrante', 'integrantes')}.{rule}"
    opened = f" a las {it.opened} horas" if it.opened else ""
    if it.without_quorum:
        return f"{there} La sesión se instaló{opened} sin quórum, lo que se hace constar: {it.without_quorum}"
    second = " en segunda convocatoria," if it.second_call else ""
    return f"{there} Verificado el quórum,{second} se declaró legalmente instalada la sesión{opened}."


def closing_sentence(it: SessionFacts) -> str:
    """Return how the session ended, and when the next one is."""
    hour = f" a las {it.closed} horas" if it.closed else ""
    coming = f" La próxima sesión está prevista para el {it.next_on}." if it.next_on else ""
    return f"No habiendo otro asunto que tratar, se dio por concluida la sesión{hour} del día de su fecha.{coming}"


def _agenda(points: Sequence[PointFacts]) -> Block:
    columns = (("N.º", 0.45), ("Asunto", 4.2), ("Tipo", 1.3), ("Propone", 2.2))
    rows = []
    for point in points:
        if point.is_restricted:
            rows.append([str(point.number), HIDDEN_TITLE, "", ""])
            continue
        late = " (extemporáneo)" if point.late_reason else ""
        rows.append([str(point.number), f"{point.title}{late}", point.kind, point.proposer])
    if not rows:
        return _text("La sesión no tuvo orden del día.")
    return _table(f"{plural(len(rows), 'punto', 'puntos')}.", columns, rows)


def _point(it: SessionFacts, point: PointFacts) -> Iterator[Block]:
    if point.is_restricted:
        yield _text(
            "El contenido y el resultado de este punto constan por separado y solo los conocen las personas nombradas."
        )
        return
    yield {"is": "facts", "rows": [list(row) for row in point_rows(it, point)]}
    if point.followed is not None:
        yield from followed_blocks(point.followed)
    for text in (point.text, point.notes):
        if text.strip():
            yield _text(text.strip())
    if moved := "\n".join(movements(it, point.number)):
        yield _text(moved, "note")
    if point.resolution.strip():
        yield _text(f"Resolución: {point.resolution.strip()}", "strong")


def point_rows(it: SessionFacts, point: PointFacts) -> list[tuple[str, str]]:
    """Return what a point says of itself in a line each: proposer, times, vote, outcome, agreements."""
    rows = [("Propone", point.proposer), ("Tipo", point.kind), ("Extemporáneo", point.late_reason)]
    if point.began and point.ended:
        rows.append(("Se trató", f"de {point.began} a {point.ended} horas"))
    rows.append(("Votación", vote_sentence(point)))
    outcome = point.outcome or UNCAPTURED
    rows.append(
        (
            "Resultado",
            outcome[:1].upper() + outcome[1:] + (", en bloque sin objeción" if point.in_consent else ""),
        )
    )
    folios = [one.folio for one in it.agreed if one.point == point.number and one.folio]
    rows.append(("Acuerdos", listed(folios)))
    return [(label, value) for label, value in rows if value]


def vote_sentence(point: PointFacts) -> str:
    """Return how a point was voted, with whose each vote was; empty when it was not."""
    return "; ".join(f"{len(one.units)} {one.sense} ({listed(list(one.units))})" for one in point.ballots)


def movements(it: SessionFacts, number: int) -> list[str]:
    """Return who came and who left while a point was dealt with, a sentence each."""
    said = []
    for one in it.people:
        name = f"{who(one)} ({one.unit})" if one.unit else who(one)
        for stay in one.stays:
            if stay.arrived_in == number:
                said.append(f"Durante este punto, a las {stay.arrived} horas, se incorporó {name}.")
            if stay.left and stay.left_in == number:
                said.append(f"Durante este punto, a las {stay.left} horas, se retiró {name}.")
    return said


def _agreements(agreed: Sequence[AgreedFacts]) -> Iterator[Block]:
    shown, hidden = open_agreements(agreed), sum(one.is_restricted for one in agreed)
    if not shown and not hidden:
        yield _text("En esta sesión no se tomaron acuerdos.")
    if shown:
        columns = (("Folio", 1.35), ("Acuerdo", 3.6), ("Responsable", 1.3), ("Término", 1.5))
        rows = [[one.folio or "Por registrar", one.text, responsible(one), one.term] for one in shown]
        yield _table(f"{plural(len(rows), 'acuerdo', 'acuerdos')}.", columns, rows)
    if hidden:
        told = plural(hidden, "acuerdo de un punto reservado consta", "acuerdos de puntos reservados constan")
        yield _text(f"Además, {told} por separado.", "note")


def open_agreements(agreed: Sequence[AgreedFacts]) -> list[AgreedFacts]:
    """Return the agreements of the points that everybody may read."""
    return [one for one in agreed if not one.is_restricted]


def responsible(one: AgreedFacts) -> str:
    """Return who answers for an agreement, with those who share it."""
    return f"{one.lead}, con {listed(list(one.shared_with))}" if one.shared_with else one.lead


def _signatures(it: SessionFacts) -> Iterator[Block]:
    if it.signers:
        yield {"is": "signatures", "rows": [[one.name, one.title] for one in it.signers]}
    else:
        yield _text("No hay quién firme: no se tomó lista de asistencia.")
