"""Administrative Spanish says when in many ways; each has one day."""

from datetime import date

import pytest

from gabinete.office.cabinet.extraction.dates import session_date
from gabinete.office.cabinet.extraction.dues import Moment, best_due, find_dues
from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.numerals import number

THURSDAY = date(2026, 11, 19)


def due(words: str, session: date | None = THURSDAY, next_session: date | None = None):
    return best_due(find_dues(fold(words), Moment(session, next_session)))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("a más tardar el 18 de diciembre de 2026", date(2026, 12, 18)),
        ("el 18/12/2026", date(2026, 12, 18)),
        ("18-dic-26", date(2026, 12, 18)),
        ("2026-12-18", date(2026, 12, 18)),
        ("A MAS TARDAR EL 30 DE NOVIEMBRE", date(2026, 11, 30)),
        ("el próximo viernes", date(2026, 11, 20)),
        ("antes del lunes", date(2026, 11, 23)),
        ("a más tardar el último día de marzo", date(2027, 3, 31)),
        ("a finales de mes", date(2026, 11, 30)),
        ("antes del 15 de enero", date(2027, 1, 15)),
        ("en la primera quincena de febrero", date(2027, 2, 15)),
        ("en la segunda quincena de febrero", date(2027, 2, 28)),
        ("durante el primer trimestre de 2027", date(2027, 3, 31)),
        ("durante el segundo semestre", date(2026, 12, 31)),
        ("en 2027", date(2027, 12, 31)),
        ("durante el mes de enero", date(2027, 1, 31)),
        ("antes de que termine el año", date(2026, 12, 31)),
        ("a más tardar el 15 de diciembre del presente año", date(2026, 12, 15)),
        ("a más tardar el 31 de enero del próximo año", date(2027, 1, 31)),
        ("a más tardar el día 30 de este mes", date(2026, 11, 30)),
        ("esta misma semana", date(2026, 11, 20)),
        ("la próxima semana", date(2026, 11, 27)),
        ("en un plazo de quince días hábiles", date(2026, 12, 10)),
        ("en un plazo máximo de diez (10) días hábiles", date(2026, 12, 3)),
        ("dentro de los diez días hábiles siguientes", date(2026, 12, 3)),
        ("en un plazo no mayor a 10 días naturales", date(2026, 11, 29)),
        ("en un mes", date(2026, 12, 19)),
        ("en tres semanas", date(2026, 12, 10)),
        ("en 72 horas", date(2026, 11, 22)),
        ("mañana mismo", date(2026, 11, 20)),
    ],
)
def test_phrase_gives_its_day(words, day):
    found = due(words)
    assert found is not None
    assert found.day == day


def test_business_days_leave_out_the_federal_days_of_rest():
    assert due("en un plazo de tres días hábiles", date(2026, 11, 13)).day == date(2026, 11, 19)


@pytest.mark.parametrize(
    "words", ["a la brevedad posible", "de inmediato", "en los próximos días", "antes de la próxima sesión"]
)
def test_vague_phrase_is_kept_without_day(words):
    found = due(words)
    assert words[found.start : found.end] == words
    assert found.day is None


def test_next_session_gives_its_date_when_it_is_known():
    assert due("antes de la próxima sesión", next_session=date(2026, 12, 3)).day == date(2026, 12, 3)


def test_term_that_starts_at_an_unknown_event_keeps_its_length_and_no_day():
    found = due("dentro de los 20 días naturales siguientes a la recepción de las fichas")
    assert (found.day, found.term) == (None, (20, "calendar"))


@pytest.mark.parametrize(
    "words",
    [
        "el ciclo escolar 2026-2027",
        "el oficio de fecha 3 de marzo de 2026",
        "31 de junio de 2027",
        "a fin de que se cumpla",
    ],
)
def test_other_figures_are_not_due_dates(words):
    assert due(words) is None


def test_without_session_only_full_dates_have_a_day():
    assert due("antes del 15 de enero", None) is None
    assert due("antes del 15 de enero de 2027", None).day == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Acta publicada el 2 de enero de 2025.\nHermosillo, Sonora, a 19 de noviembre de 2026", THURSDAY),
        (
            "En la ciudad, siendo las diecisiete horas del día catorce de marzo de dos mil veinticinco",
            date(2025, 3, 14),
        ),
        ("Minuta\nFecha: 4 de agosto de 2026", date(2026, 8, 4)),
        ("Se revisó el camino.", None),
    ],
)
def test_session_date_is_read_from_the_top_of_the_minutes(text, day):
    assert session_date(text) == day


@pytest.mark.parametrize(
    ("words", "value"),
    [("cuarenta y cinco", 45), ("10 (diez)", 10), ("ciento veinte", 120), ("veintiun", 21), ("varios", None)],
)
def test_numbers_in_words_have_their_value(words, value):
    assert number(words) == value
