"""The work of ``session call|freeze|cancel|postpone`` and ``calendar export``. Loaded once Django is ready."""

import sys
from datetime import date, time
from pathlib import Path

from gabinete.delivery.cli.people import person, reader
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import actions, policies
from gabinete.office.cabinet.actions.calls import NewDate, postpone_session
from gabinete.office.cabinet.actions.freezing import freeze_agenda
from gabinete.office.cabinet.calling import when_in_words
from gabinete.office.cabinet.models import CabinetSession, LetterState
from gabinete.office.cabinet.queries import full_name_of, session_called
from gabinete.office.cabinet.subscriptions import sessions_calendar


def call(reference: str, username: str) -> None:
    """Call a session and say to how many seats it went.

    Raises:
        NotFound, NotAllowed, IllegalMove, RuleBroken.
    """
    actor = person(username)
    session = session_called(actor, reference)
    called = actions.call_session(actor, session.pk, session.version, clock.now())
    seats = called.invitations.count()
    letters = called.invitations.filter(letter_state=LetterState.QUEUED).count()
    _say(called, f"se convocó a {seats} asientos; cartas en camino: {letters}")


def freeze(reference: str, username: str) -> None:
    """Close the order of the day of a session.

    Raises:
        NotFound, NotAllowed, IllegalMove.
    """
    actor = person(username)
    session = session_called(actor, reference)
    frozen = freeze_agenda(actor, session.pk, session.version, clock.now())
    _say(frozen, "se cerró su orden del día")


def cancel(reference: str, reason: str, username: str) -> None:
    """Cancel a session.

    Raises:
        NotFound, NotAllowed, IllegalMove, BadInput.
    """
    actor = person(username)
    session = session_called(actor, reference)
    _say(actions.cancel_session(actor, session.pk, session.version, reason, clock.now()), "quedó cancelada")


def postpone(reference: str, reason: str, instead: tuple[str, str, str], username: str) -> None:
    """Postpone a session, to a date or until further notice.

    Args:
        instead: date, hour and place as typed; empty ones do not change, and without a date there is none yet.

    Raises:
        NotFound, NotAllowed, IllegalMove, BadInput.
    """
    new = _new_date(*instead)
    actor = person(username)
    session = session_called(actor, reference)
    after = postpone_session(actor, session.pk, session.version, reason, clock.now(), new)
    _say(after, f"se difirió al {when_in_words(after)}" if new else "se difirió, sin nueva fecha")


def export(code: str, out: Path | None, username: str) -> None:
    """Write the calendar of a body (iCalendar), to a file or to the terminal.

    Raises:
        BadInput: the file cannot be written.
        NotFound: there is no such body for this person.
    """
    actor = reader(username)
    body = policies.visible_bodies(actor).filter(code=code.strip().upper()).first()
    if body is None:
        raise policies.unknown(f"un gabinete «{code[:20]}»")
    content = sessions_calendar(actor, body, clock.now())
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        message = f"No se pudo escribir «{out}» ({error.strerror}). No se hizo nada."
        raise BadInput("cli.file", message) from error


def _new_date(day: str, hour: str, place: str) -> NewDate | None:
    try:
        held_on = date.fromisoformat(day) if day else None
        starts_at = time.fromisoformat(hour).replace(tzinfo=None) if hour else None
    except ValueError as error:
        message = f"«{day} {hour}» no es una fecha AAAA-MM-DD y una hora HH:MM. No se hizo nada; corríjalas."
        raise BadInput("cli.date", message) from error
    if held_on is None and (starts_at or place):
        raise BadInput("cli.no_date", "Diga también la nueva fecha con --date. No se hizo nada.")
    return NewDate(held_on, starts_at, place) if held_on else None


def _say(session: CabinetSession, what: str) -> None:
    sys.stdout.write(f"{full_name_of(session)}: {what}.\n")
