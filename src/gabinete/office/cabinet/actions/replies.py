"""Answers that come back by mail from a calendar program: taken when they are sound, kept and explained when not."""

from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.invitations.events import Reply
from gabinete.office.cabinet.actions.answers import AnswerGiven, record, waits_for_answers
from gabinete.office.cabinet.models import AnswerDoor, CabinetSession, Invitation, ReceivedReply
from gabinete.office.cabinet.queries.invited import current
from gabinete.office.cabinet.rules.answering import ANSWER_OF, Standing, sequence_meant, why_not_taken


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is made of a reply: whose it is, or why it is not taken."""

    invitation: Invitation | None = None
    refusal: str = ""


def take_reply(reply: Reply, now: datetime) -> ReceivedReply | None:
    """Keep a reply and, when everything in it is sound, the answer it gives; None when it was already read.

    Args:
        reply: as :func:`invitations.replies.read_reply` found it.
        now: when it is read; a clock of whoever answered is never asked.
    """
    with act(SYSTEM_ACTOR, "cabinet.take_reply", at=now):
        session = _session_of(reply)
        if ReceivedReply.objects.filter(message_id=reply.message_id).exists():
            return None
        verdict = _judged(reply, session, min(reply.arrived_at or now, now))
        if verdict.invitation is not None and session is not None:
            _take(verdict.invitation, reply, session, now)
        return ReceivedReply.objects.create(
            message_id=reply.message_id,
            received_at=now,
            sender=", ".join(reply.senders)[:320],
            uid=reply.uid,
            partstat=reply.partstat,
            sequence=reply.sequence,
            session=session,
            invitation=verdict.invitation,
            refusal=verdict.refusal[:400],
        )


def _session_of(reply: Reply) -> CabinetSession | None:
    """Return the session of the event, locked: two readings of one letter wait for each other."""
    if not reply.uid:
        return None
    sessions = CabinetSession.objects.select_for_update(of=("self",)).select_related("body")
    return sessions.filter(calendar_uid=reply.uid).first()


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
    if found.invitation is None:
        return found
    why = why_not_taken(reply.sequence, arrived_at, _standing(found.invitation, session))
    return _Verdict(refusal=why) if why else found


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
    if reply.vouched is False:
        return _Verdict(
            refusal="El servidor de correo no pudo comprobar que el remitente sea quien dice ser."
        )
    sender = reply.senders[0]
    rows = current(session.invitations.select_for_update(of=("self",))).select_related("seat__unit")
    theirs = [one for one in rows if sender in one.addresses]
    if not theirs:
        return _Verdict(refusal="El remitente no está entre las direcciones convocadas.")
    if not any(reply.attendees[0] in one.addresses for one in theirs):
        return _Verdict(refusal=f"Responde por {reply.attendees[0]}, que no es del mismo asiento.")
    if len(theirs) > 1:
        seats = ", ".join(str(one.seat or one.guest) for one in theirs)
        return _Verdict(
            refusal=f"El remitente recibe la convocatoria de varios asientos ({seats}); diga de cuál."
        )
    theirs[0].session = session
    return _Verdict(theirs[0])


def _standing(one: Invitation, session: CabinetSession) -> Standing:
    return Standing(session.call_sequence, session.date_sequence, one.answered_to, one.answered_at)


def _take(one: Invitation, reply: Reply, session: CabinetSession, now: datetime) -> None:
    meant = sequence_meant(reply.sequence, _standing(one, session))
    given = AnswerGiven(ANSWER_OF[reply.partstat], reply.comment)
    record(one, given, AnswerDoor.MAIL, now, answered_to=meant)
