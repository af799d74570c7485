"""Registers the package with Django."""

from django.apps import AppConfig


class RenderingConfig(AppConfig):
    """PDF, Word and spreadsheets from data."""

    name = "gabinete.foundation.rendering"
    label = "rendering"
