"""The reminder of each morning: to whom, of what, on which days, and never twice."""

from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.foundation.notifications.models import EmailState, Notice
from gabinete.foundation.workflow.actions import add_days
from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.terms import Term
from gabinete.office.followup.actions.reminding import KIND, remind
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries.reminders import LISTED
from gabinete.office.followup.tasks import is_time
from tests.office.followup.stage import NOW, TODAY, Stage

pytestmark = pytest.mark.django_db
MORNING = NOW.replace(hour=8, minute=5)


def told(user: User) -> list[Notice]:
    return list(Notice.objects.filter(user=user, kind=KIND).order_by("pk"))


def due_on(stage: Stage, days: int, **changes: object) -> Matter:
    """A matter in hand whose term ends so many days after today, reported upon lately."""
    changes = {"term": Term.fixed(TODAY + timedelta(days=400))} | changes
    matter = stage.in_state("in_progress", **changes)
    matter = stage.move("rosa", "report_progress", matter, report=stage.report(30))
    with act(0, "tests.due", at=NOW):
        Matter.objects.filter(pk=matter.pk).update(due=TODAY + timedelta(days=days))
    return matter


def test_liaison_is_told_once_of_what_is_late_and_what_soon_will_be(stage: Stage) -> None:
    late = due_on(stage, -3, title="Padrón de pozos")
    soon = due_on(stage, 2, title="Tabulador de tarifas")
    due_on(stage, 200, title="Para el año que entra")

    assert remind(MORNING) == 1

    (notice,) = told(stage.cast.rosa)
    assert notice.title == "Tiene 1 asunto vencido y 1 asunto por vencer"
    assert f"· {late.folio} · Padrón de pozos · venció el 20 nov 2026" in notice.text
    assert f"· {soon.folio} · Tabulador de tarifas · vence el 25 nov 2026" in notice.text
    assert "Para el año que entra" not in notice.text
    assert not told(stage.cast.ivan)


def test_nobody_is_reminded_twice_on_one_day(stage: Stage) -> None:
    due_on(stage, -3)

    assert [remind(MORNING), remind(MORNING), remind(MORNING + timedelta(hours=9))] == [1, 0, 0]
    assert remind(MORNING + timedelta(days=1)) == 1
    assert len(told(stage.cast.rosa)) == 2


def test_day_is_that_of_the_office_and_not_of_greenwich(stage: Stage) -> None:
    due_on(stage, -3)
    night = datetime(2026, 11, 23, 23, 30, tzinfo=OFFICE_ZONE)  # the 24th in Greenwich

    assert [remind(MORNING), remind(night)] == [1, 0]


@pytest.mark.parametrize("day", [21, 22])
def test_days_that_do_not_count_are_left_in_peace(stage: Stage, day: int) -> None:
    due_on(stage, -30)

    assert remind(MORNING.replace(day=day)) == 0
    assert not Notice.objects.filter(kind=KIND).exists()


def test_matter_that_owes_a_report_is_said_once_in_its_place(stage: Stage) -> None:
    quiet = stage.in_state("in_progress", title="Sin noticias", term=Term.none())
    later = MORNING + timedelta(days=56)  # a Monday

    remind(later)

    (notice,) = told(stage.cast.rosa)
    assert notice.title == "Tiene 1 asunto que debe reporte"
    assert notice.text.count(quiet.folio) == 1
    assert "vence" not in notice.text


def test_analyst_is_told_the_day_a_matter_falls_silent_and_not_again(stage: Stage) -> None:
    matter = stage.in_state("in_progress", term=Term.none(), monitor_id=stage.cast.tomas.pk)
    matter.refresh_from_db()
    silent = datetime.combine(matter.silent_from, MORNING.timetz())
    days = [silent + timedelta(days=n) for n in range(-1, 6)]

    counts = []
    for day in days:
        remind(day)
        counts.append(len(told(stage.cast.tomas)))

    assert counts[-1] == 1
    (notice,) = told(stage.cast.tomas)
    assert "dejó de reportarse" in notice.title
    assert matter.folio in notice.text


