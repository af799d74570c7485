"""Facts: who hears them, in which order, and what happens when a hearer fails."""

from dataclasses import dataclass

import pytest

from gabinete.kernel.facts import publish, subscribe


def test_fact_is_heard_by_its_subscribers_in_order_and_once_each():
    @dataclass(frozen=True)
    class BellRung:
        times: int

    heard = []

    def first(fact: BellRung) -> None:
        heard.append(("first", fact.times))

    def second(fact: BellRung) -> None:
        heard.append(("second", fact.times))

    for listener in (first, second, first):
        subscribe(BellRung, listener)

    publish(BellRung(2))

    assert heard == [("first", 2), ("second", 2)]


def test_fact_is_heard_only_under_its_exact_kind():
    class Bell:
        pass

    class GreatBell(Bell):
        pass

    heard = []
    subscribe(Bell, heard.append)

    publish(GreatBell())

    assert heard == []


def test_fact_without_subscribers_is_told_to_nobody():
    class Silence:
        pass

    assert publish(Silence()) is None


def test_error_of_a_subscriber_is_the_publishers_error():
    class Alarm:
        pass

    def fail(_fact: Alarm) -> None:
        raise LookupError("no")

    subscribe(Alarm, fail)

    with pytest.raises(LookupError):
        publish(Alarm())
