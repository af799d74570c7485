"""``gabinete audit verify``: was the past touched behind the application's back?"""

import json
import sys
from typing import Annotated

import typer

from gabinete.delivery.cli import premises
from gabinete.delivery.cli.spanish import SpanishTyper

app = SpanishTyper(help="Auditoría: comprobar que nadie alteró el pasado.")


@app.callback()
def auditing() -> None:
    """Keep the group a group while it has one verb."""


@app.command(
    "verify",
    help="Comprueba historia, sellos y anclas; nombra el primer registro alterado. Sale con 1 si hay alguno.",
)
def verify(
    *, as_json: Annotated[bool, typer.Option("--json", help="Escribe el resultado para programas.")] = False
) -> None:
    """Print the verdict; exit with 1 when something was altered."""
    with premises.office():
        from gabinete.delivery.cli import audit_verdict  # noqa: PLC0415 - needs Django

        verdict = audit_verdict.reach()
        sys.stdout.write(
            json.dumps(audit_verdict.facts(verdict), ensure_ascii=False, indent=1, default=str) + "\n"
        ) if as_json else (audit_verdict.tell(verdict))
    if not verdict.ok:
        raise typer.Exit(1)
