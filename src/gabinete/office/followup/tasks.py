"""What the worker does for this package without anybody asking: the reminder of each morning."""

from datetime import datetime

from django.conf import settings
from procrastinate.contrib.django import app

from gabinete.kernel.clock import OFFICE_ZONE, now
from gabinete.office.followup.actions.reminding import remind

TRIES = 3
"""Hours, from the one that is set, in which it is tried: a worker that was down at eight still reminds at nine."""


@app.periodic(cron="5 * * * *")
@app.task(name="followup.remind_all", queueing_lock="followup.remind_all", lock="followup.remind_all")
def remind_all(timestamp: int) -> None:
    """Remind everybody once a business day, at the hour of the office that is set."""
    _ = timestamp
    moment = now()
    if is_time(moment, settings.REMIND_HOUR):
        remind(moment, settings.REMIND_DAYS)


def is_time(moment: datetime, hour: int) -> bool:
    """Return whether reminders leave at a moment; the hour is the office's, whatever the clock of the machine."""
    return hour <= moment.astimezone(OFFICE_ZONE).hour < hour + TRIES
