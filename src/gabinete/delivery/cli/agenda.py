"""``gabinete session agenda``: the order of the day of a session, for people or for programs."""

from typing import Annotated

import typer

from gabinete.delivery.cli import premises


def register(app: typer.Typer) -> None:
    """Add the verb of this file to the group of the sessions."""
    app.command("agenda", help="Muestra el orden del día, hasta donde lo puede ver quien lo pide.")(agenda)


def agenda(
    session: Annotated[
        str,
        typer.Argument(metavar="SESIÓN", help="Folio o número, por ejemplo GL/2026/7.", show_default=False),
    ],
    person: Annotated[
        str, typer.Option("--as", metavar="USUARIO", envvar="GABINETE_USER", help="En nombre de quién.")
    ] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Escribe el resultado para programas.")] = False,
) -> None:
    """Print the points of a session; of a restricted one that does not name the person, only its number."""
    with premises.office():
        from gabinete.delivery.cli import agenda_listing  # noqa: PLC0415 - needs Django

        agenda_listing.show(session, person, as_json=as_json)
