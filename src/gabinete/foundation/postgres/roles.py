"""Roles, database and extensions of a new cluster. Every statement may be repeated, so an interrupted first start heals."""

import psycopg
from psycopg import sql

from gabinete.foundation.postgres.cluster import APPLICATION, DATABASE, OWNER, Cluster

EXTENSIONS = ("unaccent", "pg_trgm", "btree_gist")
RIGHTS = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {application}",
)
# On tables it gets nothing by default: after each migration the audit grants table by table, so that what is append-only
# (and every new monthly part of it) never starts out writable.
SCHEMA_RIGHTS = (
    "ALTER SCHEMA public OWNER TO {owner}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {application}",
)
NAMES = {
    "database": sql.Identifier(DATABASE),
    "owner": sql.Identifier(OWNER),
    "application": sql.Identifier(APPLICATION),
}


def prepare(cluster: Cluster, owner_password: str, application_password: str) -> None:
    """Make the two roles, the database and its extensions, as superuser.

    Raises:
        psycopg.Error: the server refused.
    """
    with _connect(cluster, "template1") as connection:
        make_extensions(connection)
    with _connect(cluster, "postgres") as connection:
        _make_role(connection, OWNER, owner_password)
        _make_role(connection, APPLICATION, application_password)
        make_database(connection, DATABASE)
    with _connect(cluster, DATABASE) as connection:
        make_extensions(connection)
        for statement in SCHEMA_RIGHTS:
            connection.execute(sql.SQL(statement).format(**NAMES))


def make_extensions(connection: psycopg.Connection) -> None:
    """Make the extensions the product uses in the connection's database."""
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def make_database(connection: psycopg.Connection, name: str) -> None:
    """Make a database of the owner's unless it exists, closed to everyone but the product's roles."""
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
        statement = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(OWNER)))
    grant_database(connection, name)


def grant_database(connection: psycopg.Connection, name: str) -> None:
    """Let only the product's roles enter a database."""
    for statement in RIGHTS:
        connection.execute(sql.SQL(statement).format(**(NAMES | {"database": sql.Identifier(name)})))


def _make_role(connection: psycopg.Connection, name: str, password: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    # The password leaves this process only as a SCRAM verifier: a failing statement is written to the server's log.
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    statement = sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
    connection.execute(statement.format(sql.Identifier(name), sql.Literal(verifier)))


def _connect(cluster: Cluster, database: str) -> psycopg.Connection:
    return psycopg.connect(cluster.superuser_url, dbname=database, autocommit=True, connect_timeout=10)
