"""Registers the package with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Design tokens, components and the shell every page wears."""

    name = "gabinete.foundation.ui"
    label = "ui"
