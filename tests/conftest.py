"""What every test may ask for."""

from collections.abc import Callable

import pytest
from django.test import Client

from gabinete.foundation.accounts.models import User
from tests.cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the people and units of the tests, freshly made."""
    return gather()


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """Return a function that gives a browser already signed in as somebody; extra arguments are headers."""

    def signed_in(user: User, **headers: str) -> Client:
        client = Client(headers=headers or None)
        client.force_login(user)
        return client

    return signed_in
