"""What the worker does for this package: reports of many thousand matters, which take minutes."""

from procrastinate.contrib.django import app

from gabinete.kernel import clock
from gabinete.office.reports.preparing import prepare


@app.task(name="reports.prepare", queue="reports")
def prepare_report(report_id: int) -> None:
    """Make a large report; not tried again by itself: whoever asked is told and decides."""
    prepare(report_id, clock.now)
