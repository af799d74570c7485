"""The moment at which drafts become matters: all of them, once, or none."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel import facts
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import RuleBroken, Stale
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.locks import minutes_held, move
from gabinete.office.cabinet.events import MinutesConfirmed
from gabinete.office.cabinet.following import monitors_of
from gabinete.office.cabinet.models import AgreementDraft, CabinetSession, Minutes
from gabinete.office.cabinet.queries.happened import day_held
from gabinete.office.followup import actions as followup
from gabinete.office.followup.models import OriginKind
from gabinete.office.followup.orders import NewMatter, Origin


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation left.

    Attributes:
        matter_ids: in the order of the drafts.
        already: it had been confirmed before; nothing was done now.
    """

    minutes: Minutes
    matter_ids: tuple[int, ...]
    already: bool


def confirm_minutes(actor: Actor, minutes_id: int, version: int, now: datetime) -> Confirmed:
    """Register and notify every draft that was kept, in one transaction; each matter keeps its quote.

    Sent twice, or by two secretaries at once, it registers once: the second is given what the first did.

    Raises:
        NotAllowed, NotFound.
        Stale: a draft changed since this person saw them.
        RuleBroken: some draft is not ready; ``reasons`` names each by its number.
    """
    with act(actor.user_id, "cabinet.confirm_minutes", at=now):
        minutes = _held(actor, minutes_id)
        if minutes.confirmed_at is not None:
            return Confirmed(minutes, _matters_of(minutes), already=True)
        if minutes.version != version:
            raise Stale(
                "minutes.stale",
                "Los borradores cambiaron desde que usted los vio. No se registró nada; actualice la página, revíselos y confirme de nuevo.",
            )
        drafts = list(kept_drafts(minutes))
        _require_all_seen(actor, minutes, drafts)
        _require_ready(minutes.session, drafts)
        following = monitors_of(minutes, drafts, day_of(now))
        for draft in drafts:
            _register(actor, minutes.session, draft, following[draft.pk], now)
        minutes.confirmed_at, minutes.confirmed_by_id = now, actor.user_id
        minutes.version += 1
        minutes.save()
        move(minutes.session, "register_agreements" if minutes.from_room else "confirm_minutes")
        confirmed = Confirmed(minutes, _matters_of(minutes), already=False)
        facts.publish(
            MinutesConfirmed(minutes.pk, minutes.session_id, confirmed.matter_ids, actor.user_id, now)
        )
    return confirmed


def kept_drafts(minutes: Minutes) -> QuerySet[AgreementDraft]:
    """Return the drafts that will be registered, in order."""
    return (
        minutes.drafts.filter(dropped=False)
        .select_related("point")
        .prefetch_related("co_responsible")
        .order_by("position")
    )


def facts_of(draft: AgreementDraft) -> rules.DraftFacts:
    """Return a draft as the rules see it."""
    return rules.DraftFacts(
        draft.text,
        draft.means_of_verification,
        draft.lead_id,
        tuple(unit.pk for unit in draft.co_responsible.all()),
        rules.DraftTermGiven(draft.term_unit, draft.term_n, draft.due),
    )


def _held(actor: Actor, minutes_id: int) -> Minutes:
    minutes = minutes_held(actor, minutes_id)
    policies.require(
        policies.may_confirm_minutes(actor, minutes.session), "registrar los asuntos de una sesión"
    )
    return minutes


def _require_all_seen(actor: Actor, minutes: Minutes, drafts: list[AgreementDraft]) -> None:
    """Refuse to register what the person may not read: agreements of restricted points are theirs whom they name."""
    seen = policies.visible_drafts(actor).filter(minutes=minutes, dropped=False)
    if len(drafts) != seen.count():
        raise RuleBroken(
            "minutes.restricted",
            "Hay acuerdos de un punto reservado que usted no puede leer. No se registró nada; los registra quien está entre sus lectores.",
        )


def _reserve_of(session: CabinetSession, draft: AgreementDraft) -> int:
    """Return the degree of the matter: that of the session, and no less than restricted when its point was."""
    hidden = draft.point is not None and draft.point.is_restricted
    return max(session.reserve, int(Reserve.RESTRICTED)) if hidden else session.reserve


def _require_ready(session: CabinetSession, drafts: list[AgreementDraft]) -> None:
    missing = [
        (d.position, rules.lacks(facts_of(d), day_held(session), session.next_session_on)) for d in drafts
    ]
    if reasons := rules.lacking_sentence(missing):
        raise RuleBroken(
            "minutes.not_ready",
            f"Todavía no se puede registrar. {' '.join(reasons)} No se registró nada y sus borradores siguen guardados; complételos.",
            reasons=reasons,
        )


def _register(
    actor: Actor, session: CabinetSession, draft: AgreementDraft, monitor_id: int | None, now: datetime
) -> None:
    matter = followup.register(actor, _order(session, draft, monitor_id), now=now)
    followup.notify(actor, matter.pk, version=matter.version, now=now)
    draft.matter = matter
    draft.save(update_fields=["matter"])


def _order(session: CabinetSession, draft: AgreementDraft, monitor_id: int | None) -> NewMatter:
    """Return the draft as the follow-up engine takes it."""
    known = facts_of(draft)
    name = rules.session_name(session.number, extraordinary=session.extraordinary)
    return NewMatter(
        kind=draft.kind,
        title=rules.title_of(draft.text),
        text=draft.quote or draft.text,
        issued_on=day_held(session),
        lead_id=draft.lead_id or 0,
        co_ids=tuple(known.co_ids),
        means=draft.means_of_verification,
        term=rules.term_of(known.term, session.next_session_on),
        term_text=draft.term_text,
        origin=Origin(
            OriginKind.SESSION,
            f"{name} {rules.of_body(session.body.name)}",
            session.body.code,
            session.number,
            session.body.chair,
        ),
        monitor_id=monitor_id,
        reserve=_reserve_of(session, draft),
        axis_id=draft.axis_id,
    )


def _matters_of(minutes: Minutes) -> tuple[int, ...]:
    linked = minutes.drafts.filter(matter__isnull=False).order_by("position")
    return tuple(linked.values_list("matter_id", flat=True))
