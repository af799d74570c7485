"""Every address that answers to a GET is a page walked in a browser, or has a reason not to be."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.e2e.pages import AFTER_OBSERVED, IN_THE_ROOM, NOT_HERE, PAGES

PROGRAMS = ("api",)
"""Namespaces whose answers are for programs."""


def test_every_page_is_walked_or_says_why_not():
    walked = {page.name for page in (*PAGES, *AFTER_OBSERVED, *IN_THE_ROOM)}
    names = set(read_names())

    assert sorted(names - walked - NOT_HERE.keys()) == []


def test_nothing_is_walked_or_excused_that_is_no_longer_there():
    names = set(read_names())
    walked = {page.name for page in (*PAGES, *AFTER_OBSERVED, *IN_THE_ROOM)}

    assert sorted(walked - names) == []
    assert sorted(NOT_HERE.keys() - names) == []
    assert sorted(NOT_HERE.keys() & walked) == []


def read_names() -> Iterator[str]:
    for space, pattern in _patterns(get_resolver().url_patterns):
        methods = _methods(pattern.callback)
        if space[:1] != PROGRAMS[:1] and pattern.name and (methods is None or "GET" in methods):
            yield ":".join((*space, pattern.name))


def _patterns(found: Any, space: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], URLPattern]]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, (*space, one.namespace) if one.namespace else space)
        else:
            yield space, one


def _methods(view: Any) -> list[str] | None:
    """Return what ``require_http_methods`` lets through, wherever it stands among the decorators; None: anything."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            held = cell.cell_contents
            if (
                isinstance(held, list)
                and held
                and all(isinstance(one, str) and one.isupper() for one in held)
            ):
                return held
        view = getattr(view, "__wrapped__", None)
    return None
