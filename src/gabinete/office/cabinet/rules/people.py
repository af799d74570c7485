"""Whether two names are of one person. Pure."""

from gabinete.kernel.words import folded


def same_person(one: str, other: str) -> bool:
    """Return whether two names are written the same but for accents, capitals and spaces; an empty one is nobody's.

    Example:
        >>> same_person("Ramón  Encinas", "RAMON ENCINAS"), same_person("", "")
        (True, False)
    """
    return bool(folded(one)) and folded(one) == folded(other)
