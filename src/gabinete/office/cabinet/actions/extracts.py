"""The extract of each agreement: an oficio of its own, sent to whoever answers for it, with acuse."""

from datetime import datetime

from django.conf import settings

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import ROLE_CLEARANCE
from gabinete.foundation.access.queries import people_who_hold
from gabinete.foundation.audit.acts import act
from gabinete.foundation.audit.queries import latest_root
from gabinete.foundation.notifications.actions import tell
from gabinete.foundation.rendering.pdf import pdf
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import RuleBroken
from gabinete.kernel.words import plain_date
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.actions.locks import session_to_change
from gabinete.office.cabinet.actions.signers import technical_secretary
from gabinete.office.cabinet.actions.versions import kept
from gabinete.office.cabinet.models import AgreementDraft, CabinetSession, Extract, PaperKind
from gabinete.office.cabinet.printing_minutes import extract_paper
from gabinete.office.cabinet.queries.extracts import born_in
from gabinete.office.cabinet.queries.happened import agreed_facts
from gabinete.office.cabinet.rules.minutes_facts import AgreedFacts
from gabinete.office.cabinet.rules.minutes_fields import agreement_fields
from gabinete.office.cabinet.states import HAPPENED, RECORDED
from gabinete.office.cabinet.word_papers import session_values, word_paper
from gabinete.office.followup import actions as followup
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries.rows import matter_url
from gabinete.office.followup.states import NOTIFIED, REGISTERED

_AGENCY = (Role.LIAISON, Role.UNIT_HEAD)


def send_extracts(actor: Actor, session_id: int, now: datetime) -> list[Extract]:
    """Send the extract of every agreement of a session that has none yet, and notify those that were not.

    The acuse of the notice is the acuse of the matter: given in either place it counts in both.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: the session was not held, or there is nothing left to send.
    """
    with act(actor.user_id, "cabinet.send_extracts", at=now):
        session = session_to_change(actor, session_id, None)
        policies.require(policies.may_confirm_minutes(actor, session), "notificar los acuerdos de una sesión")
        if session.state not in HAPPENED | {RECORDED}:
            raise RuleBroken(
                "extract.early", "La sesión no ha concluido. No se envió nada; espere a que concluya."
            )
        drafts = _unsent(session)
        if not drafts:
            raise RuleBroken(
                "extract.none", "Todos los extractos de esta sesión ya se enviaron. No se envió nada."
            )
        return [_send(actor, draft, now) for draft in drafts]


def _unsent(session: CabinetSession) -> list[AgreementDraft]:
    sent = session.extracts.values("matter_id")
    drafts = AgreementDraft.objects.filter(matter__in=born_in(session)).exclude(matter__in=sent)
    related = ("lead", "point", "matter", "minutes__session__body__secretary_unit")
    return list(drafts.select_related(*related).prefetch_related("co_responsible").order_by("matter__folio"))


def _send(actor: Actor, draft: AgreementDraft, now: datetime) -> Extract:
    matter = draft.matter
    if matter is None:  # narrows the type; the query has looked
        raise policies.unknown("un asunto")
    if matter.state == REGISTERED:
        matter = draft.matter = followup.notify(actor, matter.pk, version=matter.version, now=now)
    session = draft.minutes.session
    facts = agreed_facts(draft, session.next_session_on)
    values = _values(actor, draft, facts, now)
    paper = extract_paper(values, now)
    name = f"Extracto {matter.folio.replace('/', '-')}"
    extract = Extract.objects.create(
        session=session,
        matter=matter,
        docx=kept(word_paper(session.body_id, PaperKind.EXTRACT, values, now), f"{name}.docx", actor, now),
        pdf=kept(pdf(paper), f"{name}.pdf", actor, now),
        sent_at=now,
        sent_by_id=actor.user_id,
    )
    _tell(matter, now)
    return extract


def _values(actor: Actor, draft: AgreementDraft, facts: AgreedFacts, now: datetime) -> dict[str, str]:
    """Return the fields of an extract."""
    session, point, today = draft.minutes.session, draft.point, day_of(now)
    secretary, root = technical_secretary(actor, session, today), latest_root()
    shown = point is not None and not point.is_restricted
    return {
        **{name: str(value) for name, value in session_values(session).items()},
        **agreement_fields(facts),
        "fecha_oficio": plain_date(today),
        "punto": f"Punto {point.position}. {point.title}" if point is not None and shown else "",
        "firmante": secretary.name,
        "cargo_firmante": secretary.title or "Secretaría técnica",
        "direccion": settings.PUBLIC_ADDRESS + matter_url(draft.matter_id or 0),
        "sello": root.root if root else "",
    }


def _tell(matter: Matter, now: datetime) -> None:
    """Tell the agencies that answer for it; the acuse of this notice is taken as that of the matter."""
    today = day_of(now)
    cleared = [role for role in _AGENCY if ROLE_CLEARANCE[role] >= matter.reserve]
    tell(
        people_who_hold(cleared, today, [matter.lead_id, *matter.co_unit_ids]),
        kind="followup.extract",
        title=f"Extracto de acuerdo: {matter.folio} · {matter.title}",
        text=f"{matter.text}\n\nEl extracto: {settings.PUBLIC_ADDRESS}{matter_url(matter.pk)}extracto.pdf",
        url=matter_url(matter.pk),
        at=now,
        needs_receipt=matter.state == NOTIFIED,
        reserve=matter.reserve,
    )
