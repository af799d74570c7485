"""What can go wrong with the database server, in words a person can act on."""

from gabinete.kernel.errors import GabineteError

DISK_FULL_SIGNS = ("No space left on device", "Disk quota exceeded", "could not extend file")
PORT_TAKEN_SIGNS = ("Address already in use", "could not bind")
STILL_CLOSING_SIGNS = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')


class PostgresFault(GabineteError):  # noqa: N818 - a fault of the server, not of the program
    """The database server cannot be used; the message says why and what to do."""

    status = 503


class DiskFull(PostgresFault):
    """There is no room to create or start the database."""

    def __init__(self, place: str, needed_mb: int) -> None:
        super().__init__(
            "postgres.disk_full",
            f"No hay espacio en el disco de {place}. Libere al menos {needed_mb} MB y vuelva a intentarlo; "
            "los datos guardados están intactos.",
            place=place,
        )


class PortTaken(PostgresFault):
    """Another program took the port between the moment it was chosen and the start."""


class StillClosing(PostgresFault):
    """Processes of a killed server have not left yet."""


class OtherVersion(PostgresFault):
    """The data belongs to another major version of PostgreSQL."""

    def __init__(self, root: str, found: str, ours: str) -> None:
        super().__init__(
            "postgres.other_version",
            f"Los datos de {root} son de PostgreSQL {found} y este programa trae PostgreSQL {ours}. No se tocó nada. "
            "Para pasarlos:\n"
            "  1. con la versión anterior del programa:  bin/gabinete backup respaldo.tar\n"
            f"  2. cambie de nombre la carpeta {root}\n"
            "  3. con esta versión:  bin/gabinete restore respaldo.tar",
            found=found,
            ours=ours,
        )


def fault_from_log(text: str, place: str) -> PostgresFault:
    """Return the fault that the server's own last words point to.

    Args:
        text: the end of the server's log, in English.
        place: the folder to name in the message.
    """
    if any(sign in text for sign in DISK_FULL_SIGNS):
        return DiskFull(place, 300)
    if any(sign in text for sign in PORT_TAKEN_SIGNS):
        return PortTaken(
            "postgres.port_taken", "El puerto elegido para la base de datos se ocupó; se toma otro."
        )
    if any(sign in text for sign in STILL_CLOSING_SIGNS):
        message = (
            "El servidor anterior de la base de datos todavía está cerrando; espere unos segundos y repita."
        )
        return StillClosing("postgres.still_closing", message)
    tail = "\n".join("  | " + line for line in text.strip().splitlines()[-8:])
    return PostgresFault(
        "postgres.no_start",
        f"La base de datos no arrancó; los datos no se tocaron. Lo último que dijo el servidor ({place}):\n{tail}",
    )
