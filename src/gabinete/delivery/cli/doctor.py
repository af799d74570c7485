"""``gabinete doctor``: is this machine fit, and if not, what to do."""

import json
import sys
from typing import Annotated

import typer

from gabinete.delivery.cli import ground
from gabinete.delivery.cli.spanish import SpanishTyper

MARKS = {"ok": "✓", "warning": "!", "error": "✗"}


def register(app: SpanishTyper) -> None:
    """Add the verb of this file."""
    app.command("doctor", help="Revisa la máquina y la instalación, y dice qué hacer.")(doctor)


def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="Escribe el resultado para programas.")] = False
) -> None:
    """Print each check; exit with 3 when something prevents the product from working."""
    from gabinete.delivery.cli import checks  # noqa: PLC0415 - slow import

    found = checks.run_all(ground.home())
    if as_json:
        facts = [{"check": one.name, "status": one.status, "detail": one.detail} for one in found]
        sys.stdout.write(json.dumps({"checks": facts}, ensure_ascii=False, indent=1) + "\n")
    else:
        for one in found:
            sys.stdout.write(f"{MARKS[one.status]} {one.name}: {one.detail}\n")
    if any(one.status == "error" for one in found):
        raise typer.Exit(3)
