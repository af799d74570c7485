"""Registers the package with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding a record by folio or by its words."""

    name = "gabinete.foundation.search"
    label = "search"
