"""Every read of bodies, sessions and minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.terms import Counted
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.following import rule_for
from gabinete.office.cabinet.highlighting import Paragraph, Quote, paragraphs
from gabinete.office.cabinet.models import AgreementDraft, Body, CabinetSession, Minutes, Seat
from gabinete.office.cabinet.states import CANCELLED, LABELS
from gabinete.office.cabinet.wordings import Wording, live_warnings
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.rows import MatterRow, rows_of
from gabinete.office.followup.rules import OFFICE_CALENDAR

PAGE = 25
UPCOMING = 50


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of the list of sessions.

    Attributes:
        points: how many its order of the day has.
        matters: how many matters were born in it.
        in_review: key of the minutes that wait to be reviewed; 0 when none.
    """

    session: CabinetSession
    points: int
    matters: int
    in_review: int

    @property
    def name(self) -> str:
        """Return «7.ª sesión ordinaria»."""
        return name_of(self.session)

    @property
    def state_label(self) -> str:
        """Return the state in words."""
        return LABELS[self.session.state]


@dataclass(frozen=True, slots=True)
class SessionPage:
    """The past, page by page.

    Attributes:
        after: place where the next page begins; empty on the last one.
    """

    rows: list[SessionRow]
    after: str


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
        session = self.minutes.session
        return f"{name_of(session)} {rules.of_body(session.body.name)}"


def minutes_waiting(actor: Actor) -> list[WaitingMinutes]:
    """Return the minutes this person has to review and confirm, the oldest session first (one query, or none)."""
    if not actor.may(Permission.CONFIRM_MINUTES):
        return []
    waiting = (
        policies.visible_minutes(actor).filter(confirmed_at__isnull=True).select_related("session__body")
    )
    kept = Count("drafts", filter=Q(drafts__dropped=False))
    ordered = waiting.annotate(kept=kept).order_by("session__held_on", "pk")[:UPCOMING]
    return [WaitingMinutes(minutes, minutes.kept) for minutes in ordered]


def name_of(session: CabinetSession) -> str:
    """Return how a session is called, without its body."""
    return rules.session_name(session.number, extraordinary=session.extraordinary)


def body_names() -> dict[str, str]:
    """Return the name of every body by its code, those that no longer meet included."""
    return dict(Body.objects.values_list("code", "name"))


def body_choices(actor: Actor) -> QuerySet[Body]:
    """Return the bodies that still meet, by name."""
    return policies.visible_bodies(actor).filter(is_active=True).order_by("name")


def bodies_with_counts(actor: Actor) -> QuerySet[Body]:
    """Return every visible body with ``seat_count`` and ``session_count``, those that meet first."""
    counts = {"seat_count": Count("seats", distinct=True), "session_count": Count("sessions", distinct=True)}
    return (
        policies.visible_bodies(actor)
        .select_related("secretary_unit")
        .annotate(**counts)
        .order_by("-is_active", "name")
    )


def body_of(actor: Actor, pk: int) -> Body:
    """Return a visible body with its seats.

    Raises:
        NotFound.
    """
    seats = Prefetch("seats", Seat.objects.select_related("unit").order_by("unit__acronym"))
    body = (
        policies.visible_bodies(actor)
        .select_related("secretary_unit")
        .prefetch_related(seats)
        .filter(pk=pk)
        .first()
    )
    if body is None:
        raise policies.unknown("un gabinete")
    return body


def upcoming_sessions(actor: Actor, today: date, body_id: int | None = None) -> list[SessionRow]:
    """Return the sessions from today on, the nearest first."""
    sessions = _of_body(actor, body_id).filter(held_on__gte=today).exclude(state=CANCELLED)
    return _rows(sessions.order_by("held_on", "id")[:UPCOMING])


def past_sessions(
    actor: Actor, today: date, body_id: int | None = None, after: tuple[date, int] | None = None
) -> SessionPage:
    """Return a page of the sessions before today and the cancelled ones, newest first."""
    sessions = _of_body(actor, body_id).filter(Q(held_on__lt=today) | Q(state=CANCELLED))
    if after is not None:
        held_on, pk = after
        sessions = sessions.filter(Q(held_on__lt=held_on) | Q(held_on=held_on, pk__lt=pk))
    rows = _rows(sessions.order_by("-held_on", "-id")[: PAGE + 1])
    last = rows[PAGE - 1].session if len(rows) > PAGE else None
    return SessionPage(rows[:PAGE], f"{last.held_on.isoformat()}.{last.pk}" if last else "")


def session_of(actor: Actor, pk: int) -> CabinetSession:
    """Return a visible session with its body and order of the day.

    Raises:
        NotFound.
    """
    sessions = (
        policies.visible_sessions(actor)
        .select_related("body__secretary_unit")
        .prefetch_related("agenda__proposer")
    )
    session = sessions.filter(pk=pk).first()
    if session is None:
        raise policies.unknown("una sesión")
    return session


