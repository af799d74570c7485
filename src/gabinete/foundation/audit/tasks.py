"""What the worker does for the audit, without anybody asking."""

from procrastinate.contrib.django import app

from gabinete.foundation.audit import checks
from gabinete.foundation.audit.install import MONTHS_AHEAD, ensure_partitions, months_from
from gabinete.foundation.audit.seal import seal
from gabinete.kernel.clock import now, today


@app.periodic(cron="*/2 * * * *")
@app.task(name="audit.seal_acts", queueing_lock="audit.seal_acts", lock="audit.seal_acts")
def seal_acts(timestamp: int) -> None:
    """Seal what has been done since the last time; every two minutes."""
    _ = timestamp
    seal(now())


@app.periodic(cron="40 2 * * *")
@app.task(name="audit.make_partitions", queueing_lock="audit.make_partitions")
def make_partitions(timestamp: int) -> None:
    """Make the history tables of the coming months; every night."""
    _ = timestamp
    ensure_partitions(months_from(today(), MONTHS_AHEAD))


@app.task(name="audit.run_check", lock="audit.run_check")
def run_check(check_id: int) -> None:
    """Verify everything and keep the result in the check that was asked for."""
    checks.run(check_id, now())
