"""Reads of accounts: who somebody is, how they come in and from where."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from gabinete.foundation.accounts.models import User
from gabinete.kernel.errors import NotFound


def account(user_id: int) -> User:
    """Return a person, whether their account is open or closed.

    Raises:
        NotFound.
    """
    person = User.objects.filter(pk=user_id).first()
    if person is None:
        raise NotFound(
            "accounts.no_such_account", _("No hay una persona con ese número. Búsquela por su nombre.")
        )
    return person


def factors_of(user: User) -> list[str]:
    """Return the kinds of second factor somebody has, one for each: «totp», «webauthn», «recovery_codes»."""
    return list(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def open_sessions(user: User) -> list[UserSession]:
    """Return where somebody is signed in, the latest first; those that ended are forgotten on the way."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda s: s.created_at, reverse=True)


def count_sessions(user: User) -> int:
    """Return in how many places somebody is signed in."""
    return UserSession.objects.filter(user=user).count()


def has_demonstration() -> bool:
    """Return whether the people of this database are the fictitious ones of the demonstration."""
    return User.objects.filter(is_demo=True).exists()
