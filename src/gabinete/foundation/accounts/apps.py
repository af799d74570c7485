"""Registers the package with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "gabinete.foundation.accounts"
    label = "accounts"
