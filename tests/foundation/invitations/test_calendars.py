"""What is written must be read the same by a library that is not ours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gabinete.foundation.invitations.calendars import cancellation, invitation, published
from gabinete.foundation.invitations.events import Event, Mailbox, Status

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
OFFICE = ZoneInfo("America/Hermosillo")


def event(**given: object) -> Event:
    told = {
        "uid": "u@gabinete.invalid", "sequence": 2, "stamped_at": AT,
        "starts": datetime(2026, 12, 3, 10, tzinfo=OFFICE), "ends": datetime(2026, 12, 3, 12, tzinfo=OFFICE),
        "summary": "7.ª sesión; «Ñ», y más",
    } | given  # fmt: skip
    return Event(**told)  # type: ignore[arg-type]


def test_hours_are_written_with_the_zone_of_the_office() -> None:
    written = invitation(event()).decode()

    assert "DTSTART;TZID=America/Hermosillo:20261203T100000" in written
    assert "TZOFFSETTO:-0700" in written
    assert "DTSTAMP:20261120T170000Z" in written


def test_hour_given_in_another_zone_is_the_same_moment() -> None:
    starts = datetime(2026, 12, 3, 17, tzinfo=UTC)
    read = vobject.readOne(invitation(event(starts=starts, ends=starts + timedelta(hours=1))).decode()).vevent

    assert read.dtstart.value == starts
    assert read.dtstart.value.isoformat() == "2026-12-03T10:00:00-07:00"


def test_session_without_hour_takes_its_whole_day() -> None:
    day = date(2026, 12, 3)
    read = vobject.readOne(invitation(event(starts=day, ends=day)).decode()).vevent

    assert (read.dtstart.value, read.dtend.value) == (day, date(2026, 12, 4))


def test_cancellation_names_the_same_event() -> None:
    calendar = vobject.readOne(cancellation(event(status=Status.CANCELLED)).decode())

    assert calendar.method.value == "CANCEL"
    assert (calendar.vevent.uid.value, calendar.vevent.status.value) == ("u@gabinete.invalid", "CANCELLED")


def test_calendar_to_follow_asks_nobody() -> None:
    calendar = vobject.readOne(published([event(uid=f"{n}@x") for n in range(3)], "Sesiones").decode())

    assert (calendar.method.value, calendar.x_wr_calname.value) == ("PUBLISH", "Sesiones")
    assert [one.uid.value for one in calendar.vevent_list] == ["0@x", "1@x", "2@x"]
    assert not any(hasattr(one, "attendee") for one in calendar.vevent_list)


def test_empty_calendar_to_follow_is_still_one() -> None:
    assert vobject.readOne(published([], "Sesiones").decode()).method.value == "PUBLISH"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
def test_any_text_comes_back_as_it_was_and_opens_no_other_line(text: str) -> None:
    hostile = text + "\nATTENDEE:mailto:intruso@x.invalid"
    calendar = vobject.readOne(invitation(event(description=hostile)).decode())

    assert calendar.vevent.description.value == hostile
    assert not hasattr(calendar.vevent, "attendee")


def test_name_of_an_attendee_cannot_add_parameters() -> None:
    people = [Mailbox('Rosa";PARTSTAT=ACCEPTED;X="', "rosa@x.invalid")]
    read = vobject.readOne(invitation(event(attendees=people)).decode()).vevent.attendee

    assert (read.value, read.partstat_param) == ("mailto:rosa@x.invalid", "NEEDS-ACTION")
