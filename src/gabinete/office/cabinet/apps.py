"""Registers the package with Django."""

from importlib import import_module

from django.apps import AppConfig


class CabinetConfig(AppConfig):
    """Bodies, sessions and their minutes."""

    name = "gabinete.office.cabinet"
    label = "cabinet"

    def ready(self) -> None:
        """Hear the facts (models are importable only from here on)."""
        import_module("gabinete.office.cabinet.subscribers").listen()
