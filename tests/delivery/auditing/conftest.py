"""Tools of the auditing tests: the anchors go to a folder of the test's own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def anchors_dir(tmp_path: Path, settings) -> Path:
    settings.ANCHORS_DIR = tmp_path / "anchors"
    return settings.ANCHORS_DIR
