"""What was saved comes back, and a bad file changes nothing."""

import json
import tarfile
from pathlib import Path

import psycopg
import pytest

from gabinete.delivery.cli import archive
from gabinete.foundation.postgres import dump, lifecycle
from gabinete.foundation.postgres.cluster import Cluster, external_cluster
from gabinete.foundation.postgres.faults import PostgresFault
from gabinete.kernel.errors import BadInput


def words(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM mark ORDER BY word")]


def write(cluster: Cluster, *values: str) -> None:
    with psycopg.connect(cluster.owner_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS mark (word text)")
        connection.execute("GRANT SELECT, INSERT ON mark TO gabinete")
        for value in values:
            connection.execute("INSERT INTO mark VALUES (%s)", [value])


def test_saved_database_replaces_the_present_one_which_is_kept(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    write(cluster, "acuerdo", "ñandú")
    dump.backup(cluster, home / "a.dump")
    assert (home / "a.dump").stat().st_mode & 0o777 == 0o600
    write(cluster, "posterior")
    kept = dump.restore(cluster, home / "a.dump")
    assert words(cluster) == ["acuerdo", "ñandú"]
    previous = psycopg.connect(cluster.superuser_url, dbname=kept)
    assert previous.execute("SELECT count(*) FROM mark").fetchone() == (3,)
    previous.close()


def test_restored_database_keeps_the_limits_of_the_application(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    write(cluster, "acuerdo")
    dump.backup(cluster, home / "a.dump")
    dump.restore(cluster, home / "a.dump")
    with psycopg.connect(cluster.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM mark")
    write(cluster, "otro")
    assert words(cluster) == ["acuerdo", "otro"]


def test_file_that_is_no_backup_changes_nothing(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    write(cluster, "acuerdo")
    (home / "malo.dump").write_bytes(b"esto no es un respaldo")
    with pytest.raises(PostgresFault, match="quedó como estaba"):
        dump.restore(cluster, home / "malo.dump")
    assert words(cluster) == ["acuerdo"]


def test_archive_brings_back_documents_and_keys(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    write(cluster, "acuerdo")
    document = home / "documents" / "ab" / "abcd"
    document.parent.mkdir(parents=True)
    document.write_bytes(b"oficio")
    key = home / "secrets" / "seal.key"
    key.write_text("la llave")
    archive.write(cluster, home / "todo.tar", home, keys=True)
    document.unlink()
    key.write_text("otra llave")
    archive.read(cluster, home / "todo.tar", home)
    assert document.read_bytes() == b"oficio"
    assert key.read_text() == "la llave"
    assert key.stat().st_mode & 0o777 == 0o600


def test_archive_without_keys_holds_none(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    (home / "secrets" / "seal.key").write_text("la llave")
    archive.write(cluster, home / "todo.tar", home, keys=False)
    assert not [name for name in archive.check(home / "todo.tar") if name.startswith("secrets")]


def test_altered_archive_is_refused(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    write(cluster, "acuerdo")
    archive.write(cluster, home / "todo.tar", home, keys=False)
    content = bytearray((home / "todo.tar").read_bytes())
    place = content.index(b"PGDMP") + 200
    content[place] ^= 0xFF
    (home / "todo.tar").write_bytes(content)
    with pytest.raises(BadInput, match="dañado"):
        archive.read(cluster, home / "todo.tar", home)
    assert words(cluster) == ["acuerdo"]


def test_archive_that_points_outside_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "malo.tar"
    manifest = tmp_path / "manifest.json"
    members = {"database.dump": "0", "documents/../../fuera": "0"}
    manifest.write_text(json.dumps({"format": archive.FORMAT, "members": members}))
    with tarfile.open(evil, "w") as tar:
        tar.add(manifest, arcname="manifest.json")
    with pytest.raises(BadInput, match="no es un respaldo"):
        archive.check(evil)


def test_address_of_the_environment_wins_and_may_name_an_owner() -> None:
    plain = external_cluster({"DATABASE_URL": "postgresql://app@db.local:6000/g"})
    assert plain is not None
    assert (plain.url, plain.owner_url, plain.port, plain.embedded) == (plain.url, plain.url, 6000, False)
    two = external_cluster(
        {"DATABASE_URL": "postgresql://app@h/g", "DATABASE_OWNER_URL": "postgresql://own@h/g"}
    )
    assert two is not None
    assert two.owner_url == "postgresql://own@h/g"
    assert external_cluster({"DATABASE_URL": "  "}) is None


def test_documents_and_anchors_kept_apart_are_saved_and_come_back_there(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = lifecycle.ensure_running(home)
    write(cluster, "acuerdo")
    kept = {"GABINETE_DOCUMENTS": tmp_path / "papeles", "GABINETE_ANCHORS": tmp_path / "anclas"}
    for name, folder in kept.items():
        monkeypatch.setenv(name, str(folder))
        (folder / "ab").mkdir(parents=True)
        (folder / "ab" / "uno").write_text(name)
    archive.write(cluster, tmp_path / "todo.tar", home, keys=False)
    for folder in kept.values():
        (folder / "ab" / "uno").unlink()

    archive.read(cluster, tmp_path / "todo.tar", home)

    assert [(folder / "ab" / "uno").read_text() for folder in kept.values()] == list(kept)
