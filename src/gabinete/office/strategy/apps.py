"""Registers the package with Django."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """The plan: axes, projects and regions matters are linked to."""

    name = "gabinete.office.strategy"
    label = "strategy"
