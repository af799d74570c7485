"""Who may administer people and permissions; the refusals every package shares."""

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.errors import NotAllowed

MATRIX_READERS = frozenset({Role.CHIEF, Role.AUDITOR, Role.TECHNICIAN})


def require(actor: Actor, permission: Permission) -> None:
    """Refuse unless one of the actor's roles carries the permission.

    Raises:
        NotAllowed: says that the role does not include it.
    """
    if not actor.may(permission):
        raise NotAllowed(
            "access.not_allowed",
            "Su función no incluye esta acción. No se cambió nada; si la necesita, pídala a la administración técnica.",
            permission=permission.value,
        )


def may_manage_people(actor: Actor) -> bool:
    """Return whether the actor opens accounts and grants roles."""
    return actor.may(Permission.MANAGE_ACCOUNTS)


def may_read_directory(actor: Actor) -> bool:
    """Return whether the actor reads units and who serves in them: anybody with a role."""
    return bool(actor.roles)


def may_read_matrix(actor: Actor) -> bool:
    """Return whether the actor reads who may do what."""
    return bool(actor.roles & MATRIX_READERS)


def require_directory(actor: Actor) -> None:
    """Refuse people without any role in force."""
    if not may_read_directory(actor):
        raise NotAllowed(
            "access.no_role", "Todavía no tiene una función otorgada. Pídala a la administración técnica."
        )


def require_matrix(actor: Actor) -> None:
    """Refuse people who neither run nor audit the system."""
    if not may_read_matrix(actor):
        raise NotAllowed(
            "access.not_allowed",
            "El cuadro de permisos lo consultan la Jefatura, la auditoría y la administración técnica.",
        )
