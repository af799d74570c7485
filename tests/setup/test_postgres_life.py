"""The embedded PostgreSQL survives what happens to programs on real machines."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from gabinete.foundation.postgres import lifecycle, server
from gabinete.foundation.postgres.faults import DiskFull, OtherVersion, PostgresFault
from gabinete.foundation.postgres.layout import read_layout, require_room
from gabinete.foundation.postgres.postmaster import find_postmaster
from tests.setup.conftest import REPOSITORY

START = "import sys; from pathlib import Path; from gabinete.foundation.postgres.lifecycle import ensure_running\n"
PRINT_PORT = START + "print(ensure_running(Path(sys.argv[1])).port)"
DIE_AFTER_START = (
    START + "import os, signal; ensure_running(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
)


def python(code: str, home: Path) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    return subprocess.Popen(
        [sys.executable, "-c", code, str(home)], env=env, stdout=subprocess.PIPE, text=True
    )


def one_value(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[call-overload]
        return row[0] if row else None


def data_of(home: Path) -> Path:
    layout = read_layout(home)
    assert layout is not None
    return layout.data


def pid_of(home: Path) -> int:
    live = find_postmaster(data_of(home))
    assert live is not None
    return live.pid


def write_mark(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE mark AS SELECT 'ñandú' AS word")
        connection.execute("GRANT SELECT ON mark TO gabinete")


def wait_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return
        if state in "ZX":
            return
        time.sleep(0.02)
    raise AssertionError(pid)


def test_new_cluster_gives_the_application_neither_ownership_nor_superuser(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    assert one_value(cluster.url, "SELECT usesuper FROM pg_user WHERE usename = current_user") is False
    assert one_value(cluster.owner_url, "SELECT usesuper FROM pg_user WHERE usename = current_user") is False
    assert one_value(
        cluster.url, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'gabinete'"
    ) == ("gabinete_owner")
    with psycopg.connect(cluster.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE mine (id int)")
    with psycopg.connect(cluster.owner_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE theirs (id int)")
    with psycopg.connect(cluster.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("INSERT INTO theirs VALUES (7)")


def test_new_cluster_speaks_spanish(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    names = one_value(cluster.url, "SELECT array_agg(extname::text) FROM pg_extension")
    assert isinstance(names, list)
    assert {"unaccent", "pg_trgm", "btree_gist"} <= set(names)
    assert one_value(cluster.url, "SELECT lower('ÁÑÜ') || unaccent('Ñandú')") == "áñüNandu"
    assert one_value(cluster.url, "SELECT to_tsvector('viviendas') @@ to_tsquery('vivienda')") is True


def test_new_cluster_answers_only_with_a_password_and_only_on_loopback(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{cluster.port}/gabinete", connect_timeout=5)
    assert one_value(cluster.superuser_url, "SHOW listen_addresses") == "127.0.0.1"
    assert one_value(cluster.superuser_url, "SHOW synchronous_commit") == "on"
    assert (home / "secrets" / "postgres.json").stat().st_mode & 0o777 == 0o600


def test_second_call_joins_the_running_server(home: Path) -> None:
    first = lifecycle.ensure_running(home)
    pid = pid_of(home)
    assert lifecycle.ensure_running(home) == first
    assert pid_of(home) == pid


def test_two_starters_at_once_make_one_server(home: Path) -> None:
    starters = [python(PRINT_PORT, home) for _ in range(3)]
    ports = {starter.communicate(timeout=90)[0].strip() for starter in starters}
    assert [starter.returncode for starter in starters] == [0, 0, 0]
    assert len(ports) == 1
    assert ports == {str(lifecycle.status(home).port)}


def test_server_of_a_killed_starter_is_joined(home: Path) -> None:
    starter = python(DIE_AFTER_START, home)
    starter.communicate(timeout=90)
    assert starter.returncode == -signal.SIGKILL
    pid = pid_of(home)
    cluster = lifecycle.ensure_running(home)
    assert pid_of(home) == pid
    assert one_value(cluster.url, "SELECT 1") == 1


def test_killed_server_starts_again_with_its_data(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    write_mark(cluster.owner_url)
    killed = pid_of(home)
    os.kill(killed, signal.SIGKILL)
    wait_gone(killed)
    again = lifecycle.ensure_running(home)
    assert pid_of(home) != killed
    assert one_value(again.url, "SELECT word FROM mark") == "ñandú"


def test_killed_sessions_do_not_stop_the_office(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    write_mark(cluster.owner_url)
    victim = psycopg.connect(cluster.url)
    os.kill(victim.info.backend_pid, signal.SIGKILL)
    wait_gone(victim.info.backend_pid)
    again = lifecycle.ensure_running(home)
    assert one_value(again.url, "SELECT word FROM mark") == "ñandú"


@pytest.mark.parametrize(
    "content", ["{pid}\n{data}\n1700000000\n5432\n\n127.0.0.1\n", "", "no es un número\n"]
)
def test_stale_lock_does_not_prevent_the_start_nor_hurt_the_process_it_names(
    home: Path, content: str
) -> None:
    lifecycle.ensure_running(home)
    lifecycle.stop(home)
    unrelated = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
    unrelated.start()
    try:
        lock = data_of(home) / "postmaster.pid"
        lock.write_text(content.format(pid=unrelated.pid, data=data_of(home)))
        cluster = lifecycle.ensure_running(home)
        assert one_value(cluster.url, "SELECT 1") == 1
        assert unrelated.is_alive()
    finally:
        unrelated.terminate()
        unrelated.join()


def test_data_of_another_major_version_is_refused_untouched_with_the_way_out(home: Path) -> None:
    lifecycle.ensure_running(home)
    lifecycle.stop(home)
    version = data_of(home) / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(OtherVersion, match="PostgreSQL 17") as refusal:
        lifecycle.ensure_running(home)
    assert "bin/gabinete backup" in refusal.value.message
    assert not lifecycle.status(home).running
    version.write_text("18\n")
    assert one_value(lifecycle.ensure_running(home).url, "SELECT 1") == 1


def test_taken_port_is_left_alone_and_another_one_used(home: Path) -> None:
    port = lifecycle.ensure_running(home).port
    lifecycle.stop(home)
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        cluster = lifecycle.ensure_running(home)
        assert cluster.port != port
        assert one_value(cluster.url, "SELECT 1") == 1


def test_interrupted_creation_is_begun_again(home: Path) -> None:
    cluster = lifecycle.ensure_running(home)
    lifecycle.stop(home)
    layout = read_layout(home)
    assert layout is not None
    # As if the first start had been killed after initdb and before the roles were made.
    pointer = home / "postgres.json"
    pointer.write_text(pointer.read_text().replace('"ready": true', '"ready": false'))
    (layout.root / "data.nueva").mkdir()
    assert one_value(lifecycle.ensure_running(home).url, "SELECT current_user") == "gabinete"
    assert (
        one_value(cluster.owner_url.replace(str(cluster.port), str(lifecycle.status(home).port)), "SELECT 1")
        == 1
    )


def test_long_path_with_spaces_and_accents_is_no_obstacle(home: Path) -> None:
    far = home / ("Oficina del Ejecutivo ñ " * 4).strip() / ("carpeta larga " * 8).strip()
    far.mkdir(parents=True)
    cluster = lifecycle.ensure_running(far)
    try:
        assert len(str(far)) > 107
        assert one_value(cluster.url, "SELECT 1") == 1
    finally:
        lifecycle.stop(far)


@pytest.mark.skipif(os.geteuid() != 0, reason="solo root tiene que ceder el servidor a otra cuenta")
def test_root_with_a_private_home_moves_data_and_programs_where_the_server_can_reach(home: Path) -> None:
    home.chmod(0o700)
    cluster = lifecycle.ensure_running(home)
    layout = read_layout(home)
    assert layout is not None
    assert layout.relocated
    assert layout.root.stat().st_uid != 0
    assert home.stat().st_mode & 0o777 == 0o700
    assert one_value(cluster.url, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="hace falta root para montar un disco pequeño")
def test_full_disk_is_named_and_leaves_no_half_cluster(home: Path) -> None:
    small = home / "disco"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m,mode=755", "none", small], check=False)
    if mounted.returncode:
        pytest.skip("esta máquina no deja montar discos")
    try:
        with pytest.raises(DiskFull, match="Libere"):
            lifecycle.ensure_running(small)
        layout = read_layout(small)
        assert layout is None or not layout.data.exists()
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="hace falta root para montar un disco pequeño")
def test_initdb_on_a_disk_that_fills_up_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = home / "disco"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m,mode=755", "none", small], check=False)
    if mounted.returncode:
        pytest.skip("esta máquina no deja montar discos")
    try:
        # The first look finds room enough; the disk fills up while the cluster is made.
        monkeypatch.setattr("gabinete.foundation.postgres.layout.NEEDED_TO_CREATE_MB", 1)
        with pytest.raises(DiskFull, match="No hay espacio"):
            lifecycle.ensure_running(small)
        layout = read_layout(small)
        assert layout is not None
        assert not layout.data.exists()
    finally:
        subprocess.run(["umount", small], check=True)


def test_room_is_asked_for_before_anything_is_written(home: Path) -> None:
    with pytest.raises(DiskFull, match=str(home)):
        require_room(home, 10**9)


def test_last_user_to_leave_stops_the_server(home: Path) -> None:
    with lifecycle.using(home):
        with lifecycle.using(home):
            assert lifecycle.status(home).running
        assert lifecycle.status(home).running
    assert not lifecycle.status(home).running


def test_lost_passwords_are_explained_and_the_data_kept(home: Path) -> None:
    lifecycle.ensure_running(home)
    lifecycle.stop(home)
    (home / "secrets" / "postgres.json").unlink()
    with pytest.raises(PostgresFault, match="respaldo"):
        lifecycle.ensure_running(home)
    assert (data_of(home) / "PG_VERSION").exists()


def test_port_that_was_just_left_counts_as_free() -> None:
    port = server.free_port()
    assert server.is_free(port)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert not server.is_free(port)
