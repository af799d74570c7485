"""Receiving the minutes of a session and reading agreements in them; nothing becomes a matter here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.vault import Readable
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.actions.locks import minutes_to_change, move, one_at_a_time, session_to_change
from gabinete.office.cabinet.drafting import draft_agreements
from gabinete.office.cabinet.following import require_monitor
from gabinete.office.cabinet.models import CabinetSession, Minutes, Reading
from gabinete.office.cabinet.reading_minutes import read_document

TEXT_LIMIT = 1_000_000
"""Longest minutes taken, in characters: some three hundred pages."""


@dataclass(frozen=True, slots=True)
class MinutesGiven:
    """Minutes as they came: a file with its name, or pasted text."""

    file: Readable | None = None
    name: str = ""
    text: str = ""


def upload_minutes(
    actor: Actor, session_id: int, given: MinutesGiven, now: datetime, once: UUID | None = None
) -> Minutes:
    """Take the minutes in and draft its agreements, all or nothing.

    A scan is read by the worker: the minutes come back waiting, and their drafts appear later.

    Args:
        once: mark of the form; sent twice it is one minute.

    Raises:
        NotAllowed, NotFound.
        IllegalMove: others are in review already.
        BadInput: the file cannot be taken or read, or nothing was sent.
    """
    with act(actor.user_id, "cabinet.upload_minutes", at=now):
        one_at_a_time(once)
        session = session_to_change(actor, session_id, None)
        if once and (first := Minutes.objects.filter(once=once, session=session).first()):
            return first
        move(session, "receive_minutes")
        minutes = Minutes(session=session, uploaded_at=now, uploaded_by_id=actor.user_id, once=once)
        if given.file is not None:
            _from_file(minutes, given, actor, now)
        else:
            _from_text(minutes, rules.clean_text(given.text))
        minutes.save()
        if minutes.reading == Reading.WAITING:
            # By name: tasks stand on actions, and the worker knows both.
            app.configure_task("cabinet.read_scan", queue="reading").defer(minutes_id=minutes.pk)
        else:
            draft_agreements(minutes)
    return minutes


def discard_minutes(actor: Actor, minutes_id: int, now: datetime) -> CabinetSession:
    """Throw away minutes in review with their drafts, so that others may take their place; history keeps them.

    Raises:
        IllegalMove: its agreements are already matters.
    """
    with act(actor.user_id, "cabinet.discard_minutes", at=now):
        minutes = minutes_to_change(actor, minutes_id)
        if minutes.from_room:
            raise RuleBroken(
                "minutes.from_room",
                "Estos acuerdos se capturaron en la sesión y no se descartan juntos. No se cambió nada; descarte uno por uno los que no procedan.",
            )
        session = session_to_change(actor, minutes.session_id, None)
        move(session, "discard_minutes")
        minutes.delete()
    return session


def set_monitor(actor: Actor, minutes_id: int, monitor_id: int | None, now: datetime) -> Minutes:
    """Say who will follow every matter of the minutes that names nobody; ``None`` leaves it to the rule.

    Raises:
        IllegalMove: its agreements are already matters.
        BadInput: that person may not follow matters of this session.
    """
    with act(actor.user_id, "cabinet.set_monitor", at=now):
        minutes = minutes_to_change(actor, minutes_id)
        if monitor_id:
            require_monitor(monitor_id, minutes.session, now)
        minutes.monitor_id = monitor_id
        minutes.version += 1
        minutes.save(update_fields=["monitor", "version"])
    return minutes


def _from_file(minutes: Minutes, given: MinutesGiven, actor: Actor, now: datetime) -> None:
    if given.file is None:  # narrows the type; the caller has looked
        return
    minutes.document = store(
        given.file, name=given.name, actor_id=actor.user_id, now=now, source="Minuta de sesión"
    )
    read = read_document(minutes.document)
    if read is None:
        minutes.reading = Reading.WAITING
    else:
        _from_text(minutes, read.text)
        minutes.notes = list(read.notes)


def _from_text(minutes: Minutes, text: str) -> None:
    if not text.strip():
        raise BadInput(
            "minutes.empty",
            "No se recibió texto. No se guardó nada; elija el archivo de la minuta o pegue su texto.",
        )
    if len(text) > TEXT_LIMIT:
        raise BadInput(
            "minutes.too_long",
            f"La minuta tiene {len(text):,} caracteres y se admiten {TEXT_LIMIT:,}. No se guardó nada; divídala en partes.",
        )
    minutes.text = text
