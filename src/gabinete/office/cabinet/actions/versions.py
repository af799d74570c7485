"""Building the minutes of a session from what happened in it: numbered versions, never edited."""

import io
from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.models import Document
from gabinete.foundation.rendering.pdf import pdf
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.actions.locks import save_session, session_to_change, situation_of
from gabinete.office.cabinet.actions.signers import planned_signers
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, PaperKind, Signature
from gabinete.office.cabinet.printing import address_of
from gabinete.office.cabinet.printing_minutes import minutes_paper
from gabinete.office.cabinet.queries.happened import what_happened
from gabinete.office.cabinet.queries.versions import latest_version
from gabinete.office.cabinet.rules.minutes_content import content_of, same_minutes
from gabinete.office.cabinet.rules.minutes_facts import SessionFacts
from gabinete.office.cabinet.rules.minutes_fields import minutes_fields
from gabinete.office.cabinet.states import SESSION_FLOW
from gabinete.office.cabinet.word_papers import word_paper

REASON_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Built:
    """What building left.

    Attributes:
        already: nothing changed since the last version, which is given back.
    """

    version: MinutesVersion
    already: bool


def build_version(actor: Actor, session_id: int, reason: str, now: datetime) -> Built:
    """Build the minutes of a session as its next version, in Word and in PDF/UA.

    When nothing changed since the last version that one is given back: a number is not spent on the same words.

    Args:
        reason: why it takes the place of an earlier one; compulsory once somebody signed.

    Raises:
        NotAllowed, NotFound.
        IllegalMove: the session was not held, or a point has no outcome.
        BadInput: the reason is missing, or the body's Word template cannot be filled.
    """
    why = clean_reason(reason)
    with act(actor.user_id, "cabinet.build_minutes", at=now, reason=why):
        session = session_to_change(actor, session_id, None)
        SESSION_FLOW.require("build_minutes", session.state, situation_of(session))
        why = why or _inherited_reason(session)
        _require_reason(session, why)
        facts, last = _facts(actor, session, now), latest_version(session)
        if last is not None and last.reason == why and same_minutes(last.content, content_of(facts)):
            return Built(last, already=True)
        version = _written(actor, session, facts, why, now)
        save_session(session)
    return Built(version, already=False)


def build_next(actor: Actor, session: CabinetSession, reason: str, now: datetime) -> MinutesVersion:
    """Build the next version of a locked session inside the caller's act, whether anything changed or not."""
    return _written(actor, session, _facts(actor, session, now), reason, now)


def clean_reason(reason: str) -> str:
    """Return a reason as it is kept.

    Raises:
        BadInput: too long.
    """
    return rules.clean_line(reason, REASON_LIMIT, "Motivo")


def _facts(actor: Actor, session: CabinetSession, now: datetime) -> SessionFacts:
    return what_happened(session, planned_signers(actor, session, day_of(now)))


def _inherited_reason(session: CabinetSession) -> str:
    """Return the reason of the last version while it has not gone out: one built over it corrects the same."""
    last = latest_version(session)
    return last.reason if last is not None and last.circulated_at is None else ""


def _require_reason(session: CabinetSession, reason: str) -> None:
    signed = Signature.objects.filter(minutes__session=session, signed_at__isnull=False)
    if not reason and signed.exists():
        raise BadInput(
            "minutes.no_reason",
            "Ya hay firmas en la minuta de esta sesión: escriba por qué se hace otra versión. No se cambió nada y lo "
            "firmado se conserva.",
        )


def _written(
    actor: Actor, session: CabinetSession, facts: SessionFacts, reason: str, now: datetime
) -> MinutesVersion:
    """Write the version with its papers."""
    last = latest_version(session)
    number = last.number + 1 if last else 1
    content = content_of(facts)
    fields = {**minutes_fields(facts), "version": str(number), "motivo_version": reason}
    printed = pdf(minutes_paper(content, number, now, address_of(session), reason))
    worded = word_paper(session.body_id, PaperKind.MINUTES, fields, now)
    name = f"Minuta {facts.reference.replace('/', '-')} v{number}"
    return MinutesVersion.objects.create(
        session=session,
        number=number,
        made_at=now,
        made_by_id=actor.user_id,
        reason=reason,
        content=content,
        docx=kept(worded, f"{name}.docx", actor, now),
        pdf=kept(printed, f"{name}.pdf", actor, now),
    )


def kept(content: bytes, name: str, actor: Actor, now: datetime) -> Document:
    """Keep a paper that this system made."""
    return store(
        io.BytesIO(content), name=name, actor_id=actor.user_id, now=now, source="Hecho por el sistema"
    )
