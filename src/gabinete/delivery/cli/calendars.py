"""``gabinete calendar export``: the sessions of a body as iCalendar."""

from pathlib import Path
from typing import Annotated

import typer

from gabinete.delivery.cli import premises
from gabinete.delivery.cli.spanish import SpanishTyper

app = SpanishTyper(help="Calendarios: las sesiones de un gabinete para otro programa.")


@app.callback()
def calendar() -> None:
    """Keep ``export`` as a word of its own although it is the only one."""


@app.command(
    "export", help="Escribe las sesiones de un gabinete como iCalendar (.ics), sin las restringidas."
)
def export(
    body: Annotated[
        str, typer.Argument(metavar="GABINETE", help="Su clave, por ejemplo GL.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="ARCHIVO", help="Dónde; sin él, en la terminal.", show_default=False),
    ] = None,
    person: Annotated[
        str, typer.Option("--as", metavar="USUARIO", envvar="GABINETE_USER", help="En nombre de quién.")
    ] = "",
) -> None:
    """Write the calendar of a body."""
    with premises.office():
        from gabinete.delivery.cli import sessions_calling  # noqa: PLC0415 - needs Django

        sessions_calling.export(body, out, person)
