"""``minutes build``: the paper from the terminal, under the same rules as on screen."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from gabinete.delivery.cli.minutes_building import Wanted, build
from gabinete.kernel.errors import BadInput, NotAllowed, NotFound
from gabinete.office.cabinet.models import MinutesVersion
from tests.office.cabinet.minutes.stage import Held

pytestmark = pytest.mark.django_db


def test_building_writes_the_file_and_says_the_version(held: Held, tmp_path: Path) -> None:
    printed, worded = tmp_path / "minuta.pdf", tmp_path / "minuta.docx"

    said = build("GL/2026/1", Wanted(printed, "pdf"), "lucia")
    again = build("gl/2026/1", Wanted(worded, "docx"), "lucia")

    assert said == f"Versión 1 en {printed}."
    assert again == f"Versión 1 (nada cambió desde que se armó) en {worded}."
    assert "Minuta" in PdfReader(printed).pages[0].extract_text()
    assert worded.read_bytes()[:2] == b"PK"


def test_building_is_refused_to_who_does_not_run_the_session(held: Held, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        build("GL/2026/1", Wanted(tmp_path / "x.pdf", "pdf"), "tomas")
    with pytest.raises(NotFound):
        build("GL/2026/9", Wanted(tmp_path / "x.pdf", "pdf"), "lucia")

    assert not MinutesVersion.objects.exists()


def test_a_file_that_cannot_be_written_is_said_and_the_version_stays(held: Held, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="La versión 1 sí quedó"):
        build("GL/2026/1", Wanted(tmp_path / "no" / "x.pdf", "pdf"), "lucia")

    assert MinutesVersion.objects.count() == 1
