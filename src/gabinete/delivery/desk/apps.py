"""Registers the package with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Home pages, navigation and global search."""

    name = "gabinete.delivery.desk"
    label = "desk"
