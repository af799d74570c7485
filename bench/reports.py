"""Time and memory of the situation report in each format, at the sizes the database at hand allows. Reads only.

Run by hand: ``gabinete demo`` (some 600 matters) or ``gabinete demo --size large`` (200,000) first, then
``var/venv/bin/python bench/reports.py``. Each line is a process of its own, so that its peak memory is its own; nothing
is issued: the report is one that was never written down.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")
os.environ.setdefault("GABINETE_THROWAWAY_SECRETS", "1")

import django

django.setup()

from gabinete.foundation.workflow.queries import calendar  # noqa: E402
from gabinete.kernel import clock  # noqa: E402
from gabinete.kernel.reserve import Reserve  # noqa: E402
from gabinete.office.reports.actions import CALENDAR  # noqa: E402
from gabinete.office.reports.document import write  # noqa: E402
from gabinete.office.reports.gathering import situation  # noqa: E402
from gabinete.office.reports.models import IssuedReport  # noqa: E402
from gabinete.office.reports.printing import FORMATS, produce  # noqa: E402
from gabinete.office.reports.queries import cut_for, matters_in, scope_choices, scope_name  # noqa: E402
from gabinete.office.reports.scope import parse_scope  # noqa: E402

SIZES = (600, 60_000, 10_000_000)
TARGETS = {"pdf": 1.5, "docx": 2.0, "xlsx": 1.0}
SMALL = 2_000
MOST_MEMORY = 250


def main() -> None:
    """Print the table, or one line of it in the process that measures it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--as-of", type=date.fromisoformat, default=clock.today())
    arguments.add_argument("--one", nargs=2, metavar=("SCOPE", "FORMAT"), help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.one:
        print(_measure(chosen.one[0], chosen.one[1], chosen.as_of))
        return
    print(
        f"{'alcance':16}{'formato':>8}{'asuntos':>10}{'leer s':>8}{'escribir s':>11}{'total s':>9}{'MB':>6}{'KB':>8}  meta"
    )
    for scope in _scopes():
        for kind in FORMATS:
            command = [sys.executable, __file__, "--as-of", chosen.as_of.isoformat(), "--one", scope, kind]
            subprocess.run(command, check=True)


def _scopes() -> list[str]:
    """Return the scopes whose sizes come nearest to those of the table, each once."""
    sizes = {scope: matters_in(parse_scope(scope), max(SIZES)) for scope, _ in scope_choices()}
    return list(dict.fromkeys(min(sizes, key=lambda s: (abs(sizes[s] - wanted), s)) for wanted in SIZES))


def _measure(scope: str, kind: str, as_of: date) -> str:
    """Return the line of one report made once in this process, imports of its printer included."""
    now = clock.now()
    cut = cut_for(as_of, now)
    report = IssuedReport(
        pk=1,
        reference="INF/BANCO",
        scope=scope,
        cut=cut,
        compared_to=cut - timedelta(days=30),
        ceiling=Reserve.INTERNAL,
        calendar_code=CALENDAR,
        calendar_version=calendar(CALENDAR).version,
        issued_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    start = time.perf_counter()
    it = situation(report, scope_name(parse_scope(scope)))
    read = time.perf_counter()
    document, writer = write(it, "http://127.0.0.1:8000/informes/1/")
    content = produce(document, writer, next(k for k in FORMATS if k == kind))
    end = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    fast = len(it.lines) > SMALL or end - start <= TARGETS[kind]
    met = "sí" if fast and memory <= MOST_MEMORY else "NO"
    return (
        f"{scope:16}{kind:>8}{len(it.lines):>10,}{read - start:>8.2f}{end - read:>11.2f}{end - start:>9.2f}"
        f"{memory:>6}{len(content) // 1024:>8,}  {met}"
    )


if __name__ == "__main__":
    main()
