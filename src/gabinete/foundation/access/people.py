"""The actor: a signed-in person together with what they have been allowed today."""

from dataclasses import dataclass, field

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.permissions import ROLE_CLEARANCE, ROLE_PERMISSIONS, Permission
from gabinete.kernel.reserve import Reserve

OFFICE_ROLES = frozenset({Role.GOVERNOR, Role.CHIEF, Role.SECRETARY, Role.ANALYST, Role.AUDITOR})
UNIT_ROLES = frozenset({Role.LIAISON, Role.UNIT_HEAD})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: identity, roles in force, and units in which they act.

    Attributes:
        user_id: ``accounts.User`` key; 0 is nobody signed in.
        unit_ids: units of unit roles (liaison, unit head), with the units whose duties they inherited.
        home_unit_ids: units of every role: what «a different unit» means for the second key.
    """

    user_id: int
    name: str
    roles: frozenset[Role] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    home_unit_ids: frozenset[int] = frozenset()
    permissions: frozenset[Permission] = field(default=frozenset())

    @property
    def is_office(self) -> bool:
        """Return whether they see the whole of the follow-up (as far as their clearance goes)."""
        return bool(self.roles & OFFICE_ROLES)

    @property
    def office_clearance(self) -> Reserve:
        """Return the highest degree of reserve they read anywhere."""
        return max((ROLE_CLEARANCE[r] for r in self.roles & OFFICE_ROLES), default=Reserve.PUBLIC)

    @property
    def unit_clearance(self) -> Reserve:
        """Return the highest degree of reserve they read in their own units."""
        return max((ROLE_CLEARANCE[r] for r in self.roles & UNIT_ROLES), default=Reserve.PUBLIC)

    def may(self, permission: Permission) -> bool:
        """Return whether one of their roles carries the permission; the scope is the policy's affair."""
        return permission in self.permissions


def actor_with(
    user_id: int, name: str, roles: frozenset[Role], unit_ids: frozenset[int], home_unit_ids: frozenset[int]
) -> Actor:
    """Return the actor with the permissions its roles carry."""
    permissions = frozenset(p for role in roles for p in ROLE_PERMISSIONS[role])
    return Actor(user_id, name, roles, unit_ids, home_unit_ids, permissions)


NOBODY = Actor(0, "")


def console() -> Actor:
    """Return the actor of the command line: whoever runs the machine administers it, and reads no content through it."""
    return actor_with(0, "línea de comandos", frozenset({Role.TECHNICIAN}), frozenset(), frozenset())
