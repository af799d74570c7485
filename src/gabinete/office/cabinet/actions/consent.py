"""The consent block: adjusted by the technical secretary, taken in one act once the session is open."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.words import listed
from gabinete.office.cabinet.actions.locks import save_session, session_to_change
from gabinete.office.cabinet.actions.point_locks import point_to_change
from gabinete.office.cabinet.models import AgendaItem, ConsentChoice
from gabinete.office.cabinet.queries.consent import consent_block, facts_of, fresh_stances
from gabinete.office.cabinet.queries.opinions import why_not_presented
from gabinete.office.cabinet.rules import consent
from gabinete.office.cabinet.states import SESSION_FLOW, Situation


def choose_consent(actor: Actor, point_id: int, version: int, choice: str, now: datetime) -> AgendaItem:
    """Put a point in the block, take it out, or leave it to the rule.

    The session moves to its next version, so that whoever was about to take the block sees it anew.

    Raises:
        RuleBroken: somebody objects or asks for the floor, it is restricted, or an opinion is pending.
        Stale: somebody changed the point since.
    """
    if choice not in ConsentChoice.values:
        raise BadInput(
            "consent.choice", "Elija si el punto va en el bloque o por separado. No se cambió nada."
        )
    with act(actor.user_id, "cabinet.choose_consent", at=now):
        point = point_to_change(actor, point_id, version)
        session = point.session
        SESSION_FLOW.require("choose_consent", session.state, Situation())
        if choice == ConsentChoice.IN:
            stopped = why_not_presented(session, day_of(now))
            facts = facts_of([point], fresh_stances([point]), stopped)[point.pk]
            if reasons := consent.why_not(facts):
                raise RuleBroken(
                    "consent.not_this_one",
                    f"El punto {point.position} no puede ir en el bloque: {listed(reasons)}. No se cambió nada.",
                )
        point.consent_choice = choice
        point.version += 1
        point.save(update_fields=["consent_choice", "version"])
        save_session(session)
    return point


def take_consent_block(actor: Actor, session_id: int, version: int | None, now: datetime) -> list[AgendaItem]:
    """Take every point of the block in one act: what was for decision is agreed, the rest is noted.

    Args:
        version: of the session as it was shown with the block; None does not compare.

    Returns:
        The points taken, in order.

    Raises:
        Stale: the session or its block changed since.
        IllegalMove: the session is not open.
        RuleBroken: the block is empty.
    """
    with act(actor.user_id, "cabinet.take_consent_block", at=now):
        session = session_to_change(actor, session_id, version)
        SESSION_FLOW.require("take_consent", session.state, Situation())
        taken = consent_block(session, day_of(now)).taken
        if not taken:
            raise RuleBroken(
                "consent.empty",
                "Ningún punto va en el bloque sin objeción. No se cambió nada; trátelos uno por uno.",
            )
        for point in taken:
            _settle(point, now)
        if session.current_point_id in {point.pk for point in taken}:
            session.current_point = None
        save_session(session)
    return taken


def _settle(point: AgendaItem, now: datetime) -> None:
    point.outcome, point.in_consent = consent.TAKEN_AS[point.kind], True
    point.started_at, point.ended_at = point.started_at or now, now
    point.version += 1
    point.save(update_fields=["outcome", "in_consent", "started_at", "ended_at", "version"])
