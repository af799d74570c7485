"""What a report is about: everything, a cabinet, an agency, an axis or a region of the plan."""

from dataclasses import dataclass

from gabinete.kernel.errors import BadInput

KINDS = {
    "all": "Todos los asuntos",
    "cabinet": "Gabinete",
    "agency": "Dependencia",
    "axis": "Eje",
    "region": "Región",
}
SPANISH = {
    "todo": "all",
    "todos": "all",
    "gabinete": "cabinet",
    "dependencia": "agency",
    "eje": "axis",
    "region": "region",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope; ``code`` is the body's code, the unit's acronym or the plan's code; empty for everything."""

    kind: str
    code: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}" if self.code else self.kind


def parse_scope(text: str) -> Scope:
    """Return the scope written as ``all``, ``cabinet:GL``, ``agency:CEA``, ``axis:1`` or ``region:R05``.

    Spanish words (``gabinete:GL``) are understood too.

    Raises:
        BadInput: when it is none of these.

    Example:
        >>> parse_scope("gabinete:gl")
        Scope(kind='cabinet', code='GL')
    """
    kind, _, code = text.strip().partition(":")
    kind = SPANISH.get(kind.lower(), kind.lower())
    if kind not in KINDS or (kind == "all") != (code == ""):
        raise BadInput(
            "reports.scope",
            f"No se reconoce el alcance «{text}». No se emitió nada: use all, cabinet:CLAVE, agency:SIGLA, axis:CLAVE o region:CLAVE.",
        )
    return Scope(kind, code.strip().upper())
