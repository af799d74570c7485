"""What every test may ask for."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client

from gabinete.foundation.accounts.models import User
from tests.cast import Cast, gather


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
