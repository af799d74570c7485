"""Whether two names are of one person. Pure."""

import unicodedata


def same_person(one: str, other: str) -> bool:
    """Return whether two names are written the same but for accents, capitals and spaces; an empty one is nobody's.

    Example:
        >>> same_person("Ramón  Encinas", "RAMON ENCINAS"), same_person("", "")
        (True, False)
    """
    return bool(_folded(one)) and _folded(one) == _folded(other)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold())
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Mn").split())
