"""Reads the signed-in person together with what they are allowed: one query for both."""

from allauth.account.auth_backends import AuthenticationBackend

from gabinete.foundation.access.queries import allowed_user
from gabinete.foundation.accounts.models import User
from gabinete.kernel import clock


class OfficeBackend(AuthenticationBackend):
    """Username and password as allauth checks them; the person as ``access`` needs them."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, or None when the account was closed meanwhile."""
        user = allowed_user(user_id, clock.today())
        return user if user is not None and user.is_active else None
