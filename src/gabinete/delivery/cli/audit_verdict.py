"""The verification with its progress, and how its verdict is told. Loaded once Django is ready."""

import sys
from typing import Any

from gabinete.delivery.cli.progress import measuring
from gabinete.foundation.audit.findings import Finding, Verdict
from gabinete.foundation.audit.verify import verify
from gabinete.kernel import clock


def reach() -> Verdict:
    """Verify everything, drawing how far it has got."""
    with measuring() as progress:
        return verify(progress, now=clock.now())


def facts(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict for programs; ``first`` is the first altered record."""
    return {
        "ok": verdict.ok,
        "checked_rows": verdict.checked_rows,
        "checked_acts": verdict.checked_acts,
        "first": _one(verdict.first) if verdict.first else None,
        "findings": [_one(finding) for finding in verdict.findings],
        "omitted": verdict.omitted,
    }


def tell(verdict: Verdict) -> None:
    """Print the verdict for people, the first altered record on top."""
    seen = f"{verdict.checked_rows:,} registros y {verdict.checked_acts:,} actos"
    lines = [f"Sin alteraciones: {seen} coinciden con su historia y sus sellos."]
    if not verdict.ok:
        first = verdict.first
        lines = [f"HAY ALTERACIONES ({seen} revisados)."]
        lines += [f"Primero: {first.text}"] if first else []
        lines += [
            f"  {name}: {was!r} → {now!r}" for name, (was, now) in (first.fields if first else {}).items()
        ]
    others = [finding for finding in verdict.findings if finding is not verdict.first]
    lines += [("Aviso: " if finding.is_warning else "También: ") + finding.text for finding in others]
    if verdict.omitted:
        lines.append(f"Y {verdict.omitted:,} más.")
    sys.stdout.write("\n".join(lines) + "\n")


def _one(finding: Finding) -> dict[str, Any]:
    return {
        "kind": str(finding.kind),
        "text": finding.text,
        "table": finding.table,
        "row_id": finding.row_id,
        "label": finding.label,
        "at": finding.at.isoformat() if finding.at else None,
        "warning": finding.is_warning,
        "fields": {name: {"was": was, "is": now} for name, (was, now) in finding.fields.items()},
    }
