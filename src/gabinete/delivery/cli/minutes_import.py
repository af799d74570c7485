"""The work of ``minutes import``. Loaded once Django is ready."""

import sys
from pathlib import Path

from gabinete.delivery.cli.people import person
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet.actions import MinutesGiven, upload_minutes
from gabinete.office.cabinet.queries import session_called


def bring_in(file: Path, session: str, username: str) -> None:
    """Take the minutes in as a person and say where to confirm them.

    Raises:
        BadInput: the file cannot be opened or read, or nobody was named.
        NotFound: there is no such session for this person.
        NotAllowed: this person may not receive minutes.
    """
    actor = person(username)
    called = session_called(actor, session)
    try:
        with file.open("rb") as content:
            given = MinutesGiven(file=content, name=file.name)
            minutes = upload_minutes(actor, called.pk, given, clock.now())
    except OSError as error:
        raise BadInput(
            "cli.file", f"No se pudo abrir «{file}» ({error.strerror}). No se hizo nada."
        ) from error
    count = minutes.drafts.count()
    sys.stdout.write(
        f"Minuta {minutes.pk} recibida: {count} borradores por confirmar en /minutas/{minutes.pk}/revisar/\n"
    )
