"""Every story that is told obeys the flow and the rules; no database here."""

from datetime import date, datetime
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gabinete.demo import deeds
from gabinete.demo.births import Nursery, Source
from gabinete.demo.cast import OFFICE, TECHNICAL, VERIFIERS, Cast
from gabinete.demo.catalogue import PATTERNS
from gabinete.demo.fates import CLOSED_BY_AGE, CLOSED_LONG_AGO
from gabinete.demo.plots import live
from gabinete.demo.sittings import at, schedule
from gabinete.demo.story import Story
from gabinete.demo.told import Chronicle, Keys
from gabinete.demo.world import Paper, World
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.federal import federal_days
from gabinete.office.followup.states import FINAL_STATES, MATTER_FLOW, OPEN_STATES, VERIFIED_STATES

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)
BIRTHS = st.dates(date(2025, 5, 1), date(2026, 11, 20))
PAPER = Paper("acta.pdf", "0" * 64, 10, "application/pdf")


@cache
def _calendar() -> DayCalendar:
    return DayCalendar("Sonora", 1, federal_days(range(2025, 2030)), "sonora")


@cache
def _cast() -> Cast:
    acronyms = sorted({a for it in PATTERNS for a in (it.lead, *it.shared)} | {OFFICE, TECHNICAL, *VERIFIERS})
    units = {acronym: key for key, acronym in enumerate(acronyms, start=1)}
    people = {"secretaria": 901, "jefatura": 902}
    analysts = (911, 912, 913)
    homes = {901: units[TECHNICAL], 902: units[OFFICE], **dict.fromkeys(analysts, units[TECHNICAL])}
    return Cast(units, people, {acronym: 1000 + key for acronym, key in units.items()}, analysts, homes)


def _world(seed: int) -> World:
    return World(Random(seed), NOW, _calendar(), Keys(), (PAPER,), _cast().home_of)  # noqa: S311


def _told(seed: int, born: date, *, brief: bool) -> Story:
    world = _world(seed)
    names = {acronym: f"Secretaría {acronym}" for acronym in _cast().units}
    nursery = Nursery(world, _cast(), names, {}, CLOSED_LONG_AGO if brief else CLOSED_BY_AGE)
    born = _calendar().next_business(born)
    birth = nursery.bear(Source("letter", "Oficio", "Jefatura", born), at(born, 9))
    successor = (birth.row["id"] + 1, "ACU/2026/0001")
    story = Story(world, birth.hands, birth.row, birth.extra, successor)
    story.register()
    deeds.notify(story)
    live(story, birth.fate, list(birth.milestones), brief=brief)
    return story


STORIES = st.builds(_told, st.integers(0, 10**9), BIRTHS, brief=st.booleans())


@given(STORIES)
@settings(max_examples=150, deadline=None)
def test_story_makes_only_moves_of_the_flow_and_ends_where_its_last_line_says(story: Story):
    lines = [c.columns for deed in story.deeds for c in deed.changes if c.table == "followup_logentry"]
    state = ""
    for line in lines:
        assert line["source"] == state
        if line["move"] != "register":
            move = MATTER_FLOW.moves[line["move"]]
            assert state in move.sources
            assert line["target"] == (move.target or state)
            assert not move.needs_reason or line["text"]
        state = line["target"]
    assert story.matter["state"] == state
    assert state in OPEN_STATES + FINAL_STATES


@given(STORIES)
@settings(max_examples=100, deadline=None)
def test_story_goes_forward_in_time_and_never_past_the_present(story: Story):
    moments = [deed.at for deed in story.deeds]
    assert moments == sorted(moments)
    assert moments[-1] < NOW
    assert all(story.world.calendar.is_business(moment.astimezone(OFFICE_ZONE).date()) for moment in moments)


@given(STORIES)
@settings(max_examples=150, deadline=None)
def test_closed_story_has_its_date_and_two_keys_in_different_hands(story: Story):
    it = story.matter
    assert (it["closed_on"] is not None) == (it["state"] in FINAL_STATES)
    if it["state"] in VERIFIED_STATES:
        assert it["verified_unit_id"] not in it["party_unit_ids"]
        assert it["verified_by_id"] not in {it["fulfilment_by_id"], it["accepted_by_id"], None}
        assert it["accepted_percent"] == 100
        assert any(e["proves_means"] and not e["withdrawn"] for e in story.offered.values())
    if it["state"] in {"void", "superseded", "unfulfilled"}:
        assert it["proposed_end"] == it["state"]
        assert it["proposed_by_id"] == story.hands.analyst
        assert (it["superseded_by_id"] is not None) == (it["state"] == "superseded")


@given(STORIES)
@settings(max_examples=150, deadline=None)
def test_percents_of_the_matter_are_those_of_its_reports(story: Story):
    rows = Chronicle(story.deeds).rows
    reports = sorted(rows.get("followup_report", {}).values(), key=lambda r: r["at"])
    accepted = sorted((r for r in reports if r["review"] == "accepted"), key=lambda r: r["reviewed_at"])
    assert story.matter["reported_percent"] == (reports[-1]["percent"] if reports else None)
    assert story.matter["accepted_percent"] == (accepted[-1]["percent"] if accepted else None)
    assert sum(r["review"] == "pending" for r in reports) <= 1
    assert all(r["reviewed_at"] > r["at"] for r in reports if r["review"] in {"accepted", "returned"})


@given(STORIES)
@settings(max_examples=100, deadline=None)
def test_term_moves_only_by_granted_extensions(story: Story):
    rows = Chronicle(story.deeds).rows.get("followup_extension", {}).values()
    granted = [r for r in rows if r["decision"] == "granted"]
    it = story.matter
    assert it["extension_count"] == len(granted)
    assert it["due"] == (granted[-1]["granted_due"] if granted else it["original_due"])
    assert all(r["proposed_due"] > r["previous_due"] for r in rows)


@given(STORIES)
@settings(max_examples=60, deadline=None)
def test_history_replayed_gives_every_row_as_it_is_in_the_end(story: Story):
    chronicle = Chronicle(story.deeds)
    last = {}
    for act in chronicle.acts():
        for row in act.rows:
            assert (row.op == "I") == ((row.table, row.row_id) not in last)
            last[row.table, row.row_id] = dict(row.patch)
    assert {key: {} for key in last} == last


@pytest.mark.parametrize("months", [3, 18])
def test_sessions_are_numbered_by_body_and_year_in_order(months: int):
    seen: dict[tuple[str, int], int] = {}
    sittings = schedule(_world(1), months)
    assert sittings == sorted(sittings, key=lambda s: s.held_on)
    for it in sittings:
        key = (it.rhythm.code, it.held_on.year)
        assert it.number == seen.get(key, 0) + 1
        seen[key] = it.number
    assert sittings[-1].held_on < NOW.date()


def test_two_stories_of_the_same_seed_are_the_same():
    one, other = (_told(7, date(2026, 3, 3), brief=False) for _ in range(2))
    assert one.deeds == other.deeds
