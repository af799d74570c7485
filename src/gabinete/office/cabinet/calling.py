"""A session as calendars and letters tell it. Nothing restricted leaves in either: mail travels in the open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import engines
from django.urls import reverse

from gabinete.foundation.invitations.calendars import cancellation, invitation
from gabinete.foundation.invitations.events import Event, Mailbox, Status
from gabinete.foundation.invitations.letters import Letter, written
from gabinete.foundation.notifications.mail import domain
from gabinete.foundation.rendering.pdf import pdf
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.words import spanish_date
from gabinete.office.cabinet import printing, states
from gabinete.office.cabinet.models import CabinetSession, Invitation
from gabinete.office.cabinet.queries import full_name_of, seats_of
from gabinete.office.cabinet.queries.followed import followed_of
from gabinete.office.cabinet.rules.call_keys import fingerprint, link_key
from gabinete.office.cabinet.rules.followed import Followed
from gabinete.office.cabinet.rules.guests import post_of
from gabinete.office.cabinet.rules.restricted import public_title

CALL, CHANGE, REMINDER = "call", "change", "reminder"
POSTPONED, UNDATED, CANCELLED, WITHDRAWN = "postponed", "undated", "cancelled", "withdrawn"
"""What a letter is about; ``undated``: postponed until further notice; ``withdrawn``: the seat left the body."""
_ENDS = frozenset({UNDATED, CANCELLED, WITHDRAWN})
"""The event leaves the diaries; a later call brings it back under the same identifier."""
_SUBJECTS = {
    CALL: "Convocatoria",
    CHANGE: "Cambio en la convocatoria",
    POSTPONED: "Sesión diferida",
    UNDATED: "Sesión diferida, sin nueva fecha",
    CANCELLED: "Sesión cancelada",
    WITHDRAWN: "Convocatoria sin efecto",
    REMINDER: "Recordatorio: falta su respuesta",
}
_TENTATIVE = frozenset({states.PLANNED, states.POSTPONED, states.NO_QUORUM})


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending of a letter.

    Attributes:
        kind: what it is about.
        stamp: seconds since 1970 of when it was asked for; the same at every attempt.
    """

    kind: str
    stamp: int


def key_of(invited: Invitation) -> str:
    """Return the key of the link of an invitation; the database keeps only its digest."""
    uid = invited.session.calendar_uid if invited.seat_id else invited.event_uid
    return link_key(settings.SECRET_KEY, uid, invited.seat_id, invited.guest, invited.key_turn)


def digest_of(invited: Invitation) -> str:
    """Return what the database keeps of that key."""
    return fingerprint(key_of(invited))


def link_of(invited: Invitation) -> str:
    """Return the address where a member answers without an account."""
    return settings.PUBLIC_ADDRESS + reverse("cabinet:answer-by-link", args=[key_of(invited)])


def event_uid_of(invited: Invitation) -> str:
    """Return the identifier of the event in the diary of an invitation, the same at every sending.

    Each has its own, so that a reply that brings it comes from who received it; those sent before it was so keep the
    one of the session.
    """
    return invited.event_uid or invited.session.calendar_uid


def organizer() -> Mailbox:
    """Return who convenes, for calendars: the address to which their programs answer."""
    name, address = parseaddr(settings.CALL_ADDRESS or settings.DEFAULT_FROM_EMAIL)
    return Mailbox(name or "Gabinete", address)


def subject_of(kind: str, *, guest: bool = False) -> str:
    """Return what a letter of a kind is called; a guest is invited, and not convened."""
    said = _SUBJECTS[kind]
    return said.replace("Convocatoria", "Invitación").replace("convocatoria", "invitación") if guest else said


def may_have_call(invited: Invitation) -> bool:
    """Return whether the call goes to them as a paper: not to who is invited to one point, for it lists all."""
    return invited.guest_point_id is None


def public_points(session: CabinetSession, only: int | None = None) -> list[str]:
    """Return the order of the day as anybody convened may read it; ``only``: the key of the one point that is told."""
    return [
        f"{item.position}. {public_title(item.title, is_restricted=item.is_restricted)}"
        for item in session.agenda.all()
        if only is None or item.pk == only
    ]


