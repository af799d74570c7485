"""Registers the package with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """What people are told, in the desk and by mail."""

    name = "gabinete.foundation.notifications"
    label = "notifications"
