"""Calling somebody without a seat: invited, told, received in the room, or told that they need not come."""

from datetime import date, datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import IllegalMove, RuleBroken, Stale
from gabinete.office.cabinet import calling, policies, states
from gabinete.office.cabinet.actions.attendance import put_guest
from gabinete.office.cabinet.actions.calls import send_alone
from gabinete.office.cabinet.actions.entries import Mark, Result, announce, entered
from gabinete.office.cabinet.actions.locks import session_to_change
from gabinete.office.cabinet.models import AgendaItem, Attendance, CabinetSession, Invitation
from gabinete.office.cabinet.queries.guests import guests_of
from gabinete.office.cabinet.queries.invited import addressees_of, current
from gabinete.office.cabinet.rules.guests import MOST, GuestGiven, clean_guest, post_of
from gabinete.office.cabinet.rules.people import same_person

_SENDS_NOW = frozenset({states.CALLED, states.FROZEN})
"""The call is out: whoever is invited is told at once."""


def invite_guest(actor: Actor, session_id: int, given: GuestGiven, now: datetime) -> Invitation:
    """Call somebody without a seat. They are told with the call, or at once when it is out. Sent twice it stays once.

    Raises:
        NotAllowed, NotFound.
        BadInput: no name, or a datum that cannot be.
        IllegalMove: the session was held or cancelled.
        RuleBroken: they are invited already, or sit at the table; or the point is restricted.
    """
    with act(actor.user_id, "cabinet.invite_guest", at=now):
        session = session_to_change(actor, session_id, None)
        _require_ahead(session)
        given = clean_guest(given)
        point = _point(session, given.point_id)
        there = list(guests_of(session))
        if (same := next((one for one in there if _given_of(one) == given), None)) is not None:
            return same
        _refuse_repeated(there, given)
        _refuse_seated(session, given.mail, now.astimezone(OFFICE_ZONE).date())
        one = Invitation(
            session=session,
            guest=given.name,
            guest_title=given.title,
            guest_agency=given.agency,
            guest_point=point,
            addresses=[given.mail] if given.mail else [],
        )
        one.key = calling.digest_of(one)
        one.save()
        if session.state in _SENDS_NOW:
            send_alone(one, calling.CALL, now)
        announce(session)
    return one


def withdraw_guest(actor: Actor, invitation_id: int, version: int, now: datetime) -> Invitation:
    """Call a guest no longer: one who was told is told again, and the event leaves their diary and nobody else's.

    Raises:
        NotAllowed, NotFound.
        IllegalMove: the session was held or cancelled.
        RuleBroken: they are in the room.
        Stale: they answered, or somebody changed it, since.
    """
    with act(actor.user_id, "cabinet.withdraw_guest", at=now):
        found = current(Invitation.objects.filter(pk=invitation_id, seat__isnull=True)).first()
        if found is None:
            raise policies.unknown("un invitado")
        session = session_to_change(actor, found.session_id, None)
        one = Invitation.objects.select_for_update(of=("self",)).get(pk=found.pk)
        one.session = session
        _require_ahead(session)
        if one.withdrawn_at is not None:
            return one  # the same form sent twice
        if one.version != version:
            raise Stale(
                "guest.stale",
                f"{one.guest} respondió, o alguien cambió su invitación, mientras usted la veía. No se retiró; revísela.",
            )
        if Attendance.objects.filter(invitation=one).exists():
            raise RuleBroken(
                "guest.came", f"{one.guest} ya está en la lista de asistencia. No se retiró la invitación."
            )
        announce(session)
        if one.sent_at is None:
            one.delete()
            return one
        one.withdrawn_at, one.version = now, one.version + 1
        send_alone(one, calling.WITHDRAWN, now)
    return one


def guest_arrives(actor: Actor, session_id: int, invitation_id: int, mark: Mark) -> Result:
    """Put a guest who was called on the list of a session; once, however often it is keyed.

    Raises:
        NotFound: nobody called them, or no longer.
        IllegalMove: the session takes no attendance now.
    """

    def write(session: CabinetSession) -> Result:
        one = guests_of(session).filter(pk=invitation_id).first()
        if one is None:
            raise policies.unknown("un invitado")
        line = put_guest(session, one.guest, post_of(one.guest_title, one.guest_agency), mark.at(), one)
        return {"attendance": line.pk}

    return entered(actor, session_id, "guest_arrives", mark, write)


def _require_ahead(session: CabinetSession) -> None:
    if session.state not in states.AHEAD:
        raise IllegalMove(
            "guest.too_late",
            f"La sesión está {states.LABELS[session.state].lower()}: ya no se invita ni se retira a nadie. No se cambió nada; "
            "si llega alguien, regístrelo en la sala.",
        )


def _point(session: CabinetSession, point_id: int | None) -> AgendaItem | None:
    if point_id is None:
        return None
    point = session.agenda.filter(pk=point_id).first()
    if point is None:
        raise policies.unknown("un punto de esta sesión")
    if point.is_restricted:
        raise RuleBroken(
            "guest.restricted_point",
            "El punto es restringido y su invitación diría de qué trata. No se registró nada; invítele sin punto, o "
            "quite la restricción.",
        )
    return point


def _given_of(one: Invitation) -> GuestGiven:
    mail = one.addresses[0] if one.addresses else ""
    return GuestGiven(one.guest, one.guest_title, one.guest_agency, mail, one.guest_point_id)


def _refuse_repeated(there: list[Invitation], given: GuestGiven) -> None:
    if len(there) >= MOST:
        raise RuleBroken("guest.too_many", f"Una sesión admite {MOST} invitados. No se registró nada.")
    for one in there:
        same_mail = bool(given.mail) and given.mail in one.addresses
        same_name = not given.mail and same_person(given.name, one.guest)
        if same_mail or same_name:
            what = f"El correo {given.mail} ya es de" if same_mail else "Ya está invitado"
            raise RuleBroken(
                "guest.repeated",
                f"{what} {one.guest}. No se registró nada; si es otra persona, "
                f"{'escriba otro correo' if same_mail else 'escriba su correo'}.",
            )


def _refuse_seated(session: CabinetSession, mail: str, today: date) -> None:
    """Refuse the mail of somebody who is called for a seat: they would be told twice, and as less than they are."""
    if not mail:
        return
    seats = list(session.body.seats.select_related("unit"))
    people = addressees_of(seats, today)
    sits = next((seat for seat in seats if mail in {one.address for one in people.get(seat.pk, ())}), None)
    if sits is not None:
        raise RuleBroken(
            "guest.seated",
            f"El correo {mail} ya recibe la convocatoria del asiento de {sits.unit.acronym}. No se registró nada: quien "
            "integra el gabinete no va como invitado.",
        )
