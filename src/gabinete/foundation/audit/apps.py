"""Registers the package with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who changed what, when and why; sealed."""

    name = "gabinete.foundation.audit"
    label = "audit"
