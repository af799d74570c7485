"""The server's settings: small enough for a laptop, quick enough for an office, safe on a power cut."""

from gabinete.foundation.postgres.layout import Layout

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # Sockets in folders fail past 107 bytes of path and leave locks behind; loopback with passwords does neither.
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "synchronous_commit": "on",
    "wal_compression": "on",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    # Compiling a query costs more than the short queries of an office ever save.
    "jit": "off",
    # What is written waits in a list before it enters the index of words, and each search reads that list.
    "gin_pending_list_limit": "256kB",
    "io_workers": "2",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "default_text_search_config": "pg_catalog.spanish",
    "log_min_duration_statement": "2s",
    "log_line_prefix": "%m [%p] %u ",
}
# For tests only: what is lost on a power cut is thrown away anyhow.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}
FILE = "gabinete.conf"
INCLUDE = f"\n# Añadido por Gabinete; los ajustes propios van después de esta línea.\ninclude '{FILE}'\n"
ACCESS = """\
# Escrito por Gabinete: solo desde esta máquina y siempre con contraseña.
host  all  all  127.0.0.1/32  scram-sha-256
"""


def write_settings(layout: Layout, *, throwaway: bool) -> None:
    """Write the product's settings into a data directory; what an administrator adds elsewhere wins and stays.

    Args:
        layout: the cluster.
        throwaway: trade safety for speed; only for clusters of tests.
    """
    settings = SETTINGS | (THROWAWAY if throwaway else {})
    path = layout.data / FILE
    path.write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()), encoding="utf-8")
    layout.account.give(path)
    path.chmod(0o600)


def write_access(layout: Layout) -> None:
    """Write who may connect, and make the main file include ours."""
    (layout.data / "pg_hba.conf").write_text(ACCESS, encoding="utf-8")
    with (layout.data / "postgresql.conf").open("a", encoding="utf-8") as main:
        main.write(INCLUDE)
