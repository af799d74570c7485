"""Reads of minutes and their drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Q

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.terms import Counted
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.following import rule_for
from gabinete.office.cabinet.highlighting import Paragraph, Quote, paragraphs
from gabinete.office.cabinet.models import AgreementDraft, CabinetSession, Minutes
from gabinete.office.cabinet.queries.sessions import UPCOMING, full_name_of
from gabinete.office.cabinet.states import OPEN
from gabinete.office.cabinet.wordings import Wording, live_warnings
from gabinete.office.followup.rules import OFFICE_CALENDAR


@dataclass(frozen=True)
class DraftCard:
    """A draft as the screen shows it."""

    draft: AgreementDraft
    session: CabinetSession
    today: date
    days: DayCalendar
    follows: str = ""
    """Who would follow its matter unless another is chosen on the card; empty when there is nobody."""

    @cached_property
    def counted(self) -> Counted | None:
        """Return when it would fall due if it were notified today; ``None`` while its term is incomplete."""
        term = rules.DraftTermGiven(self.draft.term_unit, self.draft.term_n, self.draft.due)
        return rules.counted(term, self.session.next_session_on, self.today, self.days)

    @property
    def co_units(self) -> str:
        """Return the acronyms of the co-responsible units, as the field shows them."""
        return ", ".join(unit.acronym for unit in self.draft.co_responsible.all())

    @property
    def warnings(self) -> list[str]:
        """Return what its wording still lacks."""
        draft = self.draft
        falls_due = self.counted.due if self.counted else None
        wording = Wording(
            draft.text,
            draft.lead_id is not None,
            draft.responsible_text,
            draft.term_unit,
            draft.term_text,
            falls_due,
        )
        return live_warnings(wording, self.session.held_on)


@dataclass(frozen=True, slots=True)
class Review:
    """Minutes beside their drafts."""

    minutes: Minutes
    cards: list[DraftCard]
    paragraphs: list[Paragraph]

    @property
    def kept(self) -> int:
        """Return how many matters would be registered."""
        return sum(not card.draft.dropped for card in self.cards)


@dataclass(frozen=True, slots=True)
class WaitingMinutes:
    """Minutes whose agreements nobody has registered yet.

    Attributes:
        kept: how many matters would be registered.
    """

    minutes: Minutes
    kept: int

    @property
    def name(self) -> str:
        """Return «7.ª sesión ordinaria del Gabinete Legal»."""
        return full_name_of(self.minutes.session)


def minutes_waiting(actor: Actor) -> list[WaitingMinutes]:
    """Return the minutes this person has to review and confirm, the oldest session first (one query, or none)."""
    if not actor.may(Permission.CONFIRM_MINUTES):
        return []
    waiting = (
        policies.visible_minutes(actor).filter(confirmed_at__isnull=True).select_related("session__body")
    ).exclude(session__state=OPEN)  # what is being captured in the room is not waiting yet
    kept = Count("drafts", filter=Q(drafts__dropped=False))
    ordered = waiting.annotate(kept=kept).order_by("session__held_on", "pk")[:UPCOMING]
    return [WaitingMinutes(minutes, minutes.kept) for minutes in ordered]


def minutes_of_session(actor: Actor, session: CabinetSession) -> list[Minutes]:
    """Return the minutes of a session this person may read, newest first, each with ``matter_count``."""
    minutes = (
        policies.visible_minutes(actor)
        .filter(session=session)
        .select_related("document", "uploaded_by", "confirmed_by")
    )
    return list(minutes.annotate(matter_count=Count("drafts__matter")).order_by("-uploaded_at", "-id"))


def minutes_of(actor: Actor, pk: int) -> Minutes:
    """Return visible minutes with their session.

    Raises:
        NotFound.
    """
    related = ("session__body", "document", "confirmed_by", "uploaded_by", "monitor")
    minutes = policies.visible_minutes(actor).select_related(*related).filter(pk=pk).first()
    if minutes is None:
        raise policies.unknown("una minuta")
    return minutes


def review_of(actor: Actor, minutes: Minutes, today: date) -> Review:
    """Return minutes beside their drafts."""
    days = calendar(OFFICE_CALENDAR)
    drafts = _drafts(actor, minutes)
    follows = _followers(minutes, drafts, today)
    cards = [DraftCard(d, minutes.session, today, days, follows.get(d.pk, "")) for d in drafts]
    quotes = [
        Quote(card.draft.pk, card.draft.start, card.draft.end or 0)
        for card in cards
        if card.draft.start is not None and not card.draft.dropped
    ]
    return Review(minutes, cards, paragraphs(minutes.text, quotes))


def card_of(actor: Actor, draft_id: int, today: date) -> DraftCard:
    """Return one draft with its minutes.

    Raises:
        NotFound.
    """
    drafts = AgreementDraft.objects.select_related(
        "lead", "matter__monitor", "minutes__session__body", "minutes__monitor", "point"
    ).prefetch_related("co_responsible")
    draft = drafts.filter(pk=draft_id, pk__in=policies.visible_drafts(actor)).first()
    if draft is None:
        raise policies.unknown("un borrador")
    # Of all that are kept, not of this one alone: the rule shares agencies out among the analysts.
    follows = _followers(draft.minutes, list(draft.minutes.drafts.only("lead", "dropped", "minutes")), today)
    return DraftCard(
        draft, draft.minutes.session, today, calendar(OFFICE_CALENDAR), follows.get(draft.pk, "")
    )


def is_draft_of(session_id: int, draft_id: int) -> bool:
    """Return whether an agreement was taken in a session."""
    return AgreementDraft.objects.filter(pk=draft_id, minutes__session=session_id).exists()


def waiting_minutes(session: CabinetSession) -> Minutes | None:
    """Return the minutes that gather what was agreed in the room, while they wait to be registered."""
    return session.minutes.filter(from_room=True, confirmed_at__isnull=True).first()


def kept_count(minutes: Minutes) -> int:
    """Return how many matters the minutes would register."""
    return minutes.drafts.filter(dropped=False).count()


def _followers(minutes: Minutes, drafts: Sequence[AgreementDraft], today: date) -> dict[int, str]:
    """Return the name of who follows each draft when its card names nobody."""
    if minutes.confirmed_at is not None:
        return {}
    if minutes.monitor is not None:
        return {draft.pk: minutes.monitor.name for draft in drafts}
    by_rule = rule_for(minutes, [draft for draft in drafts if not draft.dropped], today)
    return {d.pk: by_rule[d.lead_id].name for d in drafts if d.lead_id in by_rule}


def _drafts(actor: Actor, minutes: Minutes) -> list[AgreementDraft]:
    return list(
        policies.visible_drafts(actor)
        .filter(minutes=minutes)
        .select_related("lead", "matter__monitor", "point")
        .prefetch_related("co_responsible")
        .order_by("position")
    )