def session_called(actor: Actor, reference: str) -> CabinetSession:
    """Return a session by how people write it: «GL/2026/7», or its number in the system.

    Raises:
        NotFound.
    """
    parts = [part.strip() for part in reference.strip().split("/")]
    sessions = policies.visible_sessions(actor).select_related("body")
    found = None
    if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal():  # noqa: PLR2004 - body, year, number
        found = sessions.filter(body__code=parts[0].upper(), year=int(parts[1]), number=int(parts[2])).first()
    elif reference.strip().isdecimal():
        found = sessions.filter(pk=int(reference)).first()
    if found is None:
        raise policies.unknown(f"una sesión «{reference[:40]}» (se escribe como GL/2026/7)")
    return found


def minutes_of_session(actor: Actor, session: CabinetSession) -> list[Minutes]:
    """Return the minutes of a session this person may read, newest first, each with ``matter_count``."""
    minutes = (
        policies.visible_minutes(actor)
        .filter(session=session)
        .select_related("document", "uploaded_by", "confirmed_by")
    )
    return list(minutes.annotate(matter_count=Count("drafts__matter")).order_by("-uploaded_at", "-id"))


def matters_of_session(actor: Actor, session: CabinetSession, today: date) -> list[MatterRow]:
    """Return the matters born in a session that this person may see, in the order they were agreed."""
    born = AgreementDraft.objects.filter(minutes__session=session, matter__isnull=False).values("matter_id")
    return rows_of(visible_matters(actor).filter(pk__in=born).order_by("folio", "pk"), today)


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


def review_of(minutes: Minutes, today: date) -> Review:
    """Return minutes beside their drafts."""
    days = calendar(OFFICE_CALENDAR)
    drafts = _drafts(minutes)
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
        "lead", "matter__monitor", "minutes__session__body", "minutes__monitor"
    ).prefetch_related("co_responsible")
    draft = drafts.filter(pk=draft_id, minutes__in=policies.visible_minutes(actor)).first()
    if draft is None:
        raise policies.unknown("un borrador")
    # Of all that are kept, not of this one alone: the rule shares agencies out among the analysts.
    follows = _followers(draft.minutes, list(draft.minutes.drafts.only("lead", "dropped", "minutes")), today)
    return DraftCard(
        draft, draft.minutes.session, today, calendar(OFFICE_CALENDAR), follows.get(draft.pk, "")
    )


def kept_count(minutes: Minutes) -> int:
    """Return how many matters the minutes would register."""
    return minutes.drafts.filter(dropped=False).count()


def seats_of(body: Body) -> Sequence[Seat]:
    """Return who sits in a body, by acronym."""
    return list(body.seats.select_related("unit").order_by("unit__acronym"))


def _followers(minutes: Minutes, drafts: Sequence[AgreementDraft], today: date) -> dict[int, str]:
    """Return the name of who follows each draft when its card names nobody."""
    if minutes.confirmed_at is not None:
        return {}
    if minutes.monitor is not None:
        return {draft.pk: minutes.monitor.name for draft in drafts}
    by_rule = rule_for(minutes, [draft for draft in drafts if not draft.dropped], today)
    return {d.pk: by_rule[d.lead_id].name for d in drafts if d.lead_id in by_rule}


def _drafts(minutes: Minutes) -> list[AgreementDraft]:
    return list(
        minutes.drafts.select_related("lead", "matter__monitor")
        .prefetch_related("co_responsible")
        .order_by("position")
    )


def _of_body(actor: Actor, body_id: int | None) -> QuerySet[CabinetSession]:
    sessions = policies.visible_sessions(actor).select_related("body")
    return sessions.filter(body_id=body_id) if body_id else sessions


def _counted(rows: QuerySet[AgreementDraft] | QuerySet[Minutes], what: str) -> Coalesce:
    counted = rows.order_by().values(what).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _rows(sessions: QuerySet[CabinetSession]) -> list[SessionRow]:
    born = AgreementDraft.objects.filter(minutes__session=OuterRef("pk"), matter__isnull=False)
    waiting = Minutes.objects.filter(session=OuterRef("pk"), confirmed_at__isnull=True).values("pk")[:1]
    points = CabinetSession.objects.filter(pk=OuterRef("pk")).annotate(n=Count("agenda")).values("n")
    annotated = sessions.annotate(
        points=Subquery(points, output_field=IntegerField()),
        born=_counted(born, "minutes__session"),
        waiting=Coalesce(Subquery(waiting), 0),
    )
    return [SessionRow(session, session.points, session.born, session.waiting) for session in annotated]
