"""What every verb stands on: the folder, the secrets, the database and Django, each only when asked for.

Nothing heavy is imported here at the top, so that ``minutes extract`` and ``--help`` answer at once.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gabinete.foundation.postgres.cluster import Cluster

Role = Literal["application", "owner", "superuser"]
REPOSITORY = Path(__file__).resolve().parents[4]


def home() -> Path:
    """Return the folder of everything made on this machine: ``GABINETE_HOME``, or ``var`` in the clone."""
    named = os.environ.get("GABINETE_HOME", "")
    place = Path(named).expanduser().absolute() if named else REPOSITORY / "var"
    place.mkdir(parents=True, exist_ok=True)
    os.environ["GABINETE_HOME"] = str(place)
    return place


def say(text: str) -> None:
    """Write a line for the person on standard error; standard output is for results."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def database(role: Role = "application") -> Iterator["Cluster"]:
    """Provide the database that ``DATABASE_URL`` names, or else the embedded one, running for as long as it is used.

    Inside, the environment holds the address for the role and the secrets, as the settings expect them.

    Raises:
        PostgresFault: there is no database to be had; the message says why.
    """
    from gabinete.foundation.postgres.cluster import external_cluster  # noqa: PLC0415 - slow import
    from gabinete.foundation.postgres.lifecycle import using  # noqa: PLC0415 - slow import
    from gabinete.foundation.postgres.secret_files import ensure_secrets  # noqa: PLC0415 - slow import

    ensure_secrets(home())
    outside = external_cluster(os.environ)
    if outside is not None:
        _choose(outside, role)
        yield outside
        return
    with using(home()) as cluster:
        _choose(cluster, role)
        try:
            yield cluster
        finally:
            os.environ.pop("DATABASE_URL", None)


def _choose(cluster: "Cluster", role: Role) -> None:
    addresses = {"application": cluster.url, "owner": cluster.owner_url, "superuser": cluster.superuser_url}
    os.environ["DATABASE_URL"] = addresses[role]


def start_django() -> None:
    """Load Django with the product's settings."""
    import django  # noqa: PLC0415 - slow import

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")
    django.setup()


def addresses(cluster: "Cluster") -> dict[str, str]:
    """Return the environment in which another process of ours finds the same database."""
    if cluster.embedded:
        return {"DATABASE_URL": "", "DATABASE_OWNER_URL": ""}
    return {"DATABASE_URL": cluster.url, "DATABASE_OWNER_URL": cluster.owner_url}


def run_verb(*words: str, environment: dict[str, str] | None = None) -> int:
    """Run another verb of the product in a process of its own, and return its exit code.

    The long-lived processes stay small this way: what migrating or collecting needs leaves with that process.
    """
    command = [sys.executable, "-m", "gabinete.delivery.cli.main", *words]
    return subprocess.run(
        command, env={**os.environ, **(environment or {})}, stdout=sys.stderr, check=False
    ).returncode
