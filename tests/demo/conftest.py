"""One demonstration for all the tests of this folder: built once, undone at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import transaction
from django.test import override_settings

from gabinete.demo.build import Summary, build
from gabinete.kernel.clock import OFFICE_ZONE

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)
PASSWORD = "sierra-cobre-4821-mezquite"


@dataclass(frozen=True)
class Demonstration:
    summary: Summary
    now: datetime


@pytest.fixture(scope="package")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Demonstration]:
    home = tmp_path_factory.mktemp("demo")
    places = {"ANCHORS_DIR": home / "anchors", "DOCUMENTS_ROOT": home / "documents", "HOME": home}
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(**places),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setenv("GABINETE_DEMO_PASSWORD", PASSWORD)
        patch.setenv("GABINETE_NOW", NOW.isoformat())
        yield Demonstration(build("small", NOW), NOW)
        transaction.set_rollback(True)
