"""The matters of a table, sorted into the groups of its first point by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from gabinete.kernel.standing import DeadlineStanding
from gabinete.office.cabinet.rules.first_point import (
    LATE_PERCENT,
    LATER_PERCENT,
    LOW_CONFIDENCE,
    RISK_DAYS,
    Group,
)
from gabinete.office.followup import states
from gabinete.office.followup.models import Decision, Extension, LogEntry, Matter
from gabinete.office.followup.queries.filters import (
    OPEN,
    RUNNING,
    Horizon,
    silent_condition,
    standing_condition,
)
from gabinete.office.followup.queries.rows import local_day

MOST = 60
"""Matters of a group that are told one by one; the rest are only counted."""
QUIET = "quiet"
_COLUMNS = (
    "id", "folio", "title", "lead__acronym", "state", "due", "notified_at", "reported_at", "next_report_on",
    "reported_percent", "accepted_percent", "confidence", "priority", "reserve", "issued_on", "original_due",
    "extension_count", "proposed_end", "silent_from", "party_unit_ids", "body", "is_asked", "group",
    "of_group", "accepted_of_group",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Before:
    """The sessions a first point looks back to.

    Attributes:
        since: moment of the last one that was held; ``None`` when there is none.
        body: code of the table.
        held: (day, name, matters that asked for attention or ``None`` when nobody kept them), oldest first.
    """

    since: datetime | None
    body: str = ""
    held: tuple[tuple[date, str, frozenset[int] | None], ...] = ()


def born_here(code: str, sent_ids: Sequence[int]) -> Q:
    """Return the condition of the matters a table answers for: those it ordered, and those sent to it."""
    return Q(body=code) | Q(pk__in=sent_ids) if sent_ids else Q(body=code)


def grouped(matters: QuerySet[Matter], at: Horizon, since: datetime | None) -> QuerySet[Any]:
    """Return matters with the ``group`` of the first point they are in, or :data:`QUIET`.

    It agrees with ``rules.first_point.group_of``; a test compares them.
    """
    near = at.today + timedelta(days=RISK_DAYS)
    pending = Exists(Extension.objects.filter(matter=OuterRef("pk"), decision=Decision.PENDING))
    behind = Q(due_order__lte=at.soon) & (
        Q(reported_percent__lt=LATER_PERCENT) | (Q(reported_percent__isnull=True) & silent_condition(at))
    )
    late = Q(due_order__lte=near, reported_percent__lt=LATE_PERCENT)
    failing = Q(state=states.BLOCKED) | Q(confidence__lte=LOW_CONFIDENCE) | (RUNNING & (behind | late))
    whens = [
        When(OPEN & Q(state__in=(states.DECLINED, states.END_PROPOSED)), then=Value(Group.DECIDE.value)),
        When(OPEN & Q(state__in=states.OWED_STATES) & Q(pending), then=Value(Group.DECIDE.value)),
        *([When(OPEN & _disputed(since), then=Value(Group.DECIDE.value))] if since else []),
        When(standing_condition(DeadlineStanding.OVERDUE, at), then=Value(Group.OVERDUE.value)),
        When(OPEN & failing, then=Value(Group.RISK.value)),
        When(silent_condition(at), then=Value(Group.SILENT.value)),
        *([When(_changed(since), then=Value(Group.CHANGED.value))] if since else []),
    ]
    asked = Case(
        When(state__in=states.OWED_STATES, then=pending),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    return matters.annotate(
        is_asked=asked, group=Case(*whens, default=Value(QUIET), output_field=CharField())
    )


def _disputed(since: datetime) -> Q:
    """Return what was offered as fulfilled and refused since, and is being worked on again."""
    refused = LogEntry.objects.filter(matter=OuterRef("pk"), at__gt=since, move="verify_return")
    return Q(state__in=states.OWED_STATES) & Q(Exists(refused))


def _changed(since: datetime) -> Q:
    decided = Extension.objects.filter(matter=OuterRef("pk"), decided_at__gt=since)
    moved = (
        Q(**{f"{when}__gt": since}) for when in ("state_since", "accepted_at", "reported_at", "created_at")
    )
    news = Q()
    for one in moved:
        news |= one
    return news | Q(Exists(decided))


def within(scope: Q, before: Before) -> QuerySet[Matter]:
    """Return the open matters of a scope, and those closed since the last session."""
    day = local_day(before.since)
    closed = Q(closed_on__gte=day) if day else Q(pk__in=())
    return Matter.objects.filter(scope & (OPEN | closed))


def counts_of(matters: QuerySet[Matter], at: Horizon, before: Before) -> QuerySet[Any, Any]:
    """Return (group, how many) of a scope: one query."""
    counted = grouped(matters, at, before.since).order_by().values("group")
    found: QuerySet[Any, Any] = counted.annotate(n=Count("pk")).values_list("group", "n")
    return found


def rows_of_point(matters: QuerySet[Matter], at: Horizon, before: Before) -> list[dict[str, Any]]:
    """Return the first matters of each group, by priority and term, with how many the group has: one query."""
    by_group = F("group")
    ranked = grouped(matters, at, before.since).annotate(
        place=Window(RowNumber(), partition_by=by_group, order_by=(F("priority"), F("due_order"), F("id"))),
        of_group=Window(Count("pk"), partition_by=by_group),
        accepted_of_group=Window(Count("accepted_percent"), partition_by=by_group),
    )
    rows = ranked.filter(Q(place__lte=MOST) & (~Q(group=QUIET) | Q(place=1)))
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows.values_list(*_COLUMNS)]
