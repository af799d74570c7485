"""Each role carries the permissions of the table and no other."""

import pytest

from gabinete.foundation.access.matrix import LABELS, clearances, matrix
from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import actor_with
from gabinete.foundation.access.permissions import ROLE_CLEARANCE, ROLE_PERMISSIONS, Permission
from gabinete.foundation.access.policies import require
from gabinete.kernel.errors import NotAllowed
from gabinete.kernel.reserve import Reserve

PAIRS = [(role, permission) for role in Role for permission in Permission]


@pytest.mark.parametrize(("role", "permission"), PAIRS, ids=lambda x: str(x.value))
def test_role_is_let_through_exactly_when_the_table_says(role: Role, permission: Permission) -> None:
    actor = actor_with(1, "Alguien", frozenset({role}), frozenset(), frozenset())

    if permission in ROLE_PERMISSIONS[role]:
        require(actor, permission)
        assert actor.may(permission)
    else:
        with pytest.raises(NotAllowed):
            require(actor, permission)


def test_every_permission_is_said_in_spanish() -> None:
    assert set(LABELS) == set(Permission)


def test_every_role_has_permissions_and_clearance() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role) == set(ROLE_CLEARANCE)
    assert len(clearances()) == len(Role)


def test_matrix_shows_each_permission_once_with_a_column_a_role() -> None:
    lines = [line for section in matrix() for line in section.lines]

    assert [line.permission for line in lines] == sorted(Permission, key=list(Permission).index)
    assert all(len(line.carried) == len(Role) for line in lines)


def test_technician_reads_no_content() -> None:
    held = ROLE_PERMISSIONS[Role.TECHNICIAN]

    assert not [p for p in held if p.value.partition(".")[0] in {"followup", "cabinet", "reports"}]
    assert ROLE_CLEARANCE[Role.TECHNICIAN] is Reserve.PUBLIC


def test_auditor_changes_nothing() -> None:
    verbs = {p.value.partition(".")[2].partition("_")[0] for p in ROLE_PERMISSIONS[Role.AUDITOR]}

    assert verbs <= {"view", "verify"}
