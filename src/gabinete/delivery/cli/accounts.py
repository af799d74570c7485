"""Opening and mending accounts as the machine's operator. Loaded once Django is ready."""

import sys
from dataclasses import dataclass

from gabinete.foundation.access.actions import NewGrant, open_account
from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import console
from gabinete.foundation.accounts.actions import Issued, NewAccount, remove_second_factor, reset_password
from gabinete.foundation.accounts.models import User
from gabinete.foundation.org.models import Unit
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, NotFound


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account as asked for on the command line."""

    username: str
    name: str
    email: str
    title: str
    role: str
    unit: str


def add(wanted: Wanted) -> None:
    """Open the account and print its temporary password.

    Raises:
        BadInput: the role or the unit is not known.
        RuleBroken: the username is taken.
    """
    new = NewAccount(wanted.username, wanted.name, wanted.email, wanted.title)
    _tell(open_account(console(), new, _grant(wanted), now=clock.now()))


def reset(username: str, *, second_factor: bool) -> None:
    """Give a temporary password, and with ``second_factor`` take codes and keys away too.

    Raises:
        NotFound: there is no such account.
    """
    user = User.objects.filter(username=username.strip().lower()).first()
    if user is None:
        raise NotFound("cli.no_user", f"No hay una cuenta con el usuario «{username}». No se cambió nada.")
    operator, now = console(), clock.now()
    issued = reset_password(user.pk, actor_id=operator.user_id, now=now)
    if second_factor:
        remove_second_factor(user.pk, actor_id=operator.user_id, now=now)
    _tell(issued)


def _grant(wanted: Wanted) -> NewGrant | None:
    if not wanted.role:
        return None
    if wanted.role not in Role.values:
        known = ", ".join(Role.values)
        raise BadInput(
            "cli.role", f"No existe la función «{wanted.role}». No se hizo nada; use una de: {known}."
        )
    unit = Unit.objects.filter(acronym=wanted.unit.strip().upper()).first() if wanted.unit else None
    if wanted.unit and unit is None:
        raise BadInput("cli.unit", f"No hay una unidad con la sigla «{wanted.unit}». No se hizo nada.")
    return NewGrant(Role(wanted.role), unit.pk if unit else None, clock.today())


def _tell(issued: Issued) -> None:
    sys.stdout.write(f"usuario: {issued.user.username}\ncontraseña temporal: {issued.password}\n")
    sys.stdout.write("Se cambia al entrar por primera vez; no se vuelve a mostrar.\n")
