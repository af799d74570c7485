"""Two people at once: one is served, the other is told, nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from gabinete.kernel.errors import GabineteError, Stale
from gabinete.office.followup import actions
from gabinete.office.followup.models import LogEntry, Matter
from tests.cast import gather
from tests.office.followup.stage import NOW, Stage, make_calendar

pytestmark = pytest.mark.django_db(transaction=True)


def _both(*calls) -> list:
    gate = Barrier(len(calls))

    def run(call):
        gate.wait()
        try:
            return call()
        except GabineteError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    make_calendar()
    make_calendar("sonora")
    return Stage(gather())


def test_two_people_closing_at_once_close_it_once(stage: Stage) -> None:
    matter = stage.in_state("in_verification", verifier_unit_id=None)
    lucia, marcos = stage.actor("lucia"), stage.actor("marcos")
    call = {"version": matter.version, "now": NOW, "reason": "Consta."}

    answers = _both(
        lambda: actions.verify_concluded(lucia, matter.pk, **call),
        lambda: actions.verify_partial(marcos, matter.pk, **call),
    )

    assert sorted(isinstance(a, Stale) for a in answers) == [False, True]
    assert LogEntry.objects.filter(move__startswith="verify").count() == 1
    assert Matter.objects.get(pk=matter.pk).version == matter.version + 1


def test_one_form_sent_twice_at_once_is_taken_once(stage: Stage) -> None:
    once: UUID = uuid4()
    lucia = stage.actor("lucia")
    order = stage.order(once=once)

    answers = _both(*[lambda: actions.register(lucia, order, NOW)] * 2)

    assert {a.pk for a in answers} == {Matter.objects.get().pk}


def test_folios_taken_at_once_are_all_different(stage: Stage) -> None:
    lucia = stage.actor("lucia")
    orders = [stage.order() for _ in range(4)]

    answers = _both(*[lambda order=order: actions.register(lucia, order, NOW) for order in orders])

    assert sorted(a.folio for a in answers) == [f"GL/2026/07-0{n}" for n in range(1, 5)]
