"""What the worker does for this package: scans, calls and what comes back, the closing of orders of the day."""

import logging

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.invitations.mailbox import MailboxAway
from gabinete.foundation.notifications.tasks import BACK_OFF, MAX_ATTEMPTS, in_words, is_for_good
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet.actions.freezing import freeze_all_due
from gabinete.office.cabinet.actions.opinions import tell_overdue
from gabinete.office.cabinet.actions.replies import take_reply
from gabinete.office.cabinet.calling import Sending, digest_of, letter_of
from gabinete.office.cabinet.drafting import take_reading
from gabinete.office.cabinet.models import Invitation, LetterState, Minutes, Reading
from gabinete.office.cabinet.reading_minutes import Read, read_scanned
from gabinete.office.cabinet.reading_replies import account, visit

_ERROR_LIMIT = 400
log = logging.getLogger(__name__)


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


@app.periodic(cron="20 * * * *")
@app.task(name="cabinet.watch_agendas", queueing_lock="cabinet.watch_agendas", lock="cabinet.watch_agendas")
def watch_agendas(timestamp: int) -> None:
    """Close each order of the day on its day, and say once of each opinion that its term went by.

    Asked every hour, so that a worker that was down at midnight does it when it comes back; done once a session.
    """
    _ = timestamp
    now = clock.now()
    freeze_all_due(now)
    tell_overdue(now)


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


@app.task(
    name="cabinet.send_call_letter",
    queue="mail",
    pass_context=True,
    retry=RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=BACK_OFF, retry_exceptions=[OSError]),
)
def send_call_letter(context: JobContext, invitation_id: int, sequence: int, kind: str, stamp: int) -> None:
    """Send the letter of an invitation once; one that a later sending replaced is left alone.

    Raises:
        OSError: the mail server is away or busy; the queue tries again later.
    """
    invited = (
        Invitation.objects.select_related("session__body__secretary_unit", "seat")
        .filter(pk=invitation_id, sent_sequence=sequence, letter_state=LetterState.QUEUED)
        .first()
    )
    if invited is None:
        return
    try:
        letter_of(invited, Sending(kind, stamp), clock.now()).send()
    except OSError as error:
        given_up = is_for_good(error) or context.job.attempts >= MAX_ATTEMPTS
        _note_letter(invited, LetterState.FAILED if given_up else LetterState.QUEUED, in_words(error))
        if not given_up:
            raise
    else:
        _note_letter(invited, LetterState.SENT, "")


@app.periodic(cron="*/3 * * * *")
@app.task(name="cabinet.read_replies", queueing_lock="cabinet.read_replies", lock="cabinet.read_replies")
def read_replies(timestamp: int) -> None:
    """Read what calendars answered, every three minutes; nothing while no mailbox is set.

    A mailbox that is away is said in the log and visited again the next time.
    """
    _ = timestamp
    where = account()
    if where is None:
        return
    try:
        found = visit(where, take_reply, clock.now())
    except MailboxAway as error:
        log.warning("%s", error.message)
    else:
        log.info("replies read: %d; other letters: %d", found.read, found.others)


def _note_letter(invited: Invitation, state: str, error: str) -> None:
    """Write down what became of a letter and, when the secret of the installation changed, the key it carried."""
    with act(SYSTEM_ACTOR, "cabinet.send_call_letter", at=clock.now()):
        same = Invitation.objects.filter(pk=invited.pk, sent_sequence=invited.sent_sequence)
        same.update(letter_state=state, letter_error=error, key=digest_of(invited))
