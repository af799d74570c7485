"""Replies by mail that nothing proves: the secretary asks the person, and takes them or sets them aside."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import IllegalMove, RuleBroken
from gabinete.office.cabinet import policies, states
from gabinete.office.cabinet.actions.answers import waits_for_answers
from gabinete.office.cabinet.actions.locks import locked_sessions
from gabinete.office.cabinet.actions.replies import standing_of, take_answer
from gabinete.office.cabinet.models import Invitation, ReceivedReply
from gabinete.office.cabinet.rules.answering import why_not_taken


def confirm_reply(actor: Actor, reply_id: int, now: datetime) -> Invitation:
    """Take a held reply as the answer of its seat, once the secretary knows whose it is.

    Raises:
        NotFound, NotAllowed.
        IllegalMove: somebody settled it before, or nobody is waited for.
        RuleBroken: a later answer replaced it.
    """
    with act(actor.user_id, "cabinet.confirm_reply", at=now):
        reply, one = _held(actor, reply_id)
        if not waits_for_answers(one.session):
            state = states.LABELS[one.session.state].lower()
            raise IllegalMove(
                "call.closed",
                f"La sesión ya no espera respuestas: está {state}. No se cambió nada; descarte la respuesta.",
            )
        if why := why_not_taken(reply.sequence, reply.received_at, standing_of(one)):
            raise RuleBroken("reply.late", f"{why} No se cambió nada; descarte esta respuesta.")
        reply.is_held, reply.refusal = False, ""
        take_answer(one, reply, now)
        reply.save()
    return one


def dismiss_reply(actor: Actor, reply_id: int, now: datetime) -> ReceivedReply:
    """Set a held reply aside; it stays listed among those not taken.

    Raises:
        NotFound, NotAllowed.
        IllegalMove: somebody settled it before.
    """
    with act(actor.user_id, "cabinet.dismiss_reply", at=now):
        reply, _one = _held(actor, reply_id)
        reply.is_held, reply.invitation = False, None
        reply.refusal = f"La secretaría técnica la descartó. {reply.refusal}"[:400]
        reply.save()
    return reply


def _held(actor: Actor, reply_id: int) -> tuple[ReceivedReply, Invitation]:
    """Return a held reply and its invitation, both locked, under the lock of the session."""
    known = ReceivedReply.objects.filter(pk=reply_id, session__isnull=False).values_list("session", flat=True)
    session = locked_sessions().filter(pk__in=known).first()
    if session is None or not policies.may_view_session(actor, session):
        raise policies.unknown("una respuesta")
    policies.require(policies.may_manage_session(actor, session), "confirmar respuestas")
    reply = ReceivedReply.objects.select_for_update(of=("self",)).get(pk=reply_id)
    one = Invitation.objects.select_for_update(of=("self",)).filter(pk=reply.invitation_id or 0).first()
    if one is None or not reply.is_held:
        raise IllegalMove(
            "reply.settled",
            "Esa respuesta ya se confirmó o se descartó. No se cambió nada; actualice la página.",
        )
    one.session = session
    return reply, one
