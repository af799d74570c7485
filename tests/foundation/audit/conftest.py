"""Tools of the audit's tests: a folder for the anchors, and a superuser who goes behind the application's back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

NOON = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def anchors_dir(tmp_path: Path, settings) -> Path:
    settings.ANCHORS_DIR = tmp_path / "anchors"
    return settings.ANCHORS_DIR


@pytest.fixture
def behind(db: None) -> Callable[..., None]:
    """Run SQL as a superuser whom no trigger sees."""

    def run(statement: str, *args: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement, args)
            assert cursor.rowcount != 0
            cursor.execute("SET LOCAL session_replication_role = origin")

    return run


@pytest.fixture
def by_hand(db: None) -> Callable[..., None]:
    """Run SQL as somebody at a psql prompt: the triggers see it, the application does not."""

    def run(statement: str, *args: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, args)

    return run


@pytest.fixture
def queries_of() -> Iterator[Callable[[], list[str]]]:
    """Count the statements sent from here on."""
    seen: list[str] = []

    def watch(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield lambda: seen
