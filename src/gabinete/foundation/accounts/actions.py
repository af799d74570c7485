"""Opening, closing and mending accounts. Who may is decided by the doors (``access.actions`` adds the roles)."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from gabinete.foundation.accounts.events import AccountClosed, AccountOpened
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.kernel import facts
from gabinete.kernel.errors import BadInput, NotFound, RuleBroken

_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?")
_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 5
_NAME_LETTERS, _TITLE_LETTERS = 160, 200


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account is opened with; the name is shown as written."""

    username: str
    name: str
    email: str = ""
    title: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """An account and the temporary password that is said once and kept nowhere."""

    user: User
    password: str


def create_account(new: NewAccount, *, actor_id: int, now: datetime) -> Issued:
    """Open an account with a temporary password that must be changed on the first sign-in.

    Raises:
        BadInput: when username, name or e-mail cannot be used.
        RuleBroken: when the username is taken, closed accounts included.
    """
    username = new.username.strip().lower()
    _check(username, new)
    password = temporary_password()
    with act(actor_id, "accounts.create_account", at=now):
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    username,
                    password,
                    name=new.name.strip(),
                    email=new.email.strip(),
                    title=new.title.strip(),
                    is_demo=new.is_demo,
                    must_change_password=True,
                )
        except IntegrityError as error:
            raise RuleBroken(
                "accounts.username_taken",
                f"Ya hay una cuenta «{username}» (quizá cerrada). No se abrió otra; elija otro usuario o reabra la que existe.",
            ) from error
        facts.publish(AccountOpened(user.pk, actor_id, now))
    return Issued(user, password)


def reset_password(user_id: int, *, actor_id: int, now: datetime) -> Issued:
    """Give a new temporary password; every open session of the person ends.

    Raises:
        NotFound: when there is no such account.
    """
    password = temporary_password()
    with act(actor_id, "accounts.reset_password", at=now):
        user = locked_user(user_id)
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=("password", "must_change_password"))
        _end_sessions(user)
    return Issued(user, password)


def change_password(user: User, password: str, *, now: datetime) -> None:
    """Save the password that the person chose for themselves.

    Raises:
        BadInput: when it is too short, too common or like their own name.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput("accounts.weak_password", " ".join(error.messages)) from error
    with act(user.pk, "accounts.change_password", at=now):
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=("password", "must_change_password"))


def remove_second_factor(user_id: int, *, actor_id: int, now: datetime) -> None:
    """Take away the person's codes and keys, for when they lost them; they sign in with the password alone."""
    with act(actor_id, "accounts.remove_second_factor", at=now):
        user = locked_user(user_id)
        Authenticator.objects.filter(user=user).delete()
        _end_sessions(user)


def close_account(user_id: int, *, actor_id: int, now: datetime) -> None:
    """Close an account: nobody comes in with it from this moment; what it did stays under its name.

    Raises:
        RuleBroken: when somebody closes their own.
    """
    if user_id == actor_id:
        raise RuleBroken(
            "accounts.own_account",
            "No puede cerrar su propia cuenta. No se cambió nada; pídalo a otra persona.",
        )
    with act(actor_id, "accounts.close_account", at=now):
        user = locked_user(user_id)
        user.is_active = False
        user.save(update_fields=("is_active",))
        _end_sessions(user)
        facts.publish(AccountClosed(user_id, actor_id, now))


def reopen_account(user_id: int, *, actor_id: int, now: datetime) -> None:
    """Let a closed account come in again, with the roles still in force."""
    with act(actor_id, "accounts.reopen_account", at=now):
        user = locked_user(user_id)
        user.is_active = True
        user.save(update_fields=("is_active",))


def edit_account(user_id: int, *, name: str, email: str, title: str, actor_id: int, now: datetime) -> None:
    """Correct how a person is shown and where their mail goes.

    Raises:
        BadInput: when the name is missing or the e-mail is not one.
    """
    with act(actor_id, "accounts.edit_account", at=now):
        user = locked_user(user_id)
        _check(user.username, NewAccount(user.username, name, email, title))
        user.name, user.email, user.title = name.strip(), email.strip(), title.strip()
        user.save(update_fields=("name", "email", "title"))


def choose_language(user: User, language: str, *, now: datetime) -> None:
    """Remember the language of the person's screens; the code must be one of ``settings.LANGUAGES``."""
    with act(user.pk, "accounts.choose_language", at=now):
        user.language = language
        user.save(update_fields=("language",))


def choose_morning_mail(user: User, *, wanted: bool, now: datetime) -> None:
    """Remember whether the reminder of each morning also goes to the person's mail; in the system it always appears."""
    with act(user.pk, "accounts.choose_morning_mail", at=now):
        user.morning_mail = wanted
        user.save(update_fields=("morning_mail",))


def end_session(user: User, session_id: int) -> bool:
    """End one of the person's own sessions; return False when it is not theirs or has ended already."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is None:
        return False
    session.end()
    return True


def end_other_sessions(user: User, current_key: str) -> int:
    """End all sessions of the person except one; return how many were ended."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=current_key))
    for session in others:
        session.end()
    return len(others)


def temporary_password() -> str:
    """Return a password to be said aloud or copied by hand: 20 signs that cannot be taken for one another (99 bits)."""
    return "-".join("".join(secrets.choice(_LEGIBLE) for _ in range(_GROUP)) for _ in range(_GROUPS))


def locked_user(user_id: int) -> User:
    """Return the account, locked until the act ends.

    Raises:
        NotFound: when there is none.
    """
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound("accounts.no_such_account", "No hay una cuenta con ese número. No se cambió nada.")
    return user


def _end_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()


def _check(username: str, new: NewAccount) -> None:
    if not _USERNAME.fullmatch(username):
        raise BadInput(
            "accounts.bad_username",
            "El usuario lleva de 1 a 60 letras minúsculas sin acento, números, punto o guion (por ejemplo «lucia.montano»). "
            "No se guardó nada; corríjalo.",
        )
    if not new.name.strip() or len(new.name) > _NAME_LETTERS:
        raise BadInput(
            "accounts.bad_name",
            "Escriba el nombre completo de la persona (hasta 160 letras). No se guardó nada.",
        )
    if len(new.title) > _TITLE_LETTERS:
        raise BadInput(
            "accounts.bad_title", "El cargo admite hasta 200 letras. No se guardó nada; abrévielo."
        )
    if new.email.strip():
        try:
            validate_email(new.email.strip())
        except ValidationError as error:
            raise BadInput(
                "accounts.bad_email",
                f"«{new.email}» no es un correo. No se guardó nada; corríjalo o déjelo vacío.",
            ) from error
