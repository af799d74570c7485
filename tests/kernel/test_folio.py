"""How folios are written, read and numbered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.kernel.errors import BadInput
from gabinete.kernel.folio import KNOWN_RULES, SESSION_FOLIO, YEAR_FOLIO, Folio, FolioRule, recognised

ERRAND = FolioRule("encargo", "{prefix}/{year}/{number:04}", prefix="ENC")
PREFIXES = st.from_regex(r"\A[A-ZÑ][A-Z0-9]{0,5}(-[A-Z0-9]{1,4})?\Z")


def test_session_folio_is_written_with_two_digits():
    assert SESSION_FOLIO.format(Folio("GL", 2026, 7, 3)) == "GL/2026/07-03"


def test_width_is_a_minimum_and_never_a_limit():
    assert SESSION_FOLIO.format(Folio("GL", 2026, 107, 143)) == "GL/2026/107-143"
    assert SESSION_FOLIO.parse("GL/2026/107-143").number == 143


@pytest.mark.parametrize(
    "text", ["GL/2026/07-03", " gl/2026/7-3 ", "GL / 2026 / 07 – 03", "gl/2026/007-0003"]
)
def test_folio_written_by_hand_is_understood(text):
    assert SESSION_FOLIO.parse(text) == Folio("GL", 2026, 7, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GL/2026",
        "GL/26/07-03",
        "GL/2026/07-00",
        "GL/2026/00-03",
        "7/2026/07-03",
        "GL/2026/07-03-1",
        "GL/2026/07-٣",
    ],
)
def test_folio_that_is_none_is_refused_with_an_example(text):
    assert not SESSION_FOLIO.matches(text)
    with pytest.raises(BadInput) as refused:
        SESSION_FOLIO.parse(text)

    assert "GL/2026/07-03" in refused.value.message


def test_refusal_does_not_repeat_an_endless_text():
    with pytest.raises(BadInput) as refused:
        YEAR_FOLIO.parse("X" * 10_000)

    assert len(refused.value.message) < 250


def test_rule_with_a_fixed_prefix_takes_no_other():
    assert ERRAND.parse("enc/2026/45") == Folio("ENC", 2026, 0, 45)
    assert ERRAND.example == "ENC/2026/0003"
    assert not ERRAND.matches("INS/2026/0045")
    with pytest.raises(BadInput):
        ERRAND.parse("INS/2026/0045")


def test_next_folio_follows_the_highest_ever_given():
    assert SESSION_FOLIO.following(3, "GL", 2026, 7) == Folio("GL", 2026, 7, 4)
    assert YEAR_FOLIO.following(0, "OF", 2027) == Folio("OF", 2027, 0, 1)


@pytest.mark.parametrize(
    ("rule", "last", "prefix", "session"),
    [(SESSION_FOLIO, 1, "GL", 0), (YEAR_FOLIO, 1, "GL", 7), (YEAR_FOLIO, -1, "GL", 0), (ERRAND, 1, "INS", 0)],
)
def test_next_folio_of_a_series_that_does_not_fit_is_refused(rule, last, prefix, session):
    with pytest.raises(ValueError, match="not a series"):
        rule.following(last, prefix, 2026, session)


@pytest.mark.parametrize(
    "pattern", ["{prefix}/{year}", "{prefix}/{year}/{number}/{number}", "{prefix}/{year}/{number}/{x}"]
)
def test_pattern_without_its_parts_is_refused_at_import(pattern):
    with pytest.raises(ValueError, match="once each"):
        FolioRule("nada", pattern)


def test_search_recognises_a_folio_and_nothing_else():
    assert recognised("gl/2026/7-3") == "GL/2026/07-03"
    assert recognised("enc/2026/45") == "ENC/2026/0045"
    assert recognised("acueducto 2026") is None


def test_pattern_may_end_in_fixed_words():
    rule = FolioRule("oficio", "OF.{prefix}.{number}/{year}.BIS")

    assert rule.format(rule.parse("of.sa.12/2026.bis")) == "OF.SA.12/2026.BIS"


@given(
    prefix=PREFIXES, year=st.integers(1900, 2199), session=st.integers(1, 400), number=st.integers(1, 99_999)
)
def test_printed_folio_reads_back(prefix, year, session, number):
    for rule in KNOWN_RULES:
        folio = Folio(prefix, year, session if rule.has_session else 0, number)
        assert rule.parse(rule.format(folio)) == folio


@given(st.text(max_size=40))
def test_any_text_is_either_a_folio_or_refused(text):
    assert recognised(text) is None or recognised(recognised(text)) == recognised(text)
