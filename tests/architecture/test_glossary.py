"""The glossary marries screens and code; here it is held to be complete and obeyed."""

import ast
import re

import pytest
from tools import check_glossary

from gabinete.kernel.confidence import CONFIDENCE_SCALE


def test_glossary_is_complete_and_says_each_word_once():
    assert len(check_glossary.entries()) >= 45


def test_no_screen_and_no_name_uses_a_banned_word():
    assert check_glossary.findings() == []


def test_no_banned_word_is_itself_a_word_of_the_glossary():
    words = {entry["es"] for entry in check_glossary.entries()}

    assert not words & set(check_glossary.banned("es"))


@pytest.mark.parametrize(
    ("said", "caught"),
    [
        ("El estatus cambió.", True),
        ("Los estatus", True),
        ("El estado cambió.", False),
        ("Está en tickets", True),
    ],
)
def test_checker_catches_a_banned_word_with_plural_and_accents(said, caught):
    tree = ast.parse(f"x = {said!r}")
    patterns = {re.compile(r"(?<!\w)(?:estatus|ticket)(?:e?s)?(?!\w)"): ("estatus", "estado")}

    found = check_glossary.banned_in("x.py", check_glossary.texts_of_module(tree), patterns)

    assert bool(found) is caught


def test_levels_of_confidence_are_those_of_the_written_scale():
    assert [level.level for level in CONFIDENCE_SCALE] == [5, 4, 3, 2, 1]
