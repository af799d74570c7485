"""The office as the verbs find it: database, tables, base data and Django."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gabinete.delivery.cli import ground

if TYPE_CHECKING:
    from gabinete.foundation.postgres.cluster import Cluster


@contextmanager
def office(role: ground.Role = "application", *, with_base: bool = True) -> Iterator["Cluster"]:
    """Provide the database with its tables and base data up to date, and Django ready to use it."""
    from gabinete.delivery.cli.schema import ensure_base, ensure_migrated  # noqa: PLC0415 - slow import

    with ground.database(role) as cluster:
        ensure_migrated(cluster)
        if with_base:
            ensure_base(cluster)
        ground.start_django()
        yield cluster
