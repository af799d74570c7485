"""Registers the package with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Situation reports whose every figure leads to its record."""

    name = "gabinete.office.reports"
    label = "reports"
