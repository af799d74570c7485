"""The matters of a scope at one cut and at an earlier one, read from the sealed history in one pass.

It asks PostgreSQL for what :func:`gabinete.foundation.audit.queries.rows_as_of` means, for two moments at once and
already cut to the scope, in the order of the report: whatever the size of the office, rows arrive one after another and
none has to be kept.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from gabinete.foundation.org.models import Unit
from gabinete.kernel.clock import day_of
from gabinete.kernel.days import DayCalendar
from gabinete.office.reports.rules import Line, MatterAsOf, before_of, changes_of, matter_as_of
from gabinete.office.reports.scope import Scope
from gabinete.office.strategy.models import PlanNode

Progress = Callable[[int], None]
BATCH = 2_000
_COLUMNS = {
    "id": "bigint", "folio": "text", "title": "text", "kind": "text", "body": "text", "lead_id": "bigint", "state": "text",
    "due": "date", "original_due": "date", "extension_count": "int", "reported_percent": "int", "reported_at": "timestamptz",
    "accepted_percent": "int", "accepted_at": "timestamptz", "confidence": "int", "closed_on": "date",
    "first_closed_on": "date", "reopened_count": "int", "reserve": "int", "axis_id": "bigint", "region_id": "bigint",
    "party_unit_ids": "bigint[]", "notified_at": "timestamptz", "next_report_on": "date",
}  # fmt: skip
_THEN = {
    "then_state": "state", "then_due": "due", "then_notified": "notified_at", "then_reported": "reported_at",
    "then_next": "next_report_on", "then_extended": "extension_count", "then_reopened": "reopened_count",
}  # fmt: skip
_SCOPED = ("reserve", "body", "lead_id", "party_unit_ids", "axis_id", "region_id")
_LATEST = """
WITH latest AS (
  SELECT max(h.id) AS now_id, max(h.id) FILTER (WHERE h.at <= %(then)s) AS then_id
  FROM audit_history h WHERE h.table_name = 'followup_matter' AND h.at <= %(cut)s {ids} GROUP BY h.row_id
)
SELECT {columns}
FROM latest
JOIN audit_history n ON n.id = latest.now_id AND n.op <> 'D'
  AND CASE WHEN n.table_name = 'followup_matter' THEN {scope_now} END
CROSS JOIN LATERAL jsonb_to_record(n.after) AS m({record})
LEFT JOIN audit_history t
  ON t.id = nullif(latest.then_id, latest.now_id) AND t.table_name = 'followup_matter' AND t.op <> 'D'
LEFT JOIN LATERAL jsonb_to_record(coalesce(t.after, CASE WHEN latest.then_id = latest.now_id THEN n.after END)) AS p({earlier})
  ON p.reserve <= %(ceiling)s AND {scope_then}
ORDER BY m.due NULLS LAST, m.folio COLLATE "C", m.id
"""


@dataclass(frozen=True, slots=True)
class Window:
    """What is looked at.

    Attributes:
        then: the cut it is compared with.
        ceiling: highest degree of reserve; a matter above it at the earlier cut was not in the report then.
        ids: only these matters; ``None`` for all.
    """

    scope: Scope
    cut: datetime
    then: datetime
    ceiling: int
    days: DayCalendar
    ids: Sequence[int] | None = None


def lines(window: Window, progress: Progress | None = None) -> Iterator[Line]:
    """Yield every matter of the scope at the cut, those that fall due first ahead, those above the ceiling too.

    Args:
        progress: called every so many matters with how many were read.
    """
    today, before = (day_of(at) for at in (window.cut, window.then))
    for count, image in enumerate(_images(window), 1):
        if progress and count % 500 == 0:
            progress(count)
        matter = matter_as_of(image, today, window.days)
        old = (
            before_of({key: image[name] for name, key in _THEN.items()}, before, window.days)
            if image["then_state"] is not None
            else None
        )
        yield Line(matter, changes_of(old, matter))


def matters_at(window: Window) -> dict[int, MatterAsOf]:
    """Return the matters of ``window.ids`` as they were at the cut; those above the ceiling are left out."""
    found = (line.matter for line in lines(window))
    return {matter.id: matter for matter in found if matter.reserve <= window.ceiling}


def _images(window: Window) -> Iterator[dict[str, Any]]:
    """Yield the rows as dictionaries, through a cursor of the server."""
    scope_now, scope_then, values = _scope_sql(window.scope)
    names = [*_COLUMNS, *_THEN]
    query = _LATEST.format(
        ids="AND h.row_id = ANY(%(ids)s)" if window.ids is not None else "",
        columns=", ".join([*(f"m.{c}" for c in _COLUMNS), *(f"p.{c} AS {a}" for a, c in _THEN.items())]),
        record=", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items()),
        earlier=", ".join(f"{name} {_COLUMNS[name]}" for name in (*_THEN.values(), *_SCOPED)),
        scope_now=scope_now,
        scope_then=scope_then,
    )
    asked = {"cut": window.cut, "then": window.then, "ceiling": window.ceiling, **values}
    if window.ids is not None:
        asked["ids"] = list(window.ids)
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, asked)
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield dict(zip(names, row, strict=True))


def _scope_sql(scope: Scope) -> tuple[str, str, dict[str, Any]]:
    """Return the condition that keeps the images ``n.after`` of a scope, the same for the records ``p``, and its values.

    The first is asked of every matter of the office before anything else is read of it, so it reads one key or two.
    """
    if scope.kind == "cabinet":
        return "upper(n.after ->> 'body') = %(code)s", "upper(p.body) = %(code)s", {"code": scope.code}
    if scope.kind == "agency":
        unit = Unit.objects.filter(acronym__iexact=scope.code).values_list("id", flat=True).first() or 0
        return (
            "((n.after ->> 'lead_id')::bigint = %(code)s OR n.after -> 'party_unit_ids' @> to_jsonb(%(code)s::bigint))",
            "(p.lead_id = %(code)s OR %(code)s = ANY(p.party_unit_ids))",
            {"code": unit},
        )
    if scope.kind in {"axis", "region"}:
        node = PlanNode.objects.filter(code__iexact=scope.code).values_list("id", flat=True).first() or 0
        return (
            "%(code)s IN ((n.after ->> 'axis_id')::bigint, (n.after ->> 'region_id')::bigint)",
            "%(code)s IN (p.axis_id, p.region_id)",
            {"code": node},
        )
    return "TRUE", "TRUE", {}
