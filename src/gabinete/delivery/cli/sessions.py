"""``gabinete session agenda|call|freeze|open|close|cancel|postpone``: the sessions from the terminal."""

from typing import Annotated

import typer

from gabinete.delivery.cli import agenda, premises
from gabinete.delivery.cli.spanish import SpanishTyper

app = SpanishTyper(help="Sesiones: convocar, cerrar su orden del día, instalar, cerrar, diferir, cancelar.")
agenda.register(app)

Session = Annotated[
    str, typer.Argument(metavar="SESIÓN", help="Folio o número, por ejemplo GL/2026/7.", show_default=False)
]
Person = Annotated[
    str, typer.Option("--as", metavar="USUARIO", envvar="GABINETE_USER", help="En nombre de quién.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXTO", help="Por qué.", show_default=False)]


@app.command("call", help="Convoca: escribe a cada integrante, con su liga y la invitación de calendario.")
def call(session: Session, person: Person = "") -> None:
    """Issue the call of a session; again, it updates the same event in every diary."""
    with premises.office():
        from gabinete.delivery.cli import sessions_calling  # noqa: PLC0415 - needs Django

        sessions_calling.call(session, person)


@app.command("freeze", help="Cierra el orden del día: después solo entran puntos extemporáneos, con motivo.")
def freeze(session: Session, person: Person = "") -> None:
    """Close the order of the day of a session that was called."""
    with premises.office():
        from gabinete.delivery.cli import sessions_calling  # noqa: PLC0415 - needs Django

        sessions_calling.freeze(session, person)


@app.command(
    "open", help="Instala la sesión con quienes ya están en la lista; sin quórum, solo con --reason."
)
def open_(session: Session, reason: Reason = "", person: Person = "") -> None:
    """Open a session; without quorum, saying why."""
    with premises.office():
        from gabinete.delivery.cli import sessions_held  # noqa: PLC0415 - needs Django

        sessions_held.open_session(session, reason, person)


@app.command("close", help="Cierra el expediente de una sesión cuya minuta está firmada.")
def close(session: Session, person: Person = "") -> None:
    """Close the file of a session."""
    with premises.office():
        from gabinete.delivery.cli import sessions_held  # noqa: PLC0415 - needs Django

        sessions_held.close_session(session, person)


@app.command("cancel", help="Cancela una sesión que no se ha celebrado; conserva su número.")
def cancel(session: Session, reason: Reason, person: Person = "") -> None:
    """Cancel a session and take it out of the diaries."""
    with premises.office():
        from gabinete.delivery.cli import sessions_calling  # noqa: PLC0415 - needs Django

        sessions_calling.cancel(session, reason, person)


@app.command("postpone", help="Difiere una sesión convocada; conserva su número y se convoca de nuevo.")
def postpone(
    session: Session,
    reason: Reason,
    day: Annotated[
        str, typer.Option("--date", metavar="AAAA-MM-DD", help="La nueva fecha; sin ella, hasta nuevo aviso.")
    ] = "",
    hour: Annotated[str, typer.Option("--time", metavar="HH:MM", help="La nueva hora, si cambia.")] = "",
    place: Annotated[str, typer.Option("--place", metavar="TEXTO", help="El nuevo lugar, si cambia.")] = "",
    person: Person = "",
) -> None:
    """Put off a session that was called."""
    with premises.office():
        from gabinete.delivery.cli import sessions_calling  # noqa: PLC0415 - needs Django

        sessions_calling.postpone(session, reason, (day, hour, place), person)
