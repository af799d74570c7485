"""How a refusal is said."""

from gabinete.kernel.errors import NotAllowed, NotFound


def require(allowed: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence: require(may_x(…), "…")
    """Go on only when allowed.

    Raises:
        NotAllowed: with what was not allowed, in Spanish.
    """
    if not allowed:
        raise NotAllowed(
            "cabinet.not_allowed",
            f"A su función no le corresponde {what}. No se cambió nada; pídalo a la secretaría técnica.",
        )


def unknown(what: str) -> NotFound:
    """Return the refusal for what does not exist or may not be known to."""
    return NotFound("cabinet.unknown", f"No hay {what} con ese número entre lo que usted puede ver.")
