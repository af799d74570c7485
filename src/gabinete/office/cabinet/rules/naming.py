"""How sessions, bodies and agreements are called."""

import re

_MASCULINE = frozenset({"sistema", "programa", "mapa", "tema"})
"""Words in «a» that take «el»."""
TITLE_LIMIT = 240

_TITLE_ENDS = re.compile(r"[.;:,]\s")


def session_name(number: int, *, extraordinary: bool) -> str:
    """Return how a session is called.

    Example:
        >>> session_name(7, extraordinary=False), session_name(1, extraordinary=True)
        ('7.ª sesión ordinaria', '1.ª sesión extraordinaria')
    """
    return f"{number}.ª sesión {'extraordinaria' if extraordinary else 'ordinaria'}"


def of_body(name: str) -> str:
    """Return the name of a body after «de», with its article.

    Example:
        >>> of_body("Gabinete Legal"), of_body("Comisión de Agua"), of_body("Órgano Rector")
        ('del Gabinete Legal', 'de la Comisión de Agua', 'del Órgano Rector')
    """
    first = name.split(maxsplit=1)[0].lower() if name.strip() else ""
    feminine = first.endswith(("a", "ión", "dad", "red")) and first not in _MASCULINE
    return f"{'de la' if feminine else 'del'} {name}"


def title_of(text: str) -> str:
    """Return what lists show of an agreement: its text, cut at a sensible place when it is long.

    Example:
        >>> title_of("presentar el plan de abasto, en coordinación con el ISSSTESON")
        'Presentar el plan de abasto, en coordinación con el ISSSTESON'
    """
    line = " ".join(text.split()).rstrip(".;, ")
    if len(line) > TITLE_LIMIT:
        cut = line[: TITLE_LIMIT - 1]
        ends = [m.start() for m in _TITLE_ENDS.finditer(cut) if m.start() > TITLE_LIMIT // 2]
        line = cut[: ends[-1]] if ends else cut.rsplit(" ", 1)[0] + "…"
    return line[:1].upper() + line[1:]
