"""The work of ``session open|close``. Loaded once Django is ready."""

import sys

from gabinete.delivery.cli.people import person
from gabinete.kernel import clock
from gabinete.office.cabinet.actions import closing, room
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.queries import full_name_of, session_called


def open_session(reference: str, reason: str, username: str) -> None:
    """Open a session with those on its list; with a reason, even without quorum.

    Raises:
        NotFound, NotAllowed, IllegalMove.
    """
    actor, mark = person(username), Mark(clock.now())
    session = session_called(actor, reference)
    if reason:
        room.open_without_quorum(actor, session.pk, reason, mark)
    else:
        room.open_session(actor, session.pk, mark)
    sys.stdout.write(f"{full_name_of(session)}: quedó instalada.\n")


def close_session(reference: str, username: str) -> None:
    """Close the file of a session whose minutes are signed.

    Raises:
        NotFound, NotAllowed, IllegalMove.
    """
    actor = person(username)
    session = session_called(actor, reference)
    closing.close_session(actor, session.pk, session.version, clock.now())
    sys.stdout.write(f"{full_name_of(session)}: quedó cerrada.\n")
