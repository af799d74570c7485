"""What a watchman asks without signing in."""

import pytest
from django.test import Client


def test_the_service_says_it_lives_without_asking_the_database() -> None:
    answer = Client().get("/salud/")

    assert (answer.status_code, answer.content) == (200, b"vive\n")


@pytest.mark.django_db
def test_the_service_says_it_reaches_its_database() -> None:
    assert Client().get("/salud/base/").content == b"listo\n"
