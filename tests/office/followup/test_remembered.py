"""Counts are kept only as long as nobody could see others."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gabinete.office.followup.queries.remembered import Question, remembered

COUNT = Question("SELECT count(*) FROM followup_counter WHERE series <> %s", ("nothing",))
pytestmark = pytest.mark.django_db(transaction=True)


def asked(*questions: Question) -> tuple[list[object], int]:
    with CaptureQueriesContext(connection) as seen:
        answers = remembered(*questions)
    return [rows[0][0] if rows else None for rows in answers], len(seen)


def count_one_more(series: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO followup_counter (series, last) VALUES (%s, 1)", [series])


def test_same_question_is_asked_once_while_nothing_is_committed() -> None:
    # Others write in the same server while tests run, so once in some tries nothing was committed in between.
    assert ([0], 1) in (asked(COUNT) for _ in range(200))  # only the snapshot was asked


def test_commit_makes_it_be_asked_again() -> None:
    asked(COUNT)
    count_one_more("A")
    assert asked(COUNT) == ([1], 2)


def test_another_value_is_another_question() -> None:
    count_one_more("A")
    asked(COUNT)
    assert asked(Question(COUNT.sql, ("A",))) == ([0], 2)
    assert asked(Question(COUNT.sql, ("1",))) == ([1], 2)
    assert asked(Question(COUNT.sql.replace("series", "last"), (1,))) == ([0], 2)


def test_what_a_transaction_wrote_itself_is_seen_and_never_kept_for_others() -> None:
    asked(COUNT)
    with transaction.atomic():
        count_one_more("A")
        assert asked(COUNT) == ([1], 2)
        count_one_more("B")
        assert asked(COUNT) == ([2], 2)
        transaction.set_rollback(True)
    assert asked(COUNT)[0] == [0]


def test_question_that_can_have_no_answer_is_not_asked() -> None:
    assert asked(Question("")) == ([None], 1)
