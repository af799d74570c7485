"""A row nobody saved yet is complete: forms are filled from it."""

from django.apps import apps
from django.db.models import NOT_PROVIDED


def test_every_default_of_the_database_is_also_one_of_python() -> None:
    """Without it the value of a fresh object is an expression, and a form would show its name to people."""
    only_in_database = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED and not field.has_default()
    ]

    assert only_in_database == []
