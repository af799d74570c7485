"""The supervisor keeps its children alive, and takes them along when it goes."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gabinete.delivery.cli import ports
from gabinete.foundation.postgres.faults import PostgresFault
from tests.setup.conftest import REPOSITORY

# A child that listens, as the web server does, with a grandchild that would keep the port.
LISTENER = """
import os, signal, socket, sys, time
from gabinete.delivery.cli.lifeline import end_with
end_with(os.getppid(), signal.SIGTERM)
door = socket.socket()
door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
door.bind(("127.0.0.1", int(sys.argv[1])))
door.listen()
if os.fork() == 0:
    end_with(os.getppid(), signal.SIGKILL)
open(sys.argv[2], "a").write(f"{os.getpid()}\\n")
time.sleep(600)
"""
SUPERVISOR = """
import sys
from gabinete.delivery.cli.supervisor import Child, Supervisor
child = Child("Prueba", [sys.executable, "-c", sys.argv[1], sys.argv[2], sys.argv[3]])
Supervisor([child], lambda: False).run(lambda: True)
"""


def quiet_port() -> int:
    """Return a free port below those the kernel gives away, so that no other test is handed it once it is let go."""
    return next(
        port for port in random.sample(range(20_000, 30_000), 200) if ports.can_listen("127.0.0.1", port)
    )


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    port, pids = quiet_port(), tmp_path / "pids"
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    words = [sys.executable, "-c", SUPERVISOR, LISTENER, str(port), str(pids)]
    process = subprocess.Popen(words, env=env, stderr=subprocess.DEVNULL)
    wait_for(lambda: pids.exists() and len(pids.read_text().split()) == 2)
    yield process, port, pids
    process.kill()
    process.wait()


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("no ocurrió en 20 s")


def pids_in(file: Path) -> list[int]:
    return [int(word) for word in file.read_text().split()]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def test_killed_child_is_started_again_and_its_leftovers_removed(
    started: tuple[subprocess.Popen[bytes], int, Path],
) -> None:
    _, port, pids = started
    first = pids_in(pids)
    os.kill(first[0], signal.SIGKILL)
    wait_for(lambda: len(pids_in(pids)) == 4)
    assert all(gone(pid) for pid in first)
    socket.create_connection(("127.0.0.1", port), timeout=5).close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_polite_stop_ends_every_process_and_frees_the_port(
    started: tuple[subprocess.Popen[bytes], int, Path], how: signal.Signals
) -> None:
    process, port, pids = started
    process.send_signal(how)
    assert process.wait(timeout=25) == 0
    assert all(gone(pid) for pid in pids_in(pids))
    assert ports.can_listen("127.0.0.1", port)


def test_killed_supervisor_leaves_nobody_on_the_port(
    started: tuple[subprocess.Popen[bytes], int, Path],
) -> None:
    process, port, pids = started
    process.kill()
    process.wait()
    wait_for(lambda: all(gone(pid) for pid in pids_in(pids)))
    assert ports.can_listen("127.0.0.1", port)


def test_busy_port_gives_way_to_the_next_free_one() -> None:
    port = quiet_port()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as granian's workers share theirs
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert ports.choose_port("127.0.0.1", port) > port


def test_address_of_another_machine_is_refused_in_words() -> None:
    with pytest.raises(PostgresFault, match="--port"):
        ports.choose_port("192.0.2.1", 8000)


def test_only_loopback_counts_as_this_machine() -> None:
    hosts = ("127.0.0.1", "::1", "localhost", "192.0.2.7", "::")
    assert [host for host in hosts if ports.is_loopback(host)] == ["127.0.0.1", "::1", "localhost"]
