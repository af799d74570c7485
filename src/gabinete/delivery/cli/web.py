"""The web server's process, a child of the supervisor: ``python -m gabinete.delivery.cli.web HOST PORT WORKERS THREADS``.

With ``--wait`` it loads everything and then waits on its standard input for the word to serve (see ``headstart``).
"""

import gc
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gabinete.delivery.cli.ground import start_django
from gabinete.delivery.cli.headstart import WORD, wait_for_word
from gabinete.delivery.cli.lifeline import end_with

TARGET = "gabinete.config.wsgi:application"
KILL_AFTER_SECONDS = 10
GARBAGE = (25_000, 20, 20)


def load(target: str) -> Callable[..., Any]:
    """Return the application, inside one of the server's workers, which from then on ends with its server."""
    end_with(os.getppid(), signal.SIGKILL)
    # A page makes tens of thousands of objects and drops them all: looking for cycles every 700 finds nothing.
    gc.set_threshold(*GARBAGE)
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    return application


def main(host: str, port: int, workers: int, threads: int, *, wait: bool = False) -> None:
    """Serve until told to stop.

    Args:
        host: where to listen.
        port: where to listen.
        workers: processes.
        threads: pages at once in each process.
        wait: serve only when the word comes.
    """
    end_with(os.getppid(), signal.SIGTERM)
    gc.disable()  # while modules are loaded there is nothing to collect, and looking for it takes time
    # Loaded before the workers are forked, Django's pages of memory are shared by all of them.
    start_django()
    import_module(TARGET.partition(":")[0])
    import_module("django.urls").get_resolver().url_patterns  # noqa: B018 - reading it imports every page
    gc.collect()
    gc.freeze()
    gc.enable()
    if wait and not wait_for_word(sys.stdin.buffer):
        return
    server = Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backlog=1024,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER_SECONDS,
    )
    server.serve(target_loader=load)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]), wait=WORD in sys.argv[5:])
