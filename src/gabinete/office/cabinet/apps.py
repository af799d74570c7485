"""Registers the package with Django."""

from django.apps import AppConfig


class CabinetConfig(AppConfig):
    """Bodies, sessions and their minutes."""

    name = "gabinete.office.cabinet"
    label = "cabinet"
