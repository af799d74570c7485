"""The pure decisions about answers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gabinete.office.cabinet.rules.answering import Standing, is_to_old_date, sequence_meant, why_not_taken
from gabinete.office.cabinet.rules.call_keys import fingerprint, link_key

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "standing", "meant"),
    [
        (1, Standing(1, 1), 1),
        (1, Standing(4, 1), 4),
        (2, Standing(4, 3), 2),
        (3, Standing(4, 3), 4),
        (0, Standing(4, 3), 1),
        (None, Standing(4, 1), 4),
        (None, Standing(4, 3), 2),
    ],
)
def test_answer_means_the_last_sending_with_the_same_date(
    said: int | None, standing: Standing, meant: int
) -> None:
    assert sequence_meant(said, standing) == meant


def test_answer_is_to_an_old_date_only_when_there_is_one() -> None:
    assert is_to_old_date(1, 2)
    assert not is_to_old_date(2, 2)
    assert not is_to_old_date(0, 2), "who never answered did not answer to another date"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 20), st.integers(1, 20), st.integers(0, 19), st.integers(-90, 90))
def test_no_old_answer_replaces_one_to_the_date_there_is(
    said: int, last: int, back: int, minutes: int
) -> None:
    date_sequence = max(1, last - back)
    standing = Standing(last, date_sequence, answered_to=last, answered_at=NOON)

    refusal = why_not_taken(said, NOON + timedelta(minutes=minutes), standing)

    if max(said, 1) < date_sequence or said > last or minutes < 0:
        assert refusal
    else:
        assert refusal == ""


def test_answer_to_the_new_date_replaces_an_old_one_whenever_it_came() -> None:
    standing = Standing(2, 2, answered_to=1, answered_at=NOON)

    assert why_not_taken(2, NOON - timedelta(hours=1), standing) == ""


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1), st.text(), st.integers(1, 10**6), st.integers(0, 50))
def test_keys_differ_by_seat_turn_and_installation(secret: str, uid: str, seat: int, turn: int) -> None:
    key = link_key(secret, uid, seat, "", turn)

    others = {
        link_key(secret + "x", uid, seat, "", turn),
        link_key(secret, uid, seat + 1, "", turn),
        link_key(secret, uid, seat, "", turn + 1),
        link_key(secret, uid, None, str(seat), turn),
    }
    assert key not in others
    assert len(others) == 4
    assert len(fingerprint(key)) == 64
