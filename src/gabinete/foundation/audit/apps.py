"""Registers the package with Django."""

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate  # noqa: TID251 - tells the end of a migration, not of a save

from gabinete.kernel.clock import now


def _install_after_migrate(*, using: str = "default", **_: Any) -> None:
    """Renew functions, triggers and base once the tables are as the models say."""
    from gabinete.foundation.audit.install import install  # noqa: PLC0415 - models are not ready before

    if using == "default" and "audit_history" in connection.introspection.table_names():
        install(now())


class AuditConfig(AppConfig):
    """Who changed what, when and why; sealed."""

    name = "gabinete.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Install the triggers after each ``migrate``."""
        post_migrate.connect(_install_after_migrate, sender=self, dispatch_uid="audit.install")
