"""Every page that somebody can reach by following links, as each of the cast, on a desk and on a phone."""

import pytest

from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.watching import kind_of

EVERYBODY = ("elena", "marcos", "lucia", "tomas", "rosa", "ramon", "ivan", "ana", "nadia", "olga")
ENOUGH = 70
"""A bound on the walk of one person; far above what a role can reach today."""


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_is_sound_for(who, open_as, office):
    people, matters = office
    page = open_as(people.people[who])
    waiting, seen = (
        ["/", f"/asuntos/{matters['reviewing'].pk}/", "/buscar/?q=acueducto", "/ayuda/glosario/"],
        set(),
    )
    if who in {"ivan", "nadia", "olga"}:
        waiting.pop(1)  # it is not theirs to read

    while waiting and len(seen) < ENOUGH:
        path = waiting.pop(0)
        if kind_of(path) in seen:
            continue
        seen.add(kind_of(path))
        page.goto(path)
        page.check()
        waiting += [link for link in page.links() if kind_of(link) not in seen]

    assert page.complaints == []
    assert len(seen) >= 5


@pytest.mark.parametrize("who", ["elena", "tomas", "rosa"])
def test_pages_fit_a_phone_for(who, open_as, office):
    people, matters = office
    page = open_as(people.people[who], PHONE)

    for path in (
        "/",
        "/asuntos/",
        "/asuntos/tablero/",
        f"/asuntos/{matters['reviewing'].pk}/",
        f"/asuntos/{matters['extension'].pk}/plazo/",
        "/avisos/",
        "/buscar/?q=agua",
        "/ayuda/",
    ):
        page.goto(path)
        page.check()

    assert page.complaints == []


def test_sign_in_is_sound(open_as):
    page = open_as(None, WIDE)

    page.goto("/")
    page.check()

    assert "/cuenta/" in page.page.url
    assert page.complaints == []
