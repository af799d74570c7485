"""From what the extraction proposes to rows a person can correct."""

import re
from collections.abc import Sequence

from gabinete.foundation.org.models import Unit
from gabinete.office.cabinet.extraction.drafts import Draft
from gabinete.office.cabinet.means import suggested_means
from gabinete.office.cabinet.models import AgreementDraft, DraftKind, DraftTerm, Minutes, Reading
from gabinete.office.cabinet.naming_units import units_by_acronym
from gabinete.office.cabinet.reading_minutes import proposals_in

_KINDS = {
    "acuerdo": DraftKind.AGREEMENT,
    "instruccion": DraftKind.INSTRUCTION,
    "compromiso": DraftKind.COMMITMENT,
}
_NEXT_SESSION = re.compile(r"(?:pr[oó]xima|siguiente)\s+(?:sesi[oó]n|reuni[oó]n)", re.IGNORECASE)
SHOWN_FROM = 0.5
"""Confidence from which a proposal is shown (see ``extraction.drafts.Draft``)."""


def draft_agreements(minutes: Minutes) -> list[AgreementDraft]:
    """Draft what the text of the minutes seems to agree; within an act."""
    return write_drafts(minutes, proposals_in(minutes.text, minutes.session))


def take_reading(minutes: Minutes, text: str, notes: Sequence[str]) -> list[AgreementDraft]:
    """Give waiting minutes the text that was read from their scan, with its drafts; within an act."""
    minutes.text, minutes.notes, minutes.reading = text, list(notes), Reading.READY
    minutes.version += 1
    minutes.save()
    return draft_agreements(minutes)


def write_drafts(minutes: Minutes, proposals: Sequence[Draft]) -> list[AgreementDraft]:
    """Save the proposals as the drafts of the minutes, in the order of the text."""
    ordered = sorted((p for p in proposals if p.confidence >= SHOWN_FROM), key=lambda p: (p.start, p.end))
    units = units_by_acronym([acronym for proposal in ordered for acronym in proposal.units])
    matched = [[units[a] for a in dict.fromkeys(proposal.units) if a in units] for proposal in ordered]
    drafts = AgreementDraft.objects.bulk_create(
        _placed(draft_from(proposal, matched[position - 1]), minutes, position)
        for position, proposal in enumerate(ordered, start=1)
    )
    through = AgreementDraft.co_responsible.through
    through.objects.bulk_create(
        through(agreementdraft_id=draft.pk, unit_id=unit.pk)
        for draft, named in zip(drafts, matched, strict=True)
        for unit in named[1:]
    )
    return drafts


def draft_from(proposal: Draft, named: Sequence[Unit]) -> AgreementDraft:
    """Return a proposal as a row that is not saved yet: it has neither minutes nor place.

    Args:
        named: units of the database that answer, the lead first.
    """
    text = proposal.text[:1].upper() + proposal.text[1:]
    draft = AgreementDraft(
        start=proposal.start,
        end=proposal.end,
        quote=proposal.quote,
        kind=_KINDS.get(proposal.kind, DraftKind.AGREEMENT),
        text=text,
        responsible_text=", ".join(proposal.responsible)[:400],
        lead=named[0] if named else None,
        term_text=(proposal.due_text or "")[:240],
        means_of_verification=suggested_means(text),
        confidence=proposal.confidence,
        warnings=list(proposal.warnings),
    )
    _set_term(draft, proposal)
    return draft


def _placed(draft: AgreementDraft, minutes: Minutes, position: int) -> AgreementDraft:
    draft.minutes, draft.position = minutes, position
    return draft


def _set_term(draft: AgreementDraft, proposal: Draft) -> None:
    """A length of time stays one, so that it is counted from the notice; «próxima sesión» waits for its date."""
    if proposal.term is not None:
        draft.term_n, draft.term_unit = proposal.term
    elif _NEXT_SESSION.search(proposal.due_text or ""):
        draft.term_unit = DraftTerm.SESSION
    elif proposal.due is not None:
        draft.term_unit, draft.due = DraftTerm.FIXED, proposal.due
