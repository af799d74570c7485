"""``gabinete migrate``, ``backup`` and ``restore``."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from gabinete.delivery.cli import ground
from gabinete.delivery.cli.spanish import SpanishTyper
from gabinete.kernel.errors import RuleBroken


def register(app: SpanishTyper) -> None:
    """Add the verbs of this file."""
    app.command("migrate", help="Pone al día las tablas de la base de datos. Repetirlo no hace daño.")(
        migrate
    )
    app.command("load-base", hidden=True, help="Carga directorio, plan y días inhábiles.")(load_base)
    app.command("collect-static", hidden=True, help="Reúne los archivos de pantalla.")(collect_static)
    app.command("backup", help="Guarda base de datos, documentos y llaves en un solo archivo.")(backup)
    app.command("restore", help="Recupera lo guardado con backup.")(restore)


def migrate() -> None:
    """Apply the migrations as the owner of the tables, and leave the stamp that says so."""
    with ground.database("owner") as cluster:
        ground.start_django()
        from django.core.management import call_command  # noqa: PLC0415 - slow import

        from gabinete.delivery.cli.schema import write_stamp  # noqa: PLC0415 - slow import
        from gabinete.foundation.audit.install import grant  # noqa: PLC0415 - needs Django

        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        application = urlsplit(cluster.url).username
        if application != urlsplit(cluster.owner_url).username and application:
            grant(application)
        write_stamp(cluster.owner_url)
    ground.say("Las tablas están al día.")


def load_base() -> None:
    """Load the directory of units, the plan and the non-working days; repeating it adds only what is missing."""
    with ground.database("application"):
        ground.start_django()
        from gabinete.foundation.audit.acts import SYSTEM_ACTOR  # noqa: PLC0415 - needs Django
        from gabinete.foundation.org.loading import load_units  # noqa: PLC0415 - needs Django
        from gabinete.foundation.workflow.known_days import load_known_days  # noqa: PLC0415 - needs Django
        from gabinete.kernel import clock  # noqa: PLC0415 - slow import
        from gabinete.office.strategy.actions import load_plan  # noqa: PLC0415 - needs Django

        now = clock.now()
        load_units(actor_id=SYSTEM_ACTOR, now=now)
        load_plan(now)
        load_known_days(now)


def collect_static() -> None:
    """Gather the static files; no database is needed."""
    from gabinete.foundation.postgres.secret_files import ensure_secrets  # noqa: PLC0415 - slow import

    ensure_secrets(ground.home())
    ground.start_django()
    from django.core.management import call_command  # noqa: PLC0415 - slow import

    call_command("collectstatic", interactive=False, verbosity=0, clear=True)


def backup(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="ARCHIVO", help="Archivo .tar que se escribe; no debe existir.", show_default=False
        ),
    ],
    *,
    keys: Annotated[
        bool,
        typer.Option("--keys/--no-keys", help="Incluye las llaves; sin ellas no se verifica la auditoría."),
    ] = True,
) -> None:
    """Write one file with everything, readable only by its owner."""
    from gabinete.delivery.cli import archive  # noqa: PLC0415 - slow import

    if path.exists():
        raise RuleBroken("backup.exists", f"Ya existe {path} y no se sobrescribe. Dé otro nombre.")
    with ground.database("superuser") as cluster:
        size = archive.write(cluster, path.absolute(), ground.home(), keys=keys)
    ground.say(f"Respaldo completo en {path} ({size / 1_000_000:.1f} MB).")
    if keys:
        ground.say("Contiene las llaves del sello y de las sesiones: guárdelo como guardaría una contraseña.")


def restore(
    path: Annotated[
        Path, typer.Argument(metavar="ARCHIVO", help="Archivo .tar hecho con backup.", show_default=False)
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="No pregunta antes de reemplazar lo que hay.")] = False,
) -> None:
    """Replace the database and the documents by the saved ones."""
    from gabinete.delivery.cli import archive  # noqa: PLC0415 - slow import

    archive.check(path)
    if not yes and not typer.confirm("Se reemplazará lo que hay ahora por lo guardado. ¿Continuar?"):
        raise RuleBroken("restore.refused", "No se hizo nada.")
    with ground.database("superuser") as cluster:
        kept = archive.read(cluster, path.absolute(), ground.home())
    if kept:
        ground.say(f"Lo que había queda en la base «{kept}» hasta la próxima recuperación.")
    ground.say("Recuperado. Si la oficina estaba encendida, reiníciela.")
