"""What every test may ask for."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from playwright.sync_api import Browser, expect, sync_playwright

from gabinete.foundation.accounts.models import User
from tests.cast import Cast, gather

CHROMIUM = (
    os.environ.get("GABINETE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
)
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
# A busy machine is slow, not wrong: how long something takes is for bench/, never for a test.
expect.set_options(timeout=20_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser for the end, and skip, saying why, what needs it where there is none.

    Playwright keeps an event loop in the thread of the tests for as long as it runs: nobody else could have one.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if not CHROMIUM:
        reason = (
            "NO SE PROBÓ EN NAVEGADOR: falta Chromium (apt-get install chromium, o GABINETE_CHROMIUM=ruta)"
        )
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one browser for the whole run."""
    # Playwright keeps an event loop in this thread; Django is still used from it, one call at a time.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the people and units of the tests, freshly made."""
    return gather()


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """Return a function that gives a browser already signed in as somebody; extra arguments are headers."""

    def signed_in(user: User, **headers: str) -> Client:
        client = Client(headers=headers or None)
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture(scope="session", autouse=True)
def _tests_may_empty_append_only_tables() -> Iterator[None]:
    """Let Django empty the tables after a transactional test: nobody but a superuser may, and only by saying so."""
    empty = DatabaseOperations.execute_sql_flush

    def unguarded(self: DatabaseOperations, sql_list: list[str]) -> None:
        empty(self, ["SET LOCAL session_replication_role = replica", *sql_list])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", unguarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def _live_servers_leave_no_connection_behind() -> None:
    """Let each request of a live server end its connection; otherwise the test database cannot be dropped."""
    connections.settings["default"]["CONN_MAX_AGE"] = 0
