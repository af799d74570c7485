"""Where things are: the clone, and the folder that holds everything made on this machine."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from steps import talk


@dataclass(frozen=True)
class Places:
    """The folders of one installation.

    Attributes:
        repo: the clone; it may be read-only.
        home: what ``GABINETE_HOME`` names, or ``var`` in the clone.
    """

    repo: Path
    home: Path

    @property
    def venv(self) -> Path:
        """Return the virtual environment's folder."""
        return self.home / "venv"

    @property
    def venv_python(self) -> Path:
        """Return the interpreter of the virtual environment."""
        return self.venv / "bin" / "python"

    @property
    def tools(self) -> Path:
        """Return the folder for tools that the machine lacks (uv, Node)."""
        return self.home / "tools"

    @property
    def log(self) -> Path:
        """Return the file with the full output of the tools."""
        return self.home / "log" / "bootstrap.log"


def find_places() -> Places:
    """Return the folders of this installation, after making sure that one can write there.

    Raises:
        SetupError: the folder cannot be made or written.
    """
    repo = Path(__file__).resolve().parents[3]
    named = os.environ.get("GABINETE_HOME", "")
    home = Path(named).expanduser().absolute() if named else repo / "var"
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / f".escritura-{os.getpid()}"
        probe.write_text("x")
        probe.unlink()
    except OSError as error:
        raise talk.SetupError(_explain(error, home, chosen=bool(named))) from error
    return Places(repo=repo, home=home)


def _explain(error: OSError, home: Path, *, chosen: bool) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            f"El disco de {home} está lleno. Libere al menos 1 GB y vuelva a intentarlo; no se perdió nada."
        )
    advice = "Elija otra carpeta en" if chosen else "Indique una carpeta suya en"
    return (
        f"No se puede escribir en {home} ({error.strerror}).\n"
        f"{advice} GABINETE_HOME, por ejemplo:\n"
        f"  GABINETE_HOME=$HOME/gabinete ./bin/start"
    )


@contextmanager
def only_one(places: Places) -> Iterator[None]:
    """Let one bootstrap work at a time; the others wait. The system frees the lock even after ``kill -9``."""
    with (places.home / ".bootstrap.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            talk.say("Otro arranque está preparando esta misma carpeta; espero a que termine…")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
