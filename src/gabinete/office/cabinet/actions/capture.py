"""Agreements captured in the room: read as they are typed, kept as drafts of their point until they are registered."""

from collections.abc import Sequence
from dataclasses import dataclass

from gabinete.foundation.access.people import Actor
from gabinete.foundation.org.models import Unit
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.actions.drafts import TEXT_LIMIT, next_position
from gabinete.office.cabinet.actions.entries import Mark, Result, entered, point_to_write, require_writing
from gabinete.office.cabinet.actions.room import room_minutes
from gabinete.office.cabinet.drafting import draft_from
from gabinete.office.cabinet.models import AgreementDraft, CabinetSession, DraftKind
from gabinete.office.cabinet.naming_units import units_by_acronym
from gabinete.office.cabinet.reading_minutes import best_reading
from gabinete.office.cabinet.rules.capture import captured, spelt_out
from gabinete.office.cabinet.wordings import warnings_of


@dataclass(frozen=True, slots=True)
class Heard:
    """A typed agreement as it was understood; nothing of it is stored.

    Attributes:
        units: who answers, the lead first.
    """

    draft: AgreementDraft
    units: tuple[Unit, ...]


def heard(session: CabinetSession, typed: str) -> Heard:
    """Return what a typed agreement says: what, who, when and with what proof.

    What cannot be read stays as text, to be completed at the review.
    """
    parts = captured(rules.clean_line(typed, TEXT_LIMIT, "Acuerdo"))
    named = _units(parts.named)
    proposal = best_reading(spelt_out(parts.text, {unit.acronym: unit.name for unit in named}), session)
    if proposal is None:
        text = parts.text[:1].upper() + parts.text[1:]
        found = named
        lead = found[0] if found else None
        draft = AgreementDraft(text=text, kind=DraftKind.AGREEMENT, lead=lead, warnings=warnings_of(text))
    else:
        # What was named with «@» answers even where the grammar of the sentence hides it.
        found = _units(proposal.units) or named
        draft = draft_from(proposal, found)
    draft.means_of_verification = parts.proof or draft.means_of_verification
    draft.quote, draft.start, draft.end = parts.text, None, None
    return Heard(draft, found)


def capture(actor: Actor, session_id: int, point_id: int, typed: str, mark: Mark) -> Result:
    """Keep an agreement of a point as a draft of the minutes of the room.

    Raises:
        BadInput: nothing was typed, or too much.
        IllegalMove: the session is not open.
    """

    def write(session: CabinetSession) -> Result:
        require_writing(session)
        point = point_to_write(actor, session, point_id)
        found = heard(session, typed)
        if not found.draft.text.strip():
            raise BadInput("capture.empty", "Escriba el acuerdo. No se registró nada.")
        minutes = room_minutes(actor, session, mark.now)
        draft = found.draft
        draft.minutes, draft.point, draft.position = minutes, point, next_position(minutes)
        draft.save()
        draft.co_responsible.set(found.units[1:])
        minutes.version += 1
        minutes.save(update_fields=["version"])
        return {"draft": draft.pk}

    return entered(actor, session_id, "capture", mark, write)


def _units(acronyms: Sequence[str]) -> tuple[Unit, ...]:
    wanted = [acronym.upper() for acronym in acronyms]
    known = units_by_acronym(wanted)
    return tuple(known[acronym] for acronym in dict.fromkeys(wanted) if acronym in known)
