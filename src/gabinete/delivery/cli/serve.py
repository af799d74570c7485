"""``gabinete serve`` and ``gabinete worker``: the running office."""

import os
import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from gabinete.delivery.cli import ground
from gabinete.delivery.cli.spanish import SpanishTyper

if TYPE_CHECKING:
    from gabinete.foundation.postgres.cluster import Cluster

FIRST_PAGE_SECONDS = 60.0
BAD_ANSWER_SECONDS = 2.0
DATABASE_LOOK_SECONDS = 2.0


def register(app: SpanishTyper) -> None:
    """Add the verbs of this file."""
    app.command("serve", help="Enciende la oficina: base de datos, páginas y trabajo de fondo.")(serve)
    app.command(
        "worker", help="Solo el trabajo de fondo, para cuando las páginas se sirven en otra máquina."
    )(worker)


def serve(
    host: Annotated[
        str, typer.Option(help="Dirección donde escucha. Solo esta máquina, si no se dice otra.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Puerto; si está ocupado se toma el siguiente libre.")
    ] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Procesos que atienden páginas.")] = 2,
    threads: Annotated[int, typer.Option(min=1, help="Páginas a la vez en cada proceso.")] = 3,
    *,
    jobs: Annotated[bool, typer.Option("--jobs/--no-jobs", help="También el trabajo de fondo.")] = True,
    demo: Annotated[
        bool, typer.Option("--demo/--no-demo", help="Construye la demostración si la base está vacía.")
    ] = False,
) -> None:
    """Run everything until Ctrl-C or SIGTERM."""
    from gabinete.delivery.cli import headstart, preparation  # noqa: PLC0415 - slow import
    from gabinete.delivery.cli.supervisor import Supervisor  # noqa: PLC0415 - slow import

    chosen = _choose_port(host, port)
    os.environ.setdefault("GABINETE_ADDRESS", f"http://{host}:{chosen}")
    # Read by the C library of the children: threads share two heaps instead of keeping one each half empty.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    words = preparation.page_words(host, chosen, workers, threads)
    address = headstart.expected_address(os.environ)
    with headstart.head_start(words, address) as pages, ground.database() as cluster:
        ready = preparation.prepare(cluster, demo=demo)
        begun = pages.go(cluster.url) if pages and ready else None
        if pages:
            pages.discard()
        children = preparation.children(words, begun, jobs=jobs)
        Supervisor(children, _DatabaseWatch(cluster)).run(_FirstPage(cluster, host, chosen))
        ground.say("Gabinete se detuvo. Nada quedó a medias.")


def _choose_port(host: str, port: int) -> int:
    from gabinete.delivery.cli.ports import choose_port, is_loopback  # noqa: PLC0415 - slow import

    chosen = choose_port(host, port)
    if chosen != port:
        ground.say(f"El puerto {port} está ocupado; se usa el {chosen}.")
    if not is_loopback(host):
        ground.say(
            f"¡ATENCIÓN! {host} se alcanza desde otras máquinas. Ponga delante un servidor con HTTPS y defina"
        )
        ground.say("GABINETE_ADDRESS (la dirección pública) y GABINETE_HOSTS (los nombres que se aceptan).")
    return chosen


def worker() -> None:
    """Run only the background worker, in this process."""
    with ground.database() as cluster:
        from gabinete.delivery.cli.schema import ensure_migrated  # noqa: PLC0415 - slow import

        ensure_migrated(cluster)
        from gabinete.delivery.cli import jobs  # noqa: PLC0415 - slow import

        ground.say("Trabajo de fondo encendido. Ctrl-C lo detiene al terminar lo que esté haciendo.")
        sys.argv = ["gabinete-worker"]
        jobs.main()


class _FirstPage:
    """Waits for the first page, and then says where the office is."""

    def __init__(self, cluster: "Cluster", host: str, port: int) -> None:
        self.cluster, self.host, self.port = cluster, host, port
        self.next_look = 0.0
        self.warn_at = time.monotonic() + FIRST_PAGE_SECONDS

    def __call__(self) -> bool:
        """Return whether it was said."""
        from gabinete.delivery.cli import preparation  # noqa: PLC0415 - slow import
        from gabinete.delivery.cli.ports import answers  # noqa: PLC0415 - slow import

        now = time.monotonic()
        if now < self.next_look:
            return False
        answer = answers(self.host, self.port)
        if answer:
            preparation.announce(self.cluster, os.environ["GABINETE_ADDRESS"])
            return True
        if answer is False:
            self.next_look = now + BAD_ANSWER_SECONDS  # asking more often would only fill its log
        if now > self.warn_at:
            ground.say(
                "El servidor no da páginas todavía. Revise los mensajes de arriba; se sigue intentando."
            )
            self.warn_at = now + FIRST_PAGE_SECONDS
        return False


class _DatabaseWatch:
    """Brings the embedded database back when it dies."""

    def __init__(self, cluster: "Cluster") -> None:
        self.url = cluster.url
        self.data = cluster.data
        self.next_look = 0.0

    def __call__(self) -> bool:
        """Return whether the database now has another address, so that those who use it must start again."""
        from gabinete.foundation.postgres.lifecycle import ensure_running  # noqa: PLC0415 - slow import
        from gabinete.foundation.postgres.postmaster import find_postmaster  # noqa: PLC0415 - slow import

        now = time.monotonic()
        if self.data is None or now < self.next_look:
            return False
        self.next_look = now + DATABASE_LOOK_SECONDS
        if find_postmaster(self.data) is not None:
            return False
        ground.say("La base de datos se detuvo; se enciende de nuevo.")
        url = ensure_running(ground.home()).url
        changed, self.url = url != self.url, url
        os.environ["DATABASE_URL"] = url
        return changed
