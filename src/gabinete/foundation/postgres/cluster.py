"""How to reach a database: the embedded cluster's addresses, or those the environment gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from gabinete.foundation.postgres.passwords import Passwords

DATABASE = "gabinete"
SUPERUSER = "postgres"
OWNER = "gabinete_owner"
APPLICATION = "gabinete"
DEFAULT_PORT = 5432


@dataclass(frozen=True)
class Cluster:
    """A database that can be used.

    Attributes:
        url: for the application: neither superuser nor owner of the tables.
        owner_url: for migrations.
        superuser_url: for saving and restoring everything; the owner's where the environment gives no better one.
        data: the data directory, or None when the server is somebody else's.
        port: where it listens.
    """

    url: str
    owner_url: str
    superuser_url: str
    data: Path | None
    port: int

    @property
    def embedded(self) -> bool:
        """Return whether the product owns this server."""
        return self.data is not None


def embedded_cluster(data: Path, port: int, passwords: Passwords) -> Cluster:
    """Return the addresses of our own server."""

    def address(user: str, password: str) -> str:
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{port}/{DATABASE}"

    return Cluster(
        url=address(APPLICATION, passwords.application),
        owner_url=address(OWNER, passwords.owner),
        superuser_url=address(SUPERUSER, passwords.superuser),
        data=data,
        port=port,
    )


def external_cluster(environment: Mapping[str, str]) -> Cluster | None:
    """Return the database that the environment names (``DATABASE_URL`` wins everywhere), or None.

    Args:
        environment: ``DATABASE_URL``, and if the tables' owner is another role, ``DATABASE_OWNER_URL``.
    """
    url = environment.get("DATABASE_URL", "").strip()
    if not url:
        return None
    owner = environment.get("DATABASE_OWNER_URL", "").strip() or url
    return Cluster(url, owner, owner, None, urlsplit(url).port or DEFAULT_PORT)
