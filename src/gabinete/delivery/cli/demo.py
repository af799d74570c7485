"""``gabinete demo``: a fictitious government to try the product with."""

from enum import StrEnum
from typing import Annotated

import typer

from gabinete.delivery.cli import ground, premises
from gabinete.delivery.cli.spanish import SpanishTyper


class Size(StrEnum):
    """How much of it."""

    SMALL = "small"
    LARGE = "large"


def register(app: SpanishTyper) -> None:
    """Add the verb of this file."""
    app.command(
        "demo", help="Construye una oficina ficticia en una base vacía, para conocer el sistema o medirlo."
    )(demo)


def demo(
    size: Annotated[
        Size, typer.Option(help="small: unos 600 asuntos. large: 200,000, para medir.")
    ] = Size.SMALL,
) -> None:
    """Fill the empty database; all of it or nothing."""
    # The owner's role: a past is loaded with the triggers of the present set aside.
    with premises.office("owner", with_base=False):
        ground.say("Construyo la demostración: una oficina ficticia con su historia…")
        from gabinete.delivery.cli.progress import measuring  # noqa: PLC0415 - slow import
        from gabinete.demo.build import build  # noqa: PLC0415 - needs Django
        from gabinete.kernel import clock  # noqa: PLC0415 - read at the door

        with measuring() as progress:
            made = build(size.value, clock.now(), progress)
    ground.say(
        f"Demostración lista: {made.people} personas, {made.sessions:,} sesiones, {made.matters:,} asuntos "
        f"({made.open_matters:,} abiertos)."
    )
