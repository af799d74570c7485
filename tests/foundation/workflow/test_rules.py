"""What may enter a calendar."""

from datetime import date

import pytest

from gabinete.foundation.workflow import rules
from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay
from gabinete.kernel.errors import BadInput, RuleBroken


def day(on, name="Suspensión", source="Boletín Oficial"):
    return NewDay(on, name, DayKind.SUSPENSION, source, Confidence.VERIFIED)


@pytest.mark.parametrize("on", [date(1999, 12, 31), date(2101, 1, 1)])
def test_day_of_an_incredible_year_is_refused(on):
    with pytest.raises(BadInput, match="el año va de 2000 a 2100"):
        day(on)


@pytest.mark.parametrize(
    ("name", "source", "word"), [("  ", "x", "nombre"), ("x" * 241, "x", "nombre"), ("x", "", "fuente")]
)
def test_day_without_name_or_source_is_refused(name, source, word):
    with pytest.raises(BadInput) as refused:
        day(date(2026, 12, 21), name, source)

    assert word in refused.value.message
    assert "No se guardó nada" in refused.value.message


def test_period_closes_its_workdays_and_both_ends():
    days = rules.day_range(date(2026, 12, 18), date(2026, 12, 22))

    assert days == [date(2026, 12, 18), date(2026, 12, 21), date(2026, 12, 22)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 12, 22), date(2026, 12, 21)),
        (date(2026, 1, 1), date(2026, 5, 1)),
        (date(2026, 12, 19), date(2026, 12, 20)),
        (date(2026, 1, 1), date(9999, 12, 31)),
    ],
)
def test_period_that_makes_no_sense_is_refused(first, last):
    with pytest.raises(BadInput) as refused:
        rules.day_range(first, last)

    assert refused.value.code == "calendar.range"


def test_period_may_end_on_the_last_day_of_time():
    assert rules.day_range(date(9999, 12, 30), date.max)[-1] == date.max


def test_doubt_is_said_in_the_name_that_explains_a_term():
    assert rules.shown_name("Jueves Santo", "to_confirm") == "Jueves Santo (por confirmar)"
    assert rules.shown_name("Navidad", "verified") == "Navidad"


def test_every_kind_and_confidence_has_its_words():
    assert len({kind.spanish for kind in DayKind}) == len(DayKind)
    assert [confidence.spanish for confidence in Confidence] == ["verificado", "por confirmar"]


def test_fingerprint_depends_on_the_days_and_not_on_their_order():
    one, two = (date(2026, 1, 1), "Año Nuevo"), (date(2026, 12, 25), "Navidad")

    assert rules.fingerprint_of([one, two]) == rules.fingerprint_of([two, one])
    assert rules.fingerprint_of([one]) != rules.fingerprint_of([one, two])
    assert rules.fingerprint_of([one]) != rules.fingerprint_of([(one[0], "Otro nombre")])


def test_addition_of_nothing_is_refused():
    with pytest.raises(RuleBroken, match="No se indicó ningún día"):
        rules.check_addition([], set())


def test_addition_of_a_closed_or_repeated_day_names_it():
    new = [day(date(2026, 12, 21)), day(date(2026, 12, 22)), day(date(2026, 12, 22))]

    with pytest.raises(RuleBroken) as refused:
        rules.check_addition(new, {date(2026, 12, 21)})

    assert "21 de diciembre de 2026 y 22 de diciembre de 2026" in refused.value.message
    assert refused.value.data["dates"] == ["2026-12-21", "2026-12-22"]


def test_long_list_of_repeated_days_is_cut_short():
    closed = {date(2026, 12, number) for number in range(1, 9)}

    with pytest.raises(RuleBroken, match=r"y 3 más\. El calendario"):
        rules.check_addition([day(on) for on in sorted(closed)], closed)


def test_addition_of_open_days_passes():
    rules.check_addition([day(date(2026, 12, 21))], {date(2026, 12, 25)})


def test_withdrawal_of_nothing_or_of_an_open_day_is_refused():
    with pytest.raises(RuleBroken, match="No se indicó ningún día"):
        rules.check_withdrawal([], {date(2026, 12, 21)})
    with pytest.raises(RuleBroken, match="No está en la lista"):
        rules.check_withdrawal([date(2026, 12, 22)], {date(2026, 12, 21)})


@pytest.mark.parametrize("reason", ["", "   ", "x" * 241])
def test_reason_is_compulsory_and_short(reason):
    with pytest.raises(RuleBroken, match="motivo"):
        rules.check_reason(reason)


def test_reason_is_trimmed():
    assert rules.check_reason("  Acuerdo del 3 de diciembre ") == "Acuerdo del 3 de diciembre"
