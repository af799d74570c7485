"""What the background worker needs to know when it starts."""

from procrastinate import App

from gabinete.foundation.audit import tasks as audit_tasks
from gabinete.foundation.notifications import tasks as notification_tasks


def on_app_ready(app: App) -> None:
    """Import every module of tasks, so that the worker knows them; procrastinate calls this once."""
    _ = app, audit_tasks, notification_tasks
