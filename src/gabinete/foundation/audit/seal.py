"""Sealing: every few minutes the acts not yet sealed are chained, their Merkle root taken, and the head anchored."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import connection, transaction

from gabinete.foundation.audit import anchors
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.audit.macs import canonical, key_id, keyed, link, merkle_root, microseconds
from gabinete.foundation.audit.models import Seal
from gabinete.foundation.audit.registry import SEALED_LATER
from gabinete.kernel.clock import day_of

BATCH = 10_000
"""Acts in one seal at most."""

GENESIS = bytes(32)
LOCK = 7_405_002
"""Advisory lock of the sealing; who loads acts in bulk takes it too, so that none is left behind."""

_REACH = 10_000
"""How far back one looks for acts that were committed after later ones had been sealed."""

_PENDING = "SELECT id, mac FROM audit_act WHERE id > %s ORDER BY id LIMIT %s"
_READINGS = """
INSERT INTO audit_history (at, table_name, row_id, op, before, after, act_id, xid, db_role)
SELECT %(at)s, %(table)s, r.id, 'B', NULL, to_jsonb(r), %(act)s, pg_current_xact_id()::text::bigint, session_user
FROM {table} r
WHERE r.id > COALESCE((SELECT max(row_id) FROM audit_history WHERE table_name = %(table)s), 0) - %(reach)s
  AND NOT EXISTS (SELECT 1 FROM audit_history h WHERE h.table_name = %(table)s AND h.row_id = r.id)
ORDER BY r.id
"""


def seal(now: datetime) -> int:
    """Seal everything pending, in as many seals as it takes, and anchor each; return how many acts were sealed.

    Safe to run from several processes at once. Must not be called inside an open transaction that may be undone:
    the anchors would then speak of seals that never were.
    """
    late_up_to = _last_number()
    sealed = 0
    with transaction.atomic():
        _adopt_readings(now)
    while count := _seal_batch(now):
        sealed += count
        if count < BATCH:
            break
    _anchor(late_up_to)
    return sealed


def seal_mac(row: Seal) -> bytes:
    """Return the MAC of a seal: it covers every column."""
    head = canonical(row.pk, microseconds(row.at), row.day.isoformat(), row.act_ids, row.last_act, row.key_id)
    return keyed("gabinete/seal/1", head, bytes(row.chain), bytes(row.root), bytes(row.day_root))


def day_root_of(roots: Sequence[bytes]) -> bytes:
    """Return the root of a day: the Merkle root over the roots of its seals."""
    return merkle_root(roots)


def _seal_batch(now: datetime) -> int:
    """Make one seal; return how many acts it closes (0: there was nothing to seal)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Seal.objects.order_by("-id").first()
        floor = max(last.last_act - _REACH, 0) if last else 0
        recent = Seal.objects.filter(last_act__gt=floor).values_list("act_ids", flat=True)
        sealed = {act_id for act_ids in recent for act_id in act_ids if act_id > floor}
        cursor.execute(_PENDING, [floor, BATCH + len(sealed)])
        pending = [(act_id, bytes(mac)) for act_id, mac in cursor.fetchall() if act_id not in sealed][:BATCH]
        if pending:
            _write_seal(last, pending, now)
        return len(pending)


def _write_seal(last: Seal | None, pending: Sequence[tuple[int, bytes]], now: datetime) -> None:
    """Store the next seal."""
    chain = bytes(last.chain) if last else GENESIS
    for _, mac in pending:
        chain = link(chain, mac)
    day = day_of(now)
    root = merkle_root([mac for _, mac in pending])
    row = Seal(
        pk=(last.pk if last else 0) + 1,
        at=now,
        day=day,
        act_ids=[act_id for act_id, _ in pending],
        last_act=pending[-1][0],
        chain=chain,
        root=root,
        day_root=day_root_of([*_roots_of(day), root]),
        key_id=key_id(),
    )
    row.mac = seal_mac(row)
    row.save(force_insert=True)


def _roots_of(day: date) -> list[bytes]:
    """Return the roots of the seals of a day, in order."""
    return [bytes(r) for r in Seal.objects.filter(day=day).order_by("id").values_list("root", flat=True)]


def _adopt_readings(now: datetime) -> None:
    """Copy into history the rows of append-only tables that are written outside acts."""
    with act(SYSTEM_ACTOR, "audit.seal_readings", at=now) as adoption, connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
        for table in SEALED_LATER:
            cursor.execute(
                _READINGS.replace("{table}", table),
                {"at": now, "act": adoption.id, "table": table, "reach": _REACH},
            )


def _last_number() -> int:
    return Seal.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _anchor(late_up_to: int) -> None:
    """Write the anchors that are missing; those of seals older than this call are marked late."""
    after = anchors.last_number()
    if _last_number() > after:
        anchors.append(_lines(after, late_up_to))


def _lines(after: int, late_up_to: int) -> Iterator[anchors.Anchor]:
    """Yield the unsigned anchors of the seals after a number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(sum(cardinality(act_ids)), 0) FROM audit_seal WHERE id <= %s", [after]
        )
        acts = int(cursor.fetchone()[0])
    for row in Seal.objects.filter(pk__gt=after).order_by("id").iterator(chunk_size=50):
        acts += len(row.act_ids)
        yield anchors.Anchor(
            n=row.pk,
            at=row.at.isoformat(),
            day=row.day.isoformat(),
            last_act=row.last_act,
            acts=acts,
            chain=bytes(row.chain).hex(),
            day_root=bytes(row.day_root).hex(),
            key_id=row.key_id,
            late=row.pk <= late_up_to,
            prev="",
        )
