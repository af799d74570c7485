"""``gabinete``: the product's command line. Exit codes: 0 done, 1 refused or failed, 2 misused, 3 environment."""

import os
import signal
import sys
import traceback
from types import FrameType
from typing import NoReturn

import typer

from gabinete.delivery.cli import (
    audit,
    calendars,
    database,
    demo,
    doctor,
    matters,
    minutes,
    report,
    serve,
    sessions,
    spanish,
    users,
)
from gabinete.delivery.cli.ground import home, say
from gabinete.foundation.postgres.faults import PostgresFault
from gabinete.kernel.errors import GabineteError

UNREACHABLE = {"OperationalError", "InterfaceError"}
REFUSED, MISUSED, ENVIRONMENT, INTERRUPTED = 1, 2, 3, 130

app = spanish.SpanishTyper(
    name="gabinete",
    help="Gabinete: de la instrucción al resultado verificado. La misma oficina, desde la terminal.",
    epilog="Códigos de salida: 0 hecho · 1 rechazado o no pasó la revisión · 2 mal escrito · 3 falta algo en la máquina.",
)
for module in (serve, database, demo, doctor):
    module.register(app)
for name, group in (
    ("user", users.app),
    ("minutes", minutes.app),
    ("matters", matters.app),
    ("session", sessions.app),
    ("calendar", calendars.app),
    ("report", report.app),
    ("audit", audit.app),
):
    app.add_typer(group, name=name)


def main() -> NoReturn:
    """Run the command line and end the process with its code; a person never sees a traceback."""
    # A polite stop unwinds like Ctrl-C does, so that whoever started the database also stops it.
    signal.signal(signal.SIGTERM, _stop_politely)
    try:
        code = _run()
    except PostgresFault as fault:
        say(fault.message)
        code = ENVIRONMENT
    except GabineteError as refusal:
        say(refusal.message)
        code = REFUSED
    except KeyboardInterrupt:
        say("Interrumpido.")
        code = INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) left: nothing to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = REFUSED
    except Exception as error:  # noqa: BLE001 - the last door: whatever it is, say it in a sentence
        code = _unexpected(error)
    sys.exit(code)


def _stop_politely(number: int, frame: FrameType | None) -> NoReturn:
    _ = number, frame
    raise KeyboardInterrupt


def _run() -> int:
    command = typer.main.get_command(app)
    try:
        result = command.main(prog_name="gabinete", standalone_mode=False)
    except Exception as error:
        if not hasattr(error, "format_message"):  # only the library's own usage errors have it
            raise
        return _misused(error)
    return result if isinstance(result, int) else 0


def _misused(error: Exception) -> int:
    context = getattr(error, "ctx", None)
    if context is not None and error.__class__.__name__ == "NoArgsIsHelpError":
        return MISUSED  # the help itself was printed when the error was made
    if context is not None:
        say(context.get_usage())
    say(f"Error: {spanish.translate(error.format_message())}")  # type: ignore[attr-defined]
    return MISUSED


def _unexpected(error: Exception) -> int:
    if type(error).__name__ in UNREACHABLE:  # by name: neither the driver nor Django is imported here
        say(
            f"La base de datos no contesta; no se cambió nada. Revise DATABASE_URL o «gabinete doctor». {error}".strip()
        )
        return ENVIRONMENT
    if os.environ.get("GABINETE_DEBUG"):
        raise error
    log = home() / "log" / "cli.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    say(f"Ocurrió algo que no se esperaba ({type(error).__name__}: {error}). El detalle quedó en {log}.")
    return ENVIRONMENT if isinstance(error, OSError) else REFUSED


if __name__ == "__main__":
    main()
