"""Real clusters, real processes: what the set-up promises is tried on the machine itself."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gabinete.foundation.postgres import lifecycle
from gabinete.foundation.postgres.layout import read_layout

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for one installation that other accounts can reach, emptied and stopped afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="gab-"))
    folder.chmod(0o755)
    yield folder
    discard(folder)
    shutil.rmtree(folder, ignore_errors=True)


def discard(home: Path) -> None:
    """Stop the cluster of a home and remove its data, wherever that is."""
    layout = read_layout(home)
    if layout is not None:
        if layout.data.exists() and (layout.data / "PG_VERSION").exists():
            lifecycle.stop(home)
        shutil.rmtree(layout.root, ignore_errors=True)


@pytest.fixture
def clean_environment() -> dict[str, str]:
    """The environment without what the test run itself set for the product."""
    return without_ours()


def without_ours() -> dict[str, str]:
    """Return the environment as it is for whoever opens a terminal."""
    ours = ("GABINETE_", "DATABASE_", "DJANGO_", "PYTEST_")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)}