def event_of(
    session: CabinetSession,
    now: datetime,
    url: str,
    attendees: Sequence[Mailbox] = (),
    only: int | None = None,
) -> Event:
    """Return the session as an event of calendar.

    Args:
        url: where its reader goes on.
        attendees: who is asked; nobody in a calendar to follow.
        only: the key of the one point that its reader is told.
    """
    starts, ends = when_of(session)
    status = Status.TENTATIVE if session.state in _TENTATIVE else Status.CONFIRMED
    return Event(
        uid=session.calendar_uid or f"sesion-{session.pk}@{domain()}",
        sequence=session.call_sequence,
        stamped_at=now,
        starts=starts,
        ends=ends,
        summary=full_name_of(session),
        status=Status.CANCELLED if session.state == states.CANCELLED else status,
        description=_description(public_points(session, only), url, asks=bool(attendees)),
        location=session.place,
        url=url,
        organizer=organizer(),
        attendees=attendees,
    )


def when_of(session: CabinetSession) -> tuple[datetime, datetime] | tuple[date, date]:
    """Return when a session begins and ends: moments, or the day alone while it has no hour."""
    if session.starts_at is None:
        return session.held_on, session.held_on
    starts = datetime.combine(session.held_on, session.starts_at, OFFICE_ZONE)
    return starts, starts + timedelta(minutes=session.length_minutes)


def when_in_words(session: CabinetSession) -> str:
    """Return «jueves 3 de diciembre de 2026, a las 10:00 horas»."""
    hour = f", a las {session.starts_at:%H:%M} horas" if session.starts_at else ""
    return f"{spanish_date(session.held_on)}{hour}"


def letter_of(invited: Invitation, sending: Sending, now: datetime) -> EmailMultiAlternatives:
    """Return the letter of an invitation, with its calendar and the call as PDF."""
    session = invited.session
    link = link_of(invited)
    ends = sending.kind in _ENDS
    context = {
        "kind": sending.kind,
        "session": session,
        "title": full_name_of(session),
        "when": when_in_words(session),
        "has_date": not ends,
        "points": public_points(session, invited.guest_point_id),
        "titular": invited.seat.titular if invited.seat else invited.guest,
        "is_guest": invited.seat is None,
        "post": post_of(invited.guest_title, invited.guest_agency),
        "for_point": invited.guest_point_id is not None,
        "link": link,
        "reads_replies": bool(settings.CALL_MAILBOX["host"]),
    }
    people = [Mailbox(_name_of(invited, n), address) for n, address in enumerate(invited.addresses)]
    event = replace(event_of(session, now, link, people, invited.guest_point_id), uid=event_uid_of(invited))
    return written(
        Letter(
            to=invited.addresses[:1],
            copies=invited.addresses[1:],
            sender=settings.CALL_ADDRESS or settings.DEFAULT_FROM_EMAIL,
            subject=f"{subject_of(sending.kind, guest=invited.seat is None)}: {full_name_of(session)}",
            text=engines["jinja2"].get_template("cabinet/call/letter.txt").render(context),
            html=engines["jinja2"].get_template("cabinet/call/letter.html").render(context),
            message_id=f"<convocatoria.{invited.pk}.{session.call_sequence}.{sending.kind}.{sending.stamp}@{domain()}>",
            method="CANCEL" if ends else "REQUEST",
            calendar=cancellation(event) if ends else invitation(event),
            files=() if ends or not may_have_call(invited) else [_paper(invited, now)],
        )
    )


def _name_of(invited: Invitation, place: int) -> str:
    """Return how a calendar names an addressee: the first is the seat itself, the others only have an address."""
    if place:
        return ""
    return invited.seat.titular if invited.seat else invited.guest


def followed_for(invited: Invitation, now: datetime) -> Followed | None:
    """Return the point of follow-up as its call prints it: for members; a guest is not told of the table's matters."""
    return followed_of(invited.session, now) if invited.seat_id else None


def _paper(invited: Invitation, now: datetime) -> tuple[str, bytes, str]:
    session = invited.session
    made_at = session.call_sent_at
    if made_at is None:
        raise ValueError("Only a session that was called is sent")
    followed = followed_for(invited, now)
    paper = printing.call_document(
        session, seats_of(session.body), made_at, printing.address_of(session), followed
    )
    return f"convocatoria-{printing.slug_of(session)}.pdf", pdf(paper), "application/pdf"


def _description(points: Sequence[str], url: str, *, asks: bool) -> str:
    said = ["Orden del día:", *points] if points else []
    if asks:
        said += ["", f"Responda aquí, sin cuenta: {url}"]
    return "\n".join(said).strip()
