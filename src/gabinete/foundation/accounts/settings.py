"""Sign-in settings: local accounts, second factor, lock-out. Read by ``config.settings``."""

import os

_BEHIND_PROXY = bool(os.environ.get("GABINETE_BEHIND_PROXY"))
_HTTPS = os.environ.get("GABINETE_ADDRESS", "").startswith("https")

LOGIN_URL = "/cuenta/entrar/"
LOGOUT_REDIRECT_URL = "/cuenta/entrar/"
# Reads the person together with what they are allowed, in the query that Django makes anyway.
AUTHENTICATION_BACKENDS = ["gabinete.foundation.access.backends.OfficeBackend"]

SESSION_ENGINE = "gabinete.foundation.accounts.sessions"

ACCOUNT_ADAPTER = "gabinete.foundation.accounts.adapter.OfficeAccountAdapter"
ACCOUNT_FORMS = {"reset_password": "gabinete.foundation.accounts.forms.AskForLinkForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {
    # Five failures close an account's door for five minutes, whoever knocks; thirty close it to an address.
    "login_failed": "30/m/ip,5/300s/key",
    "login": "60/m/ip",
    "change_password": "10/m/user",
    "reset_password": "10/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
}

MFA_ADAPTER = "gabinete.foundation.accounts.adapter.OfficeMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Gabinete"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS
"""Browsers themselves refuse passkeys over plain HTTP anywhere but on this very machine (localhost)."""

SECOND_FACTOR_ROLES = frozenset(filter(None, os.environ.get("GABINETE_SECOND_FACTOR_ROLES", "").split(",")))
"""Roles that may not go on without a second factor; people of the demonstration are exempt."""

USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _BEHIND_PROXY else 0
"""Without a declared proxy, X-Forwarded-For is what the visitor wants us to believe: ignored."""
