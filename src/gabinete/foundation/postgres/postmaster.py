"""Is the server of a data directory alive, and is the process in its lock file really it?"""

import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOCK_FILE = "postmaster.pid"
PORT_LINE = 3
PROC = Path("/proc")
DEAD_STATES = {"Z", "X"}


@dataclass(frozen=True)
class Postmaster:
    """A live server.

    Attributes:
        pid: its process.
        port: where it listens; 0 while it has not said so yet.
    """

    pid: int
    port: int


def find_postmaster(data: Path) -> Postmaster | None:
    """Return the live server of this data directory, or None.

    A zombie (killed, but nobody has collected it) and an unrelated process that got the number later both count as none.
    """
    try:
        lines = (data / LOCK_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if not _is_server_of(pid, data):
        return None
    port = lines[PORT_LINE].strip() if len(lines) > PORT_LINE else ""
    return Postmaster(pid, int(port) if port.isdigit() else 0)


def clear_stale_lock(data: Path) -> None:
    """Remove the lock file of a server that is gone.

    PostgreSQL would refuse to start while any process has that number. It stays safe: the server still finds by itself
    the shared memory that surviving processes of the old one hold, and then refuses.
    """
    if find_postmaster(data) is None:
        with suppress(FileNotFoundError):
            (data / LOCK_FILE).unlink()


def _is_server_of(pid: int, data: Path) -> bool:
    if pid <= 1 or not _exists(pid):
        return False
    command = _command_of_linux(pid) if (PROC / "self" / "stat").exists() else _command_elsewhere(pid)
    return str(data) in command


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _command_of_linux(pid: int) -> str:
    try:
        state = (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
        command = (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace")
    except (OSError, IndexError):
        return ""
    return "" if state in DEAD_STATES else command


def _command_elsewhere(pid: int) -> str:
    words = ["ps", "-o", "stat=,command=", "-p", str(pid)]
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    return "" if said[:1] in DEAD_STATES else said
