"""Role × permission as data: for the page, the documentation and the refusal tests."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.permissions import ROLE_CLEARANCE, ROLE_PERMISSIONS, Permission

P = Permission
LABELS: dict[Permission, Promise] = {
    P.VIEW_MATTERS: _("Consultar asuntos"),
    P.REGISTER_MATTER: _("Registrar asuntos"),
    P.EDIT_MATTER: _("Corregir asuntos"),
    P.NOTIFY_MATTER: _("Notificar a la dependencia"),
    P.ACKNOWLEDGE_MATTER: _("Acusar recibo"),
    P.REPORT_PROGRESS: _("Reportar avance"),
    P.REPORT_FULFILMENT: _("Reportar cumplimiento"),
    P.REVIEW_REPORT: _("Aceptar o devolver reportes"),
    P.JUDGE_CONFIDENCE: _("Juzgar la confianza"),
    P.ASK_EXTENSION: _("Solicitar prórroga"),
    P.DECIDE_EXTENSION: _("Conceder o negar prórroga"),
    P.DECLINE_MATTER: _("Declinar por no corresponder"),
    P.REASSIGN_MATTER: _("Reasignar"),
    P.VERIFY_MATTER: _("Verificar desde otra unidad"),
    P.PROPOSE_END: _("Proponer cierre sin cumplimiento"),
    P.CONFIRM_END: _("Confirmar cierre sin cumplimiento"),
    P.REOPEN_MATTER: _("Reabrir"),
    P.SUSPEND_MATTER: _("Suspender y reanudar"),
    P.MESSAGE_MATTER: _("Escribir mensajes"),
    P.VIEW_SESSIONS: _("Consultar sesiones"),
    P.MANAGE_SESSIONS: _("Llevar sesiones"),
    P.CONFIRM_MINUTES: _("Confirmar acuerdos de la minuta"),
    P.ANSWER_CALL: _("Responder a la convocatoria"),
    P.TAKE_POSITION: _("Tomar posición antes de la sesión"),
    P.GIVE_OPINION: _("Opinar sobre un punto"),
    P.OBSERVE_MINUTES: _("Observar la minuta"),
    P.SIGN_MINUTES: _("Firmar la minuta"),
    P.VIEW_REPORTS: _("Consultar informes"),
    P.ISSUE_REPORT: _("Emitir informes"),
    P.VIEW_AUDIT: _("Consultar la auditoría"),
    P.VERIFY_AUDIT: _("Verificar el sello de la auditoría"),
    P.MANAGE_CALENDAR: _("Llevar el calendario"),
    P.MANAGE_UNITS: _("Llevar el directorio de unidades"),
    P.RECORD_HOLDERS: _("Registrar los cargos y quién los ocupa"),
    P.MANAGE_ACCOUNTS: _("Llevar cuentas y funciones"),
}
_SECTIONS: dict[str, Promise] = {
    "followup": _("Seguimiento"),
    "cabinet": _("Sesiones"),
    "reports": _("Informes"),
    "audit": _("Auditoría"),
    "workflow": _("Calendario"),
    "org": _("Directorio"),
    "accounts": _("Cuentas"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One permission and which roles carry it, in the order of ``Role``."""

    permission: Permission
    label: str
    carried: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The permissions of one package."""

    label: str
    lines: tuple[Line, ...]


def matrix() -> tuple[Section, ...]:
    """Return the whole table, package by package; columns are ``list(Role)``."""
    packages = dict.fromkeys(p.value.partition(".")[0] for p in Permission)
    return tuple(
        Section(
            str(_SECTIONS.get(package, package)),
            tuple(_line(p) for p in Permission if p.value.startswith(f"{package}.")),
        )
        for package in packages
    )


def clearances() -> tuple[tuple[str, str], ...]:
    """Return each role with the highest degree of reserve it reads."""
    return tuple((str(role.label), ROLE_CLEARANCE[role].spanish) for role in Role)


def _line(permission: Permission) -> Line:
    label = str(LABELS.get(permission, permission.value))
    return Line(permission, label, tuple(permission in ROLE_PERMISSIONS[role] for role in Role))
