"""``gabinete matters list|show|import|export``: the follow-up from the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from gabinete.delivery.cli import ground, premises
from gabinete.delivery.cli.spanish import SpanishTyper

app = SpanishTyper(help="Asuntos: listar, ver, importar y exportar.")

Person = Annotated[
    str,
    typer.Option(
        "--as", metavar="USUARIO", envvar="GABINETE_USER", help="En nombre de quién; sin él, sin reservados."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Escribe el resultado para programas.")]
FILTER_HELP = (
    "Filtro como en la dirección de la lista: unidad=SAGARHPA, estado=overdue, situacion=overdue, eje=1, "
    "vence_hasta=2026-12-31… Puede repetirse."
)
Choose = Annotated[list[str] | None, typer.Option("--filter", "-f", metavar="NOMBRE=VALOR", help=FILTER_HELP)]
Words = Annotated[str, typer.Option("--text", "-q", metavar="PALABRAS", help="Palabras o folio que buscar.")]


@app.command("list", help="Lista asuntos; si no se filtra, los abiertos por vencimiento.")
def list_(
    choose: Choose = None,
    text: Words = "",
    limit: Annotated[int, typer.Option(min=1, help="Cuántos como máximo.")] = 50,
    person: Person = "",
    *,
    as_json: Json = False,
) -> None:
    """Print the matters that the filters choose."""
    with premises.office():
        from gabinete.delivery.cli import matters_reading  # noqa: PLC0415 - needs Django

        filters = matters_reading.filters_of([*(choose or []), *([f"q={text}"] if text else [])])
        matters_reading.print_list(person, filters, limit, as_json=as_json)


@app.command("show", help="Muestra un asunto con su bitácora.")
def show(
    folio: Annotated[
        str, typer.Argument(metavar="FOLIO", help="Folio, por ejemplo AC-2026-0012.", show_default=False)
    ],
    person: Person = "",
    *,
    as_json: Json = False,
) -> None:
    """Print one matter."""
    with premises.office():
        from gabinete.delivery.cli import matters_reading  # noqa: PLC0415 - needs Django

        matters_reading.print_one(person, folio, as_json=as_json)


@app.command("export", help="Escribe asuntos en una hoja de cálculo o un CSV, según la extensión.")
def export(
    out: Annotated[
        Path, typer.Option("--out", metavar="ARCHIVO", help="Archivo .csv o .xlsx.", show_default=False)
    ],
    choose: Choose = None,
    text: Words = "",
    person: Person = "",
) -> None:
    """Write every matter that the filters choose."""
    with premises.office():
        from gabinete.delivery.cli import matters_export, matters_reading  # noqa: PLC0415 - needs Django

        filters = matters_reading.filters_of([*(choose or []), *([f"q={text}"] if text else [])])
        count = matters_export.write(person, filters, out)
    ground.say(f"{count:,} asuntos en {out}.")


@app.command(
    "import",
    help="Registra como asuntos los renglones de una tabla (.csv, .tsv, .xlsx, .xls, .ods): todos o ninguno.",
)
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="ARCHIVO", help="La tabla, con encabezados.", show_default=False)
    ],
    person: Person = "",
    means: Annotated[
        str, typer.Option(metavar="TEXTO", help="Medio de verificación de los renglones que no lo traen.")
    ] = "",
    *,
    notify: Annotated[
        bool, typer.Option("--notify", help="Además los notifica: el plazo empieza a correr hoy.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Solo revisa la tabla y dice qué está mal.")
    ] = False,
) -> None:
    """Register every row as a matter, all or nothing."""
    with premises.office():
        from gabinete.delivery.cli import matters_import  # noqa: PLC0415 - needs Django

        wishes = matters_import.Wishes(means, notify=notify, dry=dry_run)
        brought = matters_import.bring_in(file, person, wishes)
    ground.say(brought.spanish)
