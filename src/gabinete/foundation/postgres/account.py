"""Which account of the system runs the server. PostgreSQL refuses root, so root has to step down."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gabinete.foundation.postgres.faults import PostgresFault

EXISTING_ACCOUNT = "postgres"
OWN_ACCOUNT = "gabinete-pg"


@dataclass(frozen=True)
class Account:
    """An account that may run the server."""

    uid: int
    gid: int

    def demotion(self) -> dict[str, Any]:
        """Return the arguments that make ``subprocess`` run as this account; none when we already are it."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make this account the owner of a file or folder."""
        if os.geteuid() != self.uid:
            os.chown(path, self.uid, self.gid)


def owner_of(path: Path) -> Account:
    """Return the account that owns a path."""
    facts = path.stat()
    return Account(facts.st_uid, facts.st_gid)


def choose_account() -> Account:
    """Return the present account, or as root one that PostgreSQL accepts, made when there is none.

    Raises:
        PostgresFault: as root on a system without the account and without ``useradd``.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    return _named(EXISTING_ACCOUNT) or _named(OWN_ACCOUNT) or _make()


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid) if entry.pw_uid else None


def _make() -> Account:
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    words = [
        useradd,
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/",
        "--shell",
        "/bin/false",
    ]
    try:
        subprocess.run([*words, OWN_ACCOUNT], check=True, capture_output=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresFault(
            "postgres.no_account",
            "PostgreSQL no puede ejecutarse como root y no fue posible crear una cuenta del sistema para él. "
            f"Créela (useradd --system {OWN_ACCOUNT}) o inicie con un usuario ordinario.",
        ) from error
    made = _named(OWN_ACCOUNT)
    if made is None:
        raise PostgresFault(
            "postgres.no_account", f"La cuenta {OWN_ACCOUNT} se creó pero el sistema no la encuentra."
        )
    return made
