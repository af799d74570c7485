"""A real browser against a real server; skipped, and loudly, where there is no Chromium."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page

from gabinete.foundation.accounts.models import User
from gabinete.foundation.ui import navigation
from gabinete.kernel import clock
from tests.cast import Cast, gather
from tests.e2e import rows
from tests.e2e.watching import Watched

AXE = Path(settings.HOME) / "assets-dev" / "axe.min.js"
WIDE, PHONE = {"width": 1360, "height": 900}, {"width": 360, "height": 740}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and say why it is not run when it is not."""
    here = Path(__file__).parent
    mine = [item for item in items if here in Path(item.path).parents]
    missing = f"NO SE PROBÓ EN NAVEGADOR: falta {AXE} (bin/test la prepara)" if not AXE.is_file() else ""
    for item in mine:
        item.add_marker(pytest.mark.browser)
        if missing:
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def office(transactional_db: None, now: datetime) -> tuple[Cast, rows.Rows]:
    """Return the people and their matters, kept for real, as a server in another thread must see them."""
    call_command("createcachetable")
    navigation.forget_counts()
    people = gather()
    return people, rows.make(people, now)


@pytest.fixture
def open_as(office, open_any) -> Callable[..., Watched]:
    """Return a function that opens a watched page as somebody of the office, already signed in."""
    return open_any


@pytest.fixture
def open_any(browser: Browser, live_server) -> Iterator[Callable[..., Watched]]:
    """Return a function that opens a watched page as somebody already signed in, over whatever the base holds."""
    opened = []

    def open_page(user: User | None, viewport: dict[str, int] = WIDE) -> Watched:
        context = browser.new_context(viewport=viewport, locale="es-MX", timezone_id="America/Hermosillo")
        opened.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page: Page = context.new_page()
        return Watched(page, live_server.url, AXE.read_text(encoding="utf-8"))

    yield open_page
    for context in opened:
        context.close()
