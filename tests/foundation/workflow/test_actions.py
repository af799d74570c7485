"""Closing and reopening days: who may, what it makes, and what it tells."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import NOBODY, actor_with
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.workflow import actions, policies, queries
from gabinete.foundation.workflow.events import CalendarChanged
from gabinete.foundation.workflow.models import Calendar, CalendarDay, CalendarVersion
from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay, day_range
from gabinete.kernel import facts
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import NotAllowed, NotFound, RuleBroken
from gabinete.kernel.terms import Term, count

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=OFFICE_ZONE)
MANAGERS = {Role.CHIEF, Role.SECRETARY}


def actor_as(role, user_id=1):
    return actor_with(user_id, "Persona", frozenset({role}), frozenset(), frozenset())


@pytest.fixture
def secretary():
    with act(SYSTEM_ACTOR, "tests.hire", at=NOW):
        user = User.objects.create(username="lucia", name="Lucía Montaño Félix")
    return actor_as(Role.SECRETARY, user.pk)


@pytest.fixture
def calendar():
    with act(SYSTEM_ACTOR, "tests.open_calendar", at=NOW):
        return Calendar.objects.create(code="ejemplo", name="Calendario de ejemplo")


class Listener:
    """Somebody above who hears of the calendars, and may fail at it."""

    def __init__(self):
        self.heard = []
        self.fails = False

    def hear(self, fact):
        if self.fails:
            raise LookupError("no")
        self.heard.append(fact)


LISTENER = Listener()
facts.subscribe(CalendarChanged, LISTENER.hear)


@pytest.fixture
def listener():
    LISTENER.__init__()
    yield LISTENER
    LISTENER.__init__()


def closing(*dates, confidence=Confidence.VERIFIED):
    return [NewDay(on, "Suspensión", DayKind.SUSPENSION, "Boletín Oficial", confidence) for on in dates]


def test_closing_days_makes_a_version_that_counts_without_them(secretary, calendar):
    days = day_range(date(2026, 12, 21), date(2027, 1, 5))

    version = actions.add_days(secretary, "ejemplo", closing(*days), " Acuerdo 14 ", NOW)

    assert (version.number, version.reason, version.made_at, version.made_by_id) == (
        1,
        "Acuerdo 14",
        NOW,
        secretary.user_id,
    )
    assert count(Term.business(5), date(2026, 12, 18), queries.calendar("ejemplo")).due == date(2027, 1, 12)


def test_each_change_is_told_with_its_days(secretary, calendar, listener):
    actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 22), date(2026, 12, 21)), "Acuerdo 14", NOW)
    actions.withdraw_days(secretary, "ejemplo", [date(2026, 12, 22)], "Fe de erratas", NOW)

    assert listener.heard == [
        CalendarChanged("ejemplo", 1, (date(2026, 12, 21), date(2026, 12, 22)), (), "Acuerdo 14"),
        CalendarChanged("ejemplo", 2, (), (date(2026, 12, 22),), "Fe de erratas"),
    ]


def test_older_versions_keep_what_they_closed(secretary, calendar):
    day = date(2026, 12, 21)
    actions.add_days(secretary, "ejemplo", closing(day), "Acuerdo 14", NOW)
    actions.withdraw_days(secretary, "ejemplo", [day], "Fe de erratas", NOW)
    actions.add_days(secretary, "ejemplo", closing(day, confidence=Confidence.TO_CONFIRM), "Otra vez", NOW)

    assert [queries.calendar("ejemplo", number).why_closed(day) for number in (1, 2, 3)] == [
        "Suspensión",
        None,
        "Suspensión (por confirmar)",
    ]
    assert queries.calendar("ejemplo").version == 3


def test_error_of_a_listener_undoes_the_change_and_its_version(secretary, calendar, listener):
    listener.fails = True

    with pytest.raises(LookupError):
        actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Acuerdo 14", NOW)

    assert not CalendarDay.objects.exists()
    assert Calendar.objects.get(code="ejemplo").version == 0


def test_rolled_back_version_does_not_linger_in_the_process(secretary, calendar):
    with transaction.atomic():
        actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Primero", NOW)
        assert not queries.calendar("ejemplo", 1).is_business(date(2026, 12, 21))
        transaction.set_rollback(True)

    actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 22)), "Segundo", NOW)

    assert queries.calendar("ejemplo", 1).is_business(date(2026, 12, 21))
    assert not queries.calendar("ejemplo", 1).is_business(date(2026, 12, 22))


@pytest.mark.parametrize("role", sorted(set(Role) - MANAGERS))
def test_other_roles_may_not_change_a_calendar(role, secretary, calendar):
    actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Acuerdo 14", NOW)

    with pytest.raises(NotAllowed, match="No se cambió nada"):
        actions.add_days(actor_as(role), "ejemplo", closing(date(2026, 12, 22)), "Acuerdo", NOW)
    with pytest.raises(NotAllowed):
        actions.withdraw_days(actor_as(role), "ejemplo", [date(2026, 12, 21)], "Acuerdo", NOW)

    assert Calendar.objects.get().version == 1


@pytest.mark.parametrize("role", sorted(MANAGERS))
def test_managers_may_change_a_calendar(role):
    assert policies.may_manage_calendar(actor_as(role))


@pytest.mark.parametrize(
    "actor", [NOBODY, *map(actor_as, sorted(Role))], ids=lambda a: ",".join(a.roles) or "nobody"
)
def test_whoever_is_signed_in_reads_every_calendar(actor, calendar):
    assert (calendar in policies.visible_calendars(actor)) == (actor != NOBODY)


def test_unknown_calendar_is_refused(secretary):
    with pytest.raises(NotFound, match="«nadie»"):
        actions.add_days(secretary, "nadie", closing(date(2026, 12, 21)), "Acuerdo 14", NOW)


def test_closed_day_cannot_be_closed_again_nor_an_open_one_reopened(secretary, calendar):
    actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Acuerdo 14", NOW)

    with pytest.raises(RuleBroken):
        actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Acuerdo 15", NOW)
    with pytest.raises(RuleBroken):
        actions.withdraw_days(secretary, "ejemplo", [date(2026, 12, 22)], "Acuerdo 15", NOW)

    assert CalendarVersion.objects.count() == 1


def test_withdrawal_without_a_reason_changes_nothing(secretary, calendar):
    actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Acuerdo 14", NOW)

    with pytest.raises(RuleBroken, match="motivo"):
        actions.withdraw_days(secretary, "ejemplo", [date(2026, 12, 21)], " ", NOW)

    assert CalendarDay.objects.get().withdrawn_in_version is None


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("calendar_day_is_withdrawn_after_it_was_closed", {"withdrawn_in_version": 1}),
        ("calendar_day_has_a_version", {"since_version": 0}),
        ("calendar_day_kind_is_known", {"kind": "party"}),
        ("calendar_day_confidence_is_known", {"confidence": "perhaps"}),
    ],
)
def test_database_refuses_a_row_that_makes_no_sense(constraint, changes, secretary, calendar):
    actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Acuerdo 14", NOW)

    with pytest.raises(IntegrityError, match=constraint), act(SYSTEM_ACTOR, "tests.spoil", at=NOW):
        CalendarDay.objects.update(**changes)


def test_database_refuses_to_close_a_day_twice(secretary, calendar):
    actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Acuerdo 14", NOW)
    day = CalendarDay.objects.get()
    day.pk = None

    with (
        pytest.raises(IntegrityError, match="calendar_day_closed_once"),
        act(SYSTEM_ACTOR, "tests.spoil", at=NOW),
    ):
        day.save()


def test_change_locks_the_calendar_until_its_version_is_written(secretary, calendar):
    with CaptureQueriesContext(connection) as asked:
        actions.add_days(secretary, "ejemplo", closing(date(2026, 12, 21)), "Acuerdo 14", NOW)

    locking = [query["sql"] for query in asked.captured_queries if "FOR UPDATE" in query["sql"]]
    assert '"workflow_calendar"' in locking[0]  # before the matters that are recounted
    assert all("workflow_calendar" not in query for query in locking[1:])
