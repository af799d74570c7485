"""What the tests of calls stand on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import transaction
from pytest_django import Settings

from tests.cast import Cast, gather
from tests.foundation.notifications.conftest import Mailbox, mailbox, work
from tests.office.cabinet.calls.stage import Table, make_table
from tests.office.cabinet.stage import Room, make_room
from tests.office.followup.stage import make_calendar

__all__ = ["mailbox", "work"]


@pytest.fixture(autouse=True)
def _nobody_tried_yet() -> None:
    caches["process"].clear()


@pytest.fixture(autouse=True)
def _papers_elsewhere(settings: Settings, tmp_path: Path) -> None:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    settings.CALL_ADDRESS = "Oficina del Ejecutivo <convocatorias@oficina.invalid>"


@pytest.fixture
def room(cast: Cast) -> Room:
    """Return the body."""
    make_calendar("sonora")
    return make_room(cast)


@pytest.fixture
def table(room: Room) -> Table:
    """Return a session with its order of the day, not called yet; no mail leaves."""
    return make_table(room)


@pytest.fixture
def called(table: Table) -> Table:
    """Return it called."""
    table.call()
    return table


@pytest.fixture
def mailed_table(transactional_db: None, mailbox: Mailbox, work: Callable[[], None]) -> Table:
    """Return a session kept for real, as the worker must see it, with mail that leaves and nothing queued."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    people = gather()
    make_calendar("sonora")
    return make_table(make_room(people), mailbox, work)


@pytest.fixture
def mailed(mailed_table: Table) -> Table:
    """Return it called, with its letters sent."""
    mailed_table.call()
    return mailed_table
