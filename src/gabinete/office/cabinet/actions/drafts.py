"""Correcting drafts in place: each change under its version, until the minutes are confirmed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Max

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.errors import BadInput
from gabinete.kernel.terms import MAX_COUNT
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.actions.locks import draft_to_change, minutes_to_change, one_at_a_time
from gabinete.office.cabinet.following import require_monitor
from gabinete.office.cabinet.means import suggested_means
from gabinete.office.cabinet.models import AgreementDraft, DraftKind, DraftTerm, Minutes
from gabinete.office.cabinet.wordings import warnings_of

TEXT_LIMIT = 4000
MAX_DRAFTS = 300
_COUNTED = (DraftTerm.BUSINESS, DraftTerm.CALENDAR, DraftTerm.MONTHS)


class DraftChanges(TypedDict, total=False):
    """The fields that change; those left out stay.

    Attributes:
        co_ids: co-responsible units.
        term_n: count, for days and months.
        due: date, when the term is a fixed one.
        monitor_id: who will follow it; ``None`` leaves it to the minutes, or to the rule.
    """

    kind: str
    text: str
    lead_id: int | None
    co_ids: Sequence[int]
    term_unit: str
    term_n: int | None
    due: date | None
    means_of_verification: str
    monitor_id: int | None


def edit_draft(
    actor: Actor, draft_id: int, version: int, changes: DraftChanges, now: datetime
) -> AgreementDraft:
    """Correct a draft.

    A new text brings a new suggestion of proof, as long as nobody has written another one.

    Raises:
        Stale: somebody else changed it since.
        IllegalMove: its minutes are confirmed.
        BadInput: a value that cannot be taken.
    """
    with act(actor.user_id, "cabinet.edit_draft", at=now):
        draft = draft_to_change(actor, draft_id, version)
        if monitor_id := changes.get("monitor_id"):
            require_monitor(monitor_id, draft.minutes.session, now)
        _apply(draft, changes)
        _saved(draft)
        if "co_ids" in changes:
            draft.co_responsible.set(changes["co_ids"])
    return draft


def drop_draft(actor: Actor, draft_id: int, version: int, now: datetime) -> AgreementDraft:
    """Set a draft aside: it will not be registered, and can be brought back until confirmation."""
    return _set_dropped(actor, draft_id, version, now, dropped=True)


def restore_draft(actor: Actor, draft_id: int, version: int, now: datetime) -> AgreementDraft:
    """Bring back a draft that was set aside."""
    return _set_dropped(actor, draft_id, version, now, dropped=False)


def add_draft(
    actor: Actor, minutes_id: int, quoted: tuple[int, int] | None, now: datetime, once: UUID | None = None
) -> AgreementDraft:
    """Add a draft that was not found, from the selected words of the text or empty.

    Args:
        quoted: first character and the one after the last, counted in the text as read; ``None`` for an empty draft.
        once: mark of the form; sent twice it adds one.

    Raises:
        BadInput: the place is not in the text, or there are too many drafts.
    """
    with act(actor.user_id, "cabinet.add_draft", at=now):
        one_at_a_time(once)
        minutes = minutes_to_change(actor, minutes_id)
        if once and (first := AgreementDraft.objects.filter(once=once).first()):
            return first
        draft = AgreementDraft(
            minutes=minutes, kind=DraftKind.AGREEMENT, once=once, position=next_position(minutes)
        )
        if quoted is not None:
            _quote(draft, quoted)
        draft.warnings = warnings_of(draft.text)
        _saved(draft)
    return draft


def _apply(draft: AgreementDraft, changes: DraftChanges) -> None:
    if "kind" in changes:
        if changes["kind"] not in DraftKind.values:
            raise BadInput("draft.kind", "Elija acuerdo, instrucción o compromiso. No se guardó ese cambio.")
        draft.kind = changes["kind"]
    if "lead_id" in changes:
        draft.lead_id = changes["lead_id"]
    if "monitor_id" in changes:
        draft.monitor_id = changes["monitor_id"]
    if "means_of_verification" in changes:
        draft.means_of_verification = rules.clean_line(
            changes["means_of_verification"], 400, "Se dará por cumplido con"
        )
    if "text" in changes:
        _rewrite(draft, changes["text"])
    if "term_unit" in changes:
        _retime(draft, changes)


def _rewrite(draft: AgreementDraft, text: str) -> None:
    before, after = draft.text, rules.clean_line(text, TEXT_LIMIT, "Texto del acuerdo")
    if draft.means_of_verification in {"", suggested_means(before)} and after:
        draft.means_of_verification = suggested_means(after)
    draft.text = after
    draft.warnings = warnings_of(after)


def _retime(draft: AgreementDraft, changes: DraftChanges) -> None:
    """Take the term whole: unit, number and date belong together."""
    unit, n = changes["term_unit"], changes.get("term_n")
    if unit not in DraftTerm.values:
        raise BadInput("draft.term", "Elija el tipo de plazo de la lista. No se guardó ese cambio.")
    if n is not None and not 1 <= n <= MAX_COUNT:
        raise BadInput(
            "draft.term_n",
            f"El plazo va de 1 a {MAX_COUNT:,} días o meses. No se guardó ese cambio; corríjalo.",
        )
    draft.term_unit = unit
    draft.term_n = n if unit in _COUNTED else None
    draft.due = changes.get("due") if unit == DraftTerm.FIXED else None


def _quote(draft: AgreementDraft, quoted: tuple[int, int]) -> None:
    start, end = quoted
    text = draft.minutes.text
    if not 0 <= start < end <= len(text) or not (words := text[start:end].strip()):
        raise BadInput(
            "draft.selection",
            "La selección no está en el texto de la minuta. No se agregó nada; seleccione de nuevo.",
        )
    start += text[start:end].index(words)
    draft.start, draft.end, draft.quote = start, start + len(words), words
    draft.text = rules.clean_line(words, TEXT_LIMIT, "Texto del acuerdo")
    draft.means_of_verification = suggested_means(draft.text)


def next_position(minutes: Minutes) -> int:
    """Return the place of the next draft of locked minutes.

    Raises:
        BadInput: there are too many.
    """
    last = minutes.drafts.aggregate(last=Max("position"))["last"] or 0
    if last >= MAX_DRAFTS:
        raise BadInput(
            "draft.too_many",
            f"Una minuta admite {MAX_DRAFTS} borradores. No se agregó nada; divídala en dos.",
        )
    return last + 1


def _set_dropped(
    actor: Actor, draft_id: int, version: int, now: datetime, *, dropped: bool
) -> AgreementDraft:
    with act(actor.user_id, "cabinet.drop_draft" if dropped else "cabinet.restore_draft", at=now):
        draft = draft_to_change(actor, draft_id, version)
        draft.dropped = dropped
        _saved(draft)
    return draft


def _saved(draft: AgreementDraft) -> None:
    """Save a draft under its next version, and its minutes under theirs: what is confirmed is what was seen."""
    if draft.pk:
        draft.version += 1
    draft.save()
    draft.minutes.version += 1
    draft.minutes.save(update_fields=["version"])
