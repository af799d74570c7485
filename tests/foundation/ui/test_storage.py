"""The files of the screens can be gathered under their hashed names, as the product does before it serves."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage

from gabinete.foundation.ui.storage import HashedStorage


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gather everything the installed packages bring, and return the folder."""
    folder = tmp_path_factory.mktemp("estatico")
    storage = HashedStorage(location=str(folder), base_url="/estatico/")
    found: dict[str, tuple[FileSystemStorage, str]] = {}
    for finder in get_finders():
        for name, source in finder.list([]):
            found.setdefault(name, (source, name))
            with source.open(name) as content:
                storage.save(name, content)
    failed = [(name, done) for name, _, done in storage.post_process(found) if isinstance(done, Exception)]
    assert failed == []
    return folder


def test_modules_ask_for_their_neighbours_by_their_hashed_names(gathered: Path) -> None:
    main = next((gathered / "cabinet" / "room").glob("main.*.js"))
    asked = re.findall(r'["\'](\./[^"\']+)["\']', main.read_text())
    assert asked
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) and (main.parent / name).is_file() for name in asked)
