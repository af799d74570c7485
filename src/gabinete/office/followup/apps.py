"""Registers the package with Django."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Matters: everything the office sees through to a verified end."""

    name = "gabinete.office.followup"
    label = "followup"
