"""A real SMTP server on loopback, and a worker that runs until nothing is left to do."""

import socket
from collections.abc import Callable, Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from procrastinate.contrib.django import app
from pytest_django import Settings


class Mailbox:
    """What the server received; ``answers`` are given one by one before it accepts again."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.answers: list[str] = []
        self.conversations = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.conversations += 1
        if self.answers:
            return self.answers.pop(0)
        self.letters.append(BytesParser(policy=default).parsebytes(envelope.content or b""))
        return "250 Recibido"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    received = Mailbox()
    server = Controller(received, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.PUBLIC_ADDRESS = "http://gabinete.ejemplo.invalid"
    yield received
    server.stop()


@pytest.fixture
def work() -> Callable[[], None]:
    """Return a function that lets the worker do everything that is due."""

    def run() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    return run
