"""The mailbox of replies, on a real IMAP server."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import Settings

from gabinete.foundation.invitations.mailbox import MailboxAway
from gabinete.foundation.invitations.replies import LETTER_LIMIT
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet.actions.replies import take_reply
from gabinete.office.cabinet.models import ReceivedReply
from gabinete.office.cabinet.reading_replies import Visit, account, visit
from gabinete.office.cabinet.tasks import read_replies
from tests.foundation.invitations.letters import letter, reply_calendar
from tests.foundation.notifications.conftest import free_port
from tests.office.cabinet.calls.imap import DOVECOT, MISSING, Server, dovecot
from tests.office.cabinet.calls.stage import LATER, Table

pytestmark = pytest.mark.skipif(not DOVECOT, reason=MISSING)
AT = LATER + timedelta(hours=1)


@pytest.fixture
def server() -> Iterator[Server]:
    with dovecot() as running:
        yield running


def read(server: Server) -> Visit:
    return visit(server.account, take_reply, AT)


def reply_to(table: Table, **given: str) -> str:
    return reply_calendar(uid=table.invited("CEA").event_uid, **given)


def test_reply_in_the_mailbox_becomes_the_answer_and_is_marked_read(called: Table, server: Server) -> None:
    server.deliver(letter(reply_to(called)))

    assert read(server) == Visit(read=1)

    assert (called.invited("CEA").answer, called.invited("CEA").door) == ("attends", "mail")
    assert server.seen() == [True]


def test_each_letter_is_looked_at_once_and_those_of_people_stay_unread(called: Table, server: Server) -> None:
    server.deliver(b"From: vecino@ejemplo.invalid\r\nSubject: Hola\r\n\r\nBuen dia.\r\n")
    server.deliver(letter(reply_to(called)))

    first, second = read(server), read(server)

    assert (first, second) == (Visit(read=1, others=1), Visit())
    assert server.seen() == [False, True]


def test_same_letter_delivered_twice_answers_once(called: Table, server: Server) -> None:
    for _n in range(2):
        server.deliver(letter(reply_to(called)))

    read(server)

    assert ReceivedReply.objects.count() == 1
    assert called.invited("CEA").version == 2


def test_one_hostile_letter_does_not_stop_the_next(called: Table, server: Server) -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(2000))
    server.deliver(("From: malo@ejemplo.invalid\r\n" + nested).encode())
    server.deliver(letter("BEGIN:VCALENDAR\r\nbasura", message_id="<malo@x>"))
    server.deliver(
        b"From: malo@ejemplo.invalid\r\nContent-Type: text/calendar\r\n\r\n" + b"x" * (LETTER_LIMIT + 1)
    )
    server.deliver(letter(reply_to(called), sender="intruso@ejemplo.invalid", message_id="<forjada@x>"))
    server.deliver(letter(reply_to(called, partstat="DECLINED")))

    read(server)

    assert called.invited("CEA").answer == "absent"
    refusals = " ".join(ReceivedReply.objects.exclude(refusal="").values_list("refusal", flat=True))
    assert "mal formado" in refusals
    assert "no está entre las direcciones" in refusals


def test_worker_reads_the_mailbox_that_the_office_set(
    mailed: Table, server: Server, settings: Settings, work: Callable[[], None]
) -> None:
    where = server.account
    settings.CALL_MAILBOX = {
        "host": where.host, "port": str(where.port), "user": where.user, "password": where.password,
        "security": "none", "folder": "", "authority": "",
    }  # fmt: skip
    server.deliver(letter(reply_to(mailed)))

    read_replies.defer(timestamp=0)
    work()

    assert mailed.invited("CEA").answer == "attends"


def test_server_that_does_not_vouch_for_the_sender_is_believed(called: Table, server: Server) -> None:
    server.deliver(
        letter(reply_to(called), Authentication_Results="correo.oficina.invalid; dmarc=fail (p=reject)")
    )

    visit(replace(server.account, authority="correo.oficina.invalid"), take_reply, AT)

    assert called.invited("CEA").answer == "pending"
    assert "no pudo comprobar" in ReceivedReply.objects.get().refusal


def test_wrong_password_is_said_in_words(server: Server) -> None:
    with pytest.raises(MailboxAway, match="No se pudo leer el buzón"):
        visit(replace(server.account, password="otra"), take_reply, AT)


def test_mailbox_that_is_away_does_not_stop_the_worker(
    called: Table, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CALL_MAILBOX = {
        "host": "127.0.0.1", "port": str(free_port()), "user": "x", "password": "y",
        "security": "none", "folder": "", "authority": "",
    }  # fmt: skip

    read_replies(timestamp=0)

    assert "No se pudo leer el buzón" in caplog.text


def test_without_a_mailbox_nothing_is_read(settings: Settings) -> None:
    settings.CALL_MAILBOX = dict.fromkeys(
        ("host", "port", "user", "password", "security", "folder", "authority"), ""
    )

    assert account() is None


def test_unknown_security_is_refused_by_name(settings: Settings) -> None:
    settings.CALL_MAILBOX = dict.fromkeys(
        ("host", "port", "user", "password", "security", "folder", "authority"), "quizá"
    )

    with pytest.raises(BadInput, match="GABINETE_IMAP_TLS"):
        account()
