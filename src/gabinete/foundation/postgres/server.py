"""Creating the data directory, starting and stopping the server: the three things that touch processes."""

import secrets
import shutil
import socket
import time
from pathlib import Path

from gabinete.foundation.postgres import binaries, configuration
from gabinete.foundation.postgres.cluster import SUPERUSER
from gabinete.foundation.postgres.faults import (
    OtherVersion,
    PortTaken,
    PostgresFault,
    StillClosing,
    fault_from_log,
)
from gabinete.foundation.postgres.layout import Layout, require_room
from gabinete.foundation.postgres.postmaster import clear_stale_lock, find_postmaster

LOOPBACK = "127.0.0.1"
RECOVERY_SECONDS = 600  # a large database may take minutes to recover after a power cut
POLITE_STOP_SECONDS = 20
STOP_SECONDS = 30
CLOSING_SECONDS = 15
NEEDED_TO_START_MB = 48  # three segments of the write-ahead log
LOG_LIMIT = 10 * 1024 * 1024


def create_data(layout: Layout, password: str) -> None:
    """Run ``initdb`` beside the final place and move the result there, so that half a cluster is never taken for one.

    Raises:
        PostgresFault: initdb failed; a full disk is named as such.
    """
    draft = layout.root / "data.nueva"
    shutil.rmtree(draft, ignore_errors=True)
    secret = layout.root / f".clave-{secrets.token_hex(4)}"
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="utf-8")
    layout.account.give(secret)
    words: list[str | Path] = [
        layout.programs / "initdb",
        "-D",
        draft,
        "-U",
        SUPERUSER,
        f"--pwfile={secret}",
        *_cluster_choices(),
    ]
    try:
        done = binaries.run(layout.account, words)
    finally:
        secret.unlink()
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise fault_from_log(done.stdout + done.stderr, str(layout.root))
    draft.rename(layout.data)
    configuration.write_access(layout)


def _cluster_choices() -> list[str]:
    # The wheel has no ICU, and a bare machine no Spanish locale: the built-in C.UTF-8 knows á and ñ everywhere alike.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
    return [*locale, "--auth=scram-sha-256", "--data-checksums"]


def check_version(layout: Layout) -> None:
    """Refuse data of another major version instead of letting the server fail on it.

    Raises:
        OtherVersion: with the steps to carry the data over.
    """
    found = (layout.data / "PG_VERSION").read_text(encoding="utf-8").strip()
    ours = binaries.our_major()
    if found != ours:
        raise OtherVersion(str(layout.root), found, ours)


def start(layout: Layout, *, throwaway: bool = False) -> Layout:
    """Start the server and return the layout with the port it listens on.

    The port of last time is kept when it is free. Leftovers of a killed server are waited for.

    Raises:
        PostgresFault: it did not start; the message says why.
    """
    require_room(layout.root, NEEDED_TO_START_MB)
    configuration.write_settings(layout, throwaway=throwaway)
    _limit_log(layout.log)
    give_up = time.monotonic() + CLOSING_SECONDS
    port = layout.port
    while True:
        port = port if port and is_free(port) else free_port()
        try:
            _start_once(layout, port)
        except PortTaken:
            port = 0
        except StillClosing:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.3)
        else:
            return layout.with_port(port)


def _start_once(layout: Layout, port: int) -> None:
    clear_stale_lock(layout.data)
    said_before = layout.log.stat().st_size if layout.log.exists() else 0
    control: list[str | Path] = [
        layout.programs / "pg_ctl",
        "start",
        "-D",
        layout.data,
        "-l",
        layout.log,
        "-o",
        f"-p {port}",
    ]
    done = binaries.run(layout.account, [*control, "-w", "-t", str(RECOVERY_SECONDS)])
    if done.returncode == 0:
        return
    said = done.stderr
    if layout.log.exists():
        with layout.log.open("rb") as log:
            log.seek(said_before)
            said += log.read().decode("utf-8", "replace")
    raise fault_from_log(said, str(layout.root))


def stop_server(layout: Layout) -> bool:
    """Stop the server, finishing what it was writing; return whether there was one.

    A server that is recovering may never finish a polite stop (PostgreSQL 18 was seen waiting for its own input-output
    workers); after a while it is stopped at once, which is safe: it recovers at its next start.

    Raises:
        PostgresFault: it did not stop at all.
    """
    if find_postmaster(layout.data) is None:
        return False
    said = ""
    for mode, seconds in (("fast", POLITE_STOP_SECONDS), ("immediate", STOP_SECONDS)):
        control: list[str | Path] = [layout.programs / "pg_ctl", "stop", "-D", layout.data, "-m", mode]
        said = binaries.run(layout.account, [*control, "-w", "-t", str(seconds)]).stderr
        if find_postmaster(layout.data) is None:
            return True
    raise PostgresFault("postgres.no_stop", f"La base de datos no se detuvo: {said.strip()}")


def free_port() -> int:
    """Return a port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Return whether a port of the loopback address can be taken now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left counts as free
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _limit_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
