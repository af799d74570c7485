"""Convening: the call, what changes of it, and the letters that carry it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db.models import F
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.actions import tell
from gabinete.foundation.notifications.mail import domain, is_mail_on
from gabinete.kernel import facts
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, IllegalMove, RuleBroken
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.words import spanish_date
from gabinete.office.cabinet import calling, rules, states
from gabinete.office.cabinet.actions.locks import move, session_to_change
from gabinete.office.cabinet.events import SessionCalled
from gabinete.office.cabinet.models import Answer, CabinetSession, Invitation, LetterState
from gabinete.office.cabinet.queries.invited import Addressee, addressees_of, current

CHASE_PAUSE = timedelta(hours=1)
"""Nobody is reminded twice within it, however often the button is pressed."""
_ANSWERABLE = frozenset({states.CALLED, states.FROZEN})


@dataclass(frozen=True, slots=True)
class NewDate:
    """When and where a postponed session will be held instead.

    Attributes:
        starts_at: None keeps the hour.
        place: empty keeps it.
    """

    held_on: date
    starts_at: time | None = None
    place: str = ""


def call_session(actor: Actor, session_id: int, version: int, now: datetime) -> CabinetSession:
    """Issue the call: each seat has its invitation, its people are told and written to, with acuse.

    Calling again updates the same event in every diary and tells them again; answers to the same date stand.

    Raises:
        IllegalMove: the order of the day is empty, or the session was held or cancelled.
        RuleBroken: it was postponed and has no new date, or its day went by.
    """
    with act(actor.user_id, "cabinet.call_session", at=now):
        session = session_to_change(actor, session_id, version)
        if session.date_pending:
            raise RuleBroken(
                "session.date_pending",
                "La sesión se difirió sin nueva fecha. No se envió nada; fíjela primero en «Corregir datos».",
            )
        first = session.call_sequence == 0
        session.call_sent_at = now
        move(session, "call")
        _require_ahead(session, now)
        _send(session, calling.CALL if first else calling.CHANGE, now)
        facts.publish(SessionCalled(session.pk, actor.user_id, now))
    return session


def postpone_session(
    actor: Actor, session_id: int, version: int, reason: str, now: datetime, instead: NewDate | None = None
) -> CabinetSession:
    """Put off a session that was called, keeping its number; it has to be called again.

    With a new date the event moves to it in every diary, as tentative; without one it leaves them until the next call.
    The date foreseen for the session that follows is forgotten when it does not come after the new one.

    Raises:
        BadInput: no reason, or the new date is the one it had.
        RuleBroken: the new date went by.
        IllegalMove: it was not called, or was held.
    """
    why = _reason(reason, "se difiere")
    with act(actor.user_id, "cabinet.postpone_session", at=now, reason=why):
        session = session_to_change(actor, session_id, version)
        before = _meeting(session)
        session.postponed_from, session.date_pending = session.held_on, instead is None
        if instead is not None:
            session.held_on = instead.held_on
            if session.next_session_on is not None and session.next_session_on <= session.held_on:
                session.next_session_on = None
            session.starts_at = instead.starts_at or session.starts_at
            session.place = rules.clean_line(instead.place, 240, "Lugar o liga") or session.place
            _require_moved(before, session)
            _require_ahead(session, now)
        session.frozen_at = None
        move(session, "postpone")
        session.date_sequence = session.call_sequence + 1
        _send(session, calling.UNDATED if instead is None else calling.POSTPONED, now)
    return session


def cancel_session(actor: Actor, session_id: int, version: int, reason: str, now: datetime) -> CabinetSession:
    """Cancel a session that has not been held; its number stays taken and its event leaves every diary.

    Raises:
        BadInput: no reason given.
    """
    why = _reason(reason, "se cancela")
    with act(actor.user_id, "cabinet.cancel_session", at=now, reason=why):
        session = session_to_change(actor, session_id, version)
        move(session, "cancel")
        _send(session, calling.CANCELLED, now)
    return session


def tell_of_change(session: CabinetSession, before: tuple[object, ...], now: datetime) -> None:
    """Tell who was convened that date, hour or place changed, when the call was sent and any of them did.

    Args:
        session: locked, already with its new data and saved.
        before: what :func:`meeting_of` gave before the change.
    """
    if before == _meeting(session):
        return
    if before[:2] != _meeting(session)[:2]:
        session.date_pending = False
    if session.state == states.CALLED:
        _require_ahead(session, now)
        session.date_sequence = session.call_sequence + 1
        _send(session, calling.CHANGE, now)
    elif (
        session.call_sequence
    ):  # postponed: the call that follows will say it; answers were to the date it had
        session.date_sequence = session.call_sequence + 1
        _number(session)


def chase_answers(actor: Actor, session_id: int, now: datetime) -> int:
    """Remind those who have not answered, or answered to another date, and return how many seats were.

    Raises:
        IllegalMove: nobody is being waited for.
    """
    with act(actor.user_id, "cabinet.chase_answers", at=now):
        session = session_to_change(actor, session_id, None)
        if session.state not in _ANSWERABLE:
            raise IllegalMove(
                "call.not_open", "La sesión no espera respuestas en este momento. No se envió nada."
            )
        waiting = [one for one in _invitations(session) if _is_waited_for(one, session, now)]
        Invitation.objects.filter(pk__in=[one.pk for one in waiting]).update(chased_at=now)
        people = addressees_of([one.seat for one in waiting if one.seat], day_of(now))
        _tell(session, people.values(), calling.REMINDER, now)
        _post(session, waiting, calling.REMINDER, now)
    return len(waiting)


def meeting_of(session: CabinetSession) -> tuple[object, ...]:
    """Return what a change of tells everybody: when, where and how they meet."""
    return _meeting(session)


def _meeting(session: CabinetSession) -> tuple[object, ...]:
    return (session.held_on, session.starts_at, session.place, session.modality, session.length_minutes)


def _require_ahead(session: CabinetSession, now: datetime) -> None:
    """Refuse to convene anybody to a day that went by: a slip of the hand that would reach every diary.

    Raises:
        RuleBroken.
    """
    if session.held_on < day_of(now):
        raise RuleBroken(
            "session.past",
            f"El {spanish_date(session.held_on)} ya pasó y no se convoca a una fecha pasada. No se cambió nada ni se "
            "envió nada; corrija la fecha. Si la sesión ya se celebró, suba su minuta.",
        )


def _require_moved(before: tuple[object, ...], session: CabinetSession) -> None:
    if before[:2] == (session.held_on, session.starts_at):
        raise BadInput(
            "session.same_date",
            "La nueva fecha es la que ya tenía. No se cambió nada; escriba otra, o déjela vacía si aún no la hay.",
        )


def _send(session: CabinetSession, kind: str, now: datetime) -> None:
    """Number a sending, bring the invitations up to date and let everybody know; nothing when nobody was convened."""
    if session.call_sent_at is None:
        return
    session.calendar_uid = session.calendar_uid or f"{uuid4()}@{domain()}"[:64]
    session.call_sequence += 1
    session.date_sequence = session.date_sequence or session.call_sequence
    _number(session)
    people = addressees_of(session.body.seats.select_related("unit"), day_of(now))
    if kind in {calling.CALL, calling.CHANGE}:
        _make_missing(session, people)
    sent = [one for one in _invitations(session) if _is_told(one, kind)]
    _withdraw(session, now)
    for one in sent:
        _update(one, session, people.get(one.seat_id or 0, []), now)
    _tell(session, people.values(), kind, now)
    _post(session, sent, kind, now)


def send_alone(one: Invitation, kind: str, now: datetime) -> None:
    """Send to a guest of a locked session what the others already have, or that they are not expected any more.

    The numbers of the session stay: nobody else has anything new. A letter to them that has not left yet never will.
    """
    session = one.session
    one.sent_sequence = max(session.call_sequence, one.sent_sequence + 1)
    one.sent_at, one.key = now, calling.digest_of(one)
    one.save()
    _post(session, [one], kind, now)


def _is_told(one: Invitation, kind: str) -> bool:
    """Return whether a sending is for them: who was never invited is not told that it changed or ended."""
    return bool(one.seat_id) or one.sent_at is not None or kind in {calling.CALL, calling.CHANGE}


def _number(session: CabinetSession) -> None:
    """Save what the sendings number; the move that caused it already gave the session its next version."""
    session.save(update_fields=["calendar_uid", "call_sequence", "date_sequence", "date_pending"])


def _make_missing(session: CabinetSession, people: dict[int, list[Addressee]]) -> None:
    there = set(session.invitations.values_list("seat_id", flat=True))
    fresh = [Invitation(session=session, seat_id=seat_id) for seat_id in people if seat_id not in there]
    for one in fresh:
        one.key = calling.digest_of(one)
    Invitation.objects.bulk_create(fresh)


def _update(one: Invitation, session: CabinetSession, people: list[Addressee], now: datetime) -> None:
    """Write down to whom it goes; whoever is no longer behind the seat loses the link they had."""
    addresses = list(dict.fromkeys(person.address for person in people if person.address)) or (
        [] if one.seat_id else one.addresses
    )
    if set(one.addresses) - set(addresses):
        one.key_turn += 1
    one.addresses, one.key = addresses, calling.digest_of(one)
    one.sent_at, one.sent_sequence = now, session.call_sequence
    if one.answered_to >= session.date_sequence:
        one.answered_to = session.call_sequence  # the date has not moved: what they said stands
    one.save()


def _invitations(session: CabinetSession) -> list[Invitation]:
    rows = current(session.invitations.select_for_update(of=("self",))).select_related("seat")
    invited = list(rows.order_by("seat__order", "pk"))
    for one in invited:
        one.session = session
    return invited


def _withdraw(session: CabinetSession, now: datetime) -> None:
    """Take the event out of the diaries of seats that left the body since the last sending; once."""
    last = session.call_sequence - 1
    gone = session.invitations.filter(seat__left_on__isnull=False, sent_sequence=last)
    _post(session, list(gone), calling.WITHDRAWN, now)


def _is_waited_for(one: Invitation, session: CabinetSession, now: datetime) -> bool:
    silent = one.answer == Answer.PENDING or one.answered_to < session.date_sequence
    return silent and (one.chased_at is None or now - one.chased_at >= CHASE_PAUSE)


def _post(session: CabinetSession, invited: list[Invitation], kind: str, now: datetime) -> None:
    """Let the worker send the letters, once this transaction is done and only if it is."""
    by_mail = is_mail_on() and session.reserve < Reserve.RESTRICTED
    waiting = [one for one in invited if by_mail and one.addresses]
    state = LetterState.NONE if kind != calling.REMINDER else F("letter_state")
    Invitation.objects.filter(pk__in=[one.pk for one in invited]).update(letter_state=state, letter_error="")
    Invitation.objects.filter(pk__in=[one.pk for one in waiting]).update(letter_state=LetterState.QUEUED)
    letters: list[JSONDict] = [
        {
            "invitation_id": one.pk,
            "sequence": one.sent_sequence,
            "kind": kind,
            "stamp": int(now.timestamp()),
        }
        for one in waiting
    ]
    if letters:
        app.configure_task("cabinet.send_call_letter", queue="mail").batch_defer(*letters)


def _tell(session: CabinetSession, people: Iterable[Iterable[Addressee]], kind: str, now: datetime) -> None:
    """Tell them on the desk; by mail too only those whom no letter reaches, or who may not get what it says."""
    told = {person.user_id for group in people for person in group}
    restricted = session.reserve >= Reserve.RESTRICTED
    tell(
        told,
        kind="cabinet.call" if kind in {calling.CALL, calling.CHANGE} else f"cabinet.call_{kind}",
        title=f"{calling.subject_of(kind)}: {rules.session_name(session.number, extraordinary=session.extraordinary)}, {session.body.name}",
        text=_text(session, kind),
        url=reverse("cabinet:show-session", args=[session.pk]),
        at=now,
        mail=restricted,
        needs_receipt=kind in {calling.CALL, calling.CHANGE, calling.POSTPONED},
        reserve=session.reserve,
    )


def _text(session: CabinetSession, kind: str) -> str:
    when = f"{calling.when_in_words(session)}."
    place = f"\nSede: {session.place}" if session.place else ""
    points = "\n".join(calling.public_points(session))
    said = {
        calling.UNDATED: f"Se difirió la sesión del {when} Se le convocará de nuevo.",
        calling.CANCELLED: f"Ya no se celebrará la sesión del {when}",
        calling.POSTPONED: f"La nueva fecha es el {when}{place}\nSe le convocará de nuevo.",
    }
    return said.get(kind) or f"Se le convoca el {when}{place}\n\nOrden del día:\n{points}"


def _reason(reason: str, what: str) -> str:
    why = rules.clean_text(reason)
    if not why:
        raise BadInput("session.no_reason", f"Escriba por qué {what}. No se cambió nada.")
    return why
