"""The person who signs in. What they may do is in ``access``; where they sit is in ``org``."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create and save a user; without a password nobody can sign in as them until it is reset."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person with an account."""

    username = models.CharField(
        _("usuario"), max_length=60, unique=True, db_comment="Nombre con el que inicia sesión"
    )
    name = models.CharField(_("nombre"), max_length=160, db_comment="Nombre completo, como se muestra")
    email = models.EmailField(_("correo"), blank=True, db_comment="Correo institucional para avisos")
    title = models.CharField(_("cargo"), max_length=200, blank=True, db_comment="Cargo, como se muestra")
    is_active = models.BooleanField(
        _("activa"), default=True, db_comment="Falso: ya no puede entrar; nunca se borra"
    )
    language = models.CharField(max_length=8, default="es-mx", db_comment="Idioma de sus pantallas")
    morning_mail = models.BooleanField(
        default=True, db_default=True, db_comment="Recibe también por correo el recordatorio de cada mañana"
    )
    is_demo = models.BooleanField(default=False, db_comment="Persona ficticia de la demostración")
    must_change_password = models.BooleanField(
        default=False, db_comment="La contraseña es temporal: la cambia al entrar"
    )
    created_at = models.DateTimeField(auto_now_add=True, db_comment="Alta de la cuenta")

    last_login = None  # sessions say when somebody came in; a column here would be written outside any act

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        db_table_comment = "Personas con cuenta"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """Return the name shown to people; allauth asks for it."""
        return self.name

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Return False: Django's own permissions are not used; see ``access.policies``."""
        _ = perm, obj
        return False
