"""Registers the package with Django."""

from django.apps import AppConfig
from django.core.signals import request_finished, request_started


class WorkflowConfig(AppConfig):
    """Calendars of working days."""

    name = "gabinete.foundation.workflow"
    label = "workflow"

    def ready(self) -> None:
        """Keep the calendars asked for while a request lasts."""
        from gabinete.foundation.workflow import queries  # noqa: PLC0415 - models are ready only now

        request_started.connect(queries.begin_request, dispatch_uid="workflow.begin_request")
        request_finished.connect(queries.end_request, dispatch_uid="workflow.end_request")
