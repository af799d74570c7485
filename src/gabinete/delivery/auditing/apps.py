"""Registers the package with Django."""

from django.apps import AppConfig


class AuditingConfig(AppConfig):
    """Screens over the audit; no tables of its own."""

    name = "gabinete.delivery.auditing"
    label = "auditing"
