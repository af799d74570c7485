"""``gabinete minutes extract|import``: agreements in minutes, with or without a database."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from gabinete.delivery.cli import ground, premises
from gabinete.delivery.cli.spanish import SpanishTyper
from gabinete.kernel.errors import BadInput

app = SpanishTyper(help="Minutas: leer los acuerdos que contienen.")

Day = typer.Option(
    "--date", metavar="AAAA-MM-DD", help="Fecha de la sesión; si no se dice, la que diga el texto."
)


@app.command(
    "extract",
    help="Lee minutas (.docx, .odt, .pdf, .txt, .md o un escaneo) y escribe los acuerdos que contienen.",
)
def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="ARCHIVO…", help="Uno o varios.", show_default=False)
    ],
    session: Annotated[str, Day] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Escribe el resultado para programas.")] = False,
) -> None:
    """Print the draft agreements of each file; a bad file is said and the others go on. Exit 1 if any was bad."""
    from gabinete.delivery.cli import minutes_extraction  # noqa: PLC0415 - slow import

    results = minutes_extraction.extract_all(files, _day(session))
    sys.stdout.write(minutes_extraction.as_json(results) if as_json else minutes_extraction.as_text(results))
    for result in results:
        if result.error:
            ground.say(f"{result.file}: {result.error}")
    if any(result.error for result in results):
        raise typer.Exit(1)


@app.command(
    "import",
    help="Recibe la minuta de una sesión y deja sus borradores listos para que una persona los confirme.",
)
def import_(
    file: Annotated[Path, typer.Argument(metavar="ARCHIVO", help="La minuta.", show_default=False)],
    session: Annotated[
        str,
        typer.Option("--session", metavar="SESIÓN", help="Folio o número de la sesión.", show_default=False),
    ],
    person: Annotated[
        str, typer.Option("--as", metavar="USUARIO", envvar="GABINETE_USER", help="En nombre de quién.")
    ] = "",
) -> None:
    """Draft the agreements of a session's minutes; nothing becomes a matter until a person confirms."""
    with premises.office():
        from gabinete.delivery.cli import minutes_import  # noqa: PLC0415 - needs Django

        minutes_import.bring_in(file, session, person)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise BadInput(
            "cli.date", f"«{text}» no es una fecha AAAA-MM-DD. No se hizo nada; corríjala."
        ) from error
