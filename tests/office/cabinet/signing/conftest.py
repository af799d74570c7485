"""A table laid to sign, on a machine that trusts the authority of the tests."""

from pathlib import Path

import pytest

from tests.foundation.signing import authority as sat
from tests.office.cabinet.signing.stage import Table, lay_table
from tests.office.cabinet.stage import Room


@pytest.fixture(autouse=True)
def roots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "roots"
    folder.mkdir()
    (folder / "raiz.cer").write_bytes(sat.root().cer)
    (folder / "sat.cer").write_bytes(sat.tax_office().cer)
    monkeypatch.setenv("GABINETE_SIGNING_ROOTS", str(folder))
    monkeypatch.setenv("GABINETE_SIGNING_CRLS", str(tmp_path / "revoked"))
    monkeypatch.setenv("GABINETE_NOW", sat.NOW.isoformat())
    return folder


@pytest.fixture
def table(room: Room) -> Table:
    return lay_table(room)
