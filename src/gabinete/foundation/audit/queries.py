"""Every read of the audit: what happened to a record, how rows were at a moment, who did what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Func, IntegerField, Sum

from gabinete.foundation.audit.models import Act, Check, Seal
from gabinete.foundation.audit.wording import as_image, label_of

PAGE = 50
LEAST_DIGITS = 8
"""Digits of a printed root below which a coincidence is thinkable."""

_CHANGES = """
SELECT h.id, h.at, h.table_name, h.row_id, h.op, h.before, h.after, h.act_id, h.db_role,
       a.actor_id, a.actor_name, a.verb, a.reason
FROM audit_history h {join} JOIN audit_act a ON a.id = h.act_id
WHERE {where} ORDER BY {order} LIMIT %(limit)s
"""
_AS_OF = """
SELECT DISTINCT ON (h.row_id) h.row_id, h.op, h.after FROM audit_history h
WHERE h.table_name = %(table)s AND h.at <= %(at)s {ids} ORDER BY h.row_id, h.id DESC
"""
_EVERYTHING = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record.

    Attributes:
        op: I insertion, U update, D removal, B base (known to history from then on).
        fields: column → (before, after); of an insertion or base, every column from None; of a removal, to None.
        actor_id: None when the change was made outside the application.
    """

    id: int
    at: datetime
    table: str
    row_id: int
    op: str
    label: str
    fields: dict[str, tuple[Any, Any]]
    act_id: int | None
    actor_id: int | None
    actor_name: str
    verb: str
    reason: str
    db_role: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What to list; empty values do not filter. ``before_id`` is the last id of the page before (keyset)."""

    actor_id: int | None = None
    table: str = ""
    row_id: int | None = None
    act_id: int | None = None
    verb: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before_id: int | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """The root that reports print.

    Attributes:
        root: Merkle root of the day up to the last seal, hexadecimal.
        acts: acts sealed since the beginning.
    """

    seal: int
    day: date
    at: datetime
    root: str
    acts: int

    @property
    def short(self) -> str:
        """Return the first 16 digits in groups of four: what fits at the foot of a page."""
        return " ".join(self.root[i : i + 4] for i in range(0, 16, 4))


def history_of(table: str, row_id: int) -> list[Change]:
    """Return everything that happened to a record, the oldest first."""
    return list(_changes(Filters(table=table, row_id=row_id), "h.id", _EVERYTHING))


def changes_of_act(act_id: int, limit: int = 200) -> list[Change]:
    """Return what an act changed, in order."""
    return list(_changes(Filters(act_id=act_id), "h.id", limit))


def changes(filters: Filters, limit: int = PAGE) -> list[Change]:
    """Return changes, the newest first; for the next page give ``before_id`` the last one's id."""
    return list(_changes(filters, "h.id DESC", limit))


def rows_as_of(table: str, at: datetime, *, ids: Sequence[int] | None = None) -> Iterator[dict[str, Any]]:
    """Yield each row of a table as it was at a moment, in order of id; rows removed by then are left out.

    Values are those of the image (dates and times as ISO text). Reads through a cursor of the server, so that memory
    does not grow with the table.

    Args:
        at: aware moment; what happened exactly then counts.
        ids: only these rows.
    """
    query = _AS_OF.format(ids="AND h.row_id = ANY(%(ids)s)" if ids is not None else "")
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(query, {"table": table, "at": at, "ids": list(ids) if ids is not None else None})
        while rows := cursor.fetchmany(2_000):
            for _, op, after in rows:
                if op != "D" and (image := as_image(after)) is not None:
                    yield image


def latest_root() -> Root | None:
    """Return the root of the last seal, to be printed on minutes and reports; None before the first seal."""
    last = Seal.objects.order_by("-id").first()
    if last is None:
        return None
    sizes = Seal.objects.annotate(size=Func("act_ids", function="cardinality", output_field=IntegerField()))
    acts = sizes.aggregate(total=Sum("size"))["total"]
    return Root(last.pk, last.day, last.at, bytes(last.day_root).hex(), int(acts or 0))


def seal_with_root(printed: str) -> Seal | None:
    """Return the seal whose day root begins with what a report printed (8 digits at least, spaces ignored)."""
    digits = printed.replace(" ", "").lower()
    if len(digits) < LEAST_DIGITS or set(digits) - set("0123456789abcdef"):
        return None
    return (
        Seal.objects.extra(where=["encode(day_root, 'hex') LIKE %s"], params=[digits + "%"])
        .order_by("id")
        .first()
    )


def act_of(act_id: int) -> Act | None:
    """Return an act."""
    return Act.objects.filter(pk=act_id).first()


def verbs() -> list[str]:
    """Return the verbs that have been used, in alphabetical order (a loose scan of the index: one probe each)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE v AS ((SELECT verb FROM audit_act ORDER BY verb LIMIT 1) UNION ALL "
            "SELECT (SELECT a.verb FROM audit_act a WHERE a.verb > v.verb ORDER BY a.verb LIMIT 1) FROM v WHERE v.verb IS NOT NULL) "
            "SELECT verb FROM v WHERE verb IS NOT NULL"
        )
        return [verb for (verb,) in cursor.fetchall()]


def latest_checks(limit: int = 5) -> list[Check]:
    """Return the last verifications asked for from the screens, the newest first."""
    return list(Check.objects.order_by("-id")[:limit])


def _changes(filters: Filters, order: str, limit: int) -> Iterator[Change]:
    where, params = _conditions(filters)
    # A filter on the act leaves out what no act explains; without one, that is precisely what must be seen.
    join = "" if filters.actor_id is not None or filters.verb else "LEFT"
    query = _CHANGES.format(join=join, where=" AND ".join(where) or "true", order=order)
    with connection.cursor() as cursor:
        cursor.execute(query, {**params, "limit": limit})
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    for row in rows:
        yield _change(dict(zip(names, row, strict=True)))


def _conditions(filters: Filters) -> tuple[list[str], dict[str, Any]]:
    """Return the SQL conditions of the filters that are set; the texts are fixed, the values go apart."""
    texts = {
        "actor_id": "a.actor_id = %(actor_id)s",
        "table": "h.table_name = %(table)s",
        "row_id": "h.row_id = %(row_id)s",
        "act_id": "h.act_id = %(act_id)s",
        "verb": "a.verb = %(verb)s",
        "since": "h.at >= %(since)s",
        "until": "h.at < %(until)s",
        "before_id": "h.id < %(before_id)s",
    }
    values = {name: getattr(filters, name) for name in texts}
    chosen = {name: value for name, value in values.items() if value not in (None, "")}
    return [texts[name] for name in chosen], chosen


def _change(row: Mapping[str, Any]) -> Change:
    old, new = as_image(row["before"]), as_image(row["after"])
    return Change(
        id=row["id"],
        at=row["at"],
        table=row["table_name"],
        row_id=row["row_id"],
        op=row["op"],
        label=label_of(new or old, row["row_id"]),
        fields=_differences(row["op"], old, new),
        act_id=row["act_id"],
        actor_id=row["actor_id"],
        actor_name=row["actor_name"] or "",
        verb=row["verb"] or "",
        reason=row["reason"] or "",
        db_role=row["db_role"],
    )


def _differences(
    op: str, old: dict[str, Any] | None, new: dict[str, Any] | None
) -> dict[str, tuple[Any, Any]]:
    """Return column → (before, after)."""
    if op == "U":
        return {name: (value, (new or {}).get(name)) for name, value in (old or {}).items()}
    if op == "D":
        return {name: (value, None) for name, value in (old or {}).items()}
    return {name: (None, value) for name, value in (new or {}).items()}
