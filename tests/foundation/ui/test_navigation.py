"""The shell offers what somebody may open, and nothing more."""

import pytest
from django.test import RequestFactory

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import NOBODY, actor_with
from gabinete.foundation.ui import navigation

EVERYBODY = {role: actor_with(7, "Alguien", frozenset({role}), frozenset(), frozenset()) for role in Role}


@pytest.fixture(autouse=True)
def no_counts(monkeypatch):
    quiet = [
        navigation.Entry(e.path, e.label, e.icon, e.section, e.permission) for e in navigation.shelf.entries
    ]
    monkeypatch.setattr(navigation.shelf, "entries", quiet)


def lines(actor, path="/"):
    request = RequestFactory().get(path)
    request.actor = actor
    return [line for _, section in navigation.navigation_of(request) for line in section]


def test_nobody_signed_in_is_offered_nothing():
    assert lines(NOBODY) == []


@pytest.mark.parametrize("role", Role)
def test_everybody_is_offered_the_first_page_and_help(role):
    paths = {line.path for line in lines(EVERYBODY[role])}

    assert {"/", "/ayuda/"} <= paths


def test_technician_is_not_offered_matters():
    assert "/asuntos/" not in {line.path for line in lines(EVERYBODY[Role.TECHNICIAN])}


def test_page_inside_a_section_marks_the_closest_one():
    current = [line.path for line in lines(EVERYBODY[Role.ANALYST], "/asuntos/tablero/") if line.current]

    assert current == ["/asuntos/tablero/"]


def test_count_is_asked_once_in_a_while(monkeypatch):
    asked = []
    entry = navigation.Entry("/x/", "X", "help", count=lambda _: asked.append(1) or "5")
    monkeypatch.setattr(navigation.shelf, "entries", [entry])
    navigation.forget_counts()

    shown = [lines(EVERYBODY[Role.ANALYST])[0].count for _ in range(3)]

    assert shown == ["5", "5", "5"]
    assert len(asked) == 1
