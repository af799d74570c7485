"""Figures with their origin, averages with their coverage, and the ledger."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.kernel.figures import (
    Coverage,
    Figure,
    Ledger,
    average,
    format_number,
    format_percent,
    format_quantity,
)

LATE = Figure(12, "asuntos", "Asuntos vencidos", "Gabinete", date(2026, 11, 22), "/asuntos/?plazo=vencido")
VALUES = st.one_of(st.none(), st.integers(-1000, 1000), st.decimals(-1000, 1000, places=2))


def test_missing_value_is_said_and_is_never_zero():
    silent = replace(LATE, value=None)

    assert silent.spanish == "sin reporte"
    assert replace(LATE, value=0).spanish == "0\u00a0asuntos"


def test_numbers_are_written_as_mexico_writes_them():
    assert format_number(1234567) == "1,234,567"
    assert format_number(Decimal("-1234.50")) == "-1,234.50"
    assert format_number(Decimal("1E+3")) == "1,000"
    assert format_quantity(3, "") == "3"
    assert format_percent(Decimal(90)) == "90\u00a0%"
    assert format_percent(None) == "sin reporte"


@pytest.mark.parametrize("value", [1.5, True])
def test_floats_and_booleans_are_no_figures(value):
    with pytest.raises(TypeError):
        replace(LATE, value=value)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_figure_is_finite(value):
    with pytest.raises(ValueError, match="finite"):
        replace(LATE, value=value)


@pytest.mark.parametrize("missing", ["label", "source", "record"])
def test_figure_without_origin_is_refused(missing):
    with pytest.raises(ValueError, match="wants label"):
        replace(LATE, **{missing: ""})


def test_footnote_says_source_cut_and_coverage():
    assert LATE.footnote == "Gabinete; corte al 22 nov 2026."
    assert (
        replace(LATE, coverage=Coverage(18, 24)).footnote
        == "Gabinete; corte al 22 nov 2026. Cobertura 18/24."
    )


@pytest.mark.parametrize(("n", "of"), [(-1, 3), (4, 3)])
def test_coverage_outside_its_bounds_is_refused(n, of):
    with pytest.raises(ValueError, match="coverage"):
        Coverage(n, of)


def test_coverage_says_how_many_of_how_many():
    assert Coverage(1200, 2400).spanish == "1,200/2,400"


def test_average_leaves_out_who_did_not_report_and_says_how_many_did():
    mean = average([90, None, 60, None])

    assert mean.value == Decimal("75.0")
    assert mean.coverage == Coverage(2, 4)


def test_average_of_silence_is_silence():
    assert average([None, None]).value is None
    assert average([]).coverage == Coverage(0, 0)


def test_average_rounds_half_away_from_zero():
    assert average([Decimal("0.25")]).value == Decimal("0.3")
    assert average([Decimal("-0.25")]).value == Decimal("-0.3")
    assert average([1, 2], places=0).value == Decimal(2)


@given(st.lists(VALUES, max_size=30), st.integers(0, 5))
def test_silence_never_changes_an_average(values, silent):
    assert average(values).value == average([*values, *[None] * silent]).value


@given(st.lists(VALUES, min_size=1, max_size=30))
def test_average_lies_among_the_values(values):
    told = [value for value in values if value is not None]
    mean = average(values, places=2).value

    assert (mean is None) == (not told)
    assert mean is None or min(told) <= mean <= max(told)


def test_ledger_gives_stable_identifiers_in_order_of_printing():
    ledger, other = Ledger(), replace(LATE, label="Asuntos en tiempo")

    assert [ledger.add(figure) for figure in (LATE, other, LATE)] == ["F-001", "F-002", "F-001"]
    assert list(ledger) == [("F-001", LATE), ("F-002", other)]
    assert len(ledger) == 2


def test_ledger_goes_through_json_and_back_without_losing_a_digit():
    ledger = Ledger()
    ledger.add(LATE)
    ledger.add(replace(LATE, value=Decimal("31.10"), unit="%", coverage=Coverage(18, 24)))
    ledger.add(replace(LATE, value=None))

    again = Ledger.from_data(json.loads(json.dumps(ledger.as_data())))

    assert list(again) == list(ledger)
    assert [figure.spanish for _, figure in again] == ["12\u00a0asuntos", "31.10\u00a0%", "sin reporte"]


def test_ledger_lists_the_printed_figures_that_have_changed():
    printed, fresh = Ledger(), Ledger()
    same, gone = replace(LATE, label="Igual"), replace(LATE, label="Retirada")
    for figure in (same, LATE, gone):
        printed.add(figure)
    now = replace(LATE, value=None, cut=date(2026, 12, 1))
    fresh.add(now)
    fresh.add(replace(same, cut=date(2026, 12, 1)))

    assert fresh.changed_since(printed) == [("F-002", LATE, now)]
