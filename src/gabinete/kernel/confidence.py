"""The five-level scale on which the office judges whether a matter will be done in time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConfidenceLevel:
    """One written level: what must be true for somebody to choose it."""

    level: int
    label: str
    meaning: str


CONFIDENCE_SCALE = (
    ConfidenceLevel(5, "Segura", "Está hecho o falta solo un trámite sin riesgo; hay evidencia a la vista."),
    ConfidenceLevel(4, "Probable", "Va conforme al calendario y no se conoce obstáculo sin dueño."),
    ConfidenceLevel(3, "En duda", "Hay avance, pero un obstáculo o un silencio puede impedir el plazo."),
    ConfidenceLevel(2, "Improbable", "No se cumplirá en plazo sin una intervención que aún no se ha pedido."),
    ConfidenceLevel(
        1, "Perdida", "No se cumplirá en plazo; corresponde decidir prórroga, sustitución o cierre."
    ),
)


def confidence_label(level: int | None) -> str:
    """Return the word for a level (1–5); ``None`` is «Sin juicio», never a level of its own."""
    return next((c.label for c in CONFIDENCE_SCALE if c.level == level), "Sin juicio")
