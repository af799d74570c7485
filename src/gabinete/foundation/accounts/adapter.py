"""What allauth asks of us: nobody signs up alone, passwords change inside an act, our own words."""

import base64
import hashlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gabinete.foundation.accounts.actions import change_password
from gabinete.foundation.accounts.events import SignedIn, SignInRefused
from gabinete.foundation.accounts.models import User
from gabinete.kernel import clock, facts

log = logging.getLogger(__name__)


class OfficeAccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the technical administration, never by the visitor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy(
            "Esta cuenta está cerrada. Si es un error, avise a la administración técnica."
        ),
        "username_password_mismatch": gettext_lazy(
            "El usuario o la contraseña no son correctos. Revíselos e inténtelo de nuevo."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Espere cinco minutos: hubo demasiados intentos fallidos con este usuario. Nada se perdió y la cuenta no se bloquea para siempre."
        ),
        "rate_limited": gettext_lazy("Espere un minuto: hubo demasiados intentos seguidos."),
        "incorrect_password": gettext_lazy("La contraseña no es correcta."),
        "enter_current_password": gettext_lazy("Escriba su contraseña actual."),
        "same_as_current": gettext_lazy("La nueva debe ser distinta de la actual."),
        "incorrect_code": gettext_lazy("El código no es correcto."),
        "invalid_or_expired_key": gettext_lazy("La liga no es válida o ya venció."),
        "invalid_password_reset": gettext_lazy(
            "La liga para cambiar la contraseña no es válida o ya se usó."
        ),
        "unknown_email": gettext_lazy("Ninguna cuenta usa ese correo."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: there is no self sign-up."""
        _unused = request
        return False

    def is_safe_url(self, url: str) -> bool:
        """Return whether a ``next`` stays on this very host; other allowed hosts do not count."""
        secure = self.request.is_secure()
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=secure
        )

    def set_password(self, user: User, password: str) -> None:
        """Save a password the person chose."""
        change_password(user, password, now=clock.now())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Without the host: otherwise each spelling of it (ports included) would give five more attempts.
        _unused = request
        return str(credentials.get("username", credentials.get("email", ""))).strip().lower()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell that somebody could not come in; the password is not looked at."""
        username = str(credentials.get("username", ""))[:60]
        address = self.get_client_ip(request)
        log.warning("sign-in refused: user=%r address=%s", username, address)
        facts.publish(SignInRefused(username, address, clock.now()))

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Tell that somebody came in, and go where they were going."""
        facts.publish(SignedIn(user.pk, self.get_client_ip(request), clock.now()))
        options["signal_kwargs"] = options.get("signal_kwargs") or {}
        return super().post_login(request, user, **options)

    def add_message(self, *args: Any, **options: Any) -> None:
        """Keep to our own messages: allauth's are said on its pages already, in another voice."""
        if options.get("message"):
            super().add_message(*args, **options)


class OfficeMFAAdapter(DefaultMFAAdapter):
    """Second factors: secrets are kept encrypted, keys are named in Spanish."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy("No puede quitar su segundo factor."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Active primero un segundo factor; después podrá generar códigos."
        ),
        "incorrect_code": gettext_lazy(
            "El código no es correcto o ya se usó. Espere al siguiente e inténtelo de nuevo."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Return the secret sealed with a key that is not in the database."""
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that :meth:`encrypt` sealed.

        Raises:
            cryptography.fernet.InvalidToken: when the installation's secret key is not the one it was sealed with.
        """
        return _safe().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        """Return the name shown by the person's application."""
        return user.username

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002
        """Return a first name for a new key."""
        others = Authenticator.objects.filter(user=user, type=type).count()
        return _("Llave %(n)d") % {"n": others + 1}

    def _get_site_name(self) -> str:
        return "Gabinete"


def _safe() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second-factor").digest()
    return Fernet(base64.urlsafe_b64encode(key))
