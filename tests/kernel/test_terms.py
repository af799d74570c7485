"""Terms, their count and its explanation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.errors import BadInput
from gabinete.kernel.federal import federal_calendar
from gabinete.kernel.terms import MonthEnd, Term, TermUnit, count, months_after

FEDERAL = federal_calendar(range(2020, 2042))
WEEKENDS = DayCalendar("Solo fines de semana", 1, {})
SUSPENDED = FEDERAL.closing(
    (date(2026, 12, 21) + timedelta(days=i), "Suspensión institucional")
    for i in range((date(2027, 1, 5) - date(2026, 12, 21)).days + 1)
)

# law.md §5.3: LFT 74 holidays and weekends only; the count starts the next day.
ORACLE = {
    date(2026, 11, 13): ["2026-11-19", "2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-29"],
    date(2026, 11, 20): ["2026-11-25", "2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2027-01-05"],
    date(2026, 12, 14): ["2026-12-17", "2026-12-21", "2026-12-29", "2027-01-06", "2027-01-13", "2027-01-27"],
    date(2027, 1, 29): ["2027-02-04", "2027-02-08", "2027-02-15", "2027-02-22", "2027-03-01", "2027-03-16"],
    date(2027, 3, 12): ["2027-03-18", "2027-03-22", "2027-03-29", "2027-04-05", "2027-04-12", "2027-04-26"],
}
CASES = [
    (start, n, date.fromisoformat(due))
    for start, row in ORACLE.items()
    for n, due in zip((3, 5, 10, 15, 20, 30), row, strict=True)
]

DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))
CLOSED = st.dictionaries(DAYS, st.just("Suspensión"), max_size=60)
COUNTED_TERMS = st.builds(
    Term, st.integers(1, 60), st.sampled_from([TermUnit.BUSINESS, TermUnit.CALENDAR, TermUnit.MONTHS])
)
TERMS = st.one_of(COUNTED_TERMS, st.builds(Term.fixed, DAYS))


@pytest.mark.parametrize(("start", "n", "due"), CASES)
def test_business_term_ends_where_the_oracle_says(start, n, due):
    assert count(Term.business(n), start, FEDERAL).due == due


def test_suspension_moves_the_oracles_term():
    assert count(Term.business(20), date(2026, 12, 14), SUSPENDED).due == date(2027, 1, 27)


def test_suspension_is_named_day_by_day_in_the_explanation():
    counted = count(Term.business(20), date(2026, 12, 14), SUSPENDED)

    reasons = {line.date: line.reason for line in counted.explanation}
    assert reasons[date(2026, 12, 21)] == "Inhábil: Suspensión institucional."
    assert reasons[date(2027, 1, 9)] == "Inhábil: sábado."


def test_business_count_starts_the_day_after_the_notice():
    counted = count(Term.business(1), date(2026, 11, 13), FEDERAL)

    assert [(line.date.day, line.counted, line.number, line.reason) for line in counted.explanation] == [
        (13, False, None, "Día de la notificación: el plazo corre desde el siguiente."),
        (14, False, None, "Inhábil: sábado."),
        (15, False, None, "Inhábil: domingo."),
        (16, False, None, "Inhábil: Día de la Revolución."),
        (17, True, 1, "Día hábil 1."),
    ]


def test_calendar_term_ending_on_a_closed_day_moves_and_says_so():
    counted = count(Term.calendar(1), date(2026, 11, 13), FEDERAL)

    assert counted.due == date(2026, 11, 17)
    assert [line.reason for line in counted.explanation][1:] == [
        "Día 1 (sábado).",
        "El último día es inhábil (sábado): el plazo pasa al siguiente día hábil.",
        "También es inhábil (domingo): pasa al siguiente.",
        "También es inhábil (Día de la Revolución): pasa al siguiente.",
    ]


def test_calendar_term_ending_on_a_business_day_does_not_move():
    counted = count(Term.calendar(7), date(2026, 11, 13), FEDERAL)

    assert counted.due == date(2026, 11, 20)
    assert counted.explanation[-1].number == 7


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 11, 13), 1, date(2026, 12, 14)),  # the 13th is a Sunday
        (date(2027, 1, 29), 1, date(2027, 3, 1)),  # 28 February is a Sunday
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 10, 30), 12, date(2027, 11, 1)),  # the 30th is a Saturday
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_run_date_to_date(start, months, due):
    assert count(Term.months(months), start, FEDERAL).due == due


def test_short_month_can_follow_the_federal_procedure_law():
    counted = count(Term.months(1), date(2028, 1, 31), WEEKENDS, MonthEnd.NEXT_MONTH)

    assert counted.due == date(2028, 3, 1)
    assert counted.explanation[1].reason == "Mes 1: el mes no tiene día 31."


def test_fixed_date_on_a_closed_day_moves_to_the_next_business_day():
    counted = count(Term.fixed(date(2026, 12, 20)), date(2026, 11, 13), FEDERAL)

    assert counted.due == date(2026, 12, 21)
    assert counted.sentence == (
        "Fecha fija: vence el lunes 21 de diciembre de 2026 (Calendario federal, versión 1)."
    )


def test_no_term_falls_due_never():
    counted = count(Term.none(), date(2026, 11, 13), FEDERAL)

    assert counted.due is None
    assert counted.explanation == ()
    assert counted.sentence == "Sin plazo: el asunto no vence."


def test_sentence_says_the_term_the_notice_the_end_and_the_calendar():
    assert count(Term.business(15), date(2026, 11, 13), FEDERAL).sentence == (
        "15 días hábiles desde el día siguiente al viernes 13 de noviembre de 2026: "
        "vence el lunes 7 de diciembre de 2026 (Calendario federal, versión 1)."
    )


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (Term.business(1), "1 día hábil"),
        (Term.calendar(30), "30 días naturales"),
        (Term.months(2), "2 meses"),
        (Term.fixed(date(2026, 12, 18)), "a más tardar el 18 de diciembre de 2026"),
        (Term.none(), "sin plazo"),
    ],
)
def test_term_is_said_in_spanish(term, said):
    assert term.spanish == said


@pytest.mark.parametrize(
    ("n", "unit", "on"),
    [
        (0, TermUnit.BUSINESS, None),
        (-3, TermUnit.CALENDAR, None),
        (3661, TermUnit.BUSINESS, None),
        (1, TermUnit.NONE, None),
        (-1, TermUnit.NONE, None),
        (5000, TermUnit.NONE, None),
        (3, TermUnit.FIXED, date(2026, 12, 18)),
        (0, TermUnit.FIXED, None),
        (3, TermUnit.MONTHS, date(2026, 12, 18)),
    ],
)
def test_term_that_cannot_be_counted_is_refused(n, unit, on):
    with pytest.raises(BadInput) as refused:
        Term(n, unit, on)

    assert refused.value.message.count("No se cambió nada") == 1


@pytest.mark.parametrize("term", [Term.business(40), Term.calendar(40), Term.months(2), Term.fixed(date.max)])
def test_count_past_the_end_of_time_is_refused(term):
    closed = DayCalendar("Ejemplo", 1, {date.max: "Fin"})

    with pytest.raises(BadInput) as refused:
        count(term, date(9999, 12, 15), closed)

    assert refused.value.code == "term.too_far"


@given(term=TERMS, start=DAYS, closed=CLOSED, extra=CLOSED)
def test_closing_more_days_never_shortens_a_term(term, start, closed, extra):
    calendar = DayCalendar("Propiedad", 1, closed)

    before = count(term, start, calendar)
    after = count(term, start, calendar.closing(extra.items()))
    assert before.due == after.due or (
        before.due is not None and after.due is not None and before.due < after.due
    )


@given(term=COUNTED_TERMS, start=DAYS, closed=CLOSED, month_end=st.sampled_from(MonthEnd))
def test_longer_term_never_ends_earlier(term, start, closed, month_end):
    calendar = DayCalendar("Propiedad", 1, closed)

    shorter = count(term, start, calendar, month_end)
    longer = count(Term(term.n + 1, term.unit), start, calendar, month_end)

    assert shorter.due <= longer.due


@given(term=COUNTED_TERMS, start=DAYS, closed=CLOSED)
def test_explanation_counts_exactly_n_in_order(term, start, closed):
    counted = count(term, start, DayCalendar("Propiedad", 1, closed))

    assert [line.number for line in counted.explanation if line.counted] == list(range(1, term.n + 1))
    assert all(line.number is None for line in counted.explanation if not line.counted)


@given(term=TERMS, start=DAYS, closed=CLOSED)
def test_every_term_ends_on_a_business_day(term, start, closed):
    calendar = DayCalendar("Propiedad", 1, closed)

    due = count(term, start, calendar).due

    assert due is not None
    assert calendar.is_business(due)


@given(n=st.integers(1, 60), start=DAYS, closed=CLOSED)
def test_business_count_and_calendar_arithmetic_agree(n, start, closed):
    calendar = DayCalendar("Propiedad", 1, closed)

    assert count(Term.business(n), start, calendar).due == calendar.add_business(start, n)


@given(start=DAYS, months=st.integers(0, 48))
def test_months_after_lands_in_the_month_one_would_name(start, months):
    arrived = months_after(start, months)

    assert (arrived.year * 12 + arrived.month) - (start.year * 12 + start.month) == months
    assert arrived.day <= start.day
