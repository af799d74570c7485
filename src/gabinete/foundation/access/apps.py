"""Registers the package with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Roles, permissions and who may see what."""

    name = "gabinete.foundation.access"
    label = "access"
