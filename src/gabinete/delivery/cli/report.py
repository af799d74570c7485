"""``gabinete report situation``: the situation report from the terminal."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gabinete.delivery.cli import ground, premises
from gabinete.delivery.cli.spanish import SpanishTyper

app = SpanishTyper(help="Informes que se pueden volver a emitir tal como eran en una fecha.")


class Format(StrEnum):
    """In which file the report comes out."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


@app.callback()
def reports() -> None:
    """Keep the group a group while it has one verb."""


@app.command("situation", help="Informe de situación a una fecha y con un alcance.")
def situation(
    out: Annotated[
        Path, typer.Option("--out", metavar="ARCHIVO", help="Archivo que se escribe.", show_default=False)
    ],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], metavar="AAAA-MM-DD", help="Fecha de corte.", show_default="hoy"
        ),
    ] = None,
    scope: Annotated[
        str,
        typer.Option(metavar="ALCANCE", help="all, cabinet:CLAVE, agency:SIGLA, axis:CLAVE o region:CLAVE."),
    ] = "all",
    kind: Annotated[Format, typer.Option("--format", help="Clase de archivo.")] = Format.PDF,
) -> None:
    """Write the report and print its reference."""
    with premises.office():
        from gabinete.delivery.cli.progress import counting  # noqa: PLC0415 - slow import
        from gabinete.kernel import clock  # noqa: PLC0415 - read at the door
        from gabinete.office.reports.commands import situation_report  # noqa: PLC0415 - needs Django

        day = as_of.date() if as_of else clock.today()
        with counting("Asuntos leídos") as progress:
            reference = situation_report(day, scope, kind.value, out, now=clock.now(), progress=progress)
    ground.say(f"Informe {reference} en {out}.")
