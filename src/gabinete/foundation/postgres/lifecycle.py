"""The life of the embedded cluster: one call makes it run, whatever happened before."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from gabinete.foundation.postgres import server
from gabinete.foundation.postgres.cluster import OWNER, Cluster, embedded_cluster
from gabinete.foundation.postgres.faults import PostgresFault
from gabinete.foundation.postgres.layout import Layout, create_layout, read_layout
from gabinete.foundation.postgres.passwords import make_passwords, read_passwords
from gabinete.foundation.postgres.postmaster import Postmaster, find_postmaster
from gabinete.foundation.postgres.roles import prepare

ANSWER_SECONDS = 600
REFUSALS = ("password authentication failed", "does not exist", "pg_hba.conf")


@dataclass(frozen=True)
class Status:
    """What is known of a cluster without touching it.

    Attributes:
        exists: there is a data directory.
        running: its server is alive.
        pid: the server's process, or None.
        port: where it listens, or listened last.
        root: the folder that holds the data, or None.
    """

    exists: bool
    running: bool
    pid: int | None
    port: int
    root: Path | None


def ensure_running(home: Path, *, throwaway: bool = False) -> Cluster:
    """Return the running cluster of an installation; create it, start it or join it as needed.

    Of several callers at once one works and the others wait. A server left by a killed starter is joined; a killed server
    is started again and recovers by itself.

    Args:
        home: the installation's folder.
        throwaway: trade safety for speed; only for tests.

    Raises:
        PostgresFault: disk full, data of another version, no suitable account…; the message says what to do.
    """
    with _starting(home):
        layout = read_layout(home) or create_layout(home)
        passwords = read_passwords(home) if layout.ready else make_passwords(home)
        if not layout.data.exists():
            server.create_data(layout, passwords.superuser)
        server.check_version(layout)
        live = _live(layout)
        if live is None or live.port == 0:
            layout = server.start(layout, throwaway=throwaway)
        elif live.port != layout.port:
            layout = layout.with_port(live.port)
        cluster = embedded_cluster(layout.data, layout.port, passwords)
        if not layout.ready:
            prepare(cluster, passwords.owner, passwords.application)
            layout.made_ready()
        else:
            _wait_for_answer(cluster)
        return cluster


def stop(home: Path) -> bool:
    """Stop the cluster's server if it runs; return whether it did."""
    with _starting(home):
        layout = read_layout(home)
        return layout is not None and server.stop_server(layout)


def status(home: Path) -> Status:
    """Return what is known of the cluster without starting anything."""
    layout = read_layout(home)
    if layout is None or not layout.data.exists():
        return Status(exists=False, running=False, pid=None, port=0, root=None)
    live = find_postmaster(layout.data)
    return Status(
        exists=True,
        running=live is not None,
        pid=live.pid if live else None,
        port=(live.port if live else 0) or layout.port,
        root=layout.root,
    )


@contextmanager
def using(home: Path, *, throwaway: bool = False) -> Iterator[Cluster]:
    """Use the cluster for a while; the last of all users to leave stops the server.

    The users hold a shared lock that the system itself takes back from a killed process, so nobody has to count.
    """
    home.mkdir(parents=True, exist_ok=True)
    with _users_lock(home) as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            yield ensure_running(home, throwaway=throwaway)
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)
            _stop_if_unused(home, lock)


def _stop_if_unused(home: Path, lock: IO[str]) -> None:
    with _starting(home):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return  # somebody else still uses it
        layout = read_layout(home)
        if layout is not None:
            server.stop_server(layout)


def _live(layout: Layout) -> Postmaster | None:
    """Return the live server, waiting a little for one that has not written its port yet."""
    deadline = time.monotonic() + 5
    live = find_postmaster(layout.data)
    while live is not None and live.port == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
        live = find_postmaster(layout.data)
    return live


def _wait_for_answer(cluster: Cluster) -> None:
    """Wait until the server lets us in: it may be recovering, or replacing its own processes after one was killed.

    Raises:
        PostgresFault: it refuses us, or died while we waited.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            psycopg.connect(cluster.owner_url, connect_timeout=10).close()
        except psycopg.OperationalError as error:
            refused = any(sign in str(error) for sign in REFUSALS)
            gone = cluster.data is not None and find_postmaster(cluster.data) is None
            if refused or gone or time.monotonic() > deadline:
                message = f"La base de datos no deja entrar a {OWNER}; los datos no se tocaron: {error}"
                raise PostgresFault("postgres.no_entry", message) from error
            time.sleep(0.1)
        else:
            return


@contextmanager
def _starting(home: Path) -> Iterator[None]:
    """Let one process at a time create, start or stop the cluster."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _users_lock(home: Path) -> Iterator[IO[str]]:
    with (home / ".postgres.users").open("a") as lock:
        yield lock
