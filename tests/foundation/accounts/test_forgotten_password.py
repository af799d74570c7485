"""A forgotten password: the page answers everybody alike, the worker writes to whom it should."""

import re
import socket
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.cast import Cast

from gabinete.foundation.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/cuenta/contrasena/olvidada/"
CHOSEN = "otra-clave-larga-del-desierto"


@pytest.fixture(autouse=True)
def office(cast: Cast, settings: Settings) -> Cast:
    settings.EMAIL_HOST = "correo.ejemplo.invalid"
    settings.PUBLIC_ADDRESS = "https://gabinete.ejemplo.invalid"
    cache.clear()  # the doors that shut after a few tries
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    return cast


@pytest.fixture
def work() -> Callable[[], None]:
    def run() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(queues=["mail"], wait=False, install_signal_handlers=False, listen_notify=False)

    return run


def ask(client: Client, address: str) -> tuple[int, str, list[tuple[str, list[str]]]]:
    """Return what the page answers and which jobs it left, without their arguments' values."""
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    answer = client.post(PAGE, {"email": address})
    left = ProcrastinateJob.objects.exclude(pk__in=before).values_list("task_name", "args")
    return answer.status_code, answer["Location"], [(name, sorted(args)) for name, args in left]


def test_link_lets_choose_another_password_once(client: Client, work: Callable[[], None]) -> None:
    client.post(PAGE, {"email": "ROSA@ejemplo.invalid"})
    assert mail.outbox == []  # not while somebody waits at the page
    work()

    (letter,) = mail.outbox
    assert letter.to == ["rosa@ejemplo.invalid"]
    path = re.search(r"https://gabinete\.ejemplo\.invalid(/\S+)", letter.body)[1]
    page = client.get(path, follow=True)
    done = client.post(page.request["PATH_INFO"], {"password1": CHOSEN, "password2": CHOSEN}, follow=True)
    assert "quedó cambiada" in done.content.decode()
    assert "ya no sirve" in Client().get(path).content.decode()
    assert Client().login(username="rosa", password=CHOSEN)


def test_known_and_unknown_addresses_are_answered_alike(work: Callable[[], None]) -> None:
    known = ask(Client(), "rosa@ejemplo.invalid")
    unknown = ask(Client(), "nadie@ejemplo.invalid")

    assert known == unknown == (302, f"{PAGE}enviada/", [("accounts.find_who_forgot", ["address"])])
    work()
    assert [letter.to for letter in mail.outbox] == [["rosa@ejemplo.invalid"]]


def test_queue_carries_no_link(client: Client, work: Callable[[], None]) -> None:
    client.post(PAGE, {"email": "rosa@ejemplo.invalid"})
    work()

    kept = " ".join(str(args) for args in ProcrastinateJob.objects.values_list("args", flat=True))
    assert "rosa@ejemplo.invalid" in kept
    assert "contrasena" not in kept
    assert "http" not in kept


def test_closed_account_gets_no_letter(client: Client, office: Cast, work: Callable[[], None]) -> None:
    User.objects.filter(pk=office.rosa.pk).update(is_active=False)
    client.post(PAGE, {"email": "rosa@ejemplo.invalid"})
    work()

    assert mail.outbox == []


def test_each_account_of_a_shared_address_gets_its_own_link(
    client: Client, office: Cast, work: Callable[[], None]
) -> None:
    User.objects.filter(pk=office.ramon.pk).update(email="rosa@ejemplo.invalid")
    client.post(PAGE, {"email": "rosa@ejemplo.invalid"})
    work()

    assert sorted(re.findall(r"«(\w+)»", " ".join(letter.body for letter in mail.outbox))) == [
        "ramon",
        "rosa",
    ]


def test_server_that_is_away_is_tried_again(
    client: Client, settings: Settings, work: Callable[[], None]
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert client.post(PAGE, {"email": "rosa@ejemplo.invalid"}).status_code == 302
    work()

    waiting = ProcrastinateJob.objects.get(task_name="accounts.send_reset_link")
    assert (waiting.status, waiting.scheduled_at is not None) == ("todo", True)


@pytest.mark.parametrize("typed", ["", "esto no es un correo", "rosa@"])
def test_what_is_no_address_is_asked_again(client: Client, typed: str) -> None:
    answer = client.post(PAGE, {"email": typed})

    assert answer.status_code == 200
    assert not ProcrastinateJob.objects.filter(task_name__startswith="accounts.").exists()
