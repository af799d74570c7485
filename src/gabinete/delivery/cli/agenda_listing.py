"""The work of ``session agenda``. Loaded once Django is ready."""

import json
import sys
from typing import Any

from gabinete.delivery.cli.people import person
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.readings import note_reading
from gabinete.kernel import clock
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet.models import CabinetSession, PointFile
from gabinete.office.cabinet.queries import name_of, session_called
from gabinete.office.cabinet.queries.agenda import Agenda, PointRow, agenda_of
from gabinete.office.cabinet.queries.folder import papers_of
from gabinete.office.cabinet.states import LABELS
from gabinete.office.cabinet.web.readings import note_points

_DOOR = "gabinete session agenda"


def show(reference: str, username: str, *, as_json: bool) -> None:
    """Print the order of the day as somebody may see it; the reading of what is restricted is written down.

    Raises:
        BadInput: nobody was named.
        NotFound: there is no such session for this person.
    """
    actor, today = person(username), clock.today()
    session = session_called(actor, reference)
    shown = agenda_of(actor, session, today)
    _note(actor, session, shown)
    if as_json:
        facts = facts_of(session, shown)
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(in_words(session, shown))


def facts_of(session: CabinetSession, shown: Agenda) -> dict[str, Any]:
    """Return the order of the day as data; of a point that may not be read, its number and that it is restricted."""
    papers = papers_of([point.pk for point in shown.points])
    return {
        "session": f"{session.body.code}/{session.year}/{session.number:02}",
        "state": session.state,
        "held_on": session.held_on.isoformat(),
        "minutes": shown.minutes,
        "length_minutes": shown.length,
        "points": [
            _facts(row)
            | ({"documents": [_paper(paper.last) for paper in papers.get(row.id, [])]} if row.point else {})
            for row in shown.rows
        ],
    }


def in_words(session: CabinetSession, shown: Agenda) -> str:
    """Return the order of the day as lines that people read."""
    title = f"{session.body.name}, {name_of(session)} ({LABELS[session.state]})"
    lines = [title, *(_line(row) for row in shown.rows)]
    return "\n".join([*lines, f"{shown.minutes} de {shown.length} minutos asignados."]) + "\n"


def _line(row: PointRow) -> str:
    point = row.point
    if point is None:
        return f"{row.position:>3}. Punto reservado"
    marks = [str(point.get_kind_display()), f"{point.minutes} min"]
    marks += [point.proposer.acronym] if point.proposer else []
    marks += ["extemporáneo"] if point.late_reason else []
    marks += [str(point.get_outcome_display())] if point.outcome else []
    return f"{row.position:>3}. {point.title} ({', '.join(marks)})"


def _facts(row: PointRow) -> dict[str, Any]:
    point = row.point
    if point is None:
        return {"number": row.position, "is_restricted": True}
    return {
        "number": row.position,
        "title": point.title,
        "kind": point.kind,
        "proposer": point.proposer.acronym if point.proposer else None,
        "minutes": point.minutes,
        "text": point.text,
        "is_restricted": point.is_restricted,
        "late_reason": point.late_reason,
        "outcome": point.outcome,
        "in_consent": point.in_consent,
        "waits": row.waits,
    }


def _paper(one: PointFile) -> dict[str, Any]:
    return {
        "title": one.title,
        "version": one.number,
        "name": one.document.name,
        "sha256": one.document.sha256,
    }


def _note(actor: Actor, session: CabinetSession, shown: Agenda) -> None:
    if Reserve(session.reserve).is_restricted:
        note_reading(actor, "cabinet.session", session.pk, str(session), _DOOR, clock.now())
    note_points(actor, session, shown.points, _DOOR)
