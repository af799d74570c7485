"""Registers the package with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files: content-addressed, typed by content, never trusted."""

    name = "gabinete.foundation.documents"
    label = "documents"
