"""How dates, counts and lists are said."""

from datetime import date

import pytest

from gabinete.kernel import words

TODAY = date(2026, 11, 22)


def test_dates_have_three_forms():
    day = date(2026, 12, 18)

    assert words.short_date(day) == "18 dic 2026"
    assert words.plain_date(day) == "18 de diciembre de 2026"
    assert words.spanish_date(day) == "viernes 18 de diciembre de 2026"


def test_first_of_the_month_is_an_ordinal():
    assert words.spanish_date(date(2026, 10, 1)) == "jueves 1.º de octubre de 2026"


def test_each_month_has_its_own_three_letters():
    assert len({words.short_date(date(2026, month, 5)).split()[1] for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 1), "hace 21 días"),
        (date(2026, 11, 21), "ayer"),
        (date(2026, 11, 22), "hoy"),
        (date(2026, 11, 23), "mañana"),
        (date(2026, 11, 25), "en 3 días"),
    ],
)
def test_relative_day_is_said_as_people_say_it(day, said):
    assert words.relative_day(day, TODAY) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (3, "en 3 días hábiles"),
        (1, "en 1 día hábil"),
        (0, "hoy"),
        (-1, "hace 1 día hábil"),
        (-20, "hace 20 días hábiles"),
    ],
)
def test_relative_business_days_agree_in_number(n, said):
    assert words.relative_business_days(n) == said


def test_plural_writes_thousands_and_agrees():
    assert words.plural(0, "asunto", "asuntos") == "0 asuntos"
    assert words.plural(1, "asunto", "asuntos") == "1 asunto"
    assert words.plural(12345, "asunto", "asuntos") == "12,345 asuntos"
    assert words.days_count(1) == "1 día"


@pytest.mark.parametrize(
    ("items", "conjunction", "said"),
    [
        ([], "y", ""),
        (["SIDUR"], "y", "SIDUR"),
        (["SIDUR", "CEA"], "y", "SIDUR y CEA"),
        (["SIDUR", "CEA", "SEC"], "y", "SIDUR, CEA y SEC"),
        (["Sonora", "Hidalgo"], "y", "Sonora e Hidalgo"),
        (["agua", "«Infraestructura»"], "y", "agua e «Infraestructura»"),
        (["agua", "hielo"], "y", "agua y hielo"),
        (["mujeres", "hombres"], "o", "mujeres u hombres"),
        (["uno", "dos"], "o", "uno o dos"),
        (["Sonora", "Hidalgo"], "ni", "Sonora ni Hidalgo"),
    ],
)
def test_list_is_joined_with_the_conjunction_that_sounds_right(items, conjunction, said):
    assert words.listed(items, conjunction) == said
