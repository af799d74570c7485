"""What each role does here, in a few lines: the pages of help."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from gabinete.foundation import ui
from gabinete.foundation.access.models import Role
from gabinete.foundation.ui.navigation import Text

GLOSSARY = Path(ui.__file__).parent / "data" / "glossary.yml"


@dataclass(frozen=True)
class Task:
    """Something a person comes to do, and how."""

    what: Text
    how: Text
    href: str = ""


_FOLLOW = Task(
    _("Saber cómo va un asunto"),
    _(
        "Escriba su folio o sus palabras en la búsqueda (tecla /). La ficha dice su estado, plazo, avance y confianza, y «¿cómo se contó?» explica el plazo día por día."
    ),
    "/asuntos/",
)
_REPORT = Task(
    _("Reportar avance"),
    _(
        "En el asunto, «Reportar avance»: diga qué se hizo, el porcentaje y adjunte evidencia; desde el teléfono puede tomar la foto. Cuenta cuando la Oficina lo acepta."
    ),
)
_FULFIL = Task(
    _("Reportar cumplimiento"),
    _(
        "Adjunte el medio de verificación comprometido; sin él no se puede enviar. Después lo acepta la Oficina y lo verifica otra unidad."
    ),
)
_VERIFY = Task(
    _("Verificar"),
    _(
        "Si su unidad verifica un asunto de otra, aparece en Hoy. Revise la evidencia y diga si está concluido, concluido en parte o no se acredita; siempre con motivo."
    ),
)
_AGENCY = (
    Task(
        _("Acusar recibo"),
        _(
            "Lo nuevo aparece en Hoy. El acuse queda con hora y nombre; desde entonces el asunto está en atención."
        ),
        "/",
    ),
    _REPORT,
    _FULFIL,
    Task(
        _("Pedir prórroga"),
        _(
            "En el asunto, «Solicitar prórroga», con motivo y nueva fecha. El término original nunca se pierde."
        ),
    ),
    Task(
        _("Declinar"),
        _(
            "Si no es de su competencia, decline con fundamento: vuelve a la Oficina, que confirma o reasigna."
        ),
    ),
    _VERIFY,
)
_OFFICE = (
    Task(
        _("Revisar reportes"),
        _(
            "En Hoy, «Por revisar». Acepte o devuelva con motivo; lo devuelto vuelve a la dependencia con aviso."
        ),
        "/",
    ),
    Task(
        _("Juzgar la confianza"),
        _(
            "Cinco niveles escritos, de «Perdida» a «Segura». Es el juicio de la Oficina y no cambia el avance."
        ),
    ),
    Task(
        _("Decidir prórrogas"),
        _("Conceda o niegue con motivo. La segunda prórroga la decide un rango mayor."),
    ),
    _FOLLOW,
    Task(
        _("Informe de situación"),
        _(
            "Elija la fecha de corte y el alcance; se emite en PDF, Word o Excel y cada cifra lleva el registro del que salió."
        ),
        "/informes/",
    ),
)
GUIDE: dict[Role, tuple[Task, ...]] = {
    Role.GOVERNOR: (
        Task(
            _("Ver lo que importa"),
            _(
                "Hoy cabe en una pantalla: qué cambió desde su última visita, qué necesita su mano y qué puede fallar. Cada número abre su lista."
            ),
            "/",
        ),
        Task(
            _("Decidir"), _("Una prórroga o un cierre se decide desde Hoy con un toque y una confirmación.")
        ),
        _FOLLOW,
    ),
    Role.CHIEF: (
        *_OFFICE,
        Task(
            _("Confirmar cierres"),
            _(
                "Un asunto sin efecto, sustituido o incumplido requiere dos personas: una propone y otra confirma."
            ),
        ),
    ),
    Role.SECRETARY: (
        Task(
            _("De la minuta a los asuntos"),
            _(
                "Suba o pegue la minuta de la sesión; revise cada acuerdo junto a la frase de la que salió y confirme. Nada existe antes de confirmar."
            ),
            "/sesiones/",
        ),
        *_OFFICE,
    ),
    Role.ANALYST: _OFFICE,
    Role.LIAISON: _AGENCY,
    Role.UNIT_HEAD: _AGENCY,
    Role.AUDITOR: (
        Task(
            _("Leer todo, sin cambiar nada"),
            _("Cada registro tiene su historia: quién, cuándo, antes y después."),
            "/auditoria/",
        ),
        Task(
            _("Comprobar el sello"),
            _("«Verificar la historia» nombra el primer registro alterado, si lo hay."),
            "/auditoria/",
        ),
        _FOLLOW,
    ),
    Role.TECHNICIAN: (
        Task(
            _("Cuentas y unidades"),
            _("Alta, baja y funciones con fecha de término; el directorio guarda quién sucede a quién."),
            "/directorio/",
        ),
        Task(_("No ve asuntos"), _("La administración técnica opera el sistema y no lee su contenido.")),
    ),
}


def guide_for(roles: frozenset[Role]) -> list[tuple[str, tuple[Task, ...]]]:
    """Return the help of the roles somebody holds, each with its name; what is common to all when they hold none."""
    return [(str(role.label), GUIDE[role]) for role in sorted(roles) if role in GUIDE]


@lru_cache(maxsize=1)
def glossary() -> list[dict[str, Any]]:
    """Return the entries of the glossary by their Spanish word."""
    found: list[dict[str, Any]] = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    return sorted(found, key=lambda entry: str(entry["es"]))
