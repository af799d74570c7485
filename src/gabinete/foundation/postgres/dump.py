"""Saving a database to a file and bringing it back, with the wheel's own pg_dump and pg_restore."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from gabinete.foundation.postgres import binaries
from gabinete.foundation.postgres.account import Account
from gabinete.foundation.postgres.cluster import DATABASE, OWNER, Cluster
from gabinete.foundation.postgres.faults import DISK_FULL_SIGNS, DiskFull, PostgresFault
from gabinete.foundation.postgres.roles import grant_database

INCOMING = "gabinete_entrante"
PREVIOUS = "gabinete_anterior"


def backup(cluster: Cluster, path: Path) -> None:
    """Write the whole database, as it is at this moment, into a new file that only its owner can read.

    Raises:
        PostgresFault: nothing was written; a full disk is named as such.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        _tool(
            cluster.superuser_url,
            "pg_dump",
            ["--format=custom", "--compress=3", f"--file={draft}"],
            path.parent,
        )
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def restore(cluster: Cluster, path: Path) -> str | None:
    """Replace the database by a saved one, all or nothing.

    In the embedded cluster the saved one is built aside and takes its place in an instant; what was there stays as
    ``gabinete_anterior`` until the next restore. In somebody else's server it is one transaction over the same database.

    Returns:
        The name under which the previous data is kept, or None.

    Raises:
        PostgresFault: the database is as it was before.
    """
    if not cluster.embedded:
        flags = ["--single-transaction", "--clean", "--if-exists", "--no-owner", "--exit-on-error"]
        _tool(cluster.superuser_url, "pg_restore", [*flags, str(path)], path.parent, target=True)
        return None
    with psycopg.connect(cluster.superuser_url, dbname="postgres", autocommit=True) as connection:
        _drop(connection, INCOMING)
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
        connection.execute(statement.format(sql.Identifier(INCOMING), sql.Identifier(OWNER)))
        grant_database(connection, INCOMING)
        incoming = urlunsplit(urlsplit(cluster.superuser_url)._replace(path=f"/{INCOMING}"))
        try:
            _tool(
                incoming, "pg_restore", ["--exit-on-error", "--jobs=2", str(path)], path.parent, target=True
            )
        except PostgresFault:
            _drop(connection, INCOMING)
            raise
        _swap(connection)
    return PREVIOUS


def _swap(connection: psycopg.Connection) -> None:
    """Give the restored database the name that everyone uses; the sessions of the old one end."""
    _drop(connection, PREVIOUS)
    names = {
        "now": sql.Identifier(DATABASE),
        "old": sql.Identifier(PREVIOUS),
        "new": sql.Identifier(INCOMING),
    }
    connection.execute(sql.SQL("ALTER DATABASE {now} WITH ALLOW_CONNECTIONS false").format(**names))
    try:
        ask = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        connection.execute(ask, [DATABASE]).fetchall()
        with connection.transaction():
            connection.execute(sql.SQL("ALTER DATABASE {now} RENAME TO {old}").format(**names))
            connection.execute(sql.SQL("ALTER DATABASE {new} RENAME TO {now}").format(**names))
    except psycopg.Error:
        connection.execute(sql.SQL("ALTER DATABASE {now} WITH ALLOW_CONNECTIONS true").format(**names))
        raise
    connection.execute(sql.SQL("ALTER DATABASE {old} WITH ALLOW_CONNECTIONS true").format(**names))


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _tool(url: str, program: str, flags: Sequence[str], place: Path, *, target: bool = False) -> None:
    """Run a program against an address; the password goes by the environment, where other users cannot see it."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    address = urlunsplit(parts._replace(netloc=f"{parts.username}@{host}" if parts.username else host))
    words = [str(binaries.programs_of(binaries.wheel_folder()) / program), *flags]
    words += [f"--dbname={address}"] if target else [address]
    password = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    done = binaries.run(Account(os.geteuid(), os.getegid()), words, password)
    if done.returncode == 0:
        return
    said = done.stderr.strip()
    if any(sign in said for sign in DISK_FULL_SIGNS):
        raise DiskFull(str(place), 300)
    raise PostgresFault(
        "postgres.tool_failed", f"{program} no pudo terminar; la base de datos quedó como estaba:\n{said}"
    )
