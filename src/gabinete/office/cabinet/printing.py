"""The papers of a session as documents: the call with its order of the day, and the minutes with their agreements."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from gabinete.foundation.rendering.tree import Block, Cell, Column, Document, Heading, Paragraph, Table
from gabinete.kernel.words import plain_date, plural, spanish_date
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, Seat
from gabinete.office.cabinet.printing_minutes import printed_blocks
from gabinete.office.cabinet.queries import full_name_of, name_of
from gabinete.office.cabinet.queries.membership import quorum_of
from gabinete.office.cabinet.rules import of_body
from gabinete.office.cabinet.rules.followed import Followed, followed_blocks
from gabinete.office.cabinet.rules.restricted import public_title
from gabinete.office.followup.queries.rows import MatterRow

_SIGNATURE_LINE = "______________________________"


def call_document(
    session: CabinetSession,
    seats: Sequence[Seat],
    made_at: datetime,
    address: str,
    followed: Followed | None,
) -> Document:
    """Return the call of a session: when, where and about what.

    Args:
        session: with its body at hand. Of its restricted points only the number is printed.
        made_at: moment of issue; the date of sending when it was sent.
        address: where the session is on the system.
        followed: its point of follow-up, when whom it is for may read it.
    """
    hour = f", a las {session.starts_at:%H:%M} horas" if session.starts_at else ""
    place = session.place or "la sede que se informará oportunamente"
    blocks: list[Block] = [
        Paragraph(
            f"Se convoca a las y los integrantes {of_body(session.body.name)} a la {name_of(session)}.",
            "lead",
        ),
        Paragraph(
            f"Fecha: {spanish_date(session.held_on)}{hour}. Duración prevista: {session.length_minutes} minutos."
        ),
        Paragraph(f"Modalidad: {session.get_modality_display()}. Sede o liga: {place}."),
        Paragraph(f"Quórum: {quorum_of(session.body).in_words()}."),
        Heading("Orden del día"),
        _agenda(list(session.agenda.select_related("proposer"))),
        *_followed(followed),
        Heading("Integrantes convocados"),
        _seats(seats, "Quiénes integran el gabinete y quién los suple.", "Suplente"),
        *_signed(session.body.chair),
    ]
    return _document(session, "Convocatoria", made_at, address, blocks)


def minutes_document(
    session: CabinetSession,
    seats: Sequence[Seat],
    matters: Sequence[MatterRow],
    made_at: datetime,
    address: str,
    followed: Followed | None,
) -> Document:
    """Return the minutes built from what the system knows: order of the day, agreements with folio, signatures.

    Args:
        matters: born in the session and visible to whoever prints.
        followed: what the table was told of its earlier agreements.
    """
    blocks: list[Block] = [
        Paragraph(
            f"Minuta de la {full_name_of(session)}, celebrada el {spanish_date(session.held_on)}"
            f"{f' en {session.place}' if session.place else ''}. Preside: {session.body.chair}.",
            "lead",
        ),
        Heading("Orden del día"),
        _agenda(list(session.agenda.select_related("proposer"))),
        *_followed(followed),
        Heading("Acuerdos"),
        _agreements(matters),
        Heading("Firmas"),
        _seats(seats, "Firman quienes asistieron.", "Firma"),
        *_signed(session.body.chair),
    ]
    if session.next_session_on:
        blocks.insert(-2, Paragraph(f"Próxima sesión: {spanish_date(session.next_session_on)}."))
    return _document(session, "Minuta", made_at, address, blocks)


def address_of(session: CabinetSession) -> str:
    """Return where a session is on the system, for the QR of its papers and the calendars that lead to it."""
    return settings.PUBLIC_ADDRESS + reverse("cabinet:show-session", args=[session.pk])


def slug_of(session: CabinetSession) -> str:
    """Return a name of file; codes of bodies may carry an ñ, which old mail programs spoil."""
    return f"{session.body.code}-{session.year}-{session.number:02}".replace("Ñ", "N")


def _document(
    session: CabinetSession, title: str, made_at: datetime, address: str, blocks: Sequence[Block]
) -> Document:
    reference = f"{session.body.code}/{session.year}/{session.number:02}"
    return Document(
        title=f"{title} · {session.body.name}",
        subtitle=f"{name_of(session)}, {plain_date(session.held_on)}",
        reference=reference,
        made_at=made_at,
        address=address,
        organisation=str(session.body.secretary_unit.name),
        blocks=tuple(blocks),
        form="act",
    )


def _agenda(items: Sequence[AgendaItem]) -> Block:
    if not items:
        return Paragraph("El orden del día está por integrarse.", "note")
    columns = (
        Column("N.º", 0.4, numeric=True),
        Column("Asunto", 4),
        Column("Tipo", 1.2),
        Column("Propone", 1.2),
        Column("Minutos", 0.8, numeric=True),
    )
    rows = [
        [
            Cell(str(item.position)),
            Cell(public_title(item.title, is_restricted=item.is_restricted)),
            Cell("" if item.is_restricted else str(item.get_kind_display())),
            Cell(item.proposer.acronym if item.proposer and not item.is_restricted else ""),
            Cell("" if item.is_restricted else str(item.minutes)),
        ]
        for item in items
    ]
    told = plural(len(rows), "punto", "puntos")
    minutes = sum(item.minutes for item in items if not item.is_restricted)
    return Table(f"{told}, {plural(minutes, 'minuto', 'minutos')}.", columns, rows)


def _followed(it: Followed | None) -> list[Block]:
    if it is None:
        return []
    return [Heading(f"Punto {it.number}. {it.title}"), *printed_blocks(followed_blocks(it))]


def _agreements(matters: Sequence[MatterRow]) -> Block:
    if not matters:
        return Paragraph("En esta sesión no se registraron acuerdos.", "note")
    columns = (Column("Folio", 1.3), Column("Acuerdo", 4), Column("Responsable", 1), Column("Vence", 1))
    rows = [
        [Cell(row.folio, href=row.url), Cell(row.title), Cell(row.lead), Cell(row.due_text)]
        for row in matters
    ]
    return Table(f"{len(rows)} acuerdos registrados y notificados.", columns, rows)


def _seats(seats: Sequence[Seat], caption: str, last: str) -> Block:
    if not seats:
        return Paragraph("El gabinete aún no tiene integrantes registrados.", "note")
    columns = (Column("Unidad", 1), Column("Titular", 3), Column(last, 3))
    rows = [
        [
            Cell(seat.unit.acronym),
            Cell(seat.titular),
            Cell(seat.alternate if last == "Suplente" else _SIGNATURE_LINE),
        ]
        for seat in seats
    ]
    return Table(caption, columns, rows)


def _signed(chair: str) -> tuple[Block, Block]:
    return Paragraph(_SIGNATURE_LINE), Paragraph(chair, "note")
