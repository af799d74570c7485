"""What the worker does for this package: reading scans, which takes minutes."""

from procrastinate.contrib.django import app

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet.drafting import take_reading
from gabinete.office.cabinet.models import Minutes, Reading
from gabinete.office.cabinet.reading_minutes import Read, read_scanned

_ERROR_LIMIT = 400


@app.task(name="cabinet.read_scan", queue="reading", retry=2)
def read_scan(minutes_id: int) -> None:
    """Read a scan and draft its agreements; minutes that no longer wait are left alone.

    A refusal is written on the minutes, where its page shows it; anything else is tried again.
    """
    minutes = (
        Minutes.objects.select_related("document").filter(pk=minutes_id, reading=Reading.WAITING).first()
    )
    if minutes is None or minutes.document is None:
        return
    try:
        read = read_scanned(minutes.document, lambda done, total: _note_progress(minutes_id, done, total))
    except GabineteError as error:
        _fail(minutes_id, error.message)
    else:
        _finish(minutes_id, read)


def _note_progress(minutes_id: int, done: int, total: int) -> None:
    with act(SYSTEM_ACTOR, "cabinet.read_scan", at=clock.now()):
        Minutes.objects.filter(pk=minutes_id).update(reading_done=done, reading_total=total)


def _fail(minutes_id: int, message: str) -> None:
    with act(SYSTEM_ACTOR, "cabinet.read_scan", at=clock.now()):
        waiting = Minutes.objects.filter(pk=minutes_id, reading=Reading.WAITING)
        waiting.update(reading=Reading.FAILED, reading_error=message[:_ERROR_LIMIT])


def _finish(minutes_id: int, read: Read) -> None:
    """Give the text to the minutes, unless somebody discarded them meanwhile."""
    with act(SYSTEM_ACTOR, "cabinet.read_scan", at=clock.now()):
        minutes = Minutes.objects.select_for_update().filter(pk=minutes_id, reading=Reading.WAITING).first()
        if minutes is not None:
            take_reading(minutes, read.text, read.notes)
