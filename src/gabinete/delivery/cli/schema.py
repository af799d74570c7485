"""Are the tables up to date? Answered by one query against a stamp that the last migration left in the database."""

import hashlib
from pathlib import Path

import psycopg
from psycopg import sql

from gabinete.delivery.cli.ground import REPOSITORY, addresses, run_verb, say
from gabinete.foundation.postgres.cluster import Cluster
from gabinete.foundation.postgres.faults import PostgresFault

PACKAGE = Path(__file__).resolve().parents[2]
TABLE = "django_migrations"
# The count is part of the stamp: undoing a migration by hand is noticed too.
READ = "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"
COUNT = "SELECT count(*) FROM django_migrations"


def ensure_migrated(cluster: Cluster) -> None:
    """Bring the tables up to date when they are not, in a process of its own and as their owner.

    Raises:
        PostgresFault: the migration failed; what it said is on standard error.
    """
    if is_migrated(cluster):
        return
    say("Preparo las tablas de la base de datos…")
    code = run_verb("migrate", environment=addresses(cluster))
    if code:
        message = "No se pudieron preparar las tablas; la base de datos quedó como estaba. Revise lo que se dijo arriba."
        raise PostgresFault("schema.not_migrated", message)


def is_migrated(cluster: Cluster) -> bool:
    """Return whether the database was migrated with exactly these migrations."""
    with psycopg.connect(cluster.owner_url, autocommit=True, connect_timeout=10) as connection:
        return _is_migrated(connection)


def _is_migrated(connection: psycopg.Connection) -> bool:
    row = connection.execute(READ).fetchone()
    if row is None or not row[0]:
        return False
    count = connection.execute(COUNT).fetchone()
    return str(row[0]) == _stamp(count[0] if count else 0)


def write_stamp(owner_url: str) -> None:
    """Leave in the database which migrations it has; it travels with every copy of it."""
    with psycopg.connect(owner_url, autocommit=True, connect_timeout=10) as connection:
        count = connection.execute(COUNT).fetchone()
        text = sql.Literal(_stamp(count[0] if count else 0))
        connection.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(TABLE), text))


def ensure_base(cluster: Cluster) -> None:
    """Load what every office needs and no law changes weekly, when it is missing: units, plan and calendars.

    Raises:
        PostgresFault: it failed; what it said is on standard error.
    """
    if has_base(cluster):
        return
    say("Cargo el directorio de unidades, el plan y los días inhábiles…")
    if run_verb("load-base", environment=addresses(cluster)):
        raise PostgresFault(
            "schema.no_base",
            "No se pudieron cargar los datos básicos. Nada quedó a medias; revise lo dicho arriba.",
        )


def has_base(cluster: Cluster) -> bool:
    """Return whether the calendars, which are loaded last, are there."""
    with psycopg.connect(cluster.owner_url, autocommit=True, connect_timeout=10) as connection:
        return _has_base(connection)


def _has_base(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT EXISTS (SELECT 1 FROM workflow_calendar)").fetchone()
    return bool(row and row[0])


def is_prepared(cluster: Cluster) -> bool:
    """Return whether tables and base data are up to date, asked over one connection: an ordinary start."""
    with psycopg.connect(cluster.owner_url, autocommit=True, connect_timeout=10) as connection:
        return _is_migrated(connection) and _has_base(connection)


def is_empty(cluster: Cluster) -> bool:
    """Return whether nobody has an account yet: the database of a first start."""
    with psycopg.connect(cluster.owner_url, autocommit=True, connect_timeout=10) as connection:
        row = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM accounts_user)").fetchone()
        return bool(row and row[0])


def _stamp(count: int) -> str:
    total = hashlib.sha256((REPOSITORY / "requirements.txt").read_bytes())
    for path in sorted(PACKAGE.rglob("migrations/*.py")):
        total.update(str(path.relative_to(PACKAGE)).encode() + path.read_bytes())
    return f"gabinete {total.hexdigest()[:32]} {count}"
