"""The data model explains itself and matches its migrations."""

import pytest
from django.apps import apps
from django.core.management import call_command

OURS = [m for m in apps.get_models(include_auto_created=False) if m.__module__.startswith("gabinete.")]


@pytest.mark.django_db
def test_no_model_changed_without_a_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_table_and_column_says_what_it_holds(model: type) -> None:
    meta = model._meta
    silent = [
        f.name
        for f in meta.local_concrete_fields
        if not f.db_comment and f.name not in {"id", "password", "last_login"}
    ]

    assert meta.db_table_comment
    assert silent == []
