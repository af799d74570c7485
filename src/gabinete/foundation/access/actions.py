"""Giving and taking roles, always with dates; opening an account together with its first role."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from gabinete.foundation.access.events import RoleGranted, RoleRevoked
from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require
from gabinete.foundation.accounts.actions import Issued, NewAccount, create_account, locked_user
from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Unit
from gabinete.kernel import facts
from gabinete.kernel.errors import BadInput, NotFound, RuleBroken
from gabinete.kernel.words import plain_date

NEEDS_UNIT = frozenset({Role.LIAISON, Role.UNIT_HEAD, Role.ANALYST, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role to give: where (None where the role needs no unit), from when, and its last day (None: no end)."""

    role: Role
    unit_id: int | None
    since: date
    until: date | None = None


def grant_role(actor: Actor, user_id: int, new: NewGrant, *, now: datetime, reason: str = "") -> Grant:
    """Give a role to a person for a time.

    Raises:
        NotAllowed: when the actor does not manage accounts.
        BadInput: when the unit is missing or the dates are the wrong way round.
        RuleBroken: when it is the actor's own, the unit is not in force, or the person holds it already.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    _refuse_own(actor, user_id)
    with act(actor.user_id, "access.grant_role", at=now, reason=reason):
        user = locked_user(user_id)
        _check(new)
        _refuse_overlap(user.pk, new)
        grant = Grant.objects.create(
            user=user, role=new.role, unit_id=new.unit_id, since=new.since, until=new.until
        )
        facts.publish(
            RoleGranted(grant.pk, user.pk, new.role, new.unit_id, new.since, new.until, actor.user_id, now)
        )
    return grant


def revoke_role(actor: Actor, grant_id: int, *, today: date, now: datetime, reason: str = "") -> None:
    """Take a role away from this moment: its last day was yesterday; one that had not begun is withdrawn whole.

    Raises:
        NotFound: when there is no such grant.
        RuleBroken: when it is the actor's own, or it had ended already.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    with act(actor.user_id, "access.revoke_role", at=now, reason=reason):
        grant = Grant.objects.select_for_update().filter(pk=grant_id).first()
        if grant is None:
            raise NotFound("access.no_such_grant", "Esa función ya no está registrada. No se cambió nada.")
        _refuse_own(actor, grant.user_id)
        if grant.until is not None and grant.until < today:
            raise RuleBroken(
                "access.grant_ended", f"Esa función terminó el {plain_date(grant.until)}. No se cambió nada."
            )
        if grant.since >= today:
            grant.delete()
        else:
            grant.until = today - timedelta(days=1)
            grant.save(update_fields=("until",))
        facts.publish(RoleRevoked(grant.user_id, grant.role, grant.unit_id, actor.user_id, now))


def open_account(actor: Actor, new: NewAccount, grant: NewGrant | None, *, now: datetime) -> Issued:
    """Open an account, with its first role when one is given, in one act.

    Raises:
        NotAllowed: when the actor does not manage accounts.
        BadInput: when a datum cannot be used.
        RuleBroken: when the username is taken or the role cannot be given; then no account is left behind.
    """
    require(actor, Permission.MANAGE_ACCOUNTS)
    with act(actor.user_id, "accounts.create_account", at=now):
        issued = create_account(new, actor_id=actor.user_id, now=now)
        if grant is not None:
            grant_role(actor, issued.user.pk, grant, now=now)
    return issued


def _refuse_own(actor: Actor, user_id: int) -> None:
    if actor.user_id and actor.user_id == user_id:
        raise RuleBroken(
            "access.own_role",
            "Nadie cambia sus propias funciones. No se cambió nada; pídalo a otra persona de la administración técnica.",
        )


def _check(new: NewGrant) -> None:
    if new.until is not None and new.until < new.since:
        raise BadInput(
            "access.dates_crossed",
            "El último día es anterior al primero. No se guardó nada; corrija las fechas.",
        )
    if new.unit_id is None:
        if new.role in NEEDS_UNIT:
            raise BadInput(
                "access.unit_missing",
                f"Elija la unidad: la función «{new.role.label}» se ejerce en una. No se guardó nada.",
            )
        return
    unit = Unit.objects.filter(pk=new.unit_id).first()
    if unit is None:
        raise BadInput(
            "access.no_such_unit", "Esa unidad no está en el directorio. No se guardó nada; elija otra."
        )
    if unit.valid_until is not None and unit.valid_until < new.since:
        raise RuleBroken(
            "access.unit_closed",
            f"{unit.acronym} dejó de existir el {plain_date(unit.valid_until)}. No se guardó nada; otorgue la función en la unidad que la sucedió.",
        )


def _refuse_overlap(user_id: int, new: NewGrant) -> None:
    where = Q(unit_id__isnull=True) if new.unit_id is None else Q(unit_id=new.unit_id)
    same = Grant.objects.filter(where, user_id=user_id, role=new.role)
    same = same.filter(Q(until__isnull=True) | Q(until__gte=new.since))
    if new.until is not None:
        same = same.filter(since__lte=new.until)
    if same.exists():
        raise RuleBroken(
            "access.already_granted",
            "La persona ya tiene esa función en esas fechas. No se guardó nada; revise sus funciones.",
        )
