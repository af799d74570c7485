"""What has to be true before the first page: tables, demonstration if asked for, static files; and what is said then."""

import hashlib
import os
import sys
from importlib import import_module, util

import psycopg

from gabinete.delivery.cli.ground import REPOSITORY, addresses, home, run_verb, say
from gabinete.delivery.cli.schema import ensure_base, ensure_migrated, is_empty
from gabinete.delivery.cli.supervisor import Child
from gabinete.foundation.postgres.cluster import Cluster
from gabinete.foundation.postgres.faults import PostgresFault

ACCOUNTS_MODULE = "gabinete.demo.accounts"


def prepare(cluster: Cluster, *, demo: bool) -> None:
    """Bring tables, demonstration and static files up to date.

    Raises:
        PostgresFault: one of them failed; what it said is on standard error.
    """
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
    stamp, wanted = home() / ".static", _static_stamp()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and (home() / "static").is_dir():
        return
    say("Reúno los archivos de pantalla…")
    if run_verb("collect-static"):
        raise PostgresFault(
            "serve.no_static", "No se pudieron reunir los archivos de pantalla; vea lo dicho arriba."
        )
    stamp.write_text(wanted, encoding="utf-8")


def _static_stamp() -> str:
    total = hashlib.sha256((REPOSITORY / "requirements.txt").read_bytes())
    package = REPOSITORY / "src" / "gabinete"
    folders = [*sorted(package.glob("**/static")), home() / "assets"]
    for path in (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()):
        facts = path.stat()
        total.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return total.hexdigest()


def children(host: str, port: int, workers: int, threads: int, *, jobs: bool) -> list[Child]:
    """Return the processes of a running office."""
    python = [sys.executable, "-m"]
    web = [*python, "gabinete.delivery.cli.web", host, str(port), str(workers), str(threads)]
    found = [Child("Páginas", web)]
    if jobs:
        found.append(Child("Trabajo de fondo", [*python, "gabinete.delivery.cli.jobs", "--child"]))
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
    return [*lines, f"Contraseña de todas: {password}", ""]


def _has_demonstration(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.owner_url, autocommit=True, connect_timeout=10) as connection:
        row = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM accounts_user WHERE is_demo AND is_active)"
        ).fetchone()
        return bool(row and row[0])
