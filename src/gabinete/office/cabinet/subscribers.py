"""What the cabinets do when somebody tells them something."""

from django.urls import Resolver404, resolve

from gabinete.foundation.notifications.events import ReceiptGiven
from gabinete.foundation.org.events import PostNamed
from gabinete.kernel.facts import subscribe
from gabinete.office.cabinet.actions.answers import note_receipt
from gabinete.office.cabinet.actions.freezing import freeze_if_due
from gabinete.office.cabinet.actions.seating import link_written_seats
from gabinete.office.cabinet.events import SessionCalled

_CALLS = frozenset({"cabinet.call", "cabinet.call_postponed"})


def listen() -> None:
    """Begin to hear the facts of other packages."""
    subscribe(ReceiptGiven, take_receipt)
    subscribe(SessionCalled, close_late)
    subscribe(PostNamed, link_written_seats)


def take_receipt(fact: ReceiptGiven) -> None:
    """Keep as acuse of a call the one that a person gave to its notice on the desk."""
    if fact.kind not in _CALLS:
        return
    try:
        found = resolve(fact.url)
    except Resolver404:
        return
    if found.view_name == "cabinet:show-session":
        note_receipt(fact.user_id, int(found.kwargs["pk"]), fact.at)


def close_late(fact: SessionCalled) -> None:
    """Close the order of the day of a session called when its day to close had already come."""
    freeze_if_due(fact.session_id, fact.at)