def test_what_fell_silent_over_the_weekend_is_said_on_monday(stage: Stage) -> None:
    matter = stage.in_state("in_progress", term=Term.none(), monitor_id=stage.cast.tomas.pk)
    matter.refresh_from_db()
    monday = matter.silent_from + timedelta(days=(7 - matter.silent_from.weekday()) % 7 or 7)
    shifted = (monday - timedelta(days=1) - matter.silent_from).days  # silent from a Sunday on
    with act(0, "tests.shift", at=NOW):
        Matter.objects.filter(pk=matter.pk).update(next_report_on=matter.next_report_on + timedelta(days=shifted), acknowledged_at=matter.acknowledged_at + timedelta(days=shifted), notified_at=matter.notified_at + timedelta(days=shifted))  # fmt: skip
    matter.refresh_from_db()
    assert matter.silent_from.weekday() == 6

    remind(datetime.combine(monday, MORNING.timetz()))

    assert matter.folio in told(stage.cast.tomas)[0].text


def test_restricted_matter_is_only_named_by_its_folio(stage: Stage) -> None:
    matter = due_on(stage, -3, reserve=3, title="Expediente delicado")

    remind(MORNING)

    (notice,) = told(stage.cast.rosa)
    assert f"{matter.folio} · asunto restringido" in notice.text
    assert "delicado" not in notice.title + notice.text


def test_long_lists_are_cut_and_counted(stage: Stage) -> None:
    for _ in range(LISTED + 2):
        due_on(stage, -3)

    remind(MORNING)

    (notice,) = told(stage.cast.rosa)
    assert notice.title == f"Tiene {LISTED + 2} asuntos vencidos"
    assert notice.text.endswith("· y 2 más")


def test_reminder_also_leaves_by_mail(stage: Stage, settings: Settings) -> None:
    settings.EMAIL_HOST = "correo.ejemplo.invalid"
    due_on(stage, -3)

    remind(MORNING)

    (notice,) = told(stage.cast.rosa)
    assert notice.email_state == EmailState.QUEUED
    assert ProcrastinateJob.objects.filter(args={"notice_id": notice.pk}).exists()


def test_days_of_warning_are_those_that_are_set(stage: Stage) -> None:
    due_on(stage, 14)

    assert remind(MORNING, soon_days=5) == 0
    assert remind(MORNING, soon_days=10) == 1


def test_day_closed_in_the_calendar_is_left_in_peace(stage: Stage) -> None:
    due_on(stage, -3)
    holiday = NewDay(TODAY, "Suspensión", DayKind.SUSPENSION, "Acuerdo 14", Confidence.VERIFIED)
    add_days(stage.actor("lucia"), "sonora", [holiday], "Acuerdo 14", NOW)

    assert remind(MORNING) == 0


@pytest.mark.parametrize(("hour", "leaves"), [(7, False), (8, True), (10, True), (11, False), (23, False)])
def test_reminders_leave_at_the_hour_of_the_office(hour: int, *, leaves: bool) -> None:
    assert is_time(datetime(2026, 11, 23, hour, 5, tzinfo=OFFICE_ZONE), 8) is leaves


@pytest.mark.parametrize(("wanted", "state"), [(True, EmailState.QUEUED), (False, EmailState.NONE)])
def test_whoever_wants_no_letter_is_still_reminded_in_the_system(
    stage: Stage, settings: Settings, client_for, *, wanted: bool, state: str
) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    due_on(stage, -3)
    page = client_for(stage.cast.rosa)
    page.post("/cuenta/recordatorio/", {"morning_mail": "1" if wanted else "0"})

    assert remind(MORNING) == 1
    assert told(stage.cast.rosa)[0].email_state == state
    assert ("Dejar de recibirlo" in page.get("/cuenta/").content.decode()) is wanted
