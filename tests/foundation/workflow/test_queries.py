"""Reading calendars, their versions and their history; loading the days that are known."""

from datetime import date, datetime

import pytest

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import actor_with
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.workflow import actions, known_days, queries
from gabinete.foundation.workflow.models import Calendar, CalendarDay, CalendarVersion
from gabinete.foundation.workflow.rules import Confidence, DayKind, NewDay
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import BadInput, NotFound
from gabinete.kernel.federal import federal_calendar
from gabinete.kernel.terms import Term, count

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=OFFICE_ZONE)
HEADER = "calendar,date,through,name,kind,source,confidence\n"


@pytest.fixture
def secretary():
    with act(SYSTEM_ACTOR, "tests.hire", at=NOW):
        user = User.objects.create(username="lucia", name="Lucía Montaño Félix")
    return actor_with(user.pk, user.name, frozenset({Role.SECRETARY}), frozenset(), frozenset())


@pytest.fixture
def loaded():
    return known_days.load_known_days(NOW)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "calendars.csv").write_text("code,name\njalisco,Calendario de Jalisco\n", encoding="utf-8")
    return tmp_path


def test_first_load_makes_one_version_of_each_calendar(loaded):
    assert {str(version.calendar.code): version.number for version in loaded} == {"federal": 1, "sonora": 1}
    assert {version.reason for version in loaded} == {known_days.LOAD_REASON}


def test_loaded_federal_calendar_counts_like_the_law(loaded):
    kept, computed = queries.calendar("federal"), federal_calendar(known_days.FEDERAL_YEARS)

    assert dict(kept.closed) == dict(computed.closed)
    assert count(Term.business(20), date(2026, 12, 14), kept).due == date(2027, 1, 13)


def test_loaded_state_calendar_adds_its_days_and_says_which_are_doubtful(loaded):
    sonora = queries.calendar("sonora")

    assert sonora.why_closed(date(2024, 7, 17)) == "Aniversario luctuoso del general Álvaro Obregón"
    assert sonora.why_closed(date(2026, 4, 2)) == "Jueves Santo (por confirmar)"
    assert sonora.why_closed(date(2025, 7, 31)) == "Primer periodo vacacional 2025"
    assert sonora.why_closed(date(2024, 12, 25)) == "Navidad"
    assert sonora.is_business(date(2026, 10, 23))
    assert set(queries.calendar("federal").closed) < set(sonora.closed)


def test_state_calendar_never_gives_less_time_than_the_federal_one(loaded):
    federal, sonora = queries.calendar("federal"), queries.calendar("sonora")

    for month in range(1, 13):
        start = date(2026, month, 3)
        assert count(Term.business(15), start, sonora).due >= count(Term.business(15), start, federal).due


def test_loading_again_changes_nothing(loaded):
    assert known_days.load_known_days(NOW) == []
    assert CalendarVersion.objects.count() == 2


def test_withdrawn_day_is_not_loaded_again(loaded, secretary):
    actions.withdraw_days(secretary, "sonora", [date(2026, 4, 2)], "No se suspendió", NOW)

    assert known_days.load_known_days(NOW) == []
    assert queries.calendar("sonora").is_business(date(2026, 4, 2))


def test_another_state_loads_its_own_table(folder):
    (folder / "nonworking_days.csv").write_text(
        HEADER + "jalisco,2026-09-28,2026-09-29,Fiesta local,suspension,Decreto,verified\n", encoding="utf-8"
    )

    known_days.load_known_days(NOW, folder)

    jalisco = queries.calendar("jalisco")
    assert (jalisco.name, jalisco.code, jalisco.version) == ("Calendario de Jalisco", "jalisco", 1)
    assert jalisco.why_closed(date(2026, 9, 29)) == "Fiesta local"
    assert jalisco.why_closed(date(2026, 12, 25)) == "Navidad"


