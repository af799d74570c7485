"""Every page of the product, over the demonstration, on a desk and on a phone: asked of axe, of the console and of the sides."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from gabinete.demo.build import build
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.ui import navigation
from gabinete.kernel import clock
from gabinete.office.cabinet.actions import attendance, doors, room
from gabinete.office.cabinet.actions.attendance import SeatTaken
from gabinete.office.cabinet.actions.circulation import resolve_observation
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.actions.wording import Mended, Wording, mend_minutes
from gabinete.office.cabinet.models import CabinetSession, Observation
from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.pages import AFTER_OBSERVED, IN_THE_ROOM, NOBODY, PAGES, Page
from tests.e2e.watching import Watched

VIEWPORTS = (WIDE, PHONE)


@pytest.fixture
def walk(transactional_db, settings, tmp_path: Path, open_any) -> Callable[[Iterable[Page]], list[str]]:
    """Build the demonstration, and return what opens pages of it and tells what was wrong with them."""
    settings.ANCHORS_DIR, settings.DOCUMENTS_ROOT = tmp_path / "anchors", tmp_path / "documents"
    settings.HOME = tmp_path
    call_command("createcachetable")
    navigation.forget_counts()
    with ThreadPoolExecutor(
        1
    ) as alone:  # signing runs a loop of its own, and the browser's is in this thread
        alone.submit(build_there).result()
    opened: dict[tuple[str, int], Watched] = {}

    def walk_pages(pages: Iterable[Page]) -> list[str]:
        for page in pages:
            for viewport in VIEWPORTS:
                key = (page.who, viewport["width"])
                if key not in opened:
                    user = User.objects.get(username=page.who) if page.who != NOBODY else None
                    opened[key] = open_any(user, viewport)
                look(opened[key], page.path)
        return [f"{width}: {one}" for (_who, width), it in opened.items() for one in it.complaints]

    return walk_pages


def build_there() -> None:
    try:
        build("small", clock.now())
    finally:
        connection.close()


def look(it: Watched, path: str) -> list[str]:
    """Open a page, unfold what is folded, ask about it, and return every complaint until now."""
    it.goto(path, "load")  # over two hundred pages: half a second of silence on each would be two minutes
    for folded in it.page.query_selector_all("main details:not([open]) > summary"):
        if folded.is_visible():
            folded.click()
    it.check()
    return it.complaints


def test_every_page_of_the_demonstration_is_sound(walk, open_any):
    walk(PAGES)
    take_up_the_observation()
    walk(AFTER_OBSERVED)
    door, wall = enter_the_room()
    complaints = walk(IN_THE_ROOM)
    for viewport in VIEWPORTS:
        it = open_any(None, viewport)
        look(it, reverse("cabinet:enter-door", args=[door]))
        complaints += look(it, reverse("cabinet:follow-wall", args=[wall]))

    assert not complaints, "\n".join(complaints)


def take_up_the_observation() -> None:
    now, secretary = clock.now(), lucia()
    observation = Observation.objects.select_related("minutes__session").get()
    resolve_observation(
        secretary, observation.pk, observation.version, (True, "Se precisa en el acuerdo."), now
    )
    session = CabinetSession.objects.get(pk=observation.minutes.session_id)
    point = session.agenda.get(title__startswith="Pozos")
    said = Wording(point.resolution, f"{point.notes} Incluye la reposición del pozo 4.")
    mended = Mended({point.pk: said}, "Se precisa lo que se observó.")
    mend_minutes(secretary, session.pk, session.version, mended, now)


def enter_the_room() -> tuple[str, str]:
    """Open the session that was called; return the keys of its door and of its wall."""
    now, secretary = clock.now(), lucia()
    session = CabinetSession.objects.get(state="frozen")
    for seat in session.body.seats.exclude(unit__acronym="SCJ"):
        attendance.take_seat(secretary, session.pk, SeatTaken(seat.pk, "holder"), Mark(now))
    room.open_session(secretary, session.pk, Mark(now))
    room.start_point(secretary, session.pk, session.agenda.get(position=4).pk, Mark(now))
    mark = Mark(now)
    return doors.open_door(secretary, session.pk, mark), doors.open_wall(secretary, session.pk, mark)


def lucia():
    return actor_of(User.objects.get(username="secretaria"), clock.today())
