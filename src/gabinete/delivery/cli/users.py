"""``gabinete user add|reset``: accounts from the machine itself, for when nobody can sign in yet."""

from typing import Annotated

import typer

from gabinete.delivery.cli import premises
from gabinete.delivery.cli.spanish import SpanishTyper

app = SpanishTyper(help="Cuentas de las personas.")

Username = Annotated[
    str, typer.Argument(metavar="USUARIO", help="Con el que inicia sesión.", show_default=False)
]
ROLE_HELP = (
    "governor, chief, secretary, analyst, liaison, unit_head, registry, citizen_desk, international, transparency, "
    "auditor o technician."
)


@app.command("add", help="Abre una cuenta y muestra su contraseña temporal, una sola vez.")
def add(
    username: Username,
    name: Annotated[str, typer.Option(metavar="NOMBRE", help="Nombre completo.", show_default=False)],
    email: Annotated[str, typer.Option(metavar="CORREO", help="Correo institucional.")] = "",
    title: Annotated[str, typer.Option(metavar="CARGO", help="Cargo, como se muestra.")] = "",
    role: Annotated[str, typer.Option(metavar="FUNCIÓN", help=ROLE_HELP)] = "",
    unit: Annotated[str, typer.Option(metavar="SIGLA", help="Unidad donde ejerce la función.")] = "",
) -> None:
    """Open an account, with a role when one is given."""
    with premises.office():
        from gabinete.delivery.cli import accounts  # noqa: PLC0415 - needs Django

        accounts.add(accounts.Wanted(username, name, email, title, role, unit))


@app.command("reset", help="Da una contraseña temporal nueva y cierra las sesiones de la persona.")
def reset(
    username: Username,
    *,
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="También quita sus códigos y llaves, si los perdió.")
    ] = False,
) -> None:
    """Give a new temporary password."""
    with premises.office():
        from gabinete.delivery.cli import accounts  # noqa: PLC0415 - needs Django

        accounts.reset(username, second_factor=second_factor)
