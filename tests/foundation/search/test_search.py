"""One box that asks every kind of record."""

import pytest

from gabinete.foundation.access.people import NOBODY
from gabinete.foundation.search import registry
from gabinete.foundation.search.registry import Hit, register, search_all
from gabinete.foundation.search.words import MAX_LENGTH, beginning_query, tidy


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_searchables", {})


def test_each_kind_answers_in_its_own_group_and_silence_is_left_out() -> None:
    register("a", "Asuntos", lambda _who, words, n: [Hit("1", words, "/1/")] * n)
    register("b", "Sesiones", lambda _who, _words, _n: [])

    groups = search_all(NOBODY, "agua", limit=2)
    assert [(group.kind, len(group.hits)) for group in groups] == [("a", 2)]


def test_an_exact_hit_comes_first() -> None:
    register("a", "Asuntos", lambda *_: [Hit("1", "x", "/1/")])
    register("b", "Sesiones", lambda *_: [Hit("GL-7", "y", "/2/", is_exact=True)])

    assert [group.kind for group in search_all(NOBODY, "GL-7")] == ["b", "a"]


def test_registering_a_kind_again_replaces_it() -> None:
    register("a", "Asuntos", lambda *_: [Hit("1", "viejo", "/1/")])
    register("a", "Asuntos", lambda *_: [Hit("1", "nuevo", "/1/")])

    assert search_all(NOBODY, "x")[0].hits[0].title == "nuevo"


@pytest.mark.parametrize("blank", ["", "   ", "\0", "\u202e\u200b"])
def test_nothing_typed_asks_nobody(blank: str) -> None:
    register("a", "Asuntos", lambda *_: [Hit("1", "x", "/1/")])

    assert search_all(NOBODY, blank) == []


def test_what_was_typed_is_tidied() -> None:
    assert tidy(" agua\0 \u202epozo \n ") == "agua pozo"
    assert len(tidy("a" * 999)) == MAX_LENGTH


def test_a_word_still_being_typed_wants_three_letters() -> None:
    assert beginning_query("po") is None
    assert beginning_query("pozos de ag") is None
    assert beginning_query("poz") is not None
