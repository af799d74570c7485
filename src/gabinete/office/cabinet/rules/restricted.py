"""What is said aloud of a point that only some may read. Pure."""

HIDDEN_TITLE = "Punto reservado"


def public_title(title: str, *, is_restricted: bool) -> str:
    """Return what anybody may read of a point: its title, or that there is one.

    Example:
        >>> public_title("Compra de radios", is_restricted=True)
        'Punto reservado'
    """
    return HIDDEN_TITLE if is_restricted else title
