"""The first point of a session, which writes itself: worked out until the session opens, and kept from then on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE, day_of
from gabinete.kernel.figures import format_percent
from gabinete.kernel.standing import soon_limit
from gabinete.kernel.words import short_date
from gabinete.office.cabinet import policies, states
from gabinete.office.cabinet.models import AgendaItem, AgreementDraft, CabinetSession
from gabinete.office.cabinet.models.choices import RecurringRole
from gabinete.office.cabinet.models.first_points import FirstPointTold
from gabinete.office.cabinet.queries.contradictions import Clashing, Seen, Subject, clashes_of
from gabinete.office.cabinet.queries.first_point_facts import Found, told_of
from gabinete.office.cabinet.queries.first_point_matters import (
    QUIET,
    Before,
    born_here,
    counts_of,
    rows_of_point,
    within,
)
from gabinete.office.cabinet.queries.first_point_told import FirstPoint, Line, Said, from_json
from gabinete.office.cabinet.rules.carry_over import Spoken, carried_topics
from gabinete.office.cabinet.rules.contradiction import Order
from gabinete.office.cabinet.rules.first_point import Group, in_order, minutes_for, score, why
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import visible_condition
from gabinete.office.followup.queries.filters import Horizon, horizon
from gabinete.office.followup.rules import OFFICE_CALENDAR
from gabinete.office.followup.states import MATTER_FLOW

HELD = states.HAPPENED | {states.IN_REVIEW, states.RECORDED}
"""States of a session that took place."""
WRITTEN = states.AHEAD | {states.OPEN}
"""States in which the point is still worked out."""
BACK = 12
"""How many sessions of the table are looked back to."""
COMPARED = 12
"""How many matters are compared with the orders of other tables: the first ones, which will be talked of."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Whose first point it is: what they may see of matters, points, sessions and drafts."""

    matters: Q
    points: QuerySet[AgendaItem]
    sessions: QuerySet[CabinetSession]
    drafts: QuerySet[AgreementDraft]


def eyes_of(actor: Actor) -> Eyes:
    """Return what somebody may see."""
    return Eyes(
        visible_condition(actor),
        policies.visible_points(actor),
        policies.visible_sessions(actor),
        policies.visible_drafts(actor),
    )


def eyes_of_table(session: CabinetSession) -> Eyes:
    """Return what may be printed for everybody who sits: nothing above the reserve of the session, no restricted point.

    What was agreed in a restricted point is left out by itself: in a reserved session it is no more reserved than the rest.
    """
    hidden = AgreementDraft.objects.filter(point__is_restricted=True, matter__isnull=False)
    return Eyes(
        Q(reserve__lte=session.reserve) & ~Q(pk__in=hidden.values("matter_id")),
        AgendaItem.objects.filter(is_restricted=False, session__reserve__lte=session.reserve),
        CabinetSession.objects.filter(reserve__lte=session.reserve),
        AgreementDraft.objects.none(),
    )


def eyes_of_all() -> Eyes:
    """Return everything, to be kept; whoever reads it later is shown only what they may see."""
    return Eyes(Q(), AgendaItem.objects.all(), CabinetSession.objects.all(), AgreementDraft.objects.none())


def first_point_of(actor: Actor, session: CabinetSession, now: datetime) -> FirstPoint | None:
    """Return the first point of a session for somebody; ``None`` when it took place and nobody kept it.

    Eight queries at most, however many matters there are.

    Args:
        session: visible to them, with its body at hand.
    """
    return point_seen(eyes_of(actor), session, now)


def point_seen(eyes: Eyes, session: CabinetSession, now: datetime) -> FirstPoint | None:
    """Return the first point of a session through some eyes: the one that was kept, or what stands now."""
    past = _past(eyes, session)
    if past.is_kept:
        return _only_seen(FirstPointTold.objects.get(session=session), session, eyes, past)
    return _written(eyes, session, past, now) if session.state in WRITTEN else None


def written_now(eyes: Eyes, session: CabinetSession, now: datetime) -> FirstPoint:
    """Return the first point as it stands, kept or not."""
    return _written(eyes, session, _past(eyes, session), now)


def _written(eyes: Eyes, session: CabinetSession, past: "_Past", now: datetime) -> FirstPoint:
    today, days = day_of(now), calendar(OFFICE_CALENDAR)
    at, before = Horizon(today, soon_limit(today, days)), past.before
    scope = eyes.matters & born_here(session.body.code, _sent_to(session))
    rows = rows_of_point(within(scope, before), at, before)
    found = told_of(rows, before, at, days)
    lines = _lines(found, eyes)
    counts = {row["group"]: (row["of_group"], row["accepted_of_group"]) for row in rows}
    return FirstPoint(
        body=session.body.code,
        told_at=now,
        is_kept=False,
        since=past.last,
        lines=lines,
        counts={group.value: counts.get(group.value, (0, 0)) for group in Group},
        quiet=counts.get(QUIET, (0, 0))[0],
        topics=tuple(carried_topics(_spoken(eyes, session, past.names))),
        session_minutes=session.length_minutes,
    )


def next_attention(actor: Actor, today: date) -> tuple[CabinetSession, int] | None:
    """Return the next session somebody prepares and how many matters deserve its minutes; ``None`` without one.

    Four queries, all of them counts or short lists: the first page asks it.
    """
    if not policies.may_manage_bodies(actor):
        return None
    ahead = policies.visible_sessions(actor).filter(held_on__gte=today, state__in=states.AHEAD)
    session = ahead.select_related("body").order_by("held_on", "pk").first()
    if session is None:
        return None
    eyes, at = eyes_of(actor), horizon(today)
    before = _past(eyes, session).before
    scope = eyes.matters & born_here(session.body.code, _sent_to(session))
    counts = dict(counts_of(within(scope, before), at, before))
    return session, sum(n for group, n in counts.items() if group not in {QUIET, Group.CHANGED.value})


