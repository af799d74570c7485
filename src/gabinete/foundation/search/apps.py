"""Registers the package with Django."""

from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding a record by folio or by its words."""

    name = "gabinete.foundation.search"
    label = "search"

    def ready(self) -> None:
        """Teach the fields the comparison of this package."""
        import_module("gabinete.foundation.search.lookups")