@pytest.mark.parametrize(
    "line",
    [
        "jalisco,28/09/2026,,Fiesta,rest,Decreto,verified",
        "jalisco,2026-09-28,2026-09-01,Fiesta,rest,Decreto,verified",
        "jalisco,2026-09-28,,Fiesta,party,Decreto,verified",
        "jalisco,2026-09-28,,Fiesta,rest,Decreto,perhaps",
        "jalisco,2026-09-28,,,rest,Decreto,verified",
        "jalisco,2026-09-28",
    ],
)
def test_bad_line_stops_the_load_and_is_named(line, folder):
    (folder / "nonworking_days.csv").write_text(HEADER + line + "\n", encoding="utf-8")

    with pytest.raises(BadInput, match="línea 2"):
        known_days.load_known_days(NOW, folder)

    assert not Calendar.objects.exists()


def test_table_without_its_columns_is_refused(folder):
    (folder / "nonworking_days.csv").write_text("", encoding="utf-8")

    with pytest.raises(BadInput, match="faltan columnas"):
        known_days.load_known_days(NOW, folder)


@pytest.mark.parametrize(("code", "version"), [("nadie", None), ("nadie", 1), ("federal", 2), ("federal", 0)])
def test_calendar_or_version_that_does_not_exist_is_not_found(loaded, code, version):
    with pytest.raises(NotFound) as refused:
        queries.calendar(code, version)

    assert code in refused.value.message


def test_calendar_without_days_yet_is_not_found():
    with act(SYSTEM_ACTOR, "tests.open_calendar", at=NOW):
        Calendar.objects.create(code="vacio", name="Vacío")

    with pytest.raises(NotFound):
        queries.calendar("vacio")


def test_second_reading_of_a_version_asks_one_query(loaded, django_assert_num_queries):
    first = queries.calendar("sonora")

    with django_assert_num_queries(1):
        assert queries.calendar("sonora", 1) is first


def test_closed_days_are_those_of_the_version_asked(loaded, secretary):
    new = NewDay(date(2026, 12, 21), "Cierre", DayKind.EXTRAORDINARY, "Acuerdo 14", Confidence.VERIFIED)
    actions.add_days(secretary, "federal", [new], "Acuerdo 14", NOW)
    actions.withdraw_days(secretary, "federal", [date(2026, 12, 25)], "Prueba", NOW)

    def december(version):
        days = queries.closed_days("federal", version).filter(date__year=2026, date__month=12)
        return [day.date.day for day in days]

    assert [december(version) for version in (1, 2, 3, None)] == [[25], [21, 25], [21], [21]]
    assert list(queries.closed_days("nadie")) == []


def test_history_tells_who_when_why_and_which_days_newest_first(loaded, secretary):
    actions.withdraw_days(secretary, "federal", [date(2026, 12, 25)], "Prueba", NOW)

    newest, first = queries.history("federal")

    assert (newest.number, newest.reason, newest.withdrawn, newest.added) == (
        2,
        "Prueba",
        (date(2026, 12, 25),),
        (),
    )
    assert newest.made_by == str(User.objects.get(pk=secretary.user_id))
    assert (first.number, first.made_by, first.made_at) == (1, "", NOW)
    assert date(2026, 12, 25) in first.added


def test_alteration_behind_the_applications_back_is_named(loaded):
    assert queries.altered_versions() == []

    with act(SYSTEM_ACTOR, "tests.spoil", at=NOW):
        CalendarDay.objects.filter(calendar__code="sonora", date=date(2026, 4, 2)).update(name="Miércoles")

    assert queries.altered_versions() == ["sonora v1"]


def test_rows_say_what_they_are(loaded):
    calendar = Calendar.objects.get(code="federal")

    assert str(calendar) == "Calendario federal, versión 1"
    assert str(calendar.versions.get()) == f"{calendar.pk} v1"
    assert str(calendar.days.get(date=date(2026, 12, 25))) == "2026-12-25 Navidad"
