"""Registers the package with Django."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Calendars of working days."""

    name = "gabinete.foundation.workflow"
    label = "workflow"
