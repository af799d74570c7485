"""The passwords of the cluster's three roles, made once and kept readable by their owner only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from gabinete.foundation.postgres.faults import PostgresFault

FILE = Path("secrets") / "postgres.json"


@dataclass(frozen=True)
class Passwords:
    """One password a role."""

    superuser: str
    owner: str
    application: str


def read_passwords(home: Path) -> Passwords:
    """Return the passwords of an existing cluster.

    Raises:
        PostgresFault: the file is missing or damaged.
    """
    path = home / FILE
    try:
        return Passwords(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise PostgresFault(
            "postgres.no_passwords",
            f"Falta {path} o está dañado, y sin él no se entra a la base de datos. Los datos están intactos: "
            "recupere ese archivo de su respaldo.",
        ) from error


def make_passwords(home: Path) -> Passwords:
    """Return the passwords of a new cluster, making the file the first time."""
    path = home / FILE
    if path.exists():
        return read_passwords(home)
    made = Passwords(*(secrets.token_urlsafe(24) for _ in range(3)))
    write_secret(path, json.dumps(asdict(made)))
    return made


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner can read, in one piece, never for an instant readable by others."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
