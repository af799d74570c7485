"""The words of the minutes that a person may still mend before they are signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.locks import move, session_to_change
from gabinete.office.cabinet.actions.versions import Built, build_version, clean_reason
from gabinete.office.cabinet.models import AgendaItem

TEXT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What the minutes say of a point.

    Attributes:
        resolution: what was resolved.
        notes: what was said.
    """

    resolution: str
    notes: str


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended, by the key of each point, and why."""

    wordings: Mapping[int, Wording]
    reason: str = ""


def mend_minutes(actor: Actor, session_id: int, version: int, mended: Mended, now: datetime) -> Built:
    """Correct what the minutes say of each point and build the next version; those already built do not change.

    Args:
        mended: by the key of the point; points this person may not read are refused.

    Raises:
        NotAllowed, NotFound, Stale.
        IllegalMove: the minutes are signed, or the session was not held.
        BadInput: a text is too long, or the reason is missing. Nothing is kept.
    """
    with act(actor.user_id, "cabinet.mend_minutes", at=now, reason=clean_reason(mended.reason)):
        session = session_to_change(actor, session_id, version)
        move(session, "mend_minutes")
        points = {point.pk: point for point in session.agenda.select_for_update()}
        for pk, wording in mended.wordings.items():
            point = points.get(pk)
            if point is None or not policies.may_view_point(actor, point):
                raise policies.unknown("un punto")
            _mend(point, wording)
        return build_version(actor, session_id, mended.reason, now)


def _mend(point: AgendaItem, wording: Wording) -> None:
    resolution, notes = rules.clean_text(wording.resolution), rules.clean_text(wording.notes)
    if max(len(resolution), len(notes)) > TEXT_LIMIT:
        raise BadInput(
            "point.text",
            f"El texto del punto {point.position} admite {TEXT_LIMIT:,} caracteres. No se guardó nada; acórtelo.",
        )
    if (resolution, notes) != (point.resolution, point.notes):
        point.resolution, point.notes = resolution, notes
        point.version += 1
        point.save(update_fields=["resolution", "notes", "version"])
