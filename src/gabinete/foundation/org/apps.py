"""Registers the package with Django."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Institutions, units, positions and who holds them."""

    name = "gabinete.foundation.org"
    label = "org"
