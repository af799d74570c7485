"""Keeping files and giving them back."""

import hashlib
import io
import resource
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from gabinete.foundation.accounts.models import User
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.models import Document
from gabinete.foundation.documents.responses import serve
from gabinete.foundation.documents.vault import NoRoom, path_of
from gabinete.kernel.errors import BadInput, NotFound
from tests.foundation.documents import bytes_of as made

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def root(settings: Settings, tmp_path: Path) -> Path:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    return tmp_path / "documents"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("lucia", name="Lucía Cota")


def files_in(root: Path) -> list[Path]:
    return [p for p in root.rglob("*") if p.is_file()]


def test_store_keeps_the_content_under_its_hash(root: Path, person: User) -> None:
    content = made.pdf()

    kept = store(io.BytesIO(content), name="../plan.pdf", actor_id=person.pk, now=NOW, source="SSP")

    digest = hashlib.sha256(content).hexdigest()
    assert (kept.sha256, kept.name, kept.size_bytes, kept.media_type) == (
        digest,
        "plan.pdf",
        len(content),
        "application/pdf",
    )
    assert (kept.source, kept.received_at, kept.received_by_id) == ("SSP", NOW, person.pk)
    assert files_in(root) == [root / digest[:2] / digest[2:4] / digest]
    assert path_of(digest).read_bytes() == content


def test_same_content_twice_is_two_rows_and_one_file(root: Path, person: User) -> None:
    for name in ("a.pdf", "b.pdf"):
        store(io.BytesIO(made.pdf()), name=name, actor_id=person.pk, now=NOW)

    assert Document.objects.count() == 2
    assert len(files_in(root)) == 1


def test_a_file_without_extension_receives_the_one_of_its_content(root: Path, person: User) -> None:
    assert store(io.BytesIO(made.word()), name="Minuta", actor_id=person.pk, now=NOW).name == "Minuta.docx"


def test_what_is_refused_leaves_nothing_behind(root: Path, person: User) -> None:
    with pytest.raises(BadInput):
        store(io.BytesIO(made.WINDOWS_PROGRAM), name="x.pdf", actor_id=person.pk, now=NOW)

    assert files_in(root) == []
    assert not Document.objects.exists()


def test_a_file_over_the_limit_is_refused_without_reading_it_all(root: Path, person: User) -> None:
    class Endless:
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return b"a" * size

    source = Endless()
    with pytest.raises(BadInput, match="más de 25 MB"):
        store(source, name="x.txt", actor_id=person.pk, now=NOW)

    assert source.given < 27 * 1024 * 1024
    assert files_in(root) == []


@pytest.fixture
def no_room() -> Iterator[None]:
    """Let no file grow past 1 kB: the system answers as it does when the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("no_room")
def test_a_full_disk_is_told_in_words_and_nothing_is_kept(root: Path, person: User) -> None:
    with pytest.raises(NoRoom, match="No hay espacio") as refusal:
        store(io.BytesIO(b"a" * 5000), name="x.txt", actor_id=person.pk, now=NOW)

    assert refusal.value.status == 507
    assert files_in(root) == []
    assert not Document.objects.exists()


def test_serve_gives_a_download_that_no_browser_runs(root: Path, person: User) -> None:
    kept = store(io.BytesIO(made.pdf()), name='plan "2027" año.pdf', actor_id=person.pk, now=NOW)

    response = serve(kept, RequestFactory().get("/"))

    assert b"".join(response.streaming_content) == made.pdf()  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''plan%20%222027%22%20a%C3%B1o.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["ETag"] == f'"{kept.sha256}"'
    assert response["Content-Type"] == "application/pdf"


def test_serve_answers_not_modified_to_who_has_it_already(root: Path, person: User) -> None:
    kept = store(io.BytesIO(made.pdf()), name="plan.pdf", actor_id=person.pk, now=NOW)

    same = serve(kept, RequestFactory().get("/", headers={"If-None-Match": f'"{kept.sha256}"'}))
    other = serve(kept, RequestFactory().get("/", headers={"If-None-Match": '"x"'}))
    other.close()

    assert (same.status_code, other.status_code) == (304, 200)


def test_serve_says_so_when_the_content_is_gone(root: Path, person: User) -> None:
    kept = store(io.BytesIO(made.pdf()), name="plan.pdf", actor_id=person.pk, now=NOW)
    path_of(kept.sha256).unlink()

    with pytest.raises(NotFound, match="respaldo"):
        serve(kept, RequestFactory().get("/"))
