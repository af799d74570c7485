"""Registers the package with Django, and the doors of every package with the shell."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Home pages, navigation and global search."""

    name = "gabinete.delivery.desk"
    label = "desk"

    def ready(self) -> None:
        """Offer the doors once every package is there."""
        from gabinete.delivery.desk import doors, recounting, verbs  # noqa: PLC0415 - models are ready only now

        doors.open_all()
        recounting.tell_the_calendar()
        verbs.speak_all()
