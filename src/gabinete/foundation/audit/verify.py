"""Verification: was the past touched behind the application's back, by whom soever, and which record first?"""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import connection, transaction

from gabinete.foundation.audit import anchors
from gabinete.foundation.audit.findings import Finding, Kind, Verdict
from gabinete.foundation.audit.seal import seal
from gabinete.foundation.audit.verify_acts import check_acts, check_orphans
from gabinete.foundation.audit.verify_live import check_live, check_triggers
from gabinete.foundation.audit.verify_seals import check_anchors, check_key, check_seals
from gabinete.kernel import clock

KEPT = 1_000
"""Findings kept with their details; the rest are counted."""

Progress = Callable[[str, int, int], None]
"""Called with what is being looked at, how many are done, and how many there are."""


class Tally:
    """What has been looked at and found so far."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress or (lambda _label, _done, _total: None)
        self.rows = 0
        self.acts = 0
        self.findings: list[Finding] = []
        self.omitted = 0

    def add(self, found: Iterator[Finding]) -> None:
        """Keep findings up to the limit, and count the others."""
        for finding in found:
            if len(self.findings) < KEPT:
                self.findings.append(finding)
            else:
                self.omitted += 1

    def verdict(self) -> Verdict:
        """Return the result: what is certain before what may be innocent, the oldest first."""
        ordered = sorted(
            self.findings, key=lambda f: (f.is_warning, f.at is None, f.at.timestamp() if f.at else 0.0)
        )
        bad = any(not f.is_warning for f in ordered)
        return Verdict(not bad and not self.omitted, self.rows, self.acts, ordered, self.omitted)


def verify(progress: Progress | None = None, *, now: datetime | None = None) -> Verdict:
    """Check anchors, seals, acts, history and live rows against each other, and name whatever does not agree.

    What is pending is sealed first. Everything after that is read in one snapshot, in stretches, so that people may
    go on working meanwhile and memory does not grow with the database.

    Args:
        progress: hears how far it has got.
        now: moment of the sealing; the clock's when missing (this is a door for commands and tasks).
    """
    tally = Tally(progress)
    lines, damages = anchors.read()
    if (wrong := check_key(lines)) is not None:
        tally.add(iter([wrong]))
        return tally.verdict()
    tally.add(check_anchors(lines, damages))
    if not any(f.kind in {Kind.ANCHOR_ALTERED, Kind.ANCHOR_MISSING} for f in tally.findings):
        # A damaged file is left as it is: it is evidence.
        seal(now or clock.now())
        lines, _ = anchors.read()
    with _one_snapshot():
        tally.add(check_seals(lines, tally.progress))
        tally.add(_counted_acts(tally))
        tally.add(check_orphans())
        tally.add(_counted_rows(tally))
        tally.add(check_triggers())
    return tally.verdict()


def _counted_acts(tally: Tally) -> Iterator[Finding]:
    for count, found in check_acts(tally.progress):
        tally.acts += count
        yield from found


def _counted_rows(tally: Tally) -> Iterator[Finding]:
    for count, found in check_live(tally.progress):
        tally.rows += count
        yield from found


@contextlib.contextmanager
def _one_snapshot() -> Iterator[None]:
    """Read everything as of one moment, with built-in functions first in the path and no limit of time."""
    nested = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if not nested:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(
            "SELECT set_config('search_path', 'pg_catalog, public, pg_temp', true), set_config('timezone', 'UTC', true), "
            "set_config('datestyle', 'ISO, MDY', true), set_config('intervalstyle', 'postgres', true), "
            "set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true), "
            "set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true)"
        )
        yield
        if nested:
            cursor.execute("SELECT set_config('search_path', 'public', true)")
