"""Registers the package with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    """Matters: everything the office sees through to a verified end."""

    name = "gabinete.office.followup"
    label = "followup"

    def ready(self) -> None:
        """Hear the facts and make matters findable (models are importable only from here on)."""
        import_module("gabinete.office.followup.subscribers").listen()
        search = import_module("gabinete.office.followup.queries.finding").search_matters
        import_module("gabinete.foundation.search.registry").register(
            "matter", _("Asuntos"), search, more_url="/asuntos/"
        )
