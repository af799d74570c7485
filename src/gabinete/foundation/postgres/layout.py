"""Where the cluster of one installation lives, written down once in ``<home>/postgres.json``."""

import json
import secrets
import shutil
import subprocess
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from gabinete.foundation.postgres import binaries
from gabinete.foundation.postgres.account import Account, choose_account, owner_of
from gabinete.foundation.postgres.faults import DiskFull

POINTER = "postgres.json"
NEEDED_TO_CREATE_MB = 300
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Layout:
    """The places of one cluster.

    Attributes:
        home: the installation's folder (``GABINETE_HOME``).
        root: the folder that belongs to the server's account: ``data`` and ``server.log``.
        relocated: the root is outside the home, because the server's account cannot reach the home.
        port: the port it last listened on; 0 when it never ran.
        ready: roles, database and extensions were made.
    """

    home: Path
    root: Path
    relocated: bool
    port: int = 0
    ready: bool = False

    @property
    def data(self) -> Path:
        """Return the data directory."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """Return the server's log."""
        return self.root / "server.log"

    @property
    def account(self) -> Account:
        """Return the account that runs the server: the one that owns the root."""
        return owner_of(self.root)

    @property
    def programs(self) -> Path:
        """Return the folder of the programs that the account can execute, copying them when needed."""
        folder = binaries.copy_to(binaries.SHARED_PLACE) if self.relocated else binaries.wheel_folder()
        return binaries.programs_of(folder)

    def save(self) -> None:
        """Write the pointer in one piece."""
        facts = {key: str(value) if isinstance(value, Path) else value for key, value in asdict(self).items()}
        del facts["home"]
        draft = self.home / f"{POINTER}.tmp"
        draft.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
        draft.replace(self.home / POINTER)

    def with_port(self, port: int) -> "Layout":
        """Return the layout listening on another port, saved."""
        changed = replace(self, port=port)
        changed.save()
        return changed

    def made_ready(self) -> "Layout":
        """Return the layout marked as complete, saved."""
        changed = replace(self, ready=True)
        changed.save()
        return changed


def read_layout(home: Path) -> Layout | None:
    """Return the layout of an installation, or None when it has no cluster yet."""
    try:
        facts = json.loads((home / POINTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    root = Path(facts["root"])
    if not root.is_dir():
        return None
    return Layout(home, root, bool(facts["relocated"]), int(facts["port"]), bool(facts["ready"]))


def create_layout(home: Path) -> Layout:
    """Choose the places for a new cluster, make its root folder and write the pointer.

    Raises:
        DiskFull: there is not even room for an empty cluster.
        PostgresFault: root without an account to step down to.
    """
    account = choose_account()
    root = home / "postgres"
    root.mkdir(mode=0o700, exist_ok=True)
    account.give(root)
    relocated = not (binaries.can_run(account, binaries.wheel_folder()) and _can_write(account, root))
    if relocated:
        root.rmdir()
        root = binaries.SHARED_PLACE / f"datos-{secrets.token_hex(4)}"
        root.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        root.mkdir(mode=0o700)
        account.give(root)
    require_room(root, NEEDED_TO_CREATE_MB)
    layout = Layout(home, root, relocated)
    layout.save()
    return layout


def require_room(place: Path, megabytes: int) -> None:
    """Refuse to go on without that much free disk.

    Raises:
        DiskFull: there is less.
    """
    if shutil.disk_usage(place).free < megabytes * MEGABYTE:
        raise DiskFull(str(place), megabytes)


def _can_write(account: Account, folder: Path) -> bool:
    """Return whether the account can reach and write a folder; tried, because a closed parent shuts it out."""
    probe = ["/bin/sh", "-c", 'd=$1; : > "$d/.prueba" && rm "$d/.prueba"', "sh", str(folder)]
    done = subprocess.run(probe, cwd="/", capture_output=True, check=False, **account.demotion())
    return done.returncode == 0
