"""Telling people: in the desk at once, by mail through the queue."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from gabinete.foundation.accounts.models import User
from gabinete.foundation.notifications.actions import tell
from gabinete.foundation.notifications.models import EmailState, Notice
from gabinete.foundation.notifications.tasks import send_email
from tests.foundation.notifications.conftest import Mailbox, free_port

AT = datetime(2026, 1, 22, 17, 0, tzinfo=UTC)
MESSAGE = {
    "kind": "test",
    "title": "Se le notificó GL/2026/07-03",
    "text": "Acuse recibo.\nGracias.",
    "url": "/asuntos/7/",
    "at": AT,
}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_queue(transactional_db: None) -> None:
    """Start with nothing queued: Django empties its own tables after each test, not those of the queue."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def rosa() -> User:
    return User.objects.create(username="rosa", name="Rosa Ñúñez", email="rosa@ejemplo.invalid")


@pytest.fixture
def ivan() -> User:
    return User.objects.create(username="ivan", name="Iván", email="")


def letters_waiting() -> QuerySet[ProcrastinateJob]:
    """Return the jobs of this package; the worker adds the periodic ones of others."""
    return ProcrastinateJob.objects.filter(task_name="notifications.send_email")


def due_now() -> None:
    """Bring every job that waits for its next attempt to the present."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def test_tell_keeps_one_notice_for_each_person(rosa: User, ivan: User, mailbox: Mailbox) -> None:
    closed = User.objects.create(username="saul", name="Saúl", email="s@ejemplo.invalid", is_active=False)

    tell([rosa.pk, ivan.pk, rosa.pk, closed.pk], **MESSAGE, needs_receipt=True)

    kept = Notice.objects.order_by("user_id").values_list("user_id", "title", "needs_receipt", "email_state")
    assert list(kept) == [
        (rosa.pk, MESSAGE["title"], True, "queued"),
        (ivan.pk, MESSAGE["title"], True, "none"),
    ]
    assert letters_waiting().count() == 1


def test_letter_leaves_through_a_real_smtp_conversation(
    rosa: User, mailbox: Mailbox, work: Callable[[], None]
) -> None:
    (notice,) = tell([rosa.pk], **MESSAGE, needs_receipt=True)

    work()

    (letter,) = mailbox.letters
    plain = letter.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    assert letter["To"] == "rosa@ejemplo.invalid"
    assert letter["Subject"] == "[Gabinete] Se le notificó GL/2026/07-03"
    assert letter["List-Id"] == "Avisos de Gabinete <avisos.gabinete.ejemplo.invalid>"
    assert letter["Message-ID"] == f"<aviso.{notice.pk}.20260122170000@gabinete.ejemplo.invalid>"
    assert "Rosa Ñúñez" in plain
    assert "http://gabinete.ejemplo.invalid/asuntos/7/" in plain
    assert "acusar recibo" in plain
    assert "<h1>" in letter.get_body(("html",)).get_content()  # type: ignore[attr-defined]
    assert Notice.objects.get().email_state == EmailState.SENT


def test_server_that_is_busy_receives_the_same_letter_later(
    rosa: User, mailbox: Mailbox, work: Callable[[], None]
) -> None:
    mailbox.answers = ["451 Vuelva más tarde"]
    tell([rosa.pk], **MESSAGE)

    work()
    waiting = Notice.objects.get()
    assert (waiting.email_state, "451" in waiting.email_error) == ("queued", True)
    work()
    assert mailbox.conversations == 1, "it waits before it tries again"
    due_now()
    work()

    assert len(mailbox.letters) == 1
    sent = Notice.objects.get()
    assert (sent.email_state, sent.email_error) == ("sent", "")


def test_server_that_is_away_is_tried_again(
    rosa: User, mailbox: Mailbox, work: Callable[[], None], settings: Settings
) -> None:
    open_port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    tell([rosa.pk], **MESSAGE)

    work()
    assert "No se pudo hablar con el servidor" in Notice.objects.get().email_error
    settings.EMAIL_PORT = open_port
    due_now()
    work()

    assert Notice.objects.get().email_state == EmailState.SENT


def test_refusal_for_good_is_written_and_not_tried_again(
    rosa: User, mailbox: Mailbox, work: Callable[[], None]
) -> None:
    mailbox.answers = ["554 Buzón inexistente"]
    tell([rosa.pk], **MESSAGE)

    work()
    due_now()
    work()

    failed = Notice.objects.get()
    assert (failed.email_state, mailbox.conversations) == ("failed", 1)
    assert "Buzón inexistente" in failed.email_error


def test_a_job_that_runs_twice_sends_one_letter(
    rosa: User, mailbox: Mailbox, work: Callable[[], None]
) -> None:
    (notice,) = tell([rosa.pk], **MESSAGE)
    send_email.defer(notice_id=notice.pk)

    work()

    assert len(mailbox.letters) == 1


def test_nothing_leaves_when_the_act_is_undone(
    rosa: User, mailbox: Mailbox, work: Callable[[], None]
) -> None:
    def undone() -> None:
        with transaction.atomic():
            tell([rosa.pk], **MESSAGE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()

    work()

    assert (Notice.objects.count(), letters_waiting().count(), mailbox.letters) == (0, 0, [])


def test_restricted_matters_are_not_told_in_the_open(
    rosa: User, mailbox: Mailbox, work: Callable[[], None]
) -> None:
    tell([rosa.pk], **MESSAGE, reserve=3)

    work()

    whole = mailbox.letters[0].as_string()
    assert mailbox.letters[0]["Subject"] == "[Gabinete] Tiene un asunto restringido"
    assert "07-03" not in whole
    assert "/asuntos/7/" not in whole
    assert Notice.objects.get().title == MESSAGE["title"]


def test_title_with_line_breaks_cannot_add_headers(
    rosa: User, mailbox: Mailbox, work: Callable[[], None]
) -> None:
    tell([rosa.pk], **{**MESSAGE, "title": "Hola\r\nBcc: x@ejemplo.invalid\u202e 🎉"})

    work()

    assert mailbox.letters[0]["Bcc"] is None
    assert "🎉" in mailbox.letters[0]["Subject"]


def test_without_a_server_the_notice_is_only_in_the_desk(rosa: User, settings: Settings) -> None:
    settings.EMAIL_HOST = ""

    tell([rosa.pk], **MESSAGE)

    assert Notice.objects.get().email_state == EmailState.NONE
    assert not letters_waiting().exists()
