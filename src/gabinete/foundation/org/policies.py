"""Who may keep the directory of units. The actor is known by its shape: ``access`` stands above this package."""

from typing import Any, Protocol

from gabinete.kernel.errors import NotAllowed

MANAGE_UNITS = "org.manage_units"


class Doer(Protocol):
    """What an actor is to this package."""

    @property
    def user_id(self) -> int:
        """Return the account; 0 is the system."""

    def may(self, permission: Any) -> bool:
        """Return whether a role carries the permission."""


def may_manage_units(actor: Doer) -> bool:
    """Return whether the actor adds, renames and closes units."""
    return actor.may(MANAGE_UNITS)


def require_manage(actor: Doer) -> None:
    """Refuse whoever does not keep the directory."""
    if not may_manage_units(actor):
        raise NotAllowed(
            "org.not_allowed",
            "El directorio lo lleva la administración técnica. No se cambió nada; pídale el cambio.",
            permission=MANAGE_UNITS,
        )
