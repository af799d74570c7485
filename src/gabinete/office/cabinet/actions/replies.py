"""Answers that come back by mail from a calendar program: taken when proved, held or kept with the reason when not."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.invitations.events import Reply
from gabinete.office.cabinet.actions.answers import AnswerGiven, record, waits_for_answers
from gabinete.office.cabinet.actions.locks import locked_sessions
from gabinete.office.cabinet.models import AnswerDoor, CabinetSession, Invitation, ReceivedReply
from gabinete.office.cabinet.queries.invited import current
from gabinete.office.cabinet.rules.answering import ANSWER_OF, Standing, sequence_meant, why_not_taken

_UNPROVED = "Llegó con un evento que otras personas conocen: nada prueba que la envíe {sender}. Confírmela con esa persona."
_UNVOUCHED = "El servidor de correo no pudo comprobar que el remitente sea quien dice ser."


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is made of a reply.

    Attributes:
        invitation: whose it is, or would be; None when it is of nobody.
        refusal: why it is not taken; empty when it is.
        is_held: it is understood and waits for the secretary to confirm it.
    """

    invitation: Invitation | None = None
    refusal: str = ""
    is_held: bool = False


def take_reply(reply: Reply, now: datetime) -> ReceivedReply | None:
    """Keep a reply and, when everything in it is sound and proved, the answer it gives; None when it was already read.

    Args:
        reply: as :func:`invitations.replies.read_reply` found it.
        now: when it is read; a clock of whoever answered is never asked.
    """
    with act(SYSTEM_ACTOR, "cabinet.take_reply", at=now):
        session = _session_of(reply)
        if ReceivedReply.objects.filter(message_id=reply.message_id).exists():
            return None
        verdict = _judged(reply, session, min(reply.arrived_at or now, now))
        kept = ReceivedReply(
            message_id=reply.message_id,
            received_at=now,
            sender=", ".join(reply.senders)[:320],
            uid=session.calendar_uid if session else reply.uid,  # a seat's own is a secret
            partstat=reply.partstat,
            sequence=reply.sequence,
            comment=reply.comment,
            session=session,
            invitation=verdict.invitation,
            refusal=verdict.refusal[:400],
            is_held=verdict.is_held,
        )
        if verdict.invitation is not None and not verdict.is_held:
            take_answer(verdict.invitation, kept, now)
        kept.save()
        return kept


def take_answer(one: Invitation, reply: ReceivedReply, now: datetime) -> None:
    """Write on its locked invitation what a kept reply answers; the caller's act seals it."""
    meant = sequence_meant(reply.sequence, standing_of(one))
    given = AnswerGiven(ANSWER_OF[reply.partstat], reply.comment)
    record(one, given, AnswerDoor.MAIL, now, answered_to=meant)


def standing_of(one: Invitation) -> Standing:
    """Return what is known of an invitation, whose session is loaded, when a reply arrives."""
    session = one.session
    return Standing(session.call_sequence, session.date_sequence, one.answered_to, one.answered_at)


def _session_of(reply: Reply) -> CabinetSession | None:
    """Return the session of the event, locked: two readings of one letter wait for each other."""
    if not reply.uid:
        return None
    sessions = locked_sessions()
    of_event = Q(calendar_uid=reply.uid) | Q(
        pk__in=Invitation.objects.filter(event_uid=reply.uid).values("session")
    )
    return sessions.filter(of_event).first()


def _judged(reply: Reply, session: CabinetSession | None, arrived_at: datetime) -> _Verdict:
    if reply.trouble:
        return _Verdict(refusal=reply.trouble)
    if session is None:
        return _Verdict(refusal="El evento al que responde no es de ninguna sesión.")
    if reply.method != "REPLY" or reply.partstat not in ANSWER_OF:
        return _Verdict(refusal=_by_hand(reply))
    if not waits_for_answers(session):
        return _Verdict(refusal="La sesión ya no espera respuestas.")
    found = _whose(reply, session)
    return found if found.invitation is None else _weighed(reply, found.invitation, arrived_at)


def _weighed(reply: Reply, one: Invitation, arrived_at: datetime) -> _Verdict:
    """Return whether an answer of a known seat is taken, held or comes too late."""
    if why := why_not_taken(reply.sequence, arrived_at, standing_of(one)):
        return _Verdict(refusal=why)
    doubt = _doubt(reply, one)
    return _Verdict(one, doubt, is_held=bool(doubt))


def _by_hand(reply: Reply) -> str:
    """Return what the technical secretary has to settle with the sender."""
    if reply.method == "COUNTER":
        return "Propone otra fecha u hora; trátelo con quien la envía."
    if reply.partstat == "DELEGATED":
        return "Delega en otra persona; registre al suplente con su designación."
    return f"No dice si asiste ({reply.partstat or 'sin respuesta'}); pregúntele."


def _whose(reply: Reply, session: CabinetSession) -> _Verdict:
    """Return the invitation the sender answers: their address must be one the call was sent to."""
    if len(reply.senders) != 1:
        return _Verdict(refusal="La carta no dice quién la envía, o dice varios.")
    sender = reply.senders[0]
    rows = current(session.invitations.select_for_update(of=("self",))).select_related("seat__unit")
    told = [one for one in rows if reply.uid in {session.calendar_uid, one.event_uid}]
    theirs = [one for one in told if sender in one.addresses]
    if not theirs:
        return _Verdict(refusal="El remitente no está entre las direcciones a las que se envió ese evento.")
    if not any(reply.attendees[0] in one.addresses for one in theirs):
        return _Verdict(refusal=f"Responde por {reply.attendees[0]}, que no es del mismo asiento.")
    if len(theirs) > 1:
        seats = ", ".join(str(one.seat or one.guest) for one in theirs)
        return _Verdict(
            refusal=f"El remitente recibe la convocatoria de varios asientos ({seats}); diga de cuál."
        )
    theirs[0].session = session
    return _Verdict(theirs[0])


def _doubt(reply: Reply, one: Invitation) -> str:
    """Return why a reply is not believed by itself; empty when something in it proves whose it is.

    The proof is the identifier of an event that only that seat received, while nobody who received it has left the
    seat; or the word of the office's own mail server for the sender (decision 0019).
    """
    if reply.vouched is False:
        return _UNVOUCHED
    knows_it = reply.uid == one.event_uid and one.key_turn == 0
    return "" if knows_it or reply.vouched else _UNPROVED.format(sender=reply.senders[0])
