"""Everything a report says, gathered in one pass over its matters: counts, first rows of each list, and a spool of all."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from gabinete.foundation.org.models import Unit
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import day_of
from gabinete.office.reports.history import Progress, Window, lines
from gabinete.office.reports.models import IssuedReport
from gabinete.office.reports.rules import Counting, Line, MatterAsOf, Tally
from gabinete.office.reports.scope import parse_scope
from gabinete.office.reports.selections import PRINTED, belongs_to
from gabinete.office.reports.spool import Spool

REMEMBERED = 500
"""Matters of one figure that can be opened from it on screen."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a report of one scope at one cut is made of.

    Attributes:
        counts: selection → how many matters it holds.
        firsts: selection → its first matters, by term, at most :data:`REMEMBERED`.
        lines: every matter with its changes, by term, on disk.
        changed: those that changed.
        left_out: matters of the scope above the report's ceiling of reserve, which it does not show.
        units: unit key → acronym.
    """

    report: IssuedReport
    total: Tally
    by_unit: dict[int, Tally]
    counts: Counter[str]
    firsts: dict[str, list[MatterAsOf]]
    lines: Spool[Line]
    changed: Spool[Line]
    left_out: int
    units: dict[int, str]
    scope_name: str

    @property
    def day(self) -> date:
        """Return the office's day of the cut."""
        return day_of(self.report.cut)


class _Gathering:
    """What grows while the matters pass by; nothing in it grows with their number but the spools on disk."""

    def __init__(self) -> None:
        self.total, self.by_unit = Counting(), dict[int, Counting]()
        self.counts: Counter[str] = Counter()
        self.firsts: dict[str, list[MatterAsOf]] = {name: [] for name in PRINTED}
        self.lines: Spool[Line] = Spool()
        self.changed: Spool[Line] = Spool()
        self.left_out = 0
        self._tests = [(name, belongs_to(name)) for name in PRINTED]

    def add(self, line: Line) -> None:
        """Take one matter into account."""
        self.total.add(line.matter)
        if line.matter.is_open:
            self.by_unit.setdefault(line.matter.lead_id, Counting()).add(line.matter)
        for name, test in self._tests:
            if test(line):
                self.counts[name] += 1
                if len(first := self.firsts[name]) < REMEMBERED:
                    first.append(line.matter)
        self.lines.append(line)
        if line.changes:
            self.changed.append(line)


def window_of(report: IssuedReport) -> Window:
    """Return what a report looks at."""
    return Window(
        scope=parse_scope(report.scope),
        cut=report.cut,
        then=report.compared_to,
        ceiling=report.ceiling,
        days=calendar(report.calendar_code, report.calendar_version),
    )


def situation(report: IssuedReport, scope_name: str, progress: Progress | None = None) -> Situation:
    """Return what the report says, read from the sealed history; equal today and in ten years."""
    found = _Gathering()
    for line in lines(window_of(report), progress):
        if line.matter.reserve > report.ceiling:
            found.left_out += 1
        else:
            found.add(line)
    return Situation(
        report=report,
        total=found.total.tally(),
        by_unit={unit: counting.tally() for unit, counting in found.by_unit.items()},
        counts=found.counts,
        firsts=found.firsts,
        lines=found.lines,
        changed=found.changed,
        left_out=found.left_out,
        units=dict(Unit.objects.values_list("id", "acronym")),
        scope_name=scope_name,
    )
