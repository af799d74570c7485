"""``gabinete minutes extract|import|sign|verify``: minutes as text and as signed PDF, with or without a database."""

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gabinete.delivery.cli import ground, premises
from gabinete.delivery.cli.spanish import SpanishTyper
from gabinete.kernel.errors import BadInput

app = SpanishTyper(help="Minutas: leer los acuerdos que contienen, firmarlas y comprobar sus firmas.")

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


@app.command(
    "sign",
    help="Firma un PDF con su e.firma, en esta máquina y sin red. La contraseña se pide, o va en GABINETE_EFIRMA_PASSWORD.",
)
def sign(
    file: Annotated[Path, typer.Argument(metavar="PDF", help="El documento.", show_default=False)],
    cer: Annotated[Path, typer.Option("--cer", metavar="ARCHIVO", help="Su certificado (.cer).")],
    key: Annotated[Path, typer.Option("--key", metavar="ARCHIVO", help="Su llave (.key).")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PDF", help="Dónde dejarlo; si no, «…-firmado.pdf».")
    ] = None,
    place: Annotated[
        int, typer.Option("--place", metavar="N", help="En qué lugar de la hoja; si no, el primero libre.")
    ] = 0,
    title: Annotated[str, typer.Option("--title", metavar="TEXTO", help="Su cargo, para la marca.")] = "",
) -> None:
    """Sign a PDF without a database; the key and the password are used once and kept nowhere."""
    from gabinete.delivery.cli import minutes_signing  # noqa: PLC0415 - slow import

    minutes_signing.sign(minutes_signing.Order(file, cer, key, out, place, title))


@app.command(
    "verify", help="Dice quién firmó un PDF, si cambió después y si se puede confiar. No usa la red."
)
def verify(
    file: Annotated[Path, typer.Argument(metavar="PDF", help="El documento.", show_default=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Escribe el resultado para programas.")] = False,
) -> None:
    """Print what may be concluded of a PDF; exit 1 unless every signature may be trusted."""
    from gabinete.delivery.cli import minutes_signing  # noqa: PLC0415 - slow import

    if not minutes_signing.verify(file, as_json=as_json):
        raise typer.Exit(1)


class Paper(StrEnum):
    """In which file built minutes come out."""

    PDF = "pdf"
    DOCX = "docx"


@app.command("build", help="Arma la minuta de una sesión con lo que pasó en ella y la escribe en un archivo.")
def build(
    session: Annotated[
        str,
        typer.Argument(metavar="SESIÓN", help="Folio (GL/2026/7) o número de la sesión.", show_default=False),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="ARCHIVO", help="Archivo que se escribe.", show_default=False)
    ],
    kind: Annotated[Paper, typer.Option("--format", help="Clase de archivo.")] = Paper.PDF,
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="TEXTO", help="Por qué sustituye a otra; necesario si hay firmas."),
    ] = "",
    person: Annotated[
        str, typer.Option("--as", metavar="USUARIO", envvar="GABINETE_USER", help="En nombre de quién.")
    ] = "",
) -> None:
    """Build the next version of a session's minutes, or give the last one when nothing changed."""
    with premises.office():
        from gabinete.delivery.cli import minutes_building  # noqa: PLC0415 - needs Django

        said = minutes_building.build(session, minutes_building.Wanted(out, kind.value, reason), person)
    ground.say(said)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise BadInput(
            "cli.date", f"«{text}» no es una fecha AAAA-MM-DD. No se hizo nada; corríjala."
        ) from error
