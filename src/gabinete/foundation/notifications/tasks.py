"""What the worker does for this package: sending one letter, again and again while the server is away."""

import smtplib

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from gabinete.foundation.notifications.mail import letter_for
from gabinete.foundation.notifications.models import EmailState, Notice

MAX_ATTEMPTS = 8
BACK_OFF = 4
"""Seconds to the power of the attempt: 4 s, 16 s, 1 min, 4 min, 17 min, 1 h, 4.5 h."""
_ERROR_LIMIT = 400
_PERMANENT = range(500, 600)


@app.task(
    name="notifications.send_email",
    queue="mail",
    pass_context=True,
    retry=RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=BACK_OFF, retry_exceptions=[OSError]),
)
def send_email(context: JobContext, notice_id: int) -> None:
    """Send the letter of a notice once; a notice that no longer waits is left alone.

    Raises:
        OSError: the server is away or busy (``SMTPException`` is one); the queue tries again later. A refusal for
            good (5xx) is written on the notice and not tried again.
    """
    notice = Notice.objects.select_related("user").filter(pk=notice_id, email_state=EmailState.QUEUED).first()
    if notice is None:
        return
    try:
        letter_for(notice).send()
    except OSError as error:
        given_up = is_for_good(error) or context.job.attempts >= MAX_ATTEMPTS
        _note(notice, EmailState.FAILED if given_up else EmailState.QUEUED, in_words(error))
        if not given_up:
            raise
    else:
        _note(notice, EmailState.SENT, "")


def is_for_good(error: Exception) -> bool:
    """Return whether the server said that it will never take this letter."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in _PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code in _PERMANENT


def in_words(error: Exception) -> str:
    """Return what is shown beside the notice: the reason in Spanish and the server's own words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(f"{code} {_text(words)}" for code, words in error.recipients.values())
        return f"El servidor de correo no aceptó la dirección: {said}"[:_ERROR_LIMIT]
    if isinstance(error, smtplib.SMTPResponseException):
        return f"El servidor de correo respondió: {error.smtp_code} {_text(error.smtp_error)}"[:_ERROR_LIMIT]
    return f"No se pudo hablar con el servidor de correo: {error}"[:_ERROR_LIMIT]


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _note(notice: Notice, state: EmailState, error: str) -> None:
    notice.email_state, notice.email_error = state, error
    notice.save(update_fields=["email_state", "email_error"])
