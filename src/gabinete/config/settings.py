"""Django settings, read from the environment once; every secret comes from there."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("GABINETE_HOME", PACKAGE.parent.parent / "var"))
DEBUG = False
TESTING = bool(os.environ.get("PYTEST_VERSION"))


def _database(url: str) -> dict[str, object]:
    """Return Django's description of a PostgreSQL address (``postgresql://user:password@host:port/name``)."""
    parts = urlsplit(url)
    return {
        "ENGINE": "gabinete.config.database",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c statement_timeout=60000 -c TimeZone=UTC -c jit=off"},
    }


DATABASES = {
    "default": _database(os.environ.get("DATABASE_URL", "postgresql://gabinete@127.0.0.1:5432/gabinete"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _secret(name: str, file: str) -> str:
    """Return a secret from the environment, else from the file the set-up made (0600)."""
    if value := os.environ.get(name):
        return value
    path = HOME / "secrets" / file
    if path.is_file():
        return path.read_text(encoding="utf-8").strip()
    if TESTING or os.environ.get("GABINETE_THROWAWAY_SECRETS") == "1":
        return f"only-for-tests-{name}"
    raise RuntimeError(f"Falta {name}: inicie con bin/start o bin/gabinete, o póngala en el entorno.")


SECRET_KEY = _secret("GABINETE_SECRET_KEY", "django.key")
SEAL_KEY = _secret("GABINETE_SEAL_KEY", "seal.key")
ANCHORS_DIR = Path(os.environ.get("GABINETE_ANCHORS", HOME / "anchors"))

ALLOWED_HOSTS = os.environ.get("GABINETE_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
PUBLIC_ADDRESS = os.environ.get("GABINETE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if PUBLIC_ADDRESS.startswith("https") else []
_SECURE = PUBLIC_ADDRESS.startswith("https")
CSRF_FAILURE_VIEW = "gabinete.foundation.ui.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_NAME = "gabinete_sesion"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = bool(os.environ.get("GABINETE_BEHIND_PROXY"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "gabinete.foundation.accounts",
    "gabinete.foundation.org",
    "gabinete.foundation.access",
    "gabinete.foundation.audit",
    "gabinete.foundation.workflow",
    "gabinete.foundation.documents",
    "gabinete.foundation.search",
    "gabinete.foundation.ui",
    "gabinete.foundation.notifications",
    "gabinete.foundation.rendering",
    "gabinete.office.strategy",
    "gabinete.office.followup",
    "gabinete.office.cabinet",
    "gabinete.office.reports",
    "gabinete.delivery.auditing",
    "gabinete.delivery.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gabinete.foundation.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gabinete.foundation.audit.middleware.AuditMiddleware",
    "gabinete.foundation.access.middleware.AccessMiddleware",
    "gabinete.foundation.ui.middleware.ErrorsMiddleware",
]

ROOT_URLCONF = "gabinete.config.urls"
WSGI_APPLICATION = "gabinete.config.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "gabinete.foundation.ui.environment.environment",
            "context_processors": _CONTEXT,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [*_CONTEXT, "django.contrib.auth.context_processors.auth"]},
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/cuenta/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/cuenta/login/"

LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", _("español")), ("en", _("inglés"))]
LOCALE_PATHS = [HOME / "locale", PACKAGE / "locale"]  # the set-up compiles into the first
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Hermosillo"

STATIC_URL = "/estatico/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [p for p in (HOME / "assets",) if p.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "gabinete.foundation.ui.storage.HashedStorage"
    },
}
DOCUMENTS_ROOT = Path(os.environ.get("GABINETE_DOCUMENTS", HOME / "documents"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "gabinete_cache"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("GABINETE_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("GABINETE_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("GABINETE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GABINETE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("GABINETE_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GABINETE_FROM", "Gabinete <no-responder@gabinete.invalid>")

CALL_ADDRESS = os.environ.get("GABINETE_CALL_ADDRESS", "")
"""Who convenes, as calendars answer to it («Oficina <convocatorias@…>»); empty: the sender of every letter."""
CALL_MAILBOX = {
    "host": os.environ.get("GABINETE_IMAP_HOST", ""),
    "port": os.environ.get("GABINETE_IMAP_PORT", ""),
    "user": os.environ.get("GABINETE_IMAP_USER", ""),
    "password": os.environ.get("GABINETE_IMAP_PASSWORD", ""),
    "security": os.environ.get("GABINETE_IMAP_TLS", "tls"),
    "folder": os.environ.get("GABINETE_IMAP_FOLDER", ""),
    "authority": os.environ.get("GABINETE_IMAP_AUTHORITY", ""),
}
"""The mailbox of that address, where the answers of calendars are read; without a host nobody reads it."""

REMIND_HOUR = int(os.environ.get("GABINETE_REMIND_HOUR", "8"))
"""Hour of the office at which each person is reminded of what is late, on business days."""
REMIND_DAYS = int(os.environ.get("GABINETE_REMIND_DAYS", "5"))
"""Business days before a term from which it is part of the reminder."""

PROCRASTINATE_ON_APP_READY = "gabinete.config.worker.on_app_ready"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("GABINETE_LOG", "WARNING")},
}

from gabinete.foundation.accounts.settings import *  # noqa: E402, F403  (sign-in keeps its own page of settings)
