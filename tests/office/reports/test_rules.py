"""What a situation report counts, from images of matters."""

from datetime import date
from typing import Any

import pytest

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.errors import BadInput, NotFound
from gabinete.kernel.figures import Coverage
from gabinete.kernel.standing import LightName
from gabinete.office.reports.rules import (
    CHANGES,
    Before,
    Line,
    MatterAsOf,
    before_of,
    changes_of,
    matter_as_of,
    tally,
)
from gabinete.office.reports.scope import Scope, parse_scope
from gabinete.office.reports.selections import PRINTED, belongs_to, select

TODAY = date(2026, 11, 23)
DAYS = DayCalendar("prueba", 1, {})


def an_image(pk: int = 1, **columns: Any) -> dict[str, Any]:
    return {
        "id": pk, "folio": f"GL/2026/07-{pk:02}", "title": "Rehabilitar pozos", "kind": "agreement", "body": "GL",
        "lead_id": 12, "state": "in_progress", "due": "2027-01-15", "original_due": "2027-01-15", "extension_count": 0,
        "reported_percent": 40, "reported_at": "2026-11-20T16:00:00+00:00", "accepted_percent": 40,
        "accepted_at": "2026-11-20T18:00:00+00:00", "confidence": 4, "closed_on": None, "first_closed_on": None,
        "reopened_count": 0, "reserve": 2, "axis_id": 1, "region_id": None, "party_unit_ids": [12],
        "notified_at": "2026-10-01T16:00:00+00:00", "next_report_on": "2026-12-20", **columns,
    }  # fmt: skip


def a_matter(pk: int = 1, **columns: Any) -> MatterAsOf:
    return matter_as_of(an_image(pk, **columns), TODAY, DAYS)


def before(**columns: Any) -> Before:
    return before_of(an_image(**columns), TODAY, DAYS)


OVERDUE = {"due": "2026-11-10"}
SILENT = {
    "reported_at": None,
    "reported_percent": None,
    "accepted_percent": None,
    "next_report_on": "2026-11-01",
}
CLOSED = {"state": "concluded", "closed_on": "2026-11-15"}


def test_a_matter_without_report_is_silent_and_not_zero() -> None:
    total = tally([a_matter(1, **SILENT), a_matter(2, accepted_percent=60)])

    assert total.by_light[LightName.SILENT] == 1
    assert total.progress.value == 60
    assert total.progress.coverage == Coverage(1, 2)


def test_coverage_counts_fresh_reports_of_the_open_ones_only() -> None:
    assert tally([a_matter(1, **SILENT), a_matter(2), a_matter(3, **CLOSED)]).coverage == Coverage(1, 2)


def test_lights_are_counted_for_open_matters_only_and_add_up() -> None:
    total = tally([a_matter(1, **OVERDUE), a_matter(2), a_matter(3, **SILENT), a_matter(4, **CLOSED)])

    assert sum(total.by_light.values()) == total.open == 3


def test_ends_are_told_apart() -> None:
    closed = {"closed_on": "2026-11-15"}
    total = tally(
        [
            a_matter(n, state=s, **closed)
            for n, s in enumerate(("concluded", "concluded_partial", "void", "unfulfilled"))
        ]
    )

    assert (total.concluded, total.concluded_partial, total.ended_otherwise) == (1, 1, 2)


def test_an_empty_scope_has_no_average_and_no_division_by_zero() -> None:
    total = tally([])

    assert total.progress.value is None
    assert total.coverage == Coverage(0, 0)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (None, {}, "new"),
        ({}, CLOSED, "concluded"),
        ({}, {"state": "void", "closed_on": "2026-11-15"}, "ended_otherwise"),
        ({}, OVERDUE, "fell_overdue"),
        ({}, {"extension_count": 1}, "extended"),
        (CLOSED, {"reopened_count": 1}, "reopened"),
        ({}, SILENT, "went_silent"),
    ],
)
def test_each_change_between_two_cuts_is_told(old, new, change) -> None:
    then = None if old is None else before(**old)

    assert changes_of(then, a_matter(1, **new)) == (change,)


def test_a_matter_born_and_concluded_between_two_cuts_is_new_and_concluded() -> None:
    assert changes_of(None, a_matter(1, **CLOSED)) == ("new", "concluded")


def test_nothing_changes_between_equal_cuts() -> None:
    assert changes_of(before(), a_matter()) == ()


def test_a_selection_opens_exactly_the_matters_it_counted() -> None:
    matters = [a_matter(1, **OVERDUE), a_matter(2), a_matter(3, lead_id=9, **OVERDUE)]
    lines = [Line(m, ("new",)) for m in matters]

    assert [m.id for m in select("light:overdue", lines)] == [1, 3]
    assert [m.id for m in select("unit:9/light:overdue", lines)] == [3]
    assert [m.id for m in select("change:new", lines)] == [1, 2, 3]


def test_every_change_and_light_has_its_selection() -> None:
    assert {f"change:{name}" for name in CHANGES} < set(PRINTED)
    assert all(belongs_to(name) for name in PRINTED)


@pytest.mark.parametrize(
    "name", ["", "light:purple", "unit:x", "unit:²", "change:__class__", "open:1", "../etc"]
)
def test_an_unknown_selection_is_refused(name: str) -> None:
    with pytest.raises(NotFound):
        select(name, [])


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("all", Scope("all")),
        ("todo", Scope("all")),
        ("cabinet:gl", Scope("cabinet", "GL")),
        ("dependencia:CEA", Scope("agency", "CEA")),
        ("eje:1", Scope("axis", "1")),
    ],
)
def test_scopes_are_read_in_both_languages(text: str, scope: Scope) -> None:
    assert parse_scope(text) == scope


@pytest.mark.parametrize("text", ["", "all:x", "cabinet", "cabinet:", "moon:1"])
def test_a_scope_that_means_nothing_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadInput, match="No se emitió nada"):
        parse_scope(text)
