"""What has to be true before the first page: tables, demonstration if asked for, static files; and what is said then."""

import hashlib
import os
import subprocess
import sys
import time
from importlib import import_module, util
from pathlib import Path

import psycopg

from gabinete.delivery.cli.ground import REPOSITORY, addresses, home, run_verb, say
from gabinete.delivery.cli.schema import ensure_base, ensure_migrated, is_empty, is_prepared
from gabinete.delivery.cli.supervisor import Child
from gabinete.foundation.postgres.cluster import Cluster
from gabinete.foundation.postgres.faults import PostgresFault

ACCOUNTS_MODULE = "gabinete.demo.accounts"


def prepare(cluster: Cluster, *, demo: bool) -> bool:
    """Bring tables, demonstration and static files up to date; return whether all of them already were.

    Raises:
        PostgresFault: one of them failed; what it said is on standard error.
    """
    nothing_to_do = is_prepared(cluster) and is_collected()
    if not nothing_to_do:
        _prepare(cluster, demo=demo)
    return nothing_to_do


def _prepare(cluster: Cluster, *, demo: bool) -> None:
    ensure_migrated(cluster)
    if demo and is_empty(cluster) and run_verb("demo", environment=addresses(cluster)):
        raise PostgresFault(
            "serve.no_demo", "No se pudo construir la demostración. Inicie sin ella: ./bin/start --no-demo"
        )
    ensure_base(cluster)
    collect_static()


def collect_static() -> None:
    """Gather the static files of all packages when one of them changed.

    Raises:
        PostgresFault: it failed.
    """
    wanted = _static_stamp()
    if is_collected():
        return
    say("Reúno los archivos de pantalla…")
    if run_verb("collect-static"):
        raise PostgresFault(
            "serve.no_static", "No se pudieron reunir los archivos de pantalla; vea lo dicho arriba."
        )
    _stamp_file().write_text(wanted, encoding="utf-8")


def is_collected() -> bool:
    """Return whether the gathered static files are those of the packages."""
    stamp = _stamp_file()
    return (
        stamp.exists()
        and (home() / "static").is_dir()
        and stamp.read_text(encoding="utf-8") == _static_stamp()
    )


def _stamp_file() -> Path:
    return home() / ".static"


def _static_stamp() -> str:
    total = hashlib.sha256((REPOSITORY / "requirements.txt").read_bytes())
    package = REPOSITORY / "src" / "gabinete"
    folders = [*sorted(package.glob("**/static")), home() / "assets"]
    for path in (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()):
        facts = path.stat()
        total.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return total.hexdigest()


def page_words(host: str, port: int, workers: int, threads: int) -> list[str]:
    """Return the command of the pages."""
    numbers = (port, workers, threads)
    return [sys.executable, "-m", "gabinete.delivery.cli.web", host, *map(str, numbers)]


def children(pages: list[str], begun: subprocess.Popen[bytes] | None, *, jobs: bool) -> list[Child]:
    """Return the processes of a running office.

    Args:
        pages: the command of the pages.
        begun: the process of the pages, when it had a head start.
        jobs: also the background worker.
    """
    found = [Child("Páginas", pages, begun, time.monotonic())]
    if jobs:
        found.append(
            Child("Trabajo de fondo", [sys.executable, "-m", "gabinete.delivery.cli.jobs", "--child"])
        )
    return found


def announce(cluster: Cluster, address: str) -> None:
    """Print where the office is, and the demonstration's accounts while they exist."""
    sys.stdout.write(f"\nGabinete está en {address}\n")
    for line in _demonstration_lines(cluster):
        sys.stdout.write(line + "\n")
    sys.stdout.write("Ctrl-C lo detiene.\n")
    sys.stdout.flush()


def _demonstration_lines(cluster: Cluster) -> list[str]:
    """Return the accounts of the demonstration that exist, with their password; nothing in a real office."""
    if util.find_spec("gabinete.demo") is None or not _has_demonstration(cluster):
        return []
    accounts = import_module(ACCOUNTS_MODULE)
    password = os.environ.get(accounts.PASSWORD_VARIABLE, "").strip()
    file = home() / "secrets" / accounts.PASSWORD_FILE
    if not password and file.is_file():
        password = file.read_text(encoding="utf-8").strip()
    lines = ["", "Demostración con personas ficticias. Entre con una de estas cuentas:"]
    lines += [f"  {account.username:<16} {account.role}" for account in accounts.ACCOUNTS]
    lines.append(f"Contraseña de todas: {password}")
    if (efirmas := home() / accounts.EFIRMA_FOLDER).is_dir():
        lines.append(f"Para probar la firma, e.firma ficticias con esa contraseña: {efirmas}")
    return [*lines, ""]


def _has_demonstration(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.owner_url, autocommit=True, connect_timeout=10) as connection:
        row = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM accounts_user WHERE is_demo AND is_active)"
        ).fetchone()
        return bool(row and row[0])
