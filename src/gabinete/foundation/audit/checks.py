"""Verifications asked for from the screens: small ones at once, large ones by the worker."""

from datetime import datetime

from django.db import connection

from gabinete.foundation.audit.findings import Finding
from gabinete.foundation.audit.models import Check
from gabinete.foundation.audit.verify import verify

SMALL = 20_000
"""History rows up to which a person may wait for the answer (about two seconds)."""

KEPT = 100
"""Findings kept with a check; ``gabinete audit verify`` prints them all."""


def ask(actor_id: int, actor_name: str, now: datetime) -> Check:
    """Note that somebody asks for a verification; who calls decides whether to run or to defer it."""
    return Check.objects.create(asked_at=now, asked_by=actor_id, asked_by_name=actor_name)


def run(check_id: int, now: datetime) -> Check:
    """Verify, and keep the result in the check; a check that has a result keeps it."""
    check = Check.objects.get(pk=check_id)
    if check.finished_at is not None:
        return check
    verdict = verify(now=now)
    check.finished_at = now
    check.ok = verdict.ok
    check.checked_rows = verdict.checked_rows
    check.checked_acts = verdict.checked_acts
    check.findings = [_as_data(finding) for finding in verdict.findings[:KEPT]]
    check.save()
    return check


def is_small() -> bool:
    """Return whether history is small enough to be verified while somebody waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT 1 FROM audit_history LIMIT %s) h", [SMALL + 1])
        return int(cursor.fetchone()[0]) <= SMALL


def _as_data(finding: Finding) -> dict[str, object]:
    """Return what is kept of a finding; the values themselves stay in history, which has its own readers."""
    return {
        "kind": finding.kind.value,
        "text": finding.text,
        "table": finding.table,
        "row_id": finding.row_id,
        "label": finding.label,
        "at": finding.at.isoformat() if finding.at else None,
        "act_id": finding.act_id,
        "warning": finding.is_warning,
    }
