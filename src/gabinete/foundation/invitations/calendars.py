"""Meetings written as iCalendar: an invitation, its changes, its cancellation, and calendars to follow."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Timezone, vCalAddress, vDDDTypes, vText
from icalendar import Event as Entry

from gabinete.foundation.invitations.events import Event, Mailbox, Status
from gabinete.kernel.clock import OFFICE_ZONE

_PRODUCT = "-//Gabinete//Convocatorias//ES"
_REFRESH = timedelta(hours=1)
_FIRST_DAY, _LAST_DAY = date(2015, 1, 1), date(2038, 1, 1)
"""Between them the zone is described; the rules of the office's zone have not changed since before the first."""


def invitation(event: Event) -> bytes:
    """Return the calendar that asks for an answer, or that changes what was asked (``METHOD:REQUEST``)."""
    return _written("REQUEST", [event])


def cancellation(event: Event) -> bytes:
    """Return the calendar that takes the meeting out of every diary (``METHOD:CANCEL``)."""
    return _written("CANCEL", [event])


def published(events: Iterable[Event], name: str) -> bytes:
    """Return the calendar to which programs subscribe (``METHOD:PUBLISH``): nobody is asked anything.

    Args:
        events: in the order they are to be written.
        name: how the calendar is called in the program that follows it.
    """
    return _written("PUBLISH", events, name)


def _written(method: str, events: Iterable[Event], name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_tzinfo(OFFICE_ZONE, OFFICE_ZONE.key, _FIRST_DAY, _LAST_DAY))
    for event in events:
        calendar.add_component(_entry(event, asks=method == "REQUEST"))
    return bytes(calendar.to_ical())


def _entry(event: Event, *, asks: bool) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.stamped_at)
    entry.add("last-modified", event.stamped_at)
    entry.add("dtstart", _local(event.starts))
    entry.add("dtend", _end(event))
    entry.add("summary", event.summary)
    entry.add("status", event.status.value)
    entry.add("transp", "TRANSPARENT" if event.status is Status.CANCELLED else "OPAQUE")
    for field, value in (("description", event.description), ("location", event.location)):
        if value:
            entry.add(field, value)
    if event.url:
        entry.add("url", event.url)
    if event.organizer is not None:
        entry.add("organizer", _address(event.organizer))
    for attendee in event.attendees:
        entry.add("attendee", _asked(attendee) if asks else _address(attendee))
    return entry


def _local(moment: datetime | date) -> datetime | date:
    """Return a moment in the office's zone, so that programs show where its hour comes from."""
    return moment.astimezone(OFFICE_ZONE) if isinstance(moment, datetime) else moment


def _end(event: Event) -> vDDDTypes:
    """Return the end; of whole days the one after the last, as the standard counts them."""
    if isinstance(event.ends, datetime):
        return vDDDTypes(_local(event.ends))
    return vDDDTypes(event.ends + timedelta(days=1))


def _address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{mailbox.address}")
    if mailbox.name:
        address.params["CN"] = vText(mailbox.name.replace('"', "'"))
    return address


def _asked(mailbox: Mailbox) -> vCalAddress:
    address = _address(mailbox)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("TRUE")
    return address
