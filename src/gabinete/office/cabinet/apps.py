"""Registers the package with Django."""

from django.apps import AppConfig


class CabinetConfig(AppConfig):
    """Bodies, sessions and their minutes."""

    name = "gabinete.office.cabinet"
    label = "cabinet"

    def ready(self) -> None:
        """Listen to the facts of other packages."""
        from gabinete.office.cabinet.subscribers import listen  # noqa: PLC0415 - models are ready only now

        listen()
