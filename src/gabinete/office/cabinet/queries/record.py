"""The record of a session: its versions, its extracts and what comes next."""

from dataclasses import dataclass

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion
from gabinete.office.cabinet.queries.extracts import born_in
from gabinete.office.cabinet.queries.open_ends import open_ends
from gabinete.office.cabinet.queries.versions import VersionRow, version_rows
from gabinete.office.cabinet.rules.next_step import Record, Step, next_step


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """What the page of a session shows of its record.

    Attributes:
        step: what whoever runs it does next.
        current: the version in circulation.
    """

    step: Step
    rows: list[VersionRow]
    current: MinutesVersion | None


def record_of(actor: Actor, session: CabinetSession) -> SessionRecord:
    """Return the record of a session that was held, for somebody who may know of it (some seven queries)."""
    ends, rows = open_ends(session), version_rows(actor, session)
    last = rows[0].version if rows else None
    current = next((row.version for row in rows if row.version.circulated_at is not None), None)
    sent = session.extracts.values_list("matter_id", flat=True)
    step = next_step(
        Record(
            state=session.state,
            points_open=ends.points_open,
            drafts_open=ends.drafts_open,
            last=last.number if last else 0,
            last_sent=last is not None and last.circulated_at is not None,
            observed=ends.observations_open,
            accepted=current.observations.filter(accepted=True).count() if current else 0,
            unsigned=_unsigned(current),
            unsent=len(set(born_in(session)) - set(sent)),
            unnotified=ends.unnotified,
        )
    )
    return SessionRecord(step, rows, current)


def _unsigned(version: MinutesVersion | None) -> list[str]:
    if version is None:
        return []
    return list(version.signatures.filter(kind="").values_list("name", flat=True))