def _only_seen(kept: FirstPointTold, session: CabinetSession, eyes: Eyes, past: "_Past") -> FirstPoint:
    point = from_json(kept.content, session.body.code, kept.told_at, session.length_minutes)
    if point.since not in past.names.values():  # a session they may not know of is not named
        point = replace(point, since=None)
    ids = {line.matter_id for line in point.lines} | {
        one.matter_id for line in point.lines for one in line.clashes
    }
    seen = set(Matter.objects.filter(eyes.matters, pk__in=ids).values_list("pk", flat=True))
    points = {spoken.point_id for topic in point.topics for spoken in topic.points}
    points = set(eyes.points.filter(pk__in=points).values_list("pk", flat=True)) if points else points
    return point.only(seen, points)


@dataclass(frozen=True, slots=True)
class _Past:
    """What came before a session.

    Attributes:
        last: the session before, as it is said: (name, day).
        names: of each session looked back to.
        is_kept: whether the first point of the session itself was kept.
    """

    before: Before
    last: tuple[str, date] | None
    names: dict[int, tuple[str, date]]
    is_kept: bool


def _past(eyes: Eyes, session: CabinetSession) -> _Past:
    """Return the sessions held before one, and whether its own point was kept: one query."""
    earlier = Q(held_on__lt=session.held_on) | Q(held_on=session.held_on, pk__lt=session.pk)
    wanted = Q(pk=session.pk) | (earlier & Q(state__in=HELD))
    held = eyes.sessions.filter(wanted, body=session.body_id).order_by("-held_on", "-pk")[: BACK + 1]
    columns = ("pk", "number", "held_on", "held_at", "first_point__matter_ids")
    every = list(held.values_list(*columns))[::-1]
    kept = any(row[0] == session.pk and row[4] is not None for row in every)
    rows = [row for row in every if row[0] != session.pk]
    names = {pk: (f"{number}.ª del {short_date(day)}", day) for pk, number, day, _at, _ids in rows}
    told = tuple((row[2], names[row[0]][0], None if row[4] is None else frozenset(row[4])) for row in rows)
    if not rows:
        return _Past(Before(None, session.body.code), None, names, kept)
    pk, _number, day, held_at, _ids = rows[-1]
    since = held_at or datetime.combine(day, time.max, OFFICE_ZONE)
    return _Past(Before(since, session.body.code, told), names[pk], names, kept)


def _sent_to(session: CabinetSession) -> list[int]:
    """Return the matters agreed under points that other tables sent to this one."""
    sent = AgreementDraft.objects.filter(
        matter__isnull=False, point__sent_to__session__body=session.body_id
    ).distinct()
    return list(sent.values_list("matter_id", flat=True))


def _spoken(eyes: Eyes, session: CabinetSession, names: dict[int, tuple[str, date]]) -> list[Spoken]:
    """Return the points of this session and of those before it that are no ritual."""
    points = eyes.points.filter(session__in=[*names, session.pk], role=RecurringRole.NONE)
    here = ("esta", session.held_on)
    return [
        Spoken(
            point_id=pk,
            session_id=session_id,
            session=names.get(session_id, here)[0],
            held_on=names.get(session_id, here)[1],
            title=title,
            kind=kind,
            outcome=outcome,
            is_ahead=session_id == session.pk,
        )
        for pk, session_id, title, kind, outcome in points.values_list(
            "pk", "session_id", "title", "kind", "outcome"
        )
    ]


def _lines(found: Sequence[Found], eyes: Eyes) -> tuple[Line, ...]:
    """Return the lines in order, the first ones compared with the orders of other tables."""
    found = [
        found[place] for place in in_order([(one.facts, one.row["due"], one.row["folio"]) for one in found])
    ]
    compared = [one for one in found if not one.facts.is_closed][:COMPARED]
    clashes = clashes_of([_subject(one) for one in compared], Seen(eyes.matters, eyes.drafts))
    said = {one.row["id"]: clash for one, clash in zip(compared, clashes, strict=True)}
    found = [
        replace(one, facts=replace(one.facts, clashes=len(said.get(one.row["id"], ())))) for one in found
    ]
    ordered = in_order([(one.facts, one.row["due"], one.row["folio"]) for one in found])
    return tuple(_line(found[place], said.get(found[place].row["id"], [])) for place in ordered)


def _subject(one: Found) -> Subject:
    row = one.row
    order = Order(row["title"], row["lead__acronym"], frozenset(row["party_unit_ids"]), row["due"])
    return Subject(order, row["body"], row["id"])


def _line(one: Found, clashes: Sequence[Clashing]) -> Line:
    row: dict[str, Any] = one.row
    return Line(
        matter_id=row["id"],
        folio=row["folio"],
        title=row["title"],
        lead=row["lead__acronym"],
        state=MATTER_FLOW.states[row["state"]].label,
        light=one.light.name.value,
        due=short_date(row["due"]) if row["due"] else "sin plazo",
        reported=format_percent(row["reported_percent"]),
        is_backed=row["accepted_percent"] is not None,
        is_closed=one.facts.is_closed,
        why=why(one.facts),
        sessions=one.facts.sessions if one.facts.is_carried else (),
        group=one.group.value,
        minutes=minutes_for(one.facts),
        score=score(one.facts),
        reserve=row["reserve"],
        clashes=tuple(
            Said(c.word, c.found.sentence, c.url, c.folio, c.title, c.lead, c.where, c.matter_id, c.reserve)
            for c in clashes
        ),
    )
