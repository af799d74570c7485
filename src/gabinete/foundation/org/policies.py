"""Who may keep the directory of units. The actor is known by its shape: ``access`` stands above this package."""

from typing import Any, Protocol

from gabinete.kernel.errors import NotAllowed

MANAGE_UNITS = "org.manage_units"
RECORD_HOLDERS = "org.record_holders"


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


def may_record_holders(actor: Doer) -> bool:
    """Return whether the actor keeps the posts of the units and writes down who holds them."""
    return actor.may(RECORD_HOLDERS)


def require_holders(actor: Doer) -> None:
    """Refuse whoever does not write down who holds which post."""
    if not may_record_holders(actor):
        raise NotAllowed(
            "org.not_allowed_holders",
            "Los nombramientos los registran la Jefatura de la Oficina y la administración técnica. "
            "No se cambió nada; pídaselo.",
            permission=RECORD_HOLDERS,
        )
